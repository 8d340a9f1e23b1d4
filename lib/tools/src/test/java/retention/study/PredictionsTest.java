package retention.study;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import numerics.learning.CrossValidation;
import numerics.learning.OutOfFold;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retention.encoder.EncoderFiles;
import retention.model.TrainingSettings;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;
import retention.users.Protocol;

class PredictionsTest {

    @TempDir
    static Path folder;

    private static Study study;

    @BeforeAll
    static void openAReplica() throws IOException {
        var csv = folder.resolve("replica.csv");
        Replica.write(new ReplicaSettings(300, false, 2), csv, folder.resolve("replica.truth.json"));
        study = Study.of(csv);
    }

    @AfterEach
    void useTheUsualEncoder() {
        System.clearProperty(EncoderFiles.FOLDER_PROPERTY);
    }

    @AfterAll
    static void removeItsResults() throws IOException {
        try (var files = Files.walk(study.folder())) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void areReadBackToTheLastBitWithTheFoldsThatTheyWereMadeIn() {
        var made = outOfFold(new CrossValidation(3, 2, 7));
        keep(made);
        var read = study.outOfFold(NetworkProtocol.CORRECTED);
        assertThat(read.labels()).isEqualTo(study.users(Protocol.CORRECTED).labels());
        assertThat(read.foldNumbers().toArray(int[][]::new))
                .isDeepEqualTo(made.foldNumbers().toArray(int[][]::new));
        assertThat(read.repetitions().get(1)).isEqualTo(made.repetitions().get(1));
    }

    @Test
    void sayWhatMadeThem() {
        Kept.predictions(
                study,
                AnalysisSettings.DEFAULT
                        .withTraining(TrainingSettings.AS_RUN.withBatchSize(48))
                        .network(),
                outOfFold(new CrossValidation(3, 1, 7)));
        assertThat(study.folder().resolve("predictions_CORRECTED.json"))
                .content()
                .contains("Linear (n, 1), 773 parameters", "batchSize=48", "users=CORRECTED", "\"encoder\":");
    }

    @Test
    void ofAnotherEncoderAreMadeAnew() throws IOException {
        var here = Files.createDirectories(folder.resolve("encoder one"));
        write(here, "one");
        System.setProperty(EncoderFiles.FOLDER_PROPERTY, here.toString());
        keep(outOfFold(new CrossValidation(3, 2, 7)));
        assertThat(study.kept(NetworkProtocol.CORRECTED)).isPresent();
        write(here, "another");
        assertThat(study.kept(NetworkProtocol.CORRECTED)).isEmpty();
        System.setProperty(
                EncoderFiles.FOLDER_PROPERTY, folder.resolve("nowhere").toString());
        assertThatThrownBy(() -> study.outOfFold(NetworkProtocol.CORRECTED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void ofOtherUsersOrRulesDoNotHold() throws IOException {
        keep(outOfFold(new CrossValidation(3, 2, 7)));
        var json = study.folder().resolve("predictions_CORRECTED.json");
        var other = NetworkProtocol.PUBLISHED_OUT_OF_FOLD;
        Files.copy(json, study.folder().resolve("predictions_%s.json".formatted(other.name())), REPLACE_EXISTING);
        assertThat(study.kept(other)).isEmpty();
        var text = Files.readString(json);
        Files.writeString(json, text.replace("true", "false"));
        assertThat(study.kept(NetworkProtocol.CORRECTED)).isEmpty();
        var id = study.users(Protocol.CORRECTED).list().get(0).id().text();
        assertThat(text).contains(id);
        Files.writeString(json, text.replace(id, "0".repeat(24)));
        assertThat(study.kept(NetworkProtocol.CORRECTED)).isEmpty();
    }

    @Test
    void areNoneWhereTheFileIsOfAnotherForm() throws IOException {
        keep(outOfFold(new CrossValidation(3, 2, 7)));
        var json = study.folder().resolve("predictions_CORRECTED.json");
        var text = Files.readString(json);
        for (var damaged : List.of(
                "",
                "{",
                "[]",
                "{}",
                text.replace("\"encoder\"", "\"model\""),
                text.replace("\"users\":[\"", "\"people\":[\""),
                text.replace("\"labels\"", "\"outcomes\""),
                text.replace("\"folds\":[[", "\"folds\":[[7,"))) {
            assertThat(damaged).isNotEqualTo(text);
            Files.writeString(json, damaged);
            assertThat(study.kept(NetworkProtocol.CORRECTED)).as(damaged).isEmpty();
        }
    }

    private static void keep(OutOfFold outOfFold) {
        Kept.predictions(study, NetworkProtocol.CORRECTED, outOfFold);
    }

    private static OutOfFold outOfFold(CrossValidation protocol) {
        return outOfFold(protocol, protocol.seed());
    }

    private static OutOfFold outOfFold(CrossValidation protocol, long seed) {
        var labels = study.users(Protocol.CORRECTED).labels();
        var random = new Random(seed);
        return new OutOfFold(
                labels,
                protocol.split(labels),
                IntStream.range(0, protocol.repetitions())
                        .mapToObj(i -> random.doubles(labels.length).toArray())
                        .toList());
    }

    private static void write(Path encoder, String graph) throws IOException {
        Files.createDirectories(encoder.resolve("variables"));
        Files.writeString(encoder.resolve("saved_model.pb"), graph);
        Files.writeString(encoder.resolve("variables").resolve("variables.index"), "index");
        Files.writeString(encoder.resolve("vocab.txt"), "[PAD]\n");
    }
}
