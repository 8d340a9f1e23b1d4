package retention.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retention.posts.CsvFixture;

class RetentionTest {

    private static final int DONE = 0;
    private static final int REFUSED = 1;
    private static final int NOT_UNDERSTOOD = 2;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"replica", "check", "users", "embed", "install-encoder"})
    void everyCommandHasHelp(String command) {
        assertThat(run(command, "--help")).isEqualTo(DONE);
        assertThat(out.toString()).contains("Usage: retention " + command);
    }

    @Test
    void checkPrintsTheQualityReportAndListsQuarantinedRows() throws IOException {
        var csv = write(CsvFixture.csv().row().row("like_count", "many"));
        assertThat(run("check", csv)).isEqualTo(DONE);
        assertThat(out.toString()).contains("quarantined rows", "like_count", "many", "not a count");
    }

    @Test
    void refusesAFileThatIsNotThereAndSaysWhatToDo() {
        assertThat(run("check", folder.resolve("absent.csv").toString())).isEqualTo(REFUSED);
        assertThat(err.toString()).contains("absent.csv: no such file", "data/README.md").doesNotContain("\tat ");
    }

    @Test
    void doesNotUnderstandAnUnknownCommandOrOption() {
        assertThat(run("nonsense")).isEqualTo(NOT_UNDERSTOOD);
        assertThat(run("check", "--nonsense")).isEqualTo(NOT_UNDERSTOOD);
        assertThat(run("users", "posts.csv", "--out", "x.csv", "--protocol", "mine")).isEqualTo(NOT_UNDERSTOOD);
        assertThat(run()).isEqualTo(NOT_UNDERSTOOD);
    }

    @Test
    void replicaWritesPostsAndTheirTruth() {
        var csv = folder.resolve("small.csv");
        assertThat(run("replica", "--posts", "300", "--out", csv.toString())).isEqualTo(DONE);
        assertThat(csv).isNotEmptyFile();
        assertThat(folder.resolve("small.truth.json")).isNotEmptyFile();
    }

    @Test
    void replicaRefusesANumberOfPostsThatItCannotMake() {
        assertThat(run("replica", "--posts", "3", "--out", folder.resolve("x.csv").toString())).isEqualTo(REFUSED);
        assertThat(err.toString()).contains("3");
    }

    @Test
    void usersWritesOneRowAUserUnderEitherProtocol() throws IOException {
        var csv = write(CsvFixture.csv().row("like_count", "1千+"));
        var users = folder.resolve("users.csv");
        assertThat(run("users", csv, "--protocol", "as_published", "--out", users.toString())).isEqualTo(DONE);
        assertThat(Files.readAllLines(users)).hasSizeGreaterThan(1).element(1).asString().startsWith(CsvFixture.ALICE + ",1,");
        assertThat(run("users", csv, "--out", users.toString())).isEqualTo(DONE);
        assertThat(Files.readAllLines(users)).element(1).asString().startsWith(CsvFixture.ALICE + ",1000,");
    }

    @Test
    void installEncoderRefusesAJarThatIsNotTheModel() throws IOException {
        var jar = Files.writeString(folder.resolve("model.jar"), "not a jar");
        assertThat(run("install-encoder", jar.toString())).isEqualTo(REFUSED);
        assertThat(err.toString()).contains("SHA-256");
    }

    private int run(String... arguments) {
        return Retention.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private String write(CsvFixture csv) throws IOException {
        return Files.writeString(folder.resolve("posts.csv"), csv.text()).toString();
    }
}
