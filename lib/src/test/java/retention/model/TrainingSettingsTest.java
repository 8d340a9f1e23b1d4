package retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import retention.project.Project;

class TrainingSettingsTest {

    @Test
    void asRunHasThePublishedCodesConstants() throws IOException {
        var published = published("training_as_run_in_the_code");
        var settings = TrainingSettings.AS_RUN;

        assertThat(settings.batchSize()).isEqualTo(published.get("batch_size").getAsInt());
        assertThat(settings.epochs()).isEqualTo(published.get("epochs").getAsInt());
        assertThat(settings.dropout()).isEqualTo(published.get("dropout").getAsDouble());
        assertThat(settings.learningRate())
                .isEqualTo(published.get("learning_rate").getAsDouble());
        var stopping = published.getAsJsonObject("early_stopping");
        assertThat(settings.earlyStoppingPatience())
                .isEqualTo(stopping.get("patience").getAsInt());
        var plateau = published.getAsJsonObject("reduce_lr_on_plateau");
        assertThat(settings.plateauPatience()).isEqualTo(plateau.get("patience").getAsInt());
        assertThat(settings.plateauFactor()).isEqualTo(plateau.get("factor").getAsDouble());
    }

    @Test
    void asWrittenHasThePublishedTextsConstants() throws IOException {
        var published = published("training_as_written_in_the_text");
        var settings = TrainingSettings.AS_WRITTEN;

        assertThat(settings.batchSize()).isEqualTo(published.get("batch_size").getAsInt());
        assertThat(settings.epochs()).isEqualTo(published.get("epochs").getAsInt());
        assertThat(settings.dropout()).isEqualTo(published.get("dropout").getAsDouble());
        assertThat(settings.learningRate())
                .isEqualTo(published.get("learning_rate").getAsDouble());
    }

    @Test
    void changesOneValueAndKeepsTheOthers() {
        var changed = TrainingSettings.AS_RUN
                .withBatchSize(8)
                .withEpochs(2)
                .withDropout(0.1)
                .withLearningRate(0.01)
                .withPatience(4, 2)
                .withClassWeights(ClassWeights.Rule.BALANCED)
                .withFocalGamma(2)
                .withShuffle(false)
                .withSeed(7);

        assertThat(changed)
                .isEqualTo(new TrainingSettings(8, 2, 0.1, 0.01, 4, 2, 0.5, ClassWeights.Rule.BALANCED, 2, false, 7));
    }

    @Test
    void namesTheValueThatIsOutOfRange() {
        var settings = TrainingSettings.AS_RUN;

        refuses(() -> settings.withBatchSize(1), "batchSize is 1, expected 2 or more");
        refuses(() -> settings.withEpochs(0), "epochs is 0");
        refuses(() -> settings.withDropout(1), "dropout is 1.0");
        refuses(() -> settings.withLearningRate(Double.NaN), "learningRate is NaN");
        refuses(() -> settings.withPatience(0, 3), "earlyStoppingPatience is 0");
        refuses(() -> settings.withPatience(5, 0), "plateauPatience is 0");
        refuses(() -> settings.withFocalGamma(-1), "focalGamma is -1.0, expected 0 or more");
    }

    @Test
    void balancedWeightsAreThoseOfScikitLearn() {
        var golden = Golden.read("training.json", Golden.Training.class);
        int retained = 0;
        for (int i = 0; i < golden.rows(); i++) {
            retained += golden.y()[i];
        }

        var weights = ClassWeights.balanced(golden.rows(), retained);

        assertThat(weights.lost()).isCloseTo(golden.class_weights()[0], within(1e-12));
        assertThat(weights.retained()).isCloseTo(golden.class_weights()[1], within(1e-12));
    }

    @Test
    void balancedWeightsNeedBothClasses() {
        refuses(() -> ClassWeights.balanced(10, 0), "got 0 retained of 10");
        refuses(() -> ClassWeights.balanced(10, 10), "got 10 retained of 10");
    }

    @Test
    void classWeightsAreAboveZero() {
        refuses(() -> new ClassWeights(1, 0), "got 1.0 and 0.0");
    }

    private static void refuses(Runnable action, String message) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static JsonObject published(String key) throws IOException {
        var json = Files.readString(Project.find().data().resolve("published.json"));
        return JsonParser.parseString(json)
                .getAsJsonObject()
                .getAsJsonObject("exact")
                .getAsJsonObject(key);
    }
}
