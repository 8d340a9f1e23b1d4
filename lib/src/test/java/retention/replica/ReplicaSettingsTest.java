package retention.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicaSettingsTest {

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 299, 1_000_001})
    void aSizeOutOfRangeIsRefusedWithTheRange(int posts) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReplicaSettings(posts, false, 1))
                .withMessageContaining("from 300 to 1000000 posts, not " + posts);
    }

    @Test
    void areReadFromTheTruthBesideAFile(@TempDir Path folder) throws IOException {
        var settings = new ReplicaSettings(300, true, 7);
        var csv = folder.resolve("some.csv");
        Replica.write(settings, csv, Replica.truthFile(csv));
        assertThat(ReplicaSettings.beside(csv)).contains(settings);
        assertThat(ReplicaSettings.beside(folder.resolve("real.csv"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"settings\": {\"posts\": 300}}"})
    void areNotReadFromAFileThatIsNoTruth(String content, @TempDir Path folder) throws IOException {
        var csv = folder.resolve("some.csv");
        Files.writeString(Replica.truthFile(csv), content);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplicaSettings.beside(csv))
                .withMessageContaining("does not hold the truth of a replica");
    }

    @Test
    void theStandardIsThePublishedSizeWithPlantedEffects() {
        assertThat(ReplicaSettings.standard().posts()).isEqualTo(4117);
        assertThat(ReplicaSettings.standard().nullModel()).isFalse();
    }
}
