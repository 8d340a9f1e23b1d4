package numerics.evaluation;

import numerics.Check;
import numerics.learning.Logistic;
import org.apache.commons.math3.stat.StatUtils;

/**
 * A figure over the repeats of a cross-validation, or of a single judgement, with the two parts of its variance.
 *
 * @param mean of the repeats
 * @param sampling the variance for the rows that were drawn, with n below
 * @param split the variance for the splits into folds
 */
record Repeats(double mean, double sampling, double split) {

    /** A single judgement, whose variance is all of sampling. */
    static Repeats once(double value, double sampling) {
        return new Repeats(value, sampling, 0);
    }

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
        Check.that(
                repeats >= 2,
                "%d repetitions: expected 2 or more, whose differences tell how much depends on the split.",
                repeats);
    }

    /**
     * The interval of a figure in 0..1, on the logit scale. A figure of exactly 0 or 1 has no logit: Wilson's interval for none or
     * all of the smaller class stands in.
     */
    Interval logit(int smallerClass, double level) {
        double half = half(smallerClass, level);
        if (mean == 0 || mean == 1) {
            return Interval.wilson(new Ratio(mean * smallerClass, smallerClass), level);
        }
        double logit = Math.log(mean / (1 - mean));
        double ofLogit = half / (mean * (1 - mean));
        return new Interval(mean, Logistic.probability(logit - ofLogit), Logistic.probability(logit + ofLogit), level);
    }

    /** The symmetric interval, within the largest absolute value that the figure can have. */
    Interval symmetric(int smallerClass, double most, double level) {
        double half = half(smallerClass, level);
        return new Interval(mean, Math.max(-most, mean - half), Math.min(most, mean + half), level);
    }

    private double half(int smallerClass, double level) {
        return Interval.errors(smallerClass, level) * Math.sqrt(sampling + split);
    }

    /**
     * The mean, a share of rows, as a proportion of as many trials as its variance stands for, at most the rows. Wilson's interval
     * of it has a width where none or all are found.
     */
    Ratio proportion(int rows) {
        double variance = sampling + split;
        double trials = variance > 0 ? Math.min(rows, mean * (1 - mean) / variance) : rows;
        return new Ratio(mean * trials, trials);
    }
}
