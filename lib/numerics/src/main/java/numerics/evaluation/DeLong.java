package numerics.evaluation;

import numerics.learning.Inputs;

/**
 * How sure an AUC-ROC of given scores is, by DeLong's variance.
 *
 * <p>Source: E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson, <i>Comparing the areas under two or more correlated ROC
 * curves</i>, Biometrics 44 (1988).
 */
public final class DeLong {

    private DeLong() {}

    /**
     * The AUC-ROC of scores that nobody has learned from these users, such as their likes, with its interval on the logit scale:
     * {@code docs/methods.md}, "AUC of a score".
     *
     * @param scores one per user, in the order of the labels
     * @param level the confidence level, between 0 and 1
     * @throws IllegalArgumentException if labels and scores differ in length or a score is not finite, if a class has fewer than 2
     *     users, or if the level is not in (0, 1)
     */
    public static Interval auc(boolean[] labels, double[] scores, double level) {
        Inputs.requireLevel(level);
        Inputs.requireScores(labels, scores);
        Inputs.requireTwoOfEach(labels);
        return Interval.logit(
                Metrics.aucRoc(labels, scores), variance(labels, scores), Inputs.smallerClass(labels), level);
    }

    /**
     * The variance of an AUC, with n and not n - 1 below: that of the placements of retained users among the lost over the number of
     * retained, and the other way round.
     */
    static double variance(boolean[] labels, double[] scores) {
        var ranking = Ranking.of(labels, scores);
        double retained = ranking.retained();
        double lost = ranking.lost();
        double auc = ranking.wins() / (retained * lost);
        double ofRetained = 0;
        double ofLost = 0;
        for (int step = 0; step < ranking.steps(); step++) {
            // The share of lost users below a retained one here, and of retained users above a lost one, a tie being
            // half.
            double lostBelow = 1 - (ranking.lostReaching(step) - ranking.lostAt(step) / 2.0) / lost;
            double retainedAbove = (ranking.retainedReaching(step) - ranking.retainedAt(step) / 2.0) / retained;
            ofRetained += ranking.retainedAt(step) * (lostBelow - auc) * (lostBelow - auc);
            ofLost += ranking.lostAt(step) * (retainedAbove - auc) * (retainedAbove - auc);
        }
        return ofRetained / (retained * retained) + ofLost / (lost * lost);
    }
}
