package retention.evaluation;

import org.apache.commons.math3.stat.StatUtils;

/** A share of users that was found in each of several repetitions of cross-validation. */
final class RepeatedShare {

    private RepeatedShare() {}

    /**
     * The mean share as one of as many trials as its variance stands for, share (1 - share) / variance, at most the users, so that
     * Wilson's interval of it has a width where none or all are found.
     *
     * @param shares one a repetition; all of them may be 0, or 1
     * @param ofUsers the variance of one repetition for the users that were drawn, mean over repetitions
     * @param users of whom they are shares
     */
    static Ratio of(double[] shares, double ofUsers, int users) {
        double share = StatUtils.mean(shares);
        double variance = ofUsers + (shares.length > 1 ? Bootstrap.ofSplits(shares) : 0);
        double trials = variance > 0 ? Math.min(users, share * (1 - share) / variance) : users;
        return new Ratio(share * trials, trials);
    }

    /** The same where each repetition's variance for the users is that of a proportion of them. */
    static Ratio of(double[] shares, int users) {
        double ofUsers = 0;
        for (double share : shares) {
            ofUsers += share * (1 - share) / users / shares.length;
        }
        return of(shares, ofUsers, users);
    }
}
