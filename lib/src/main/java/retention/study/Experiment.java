package retention.study;

import retention.evaluation.Fold;
import retention.evaluation.StratifiedFolds;
import retention.model.ClassWeights;
import retention.model.LabelledMatrix;
import retention.model.NetworkTrainer;
import retention.model.OutOfFold;
import retention.model.StandardScaler;
import retention.model.TrainingProgress;
import retention.model.TrainingSettings;

/** The two ways to train and judge the published network; the model notebook shows both step by step. */
public final class Experiment {

    /** Folds of the corrected protocol. */
    public static final StratifiedFolds FOLDS = new StratifiedFolds(5, 42);

    /** As the published code ran, but with classes weighted by the inverse of their frequency. */
    public static final TrainingSettings CORRECTED_SETTINGS =
            TrainingSettings.AS_RUN.withClassWeights(ClassWeights.Rule.BALANCED);

    private Experiment() {}

    /**
     * As published, defects included: the scaler is fitted on all users, the last fifth in the order of user ids is held out
     * for early stopping, and the network is judged on all users, those that it learned from included.
     *
     * @return the probability of being retained, of each user
     */
    public static double[] asPublished(LabelledMatrix data) {
        var scaler = StandardScaler.fitFirst(Study.BEHAVIOUR_FEATURES, data.features());
        var scaled = data.withFeatures(scaler.transform(data.features()));
        try (var network = NetworkTrainer.published(TrainingSettings.AS_RUN).fit(scaled.holdOutLast(0.2))) {
            return network.predict(scaled.features());
        }
    }

    /**
     * Corrected: every user is judged by a network that has not seen them, with the scaler of the sums fitted inside the
     * fold and the classes weighted.
     *
     * @return the out-of-fold probability of being retained, of each user
     */
    public static double[] corrected(LabelledMatrix data) {
        return OutOfFold.predict(
                        data,
                        testRows(data.labels()),
                        Study.BEHAVIOUR_FEATURES,
                        NetworkTrainer.published(CORRECTED_SETTINGS),
                        TrainingProgress.SILENT)
                .probabilities();
    }

    /** The rows of each of {@link #FOLDS}. */
    public static int[][] testRows(boolean[] labels) {
        return FOLDS.split(labels).stream().map(Fold::test).toArray(int[][]::new);
    }
}
