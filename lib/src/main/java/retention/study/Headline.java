package retention.study;

import retention.evaluation.Bootstrap;
import retention.evaluation.CrossValidatedAuc;
import retention.evaluation.CrossValidation;
import retention.evaluation.Interval;
import retention.evaluation.Metrics;
import retention.evaluation.OutOfFold;
import retention.evaluation.PermutationTest;
import retention.features.JanuaryFeature;
import retention.model.Features;
import retention.model.FirthLogistic;
import retention.model.Learner;
import retention.project.Progress;
import retention.users.Users;

/**
 * The model that the study stands for: a penalised logistic regression on {@link JanuaryFeature#HEADLINE}, judged out of fold.
 *
 * @param outOfFold the predictions
 * @param auc within folds, with an interval for users and for training
 * @param averagePrecision with its interval; to be read beside the prevalence
 * @param brier with its interval
 * @param permutation how often the whole procedure, fitted anew, does as well on shuffled outcomes
 */
public record Headline(
        OutOfFold outOfFold,
        CrossValidatedAuc auc,
        Interval averagePrecision,
        Interval brier,
        PermutationTest permutation) {

    /** Five folds, dealt twenty times. */
    public static final CrossValidation PROTOCOL = new CrossValidation(5, 20, 42);

    /** The same folds dealt twice, for what has to be done a thousand times. */
    private static final CrossValidation QUICK = new CrossValidation(5, 2, 42);

    private static final int PERMUTATIONS = 1000;
    private static final long SEED = 42;
    private static final double LEVEL = 0.95;

    /** What learns from the features. */
    public static Learner learner() {
        return new FirthLogistic();
    }

    /** Its features of these users. */
    public static Features features(Users users) {
        return Features.of(JanuaryFeature.of(users, JanuaryFeature.HEADLINE));
    }

    /**
     * Judges it on these users.
     *
     * @param progress hears of the fits of the cross-validation
     * @throws IllegalArgumentException if fewer than five are retained
     */
    public static Headline of(Users users, Progress progress) {
        var features = features(users);
        var labels = users.labels();
        var outOfFold = PROTOCOL.predict(features, labels, learner(), progress);
        var bootstrap = Bootstrap.seeded(SEED);
        return new Headline(
                outOfFold,
                auc(outOfFold),
                bootstrap.logitIntervalWithSplits(labels, outOfFold.repetitions(), Metrics::averagePrecision),
                bootstrap.logitInterval(labels, outOfFold.repetitions(), Metrics::brier),
                permutation(features, labels, PERMUTATIONS));
    }

    /** The AUC of out-of-fold predictions with its interval. */
    public static CrossValidatedAuc auc(OutOfFold outOfFold) {
        return CrossValidatedAuc.of(outOfFold.labels(), outOfFold.splits(), outOfFold.repetitions(), LEVEL);
    }

    /** Shuffles the outcomes and does everything again, folds and fits included. */
    public static PermutationTest permutation(Features features, boolean[] labels, int permutations) {
        return PermutationTest.of(
                labels,
                shuffled -> auc(QUICK.predict(features, shuffled, learner()))
                        .interval()
                        .estimate(),
                permutations,
                SEED);
    }
}
