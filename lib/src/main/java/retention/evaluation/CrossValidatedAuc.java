package retention.evaluation;

import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The AUC-ROC that a learner gets when it is fitted to samples of this size, by repeated stratified cross-validation, with an
 * interval that also holds where there is nothing to learn.
 *
 * <p>Retained and lost users are compared within their fold only, where one model scored both. Across folds the comparison is
 * biased: the retained of a fold are what the other folds' models have not learned from.
 *
 * <p>The variance, for a {@link Bootstrap}'s logit interval, has two parts, put together as Rubin's rules do for imputations
 * (D. B. Rubin, <i>Multiple imputation for nonresponse in surveys</i>, 1987): the mean over repeats of what drawing users
 * does to the AUC of one repeat (variances of placements: E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson, Biometrics 44
 * (1988), which a bootstrap of users converges to), and (1 + 1/repeats) times the variance between repeats, for what hangs on
 * the users that a model was fitted to. That the second is enough is no theorem but was measured.
 *
 * <p>Simulated coverage of nominal 95 % intervals (20 retained of 3,249 users, Firth's logistic regression, 20 repeats of 5
 * folds; 1,500 data sets each for AUC 0.5, 750 for the others; {@code null_coverage.py} among the golden scripts):
 *
 * <pre>
 * features                              5        3        1        5        5        5        1
 * true AUC                            0.500    0.500    0.500    0.596    0.734    0.848    0.705
 * bootstrap of users, one repeat      87.3 %   85.2 %   89.3 %   89.1 %   91.9 %   92.0 %   95.5 %
 * the same, mean of the repeats       86.1 %   81.5 %   74.3 %   87.3 %   92.4 %   92.3 %   94.0 %
 * the same, AUC within folds          84.5 %   80.4 %   71.5 %   87.7 %   92.4 %   91.9 %   94.1 %
 * corrected t of the folds' AUCs      84.9 %   81.6 %   80.4 %   85.5 %   90.9 %   90.7 %   91.6 %
 * this, but of the pooled AUC         95.7 %   95.3 %   98.9 %   93.9 %   94.5 %   93.3 %   94.5 %
 * this                                95.3 %   94.2 %   97.5 %   94.0 %   95.2 %   94.5 %   95.9 %
 * </pre>
 *
 * <p>Without a signal and with five features it is 0.31 wide on average, where a bootstrap that takes the scores for given
 * claims 0.24. Pooled AUCs are 0.01 to 0.02 too low, those within folds at most 0.004.
 *
 * @param interval the mean over repeats of the AUC within folds, and its limits
 * @param pooledAuc the mean over repeats of the AUC over all folds at once, which is what {@link Metrics#aucRoc} gives; lower
 *     by its bias
 * @param userError the standard error for the users that were drawn
 * @param splitError the standard error for the split into folds
 */
public record CrossValidatedAuc(Interval interval, double pooledAuc, double userError, double splitError) {

    /**
     * Measures out-of-fold scores.
     *
     * @param splits the folds of each repeat, 2 or more, such as {@link StratifiedFolds#repeated}
     * @param scores one array a repeat, in the order of the labels: each user's score by the model that was fitted without the
     *     user's fold
     * @param level the confidence level, between 0 and 1
     * @throws IllegalArgumentException if there are fewer than 2 splits or not one array of scores a split, if labels and
     *     scores differ in length or a score is not finite, if a split does not test each row exactly once, if a fold has
     *     retained users alone, or if the level is not in (0, 1)
     */
    public static CrossValidatedAuc of(boolean[] labels, List<List<Fold>> splits, List<double[]> scores, double level) {
        Inputs.requireLevel(level);
        if (splits.size() < 2 || scores.size() != splits.size()) {
            throw new IllegalArgumentException(
                    "%d splits and scores of %d: expected scores of each split, and 2 splits or more, whose differences tell how much hangs on them."
                            .formatted(splits.size(), scores.size()));
        }
        var within = new double[splits.size()];
        var pooled = new double[splits.size()];
        var variances = new double[splits.size()];
        for (int repeat = 0; repeat < within.length; repeat++) {
            Inputs.requireEachTestedOnce(splits.get(repeat), labels.length);
            pooled[repeat] = Metrics.aucRoc(labels, scores.get(repeat));
            within[repeat] = withinFolds(labels, splits.get(repeat), scores.get(repeat));
            variances[repeat] = variance(labels, scores.get(repeat));
        }
        double ofUsers = StatUtils.mean(variances);
        double ofSplits = Bootstrap.ofSplits(within);
        return new CrossValidatedAuc(
                Bootstrap.logit(StatUtils.mean(within), ofUsers + ofSplits, Bootstrap.smallerClass(labels), level),
                StatUtils.mean(pooled),
                Math.sqrt(ofUsers),
                Math.sqrt(ofSplits));
    }

    static double withinFolds(OutOfFold predictions, int repetition) {
        return withinFolds(
                predictions.labels(),
                predictions.splits().get(repetition),
                predictions.repetitions().get(repetition));
    }

    /** The mean of the folds' AUCs, each with the weight of its retained users. */
    private static double withinFolds(boolean[] labels, List<Fold> folds, double[] scores) {
        double sum = 0;
        for (var fold : folds) {
            int[] rows = fold.test();
            var tested = Rows.pick(labels, rows);
            int retained = Inputs.countRetained(tested);
            // Of a part of the users, a fold may have none who was retained: there is nobody to compare in it.
            if (retained > 0) {
                sum += retained * Metrics.aucRoc(tested, Rows.pick(scores, rows));
            }
        }
        return sum / Inputs.countRetained(labels);
    }

    /**
     * What the variance of an AUC over bootstrap samples of users converges to: that of the placements of retained users among
     * the lost over the number of retained, and the other way round.
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

    /** The figures, such as {@code 0.7312 [0.5902, 0.8371], standard errors: users 0.0602, splits 0.0187}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s, standard errors: users %.4f, splits %.4f", interval, userError, splitError);
    }
}
