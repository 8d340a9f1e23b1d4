package retention.study;

import retention.evaluation.CrossValidation;
import retention.evaluation.OutOfFold;
import retention.model.ClassWeights;
import retention.model.Features;
import retention.model.LabelledMatrix;
import retention.model.NetworkLearner;
import retention.model.NetworkTrainer;
import retention.model.StandardScaler;
import retention.model.TrainingSettings;

/** The two ways to train and judge the published network; the model notebook shows both step by step. */
public final class Experiment {

    /** Five folds, dealt four times: networks are dear. */
    public static final CrossValidation PROTOCOL = new CrossValidation(5, 4, 42);

    /** As the published code ran, but with classes weighted by the inverse of their frequency. */
    public static final TrainingSettings CORRECTED_SETTINGS =
            TrainingSettings.AS_RUN.withClassWeights(ClassWeights.Rule.BALANCED);

    /** The share of users, the last in the order of their ids, that the published code held out for early stopping. */
    public static final double VALIDATION_SPLIT = 0.2;

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
        try (var network =
                NetworkTrainer.published(TrainingSettings.AS_RUN).fit(scaled.holdOutLast(VALIDATION_SPLIT))) {
            return network.predict(scaled.features());
        }
    }

    /**
     * Corrected: every user is judged by networks that have not seen them, with the scaler of the sums fitted inside the fold
     * and the classes weighted.
     *
     * @return the out-of-fold probabilities of being retained, of each repetition
     */
    public static OutOfFold corrected(LabelledMatrix data) {
        return PROTOCOL.predict(
                Features.of(data.features()),
                data.labels(),
                NetworkLearner.published(CORRECTED_SETTINGS, Study.BEHAVIOUR_FEATURES));
    }
}
