package retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import numerics.learning.FeatureMatrix;
import numerics.learning.Golden;
import numerics.learning.LabelledMatrix;
import numerics.learning.RandomRows;
import org.junit.jupiter.api.Test;
import retention.project.Project;

class TrainingSettingsTest {

    @Test
    void asRunHasThePublishedCodesConstants() throws IOException {
        var published = published("training_as_run_in_the_code");
        var settings = TrainingSettings.AS_RUN;

        assertThat(settings.batchSize()).isEqualTo(published.get("batch_size").getAsInt());
        assertThat(settings.epochs()).isEqualTo(published.get("epochs").getAsInt());
        assertThat(PublishedNetwork.DROPOUT).isEqualTo(published.get("dropout").getAsDouble());
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
    void holdsOutTheLastFifthOrAFifthOfEachClass() {
        var rows = RandomRows.learnable(50, 3, 0.5, 1);
        var last = TrainingSettings.AS_RUN.split(rows, 7);
        var drawn = TrainingSettings.AS_RUN.balanced().split(rows, 7);

        assertThat(last.validation().features().toArray())
                .isDeepEqualTo(rows.holdOutLast(0.2).validation().features().toArray());
        assertThat(drawn.validation().features().toArray())
                .isDeepEqualTo(
                        rows.holdOutStratified(0.2, 7).validation().features().toArray());
        assertThat(drawn.validation().positives()).isEqualTo(Math.round(0.2 * rows.positives()));
    }

    @Test
    void changesOneSettingAndKeepsTheOthers() {
        var changed = TrainingSettings.AS_RUN.withBatchSize(32).withEpochs(7).balanced();

        assertThat(changed).isEqualTo(new TrainingSettings(32, 7, 1e-3, 5, 3, 0.5, true, true));
    }

    @Test
    void namesTheValueThatIsOutOfRange() {
        var settings = TrainingSettings.AS_RUN;

        refuses(() -> settings.withBatchSize(1), "batchSize must be a whole number from 2; you gave 1.");
        refuses(() -> settings.withEpochs(0), "epochs must be a whole number from 1; you gave 0.");
        refuses(() -> with(Double.NaN, 5, 3), "learningRate must be above 0; you gave NaN.");
        refuses(() -> with(1e-3, 0, 3), "earlyStoppingPatience must be a whole number from 1");
        refuses(() -> with(1e-3, 5, 0), "plateauPatience must be a whole number from 1");
    }

    @Test
    void balancedWeightsAreThoseOfScikitLearn() {
        var golden = Golden.read("training.json", Golden.Training.class);
        var labels = new boolean[golden.rows()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = golden.y()[i] == 1;
        }

        var weights = WeightedCrossEntropy.balanced(rows(labels));

        assertThat(weights.weight(false)).isCloseTo(golden.class_weights()[0], within(1e-12));
        assertThat(weights.weight(true)).isCloseTo(golden.class_weights()[1], within(1e-12));
    }

    @Test
    void balancedWeightsNeedBothClasses() {
        refuses(() -> WeightedCrossEntropy.balanced(rows(new boolean[10])), "got 0 positive of 10");
        refuses(() -> WeightedCrossEntropy.balanced(rows(new boolean[] {true, true})), "got 2 positive of 2");
    }

    private static LabelledMatrix rows(boolean[] labels) {
        return new LabelledMatrix(FeatureMatrix.numbered("f", new float[labels.length][1]), labels);
    }

    private static TrainingSettings with(double learningRate, int toStop, int toReduce) {
        return new TrainingSettings(16, 30, learningRate, toStop, toReduce, 0.5, false, false);
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
