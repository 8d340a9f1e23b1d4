package retention.study;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import numerics.evaluation.Decisions;
import numerics.evaluation.ExpectedCost;
import numerics.evaluation.Interval;
import numerics.evaluation.LabelPermutation;
import numerics.evaluation.MetricIntervals;
import numerics.learning.FirthLogistic;
import numerics.learning.OutOfFold;
import numerics.learning.Outcomes;
import retention.features.ObservedFeature;
import retention.users.Users;

/**
 * A model that was judged on users whom it had not seen.
 *
 * @param outOfFold its predictions
 * @param auc within folds, with an interval for users and splits
 * @param averagePrecision likewise; to be read beside the prevalence
 * @param decisions whom it would contact
 */
public record JudgedModel(OutOfFold outOfFold, Interval auc, Interval averagePrecision, Decisions decisions) {

    private static JudgedModel of(OutOfFold outOfFold, Decisions decisions) {
        var averagePrecision = MetricIntervals.averagePrecision(outOfFold, AnalysisPlan.LEVEL);
        return new JudgedModel(outOfFold, auc(outOfFold), averagePrecision, decisions);
    }

    /**
     * Judges the study's logistic regression by {@link AnalysisPlan#FOLDS}; it contacts each user whose probability makes a
     * contact worth its cost.
     *
     * @param features that it predicts by; one of which nothing is known is left out
     * @throws IllegalArgumentException if a class has fewer users than there are folds
     */
    public static JudgedModel logistic(Users users, List<ObservedFeature> features, ExpectedCost costs) {
        var matrix = ObservedFeature.of(users, features);
        var outOfFold = AnalysisPlan.FOLDS.predict(matrix, users.labels(), new FirthLogistic());
        return of(outOfFold, Decisions.byProbability(outOfFold, costs));
    }

    /** The same where there are enough users for it, see {@link #canJudge}. */
    static Optional<JudgedModel> ifEnough(Users users, List<ObservedFeature> features, ExpectedCost costs) {
        return canJudge(users) ? Optional.of(logistic(users, features, costs)) : Optional.empty();
    }

    /** Judges a network, whose outputs are not taken for probabilities. */
    public static JudgedModel network(OutOfFold outOfFold, ExpectedCost costs) {
        return of(outOfFold, Decisions.byOtherFolds(outOfFold, costs));
    }

    /**
     * Shuffles the outcomes, splits and fits the logistic regression anew, many times: how often is its AUC as high?
     *
     * @param seed of the shuffles
     */
    public static LabelPermutation permutation(
            Users users, List<ObservedFeature> features, int permutations, long seed) {
        var matrix = ObservedFeature.of(users, features);
        ToDoubleFunction<boolean[]> auc =
                shuffled -> auc(AnalysisPlan.QUICK_FOLDS.predict(matrix, shuffled, new FirthLogistic()))
                        .estimate();
        return LabelPermutation.of(users.labels(), auc, permutations, seed);
    }

    /** The AUC of out-of-fold predictions within folds. */
    public static Interval auc(OutOfFold outOfFold) {
        return MetricIntervals.auc(outOfFold, AnalysisPlan.LEVEL);
    }

    /** What its decisions cost per user. */
    Interval costPerUser() {
        return decisions.costPerRow(AnalysisPlan.LEVEL);
    }

    /** Whether there are enough retained users, and lost ones, to judge a model by. */
    public static boolean canJudge(Users users) {
        return Outcomes.smallerClass(users.labels()) >= Requirement.FEWEST_POSITIVES;
    }
}
