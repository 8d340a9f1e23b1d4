package numerics.evaluation;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import numerics.Check;
import numerics.Interruption;
import numerics.Numbers;
import numerics.learning.Outcomes;
import org.apache.commons.math3.random.RandomDataGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;

/**
 * A permutation test of the labels: how often chance does as well. The statistic on the true labels is compared with those on
 * shuffled ones.
 *
 * @param observed the statistic on the true labels
 * @param chanceMean its mean over the shuffled labels
 * @param permutations how many shuffles
 * @param atLeastAsLarge in how many of them the statistic reached {@code observed}
 */
public record LabelPermutation(double observed, double chanceMean, int permutations, int atLeastAsLarge) {

    /**
     * Tests any statistic of the labels, such as that of a model which is fitted again to each shuffle. Larger must be better.
     *
     * @throws IllegalArgumentException if there are no labels or no permutations, or the statistic gives a number that is not
     *     finite
     */
    public static LabelPermutation of(
            boolean[] labels, ToDoubleFunction<boolean[]> statistic, int permutations, long seed) {
        Outcomes.requireLabels(labels);
        Check.that(permutations >= 1, "%d permutations: expected 1 or more.", permutations);
        var random = new RandomDataGenerator(new Well19937c(seed));
        int positives = Outcomes.countPositives(labels);
        double observed = statistic.applyAsDouble(labels.clone());
        double sum = 0;
        int atLeastAsLarge = 0;
        for (int permutation = 0; permutation < permutations; permutation++) {
            Interruption.check();
            var shuffled = new boolean[labels.length];
            if (positives > 0) {
                for (int row : random.nextPermutation(labels.length, positives)) {
                    shuffled[row] = true;
                }
            }
            double chance = statistic.applyAsDouble(shuffled);
            if (!Double.isFinite(observed + chance)) {
                throw new IllegalArgumentException(
                        "The statistic gave %s, and %s of a shuffle: expected finite numbers."
                                .formatted(observed, chance));
            }
            sum += chance;
            // Equal but for rounding counts as equal, which keeps p on the safe side (SciPy does the same).
            if (chance >= observed - 1e-14 * Math.abs(observed)) {
                atLeastAsLarge++;
            }
        }
        return new LabelPermutation(observed, sum / permutations, permutations, atLeastAsLarge);
    }

    /**
     * The one-sided p-value, (b + 1) / (m + 1) for b of m shuffles that reached the observed value; never 0, because the true
     * labels are one of the shuffles.
     *
     * <p>Source: B. Phipson and G. K. Smyth, <i>Permutation P-values should never be zero</i>, Stat. Appl. Genet. Mol. Biol. 9
     * (2010).
     */
    public double pValue() {
        return (atLeastAsLarge + 1.0) / (permutations + 1.0);
    }

    /**
     * The p-value of the two-sided Kolmogorov-Smirnov test that p-values of such tests are uniform over 0..1, as they are without
     * an effect and without ties of the statistic. Each is put at a random place of the step of 1 / (m + 1) below it.
     *
     * @param permutations m, the same for all, 1 or more
     * @param seed of the places
     * @param pValues 2 or more
     */
    public static double uniformity(int permutations, long seed, double... pValues) {
        Check.that(pValues.length >= 2, "%d p-values: expected 2 or more.", pValues.length);
        var random = new Well19937c(seed);
        var places = Arrays.stream(pValues)
                .map(p -> p - random.nextDouble() / (permutations + 1.0))
                .toArray();
        return KolmogorovSmirnovTest.withDefaults().test(places, p -> p).getPValue();
    }

    /** The figures to four decimals, such as {@code 0.7012 against 0.5003 by chance, p = 0.0030 (1000 permutations)}. */
    @Override
    public String toString() {
        return Numbers.text(
                "%.4f against %.4f by chance, p = %.4f (%d permutations)",
                observed, chanceMean, pValue(), permutations);
    }
}
