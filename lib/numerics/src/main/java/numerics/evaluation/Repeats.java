package numerics.evaluation;

import org.apache.commons.math3.stat.StatUtils;

/** What the repeats of one cross-validation tell of a figure that is their mean. */
final class Repeats {

    private Repeats() {}

    /**
     * The variance that dealing users into folds adds to the mean, as Rubin's rules add that between imputations (D. B. Rubin,
     * <i>Multiple imputation for nonresponse in surveys</i>, 1987).
     *
     * @param estimates one per repeat, 2 or more
     */
    static double splitVariance(double... estimates) {
        return (1 + 1.0 / estimates.length) * StatUtils.variance(estimates);
    }

    /**
     * A share of users, one per repeat, as a proportion of as many trials as its variance stands for, at most the users, so that
     * Wilson's interval of it has a width where none or all are found.
     *
     * @param shares one per repeat, 0..1; all of them may be 0, or 1
     * @param users of whom they are shares
     */
    static Ratio share(double[] shares, int users) {
        double share = StatUtils.mean(shares);
        double variance = shares.length > 1 ? splitVariance(shares) : 0;
        for (double each : shares) {
            variance += each * (1 - each) / users / shares.length;
        }
        double trials = variance > 0 ? Math.min(users, share * (1 - share) / variance) : users;
        return new Ratio(share * trials, trials);
    }
}
