package numerics.evaluation;

import java.util.Locale;
import java.util.function.ToDoubleFunction;
import numerics.learning.Inputs;
import org.apache.commons.math3.random.RandomDataGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * How often chance does as well: the statistic on the real labels against those on shuffled ones.
 *
 * @param observed the statistic on the real labels
 * @param chanceMean its mean over the shuffled labels
 * @param permutations how many shuffles
 * @param atLeastAsLarge in how many of them the statistic reached {@code observed}
 */
public record PermutationTest(double observed, double chanceMean, int permutations, int atLeastAsLarge) {

    /**
     * Tests any statistic of the labels, such as that of a model which is fitted anew to each shuffle. Larger must be
     * better.
     *
     * @throws IllegalArgumentException if there are no labels or no permutations, or the statistic gives NaN
     */
    public static PermutationTest of(
            boolean[] labels, ToDoubleFunction<boolean[]> statistic, int permutations, long seed) {
        Inputs.requireLabels(labels);
        if (permutations < 1) {
            throw new IllegalArgumentException("%d permutations: expected 1 or more.".formatted(permutations));
        }
        var random = new RandomDataGenerator(new Well19937c(seed));
        int retained = Inputs.countRetained(labels);
        double observed = finite(statistic.applyAsDouble(labels.clone()));
        double sum = 0;
        int atLeastAsLarge = 0;
        for (int permutation = 0; permutation < permutations; permutation++) {
            var shuffled = new boolean[labels.length];
            if (retained > 0) {
                for (int row : random.nextPermutation(labels.length, retained)) {
                    shuffled[row] = true;
                }
            }
            double chance = finite(statistic.applyAsDouble(shuffled));
            sum += chance;
            // Equal but for rounding counts as equal, which keeps p on the safe side (SciPy does the same).
            if (chance >= observed - 1e-14 * Math.abs(observed)) {
                atLeastAsLarge++;
            }
        }
        return new PermutationTest(observed, sum / permutations, permutations, atLeastAsLarge);
    }

    /**
     * The one-sided p-value, (b + 1) / (m + 1) for b of m shuffles that reached the observed value; never 0, because the
     * real labels are one of the shuffles.
     *
     * <p>Source: B. Phipson and G. K. Smyth, <i>Permutation P-values should never be zero</i>, Stat. Appl. Genet. Mol.
     * Biol. 9 (2010).
     */
    public double pValue() {
        return (atLeastAsLarge + 1.0) / (permutations + 1.0);
    }

    /** The figures to four decimals, such as {@code 0.7012 against 0.5003 by chance, p = 0.0030 (1000 permutations)}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.4f against %.4f by chance, p = %.4f (%d permutations)",
                observed,
                chanceMean,
                pValue(),
                permutations);
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "The statistic gave %s: expected a finite number on every shuffle.".formatted(value));
        }
        return value;
    }
}
