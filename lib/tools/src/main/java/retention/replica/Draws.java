package retention.replica;

import it.unimi.dsi.fastutil.doubles.DoubleArrays;
import it.unimi.dsi.fastutil.ints.IntArrays;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Random draws that are the same on every JVM: SplitMix64 (Steele, Lea and Flood, 2014) and derived draws in strict
 * arithmetic. The JDK promises neither its generators' derived draws nor {@code Math.log} to the last bit.
 */
final class Draws {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    private Draws(long state) {
        this.state = state;
    }

    /** The draws of one stage. A stage that draws more leaves the others as they were. */
    static Draws of(long seed, String stage) {
        var hash = seed;
        for (var b : stage.getBytes(StandardCharsets.UTF_8)) {
            hash = mix(hash + GOLDEN) ^ b;
        }
        return new Draws(mix(hash));
    }

    /** The draws of one item of a stage, the same whatever was drawn for other items. */
    static Draws of(long seed, String stage, long item) {
        return new Draws(mix(of(seed, stage).state + GOLDEN * (item + 1)));
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    long bits() {
        state += GOLDEN;
        return mix(state);
    }

    /** Uniform on [0, 1). */
    double unit() {
        return (bits() >>> 11) * 0x1p-53;
    }

    /** Uniform on 0 .. bound - 1. */
    int below(int bound) {
        return (int) (unit() * bound);
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    /** Standard normal (Box and Muller, 1958). */
    double gaussian() {
        var radius = StrictMath.sqrt(2 * exponential());
        return radius * StrictMath.cos(2 * StrictMath.PI * unit());
    }

    /** Exponential with mean 1. */
    double exponential() {
        return -StrictMath.log(1 - unit());
    }

    <T> T pick(List<T> items) {
        return items.get(below(items.size()));
    }

    /** An index, drawn in proportion to its weight. */
    int index(double... weights) {
        return index(weights, unit());
    }

    /** The index at a quantile of all the weight. */
    static int index(double[] weights, double quantile) {
        var sum = 0.0;
        for (var weight : weights) {
            sum += weight;
        }
        var left = quantile * sum;
        var index = 0;
        for (; index < weights.length - 1; index++) {
            left -= weights[index];
            if (left < 0) {
                break;
            }
        }
        return index;
    }

    void shuffle(int[] items) {
        for (var i = items.length - 1; i > 0; i--) {
            IntArrays.swap(items, i, below(i + 1));
        }
    }

    /** Those of the indices 0 .. until - 1 that are wanted, in ascending order of their values; ties in the order of index. */
    static int[] ascending(int until, IntPredicate wanted, IntToDoubleFunction value) {
        var indices = IntStream.range(0, until).filter(wanted).toArray();
        var values = IntStream.range(0, until).mapToDouble(value).toArray();
        DoubleArrays.radixSortIndirect(indices, values, true);
        return indices;
    }
}
