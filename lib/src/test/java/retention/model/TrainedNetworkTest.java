package retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedNetworkTest {

    private static final TrainingSettings SETTINGS = TrainingSettings.AS_RUN.withEpochs(2);
    private static final Supplier<Block> PUBLISHED = PublishedNetwork.of(SETTINGS);

    private final LabelledMatrix data = Rows.learnable(300, 10, 0.5, 1);
    private final TrainedNetwork network = NetworkTrainer.published(SETTINGS).fit(data.holdOutLast(0.2));

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void predictsTheSameAfterSavingAndLoading() throws IOException {
        network.save(folder);

        try (var loaded = TrainedNetwork.load(folder, PUBLISHED)) {
            assertThat(loaded.predict(data.features())).isEqualTo(network.predict(data.features()));
            assertThat(loaded.history()).isEqualTo(network.history());
            assertThat(loaded.summary()).isEqualTo(network.summary());
            assertThat(loaded.inputs()).isEqualTo(10);
        }
    }

    @Test
    void savesOverAnEarlierNetwork() throws IOException {
        try (var other = NetworkTrainer.published(SETTINGS.withSeed(1)).fit(data.holdOutLast(0.2))) {
            other.save(folder);
        }
        network.save(folder);

        try (var loaded = TrainedNetwork.load(folder, PUBLISHED)) {
            assertThat(loaded.predict(data.features())).isEqualTo(network.predict(data.features()));
        }
    }

    @Test
    void predictsTheSameFromAnArray() {
        assertThat(network.predict(data.features().toArray())).isEqualTo(network.predict(data.features()));
    }

    @Test
    void refusesAnotherNumberOfFeatures() {
        assertThatThrownBy(() -> network.predict(new float[1][9]))
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

    @Test
    void namesTheFileThatIsNotThere() {
        assertThatThrownBy(() -> TrainedNetwork.load(folder, PUBLISHED))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("network.json")
                .hasMessageContaining("train and save it first");
    }

    @Test
    void refusesWeightsWithOneChangedByte() throws IOException {
        network.save(folder);
        var file = folder.resolve("network-0000.params");
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        refusesAsDamaged();
    }

    @Test
    void refusesWeightsCutShort() throws IOException {
        network.save(folder);
        var file = folder.resolve("network-0000.params");
        var bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, 1000));

        refusesAsDamaged();
    }

    @Test
    void refusesADescriptionThatIsNoJson() throws IOException {
        network.save(folder);
        Files.writeString(folder.resolve("network.json"), "{\"inputs\": ");

        refusesAsDamaged();
    }

    @Test
    void refusesAnEmptyDescription() throws IOException {
        network.save(folder);
        Files.writeString(folder.resolve("network.json"), "");

        refusesAsDamaged();
    }

    @Test
    void refusesANetworkOfOtherLayers() throws IOException {
        network.save(folder);

        assertThatThrownBy(() -> TrainedNetwork.load(
                        folder, () -> Linear.builder().setUnits(1).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("9 layers")
                .hasMessageContaining("1 with 11 parameters");
    }

    private void refusesAsDamaged() {
        assertThatThrownBy(() -> TrainedNetwork.load(folder, PUBLISHED))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is damaged");
    }
}
