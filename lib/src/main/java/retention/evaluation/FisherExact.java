package retention.evaluation;

import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.HypergeometricDistribution;

/**
 * Whether two groups of users differ in their rate, exactly, however small the groups are.
 *
 * <p>The p-value is two-sided: of all ways to deal the retained to groups of these sizes, the share of those that are no more
 * likely than what was seen (R's {@code fisher.test}, SciPy's {@code fisher_exact}). Source: R. A. Fisher, <i>Statistical methods
 * for research workers</i> (1934).
 *
 * @param first retained out of the users of one group
 * @param second retained out of the users of the other
 * @param pValue two-sided; 1 if a group is empty, or all or none are retained
 */
public record FisherExact(Ratio first, Ratio second, double pValue) {

    /** Ways that are equally likely count so, though rounding may set them this far apart; R's choice. */
    private static final double TIE = 1e-7;

    /** Two groups of this size still add up to an int. */
    private static final double LARGEST = 1e9;

    /**
     * Compares two groups.
     *
     * @throws IllegalArgumentException if a group is not a whole number of successes out of a whole number of trials
     */
    public static FisherExact of(Ratio first, Ratio second) {
        requireCounts(first);
        requireCounts(second);
        int trials = (int) (first.denominator() + second.denominator());
        int successes = (int) (first.numerator() + second.numerator());
        if (first.denominator() == 0 || second.denominator() == 0 || successes == 0 || successes == trials) {
            // One way to deal them, of which Commons Math makes no certainty.
            return new FisherExact(first, second, 1);
        }
        // Never sampled from, so it needs no source of randomness.
        var dealt = new HypergeometricDistribution(null, trials, successes, (int) first.denominator());
        double limit = dealt.probability((int) first.numerator()) * (1 + TIE);
        double p = IntStream.rangeClosed(dealt.getSupportLowerBound(), dealt.getSupportUpperBound())
                .mapToDouble(dealt::probability)
                .filter(probability -> probability <= limit)
                .sum();
        // All ways together are certain, though their probabilities add up to a little less or more.
        return new FisherExact(first, second, p > 1 - TIE ? 1 : p);
    }

    private static void requireCounts(Ratio group) {
        if (group.numerator() != Math.rint(group.numerator())
                || group.denominator() != Math.rint(group.denominator())
                || group.numerator() < 0
                || group.numerator() > group.denominator()
                || group.denominator() > LARGEST) {
            throw new IllegalArgumentException(
                    "%s/%s is no count of successes out of trials.".formatted(group.numerator(), group.denominator()));
        }
    }

    /** The figures, such as {@code 3/40 against 17/3209, p = 0.00123}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.0f/%.0f against %.0f/%.0f, p = %.3g",
                first.numerator(),
                first.denominator(),
                second.numerator(),
                second.denominator(),
                pValue);
    }
}
