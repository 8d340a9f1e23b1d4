package numerics.evaluation;

import org.apache.commons.math3.stat.StatUtils;

/**
 * A figure over the repeats of a cross-validation, with the two parts of its variance.
 *
 * @param mean of the repeats
 * @param sampling the variance for the rows that were drawn, with n below
 * @param split the variance for the splits into folds
 */
record Repeats(double mean, double sampling, double split) {

    /**
     * The variance for the splits is added as Rubin's rules add that between imputations (D. B. Rubin, <i>Multiple imputation for
     * nonresponse in surveys</i>, 1987).
     *
     * @param estimates one per repeat
     * @param variances of each estimate, for the rows that were drawn
     */
    static Repeats of(double[] estimates, double[] variances) {
        return of(estimates, variances, 1);
    }

    /** The same with so many times the variance between repeats, and once over their number; a single repeat has none. */
    static Repeats of(double[] estimates, double[] variances, double times) {
        double split = estimates.length < 2 ? 0 : (times + 1.0 / estimates.length) * StatUtils.variance(estimates);
        return new Repeats(StatUtils.mean(estimates), StatUtils.mean(variances), split);
    }

    /** Checks that there are two repeats. */
    static void requireTwo(int repeats) {
        if (repeats < 2) {
            throw new IllegalArgumentException(
                    "%d repetitions: expected 2 or more, whose differences tell how much depends on the split."
                            .formatted(repeats));
        }
    }

    private double variance() {
        return sampling + split;
    }

    /** The interval on the logit scale. */
    Interval logit(int smallerClass, double level) {
        return Interval.logit(mean, variance(), smallerClass, level);
    }

    /** The symmetric interval of a figure of at most this absolute value. */
    Interval symmetric(int smallerClass, double most, double level) {
        return Interval.symmetric(mean, variance(), smallerClass, most, level);
    }

    /**
     * The mean, a share of rows, as a proportion of as many trials as its variance stands for, at most the rows. Wilson's interval
     * of it has a width where none or all are found.
     */
    Ratio proportion(int rows) {
        double trials = variance() > 0 ? Math.min(rows, mean * (1 - mean) / variance()) : rows;
        return new Ratio(mean * trials, trials);
    }
}
