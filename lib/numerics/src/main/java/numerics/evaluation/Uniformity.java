package numerics.evaluation;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/**
 * Whether p-values are spread evenly over 0..1, as those of a sound test are where there is nothing to find: the one-sample
 * Kolmogorov-Smirnov test, two-sided; its p-value is exact but for rounding up to 140 of them, beyond by Pelz and Good's series.
 *
 * @param tests how many p-values
 * @param distance the largest distance between their cumulative share and the diagonal, 0..1
 * @param pValue how often even p-values are as far off; a small one speaks against the test that they are from
 */
public record Uniformity(int tests, double distance, double pValue) {

    /**
     * Tests p-values that can take any value in 0..1.
     *
     * @throws IllegalArgumentException if there are fewer than 2, or one is not within 0..1
     */
    public static Uniformity of(double... pValues) {
        requirePValues(pValues);
        // Never sampled from, so it needs no source of randomness.
        var uniform = new UniformRealDistribution(null, 0, 1);
        var test = new KolmogorovSmirnovTest();
        return new Uniformity(
                pValues.length,
                test.kolmogorovSmirnovStatistic(uniform, pValues),
                test.kolmogorovSmirnovTest(uniform, pValues, false));
    }

    /**
     * Tests p-values of permutation tests, (b + 1) / (m + 1), which can only be multiples of 1/(m + 1): each is put at a random
     * place of the step below it, (b + u) / (m + 1), which is even over 0..1 if the test is sound and its statistic has no
     * ties. With ties a permutation test is on the safe side, and this one finds it uneven.
     *
     * @param permutations m, the same for all, 1 or more
     * @param seed of the places
     * @throws IllegalArgumentException as {@link #of}, or if a p-value is no such multiple above 0
     */
    public static Uniformity ofPermutations(int permutations, long seed, double... pValues) {
        requirePValues(pValues);
        if (permutations < 1) {
            throw new IllegalArgumentException("%d permutations: expected 1 or more.".formatted(permutations));
        }
        double steps = permutations + 1.0;
        var random = new Well19937c(seed);
        return of(Arrays.stream(pValues)
                .map(p -> {
                    double step = Math.rint(p * steps);
                    if (step < 1 || Math.abs(p * steps - step) > 1e-6) {
                        throw new IllegalArgumentException(
                                "The p-value %s is not a count of 1 or more over %d permutations + 1. Use of() for p-values of another kind."
                                        .formatted(p, permutations));
                    }
                    return (step - random.nextDouble()) / steps;
                })
                .toArray());
    }

    /** The figures, such as {@code 200 p-values, distance 0.0512 from uniform, p = 0.651}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d p-values, distance %.4f from uniform, p = %.3g", tests, distance, pValue);
    }

    private static void requirePValues(double... pValues) {
        if (pValues.length < 2) {
            throw new IllegalArgumentException("%d p-values: expected 2 or more.".formatted(pValues.length));
        }
        for (int test = 0; test < pValues.length; test++) {
            if (!(pValues[test] >= 0 && pValues[test] <= 1)) {
                throw new IllegalArgumentException(
                        "The p-value at %d is %s: expected 0..1.".formatted(test, pValues[test]));
            }
        }
    }
}
