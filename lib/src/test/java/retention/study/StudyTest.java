package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retention.encoder.Readout;
import retention.posts.CsvFixture;
import retention.posts.UnusableFileException;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;
import retention.users.Protocol;

class StudyTest {

    @TempDir
    static Path folder;

    private static Study study;

    @BeforeAll
    static void openAReplica() throws IOException {
        var csv = folder.resolve("replica.csv");
        Replica.write(new ReplicaSettings(300, false, 1), csv, folder.resolve("replica.truth.json"));
        study = Study.of(csv);
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
    void saysThatAReplicaIsSyntheticWhateverItsFileIsCalled() throws IOException {
        assertThat(study.synthetic()).isTrue();
        var renamed = Files.copy(study.file(), folder.resolve("tt_refugee.csv"));
        assertThat(Study.of(renamed).synthetic()).isTrue();
    }

    @Test
    void doesNotCallOtherPostsSynthetic() throws IOException {
        var csv = Files.writeString(
                folder.resolve("other.csv"), CsvFixture.csv().row().text());
        var other = Study.of(csv);
        assertThat(other.synthetic()).isFalse();
        Files.delete(other.folder().resolve("timings.json"));
        Files.delete(other.folder());
    }

    @Test
    void keepsResultsApartByTheContentOfTheFile() {
        assertThat(study.folder().getFileName().toString())
                .isEqualTo(study.hash())
                .hasSize(12);
    }

    @Test
    void namesAMissingFile() {
        assertThatThrownBy(() -> Study.of(folder.resolve("absent.csv")))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("absent.csv");
    }

    @Test
    void writesUsersForOtherTools() {
        var users = study.users(Protocol.CORRECTED);
        assertThat(study.folder().resolve("users_CORRECTED.csv"))
                .content()
                .startsWith("user_id,like_count,collect_count")
                .contains(users.list().get(0).id().text());
    }

    @Test
    void readsTheEncoderOutAsPublishedAndThreeQuartersUpWhenCorrected() {
        assertThat(Study.readout(Protocol.AS_PUBLISHED, 12)).isEqualTo(Readout.cls(12));
        assertThat(Study.readout(Protocol.CORRECTED, 12)).isEqualTo(Readout.mean(9));
        assertThat(Study.readout(Protocol.CORRECTED, 1)).isEqualTo(Readout.mean(1));
    }

    @Test
    void readsKeptPredictionsBackToTheLastBit() {
        var probabilities = study.users(Protocol.CORRECTED).list().stream()
                .mapToDouble(user -> 1.0 / (3 + user.likes()))
                .toArray();
        study.keep(Protocol.CORRECTED, List.of(probabilities, probabilities));
        var read = study.predictions(Protocol.CORRECTED);
        assertThat(read.probabilities()).isEqualTo(probabilities);
        assertThat(read.labels()).isEqualTo(study.users(Protocol.CORRECTED).labels());
    }

    @Test
    void takesPredictionsOfAnotherFormForNone() throws IOException {
        var older = Files.writeString(folder.resolve("older.csv"), "user_id,retained,probability\na,true,0.5\n");
        assertThat(Predictions.read(older)).isEmpty();
        assertThat(Predictions.read(folder.resolve("absent.csv"))).isEmpty();
    }

    @Test
    void refusesPredictionsThatAreNotOneForEachUser() {
        assertThatThrownBy(() -> study.keep(Protocol.CORRECTED, List.of(new double[3])))
                .hasMessageContaining("3 probabilities for");
    }

    @Test
    void judgesEveryPublishedClaimByItsRule() {
        var claims =
                Claim.judge(study.users(Protocol.CORRECTED), study.themes(Protocol.CORRECTED), Published.read(), 42);
        assertThat(claims).hasSize(5);
        assertThat(claims.get(2).verdict()).isEqualTo(Claim.Verdict.UNDECIDABLE);
        assertThat(claims)
                .allSatisfy(claim -> assertThat(claim.verdict()).isEqualTo(Claim.Verdict.of(claim.figures())));
    }
}
