package retention.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import numerics.learning.FeatureMatrix;
import numerics.learning.LabelledMatrix;
import numerics.learning.RandomRows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainedNetworkTest {

    private static final TrainingSettings SETTINGS = TrainingSettings.AS_RUN.withEpochs(2);

    private final LabelledMatrix data = RandomRows.learnable(300, 10, 0.5, 1);
    private final TrainedNetwork network = published(SETTINGS).fit(data.holdOutLast(0.2), 42);

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void refusesAnotherNumberOfFeatures() {
        assertThatThrownBy(() -> network.predict(FeatureMatrix.numbered("f", new float[1][9])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trained on 10 features, got 1 x 9 features");
    }

    @Test
    void refusesToPredictAfterClosing() {
        network.close();

        assertThatThrownBy(() -> network.predict(data.features()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has been closed");
    }

    private static NetworkTrainer published(TrainingSettings settings) {
        return new NetworkTrainer(PublishedNetwork::create, settings);
    }
}
