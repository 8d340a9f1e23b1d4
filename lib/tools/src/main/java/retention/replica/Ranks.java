package retention.replica;

import java.util.BitSet;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Orders of indices by a value. */
final class Ranks {

    private Ranks() {}

    /**
     * The indices 0 .. until - 1 but for those left out, in ascending order of their values in single precision; ties in
     * the order of index.
     */
    static int[] ascending(int until, BitSet leftOut, IntToDoubleFunction value) {
        return IntStream.range(0, until)
                .filter(i -> !leftOut.get(i))
                .mapToLong(i -> {
                    var bits = Float.floatToIntBits((float) value.applyAsDouble(i));
                    // Negative floats sort backwards by their bits.
                    return (long) (bits < 0 ? bits ^ Integer.MAX_VALUE : bits) << 32 | i;
                })
                .sorted()
                .mapToInt(key -> (int) key)
                .toArray();
    }
}
