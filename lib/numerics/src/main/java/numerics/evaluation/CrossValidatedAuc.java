package numerics.evaluation;

import java.util.List;
import java.util.Locale;
import numerics.learning.CrossValidation;
import numerics.learning.Fold;
import numerics.learning.Inputs;
import numerics.learning.OutOfFold;
import numerics.learning.Rows;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The AUC-ROC that a learner gets when it is fitted to samples of this size, by repeated stratified cross-validation, with an
 * interval that also holds where there is nothing to learn: {@code docs/methods.md}, "AUC out of fold".
 *
 * @param interval the mean over repeats of the AUC within folds, and its limits
 * @param userError the standard error for the users that were drawn
 * @param splitError the standard error for the split into folds
 */
public record CrossValidatedAuc(Interval interval, double userError, double splitError) {

    /**
     * Measures out-of-fold scores.
     *
     * @param splits the folds of each repeat, 2 or more, such as {@link CrossValidation#split}
     * @param scores one array per repeat, in the order of the labels: each user's score by the model that was fitted without the
     *     user's fold
     * @param level the confidence level, between 0 and 1
     * @throws IllegalArgumentException if there are fewer than 2 splits or not one array of scores per split, if labels and
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
        var variances = new double[splits.size()];
        for (int repeat = 0; repeat < within.length; repeat++) {
            Inputs.requireEachTestedOnce(splits.get(repeat), labels.length);
            within[repeat] = withinFolds(labels, splits.get(repeat), scores.get(repeat));
            variances[repeat] = DeLong.variance(labels, scores.get(repeat));
        }
        double ofUsers = StatUtils.mean(variances);
        double ofSplits = Repeats.splitVariance(within);
        return new CrossValidatedAuc(
                Interval.logit(StatUtils.mean(within), ofUsers + ofSplits, Inputs.smallerClass(labels), level),
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

    /** The figures, such as {@code 0.7312 [0.5902, 0.8371], standard errors: users 0.0602, splits 0.0187}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s, standard errors: users %.4f, splits %.4f", interval, userError, splitError);
    }
}
