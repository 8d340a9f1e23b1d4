package retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import numerics.learning.LabelledMatrix;
import numerics.learning.Learner;
import numerics.learning.RandomRows;
import numerics.learning.StandardScaler;
import org.junit.jupiter.api.Test;

class NetworkLearnerTest {

    private static final TrainingSettings QUICK =
            TrainingSettings.AS_RUN.withEpochs(3).balanced();

    private final LabelledMatrix data = RandomRows.learnable(150, 5, 0.3, 1);

    @Test
    void fitsScalerAndNetworkToAllButWhatEarlyStoppingWatches() {
        var split = data.holdOutStratified(0.2, 42);
        var scaler = StandardScaler.fitFirst(4, split.training().features());
        var scaled = new LabelledMatrix.Split(
                split.training().withFeatures(scaler.transform(split.training().features())),
                split.validation()
                        .withFeatures(scaler.transform(split.validation().features())));

        try (var byHand = published(QUICK).fit(scaled, 42);
                var fitted = learner(4).fit(data, 42)) {
            assertThat(fitted.predict(data.features())).isEqualTo(byHand.predict(scaler.transform(data.features())));
        }
    }

    @Test
    void theSeedDecides() {
        assertThat(predict(learner(5), 7)).isEqualTo(predict(learner(5), 7));
        assertThat(predict(learner(5), 8)).isNotEqualTo(predict(learner(5), 7));
    }

    private double[] predict(Learner learner, long seed) {
        try (var fitted = learner.fit(data, seed)) {
            return fitted.predict(data.features());
        }
    }

    @Test
    void refusesOtherFeaturesAtPrediction() {
        try (var fitted = learner(5).fit(data, 7)) {
            var swapped = data.features().columns("f1", "f0", "f2", "f3", "f4");

            assertThatThrownBy(() -> fitted.predict(swapped))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[f0, f1, f2, f3, f4], got 5: [f1, f0");
        }
    }

    @Test
    void refusesToPredictOnceClosed() {
        var fitted = learner(5).fit(data, 7);
        fitted.close();
        fitted.close();

        assertThatThrownBy(() -> fitted.predict(data.features()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has been closed");
    }

    @Test
    void refusesAMissingClass() {
        var lost = new LabelledMatrix(data.features(), new boolean[150]);

        assertThatThrownBy(() -> learner(5).fit(lost, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of the 0 rows labelled true");
    }

    @Test
    void refusesMoreColumnsToScaleThanThereAre() {
        assertThatThrownBy(() -> learner(6).fit(data, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("first 6 columns");
        assertThatThrownBy(() -> learner(-1))
                .hasMessageContaining("scaledColumns must be a whole number from 0; you gave -1.");
    }

    private static NetworkLearner learner(int scaledColumns) {
        return new NetworkLearner(PublishedNetwork::create, QUICK, scaledColumns);
    }

    private static NetworkTrainer published(TrainingSettings settings) {
        return new NetworkTrainer(PublishedNetwork::create, settings);
    }
}
