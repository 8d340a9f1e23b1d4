package retention.replica;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Moves the Pearson correlations of four columns to targets by swapping values among the largest users, which decide
 * them; each column keeps its distribution exactly.
 */
final class Correlations {

    /** The published correlations, in the order of {@link Count}. */
    private static final double[][] TARGET = {
        {1.00, 0.77, 0.73, 0.61},
        {0.77, 1.00, 0.45, 0.64},
        {0.73, 0.45, 1.00, 0.59},
        {0.61, 0.64, 0.59, 1.00}
    };

    private static final double CLOSE_ENOUGH = 0.002;
    private static final int PROPOSALS = 100_000;

    /** One in so many users is among the largest. */
    private static final int LARGEST = 16;

    private final int[][] columns;
    private final double[][] products;

    Correlations(int[][] columns) {
        this.columns = columns;
        products = new double[columns.length][columns.length];
        var mean = Arrays.stream(columns)
                .mapToDouble(column -> Arrays.stream(column).average().orElseThrow())
                .toArray();
        for (var c = 0; c < columns.length; c++) {
            for (var d = 0; d < columns.length; d++) {
                for (var i = 0; i < columns[c].length; i++) {
                    products[c][d] += (columns[c][i] - mean[c]) * (columns[d][i] - mean[d]);
                }
            }
        }
    }

    /** Calibrates the columns in place, but for the fixed rows. */
    void calibrate(BitSet fixed, Draws draws) {
        var largest = new int[columns.length][];
        for (var c = 0; c < columns.length; c++) {
            var column = columns[c];
            var ranked = Draws.ascending(column.length, i -> !fixed.get(i), i -> column[i]);
            var from = ranked.length - Math.max(8, ranked.length / LARGEST);
            largest[c] = Arrays.copyOfRange(ranked, from, ranked.length);
        }
        for (var proposal = 0; proposal < PROPOSALS && furthestFromTarget() > CLOSE_ENOUGH; proposal++) {
            var c = draws.below(columns.length);
            var d = draws.below(columns.length);
            var i = largest[c][draws.below(largest[c].length)];
            var j = largest[d][draws.below(largest[d].length)];
            var before = loss(c);
            swap(c, i, j);
            if (loss(c) >= before) {
                swap(c, i, j);
            }
        }
    }

    private void swap(int c, int i, int j) {
        for (var d = 0; d < columns.length; d++) {
            if (d != c) {
                products[c][d] += (double) (columns[c][j] - columns[c][i]) * (columns[d][i] - columns[d][j]);
                products[d][c] = products[c][d];
            }
        }
        IntArrays.swap(columns[c], i, j);
    }

    private double off(int c, int d) {
        return products[c][d] / (StrictMath.sqrt(products[c][c]) * StrictMath.sqrt(products[d][d])) - TARGET[c][d];
    }

    private double loss(int c) {
        var loss = 0.0;
        for (var d = 0; d < columns.length; d++) {
            loss += off(c, d) * off(c, d);
        }
        return loss;
    }

    /** By how much the correlation that is furthest from its target is off. */
    double furthestFromTarget() {
        return IntStream.range(0, columns.length * columns.length)
                .mapToDouble(pair -> Math.abs(off(pair / columns.length, pair % columns.length)))
                .max()
                .orElseThrow();
    }
}
