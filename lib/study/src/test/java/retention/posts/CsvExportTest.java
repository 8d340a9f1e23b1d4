package retention.posts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class CsvExportTest {

    /** What texts are put together from: signs, what may stand before them, and what ends a cell somewhere. */
    private static final List<String> PIECES = List.of(
            "=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "1+1", "a", "你好", ";", ",", "\t", "|", "\n",
            "\r\n", "\r", "\u0085", "\u2028", "\u2029", "\u000B", "\u0000", "\u001B", " ", "\u00A0", "\u3000", "\u200B",
            "\u2060", "\uFEFF", "\u202E", "\u00AD", "'", "\"", "\"\"", "😀", "\\");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠x"})
    void putsAnApostropheBeforeWhatASpreadsheetWouldExecute(String formula) {
        assertThat(CsvExport.guarded(formula)).isEqualTo("'" + formula);
        for (var before :
                List.of("\t", "\n", "\r\n", " ", "\u00A0", "\u3000", "\u200B", "\uFEFF", "\u202E", "\"", "'")) {
            assertThat(CsvExport.guarded(before + formula)).isEqualTo(before + "'" + formula);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "hello;=1+1, hello;'=1+1",
                "hello; \"=1+1, hello; \"'=1+1",
                "wink ;-), wink ;'-)",
                "a;b;@c, a;b;'@c"
            })
    void guardsWhereASemicolonEndsACell(String text, String guarded) {
        assertThat(CsvExport.guarded(text)).isEqualTo(guarded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a=1", "你好", "12-13", "me@example.invalid", "it's", "'quoted' text", "a, =b", "#x[话题]#"})
    void leavesOtherTextsAlone(String text) {
        assertThat(CsvExport.guarded(text)).isEqualTo(text);
        assertThat(CsvExport.unguarded(text)).isEqualTo(text);
    }

    @Test
    void noCellOfAnySpreadsheetBeginsWithAFormulaAndEveryTextComesBack() {
        var random = new SplittableRandom(20250120);
        for (int i = 0; i < 50_000; i++) {
            var text = text(random);
            var guarded = CsvExport.guarded(text);
            assertThat(CsvExport.unguarded(guarded)).isEqualTo(text);
            // Wherever a spreadsheet ends cells, and whatever it passes over at their beginning.
            assertThat(guarded.split("[;\t\r\n\u0085\u2028\u2029]", -1))
                    .allSatisfy(cell -> assertThat(cell.replaceAll("^[\\s\\p{Z}\\p{Cc}\\p{Cf}\"]+", ""))
                            .doesNotContainPattern("^[=+\\-@＝＋－＠﹦﹢﹣﹫]"));
        }
    }

    @Test
    void everyPostThatIsWrittenComesBack() throws IOException {
        var random = new SplittableRandom(20250121);
        var fixture = CsvFixture.csv();
        for (int i = 0; i < 2_000; i++) {
            fixture.row(
                    "title", text(random), "content", text(random), "label", text(random), "user_name", text(random));
        }
        var read = Posts.read(Files.writeString(folder.resolve("posts.csv"), fixture.text()));
        var written = folder.resolve("written.csv");
        read.write(written);
        assertThat(read.posts()).hasSize(2_000);
        assertThat(Posts.read(written).posts()).zipSatisfy(read.posts(), (again, post) -> assertThat(Columns.CANONICAL)
                .allSatisfy(name -> assertThat(Column.called(name).orElseThrow().of(again))
                        .isEqualTo(Column.called(name).orElseThrow().of(post))));
    }

    private static String text(SplittableRandom random) {
        return IntStream.range(0, 1 + random.nextInt(7))
                .mapToObj(i -> PIECES.get(random.nextInt(PIECES.size())))
                .collect(Collectors.joining());
    }

    @Test
    void writesNumbersAsTheyAre() throws IOException {
        assertThat(write(Table.create(
                        "t",
                        StringColumn.create("text", "a=1", "line\nbreak"),
                        DoubleColumn.create("number", -1.5, 2))))
                .isEqualTo("text,number\na=1,-1.5\n\"line\nbreak\",2.0\n");
    }

    @Test
    void beginsWithTheMarkByWhichExcelKnowsThatTextsAreInUtf8() throws IOException {
        var file = folder.resolve("out.csv");
        CsvExport.write(Table.create("t", StringColumn.create("text", "你好")), file);
        assertThat(Files.readString(file)).isEqualTo("\uFEFFtext\n你好\n");
    }

    @Test
    void replacesAnEarlierFileAndLeavesNoPartialOneBehind() throws IOException {
        write(Table.create("t", StringColumn.create("a", "1")));
        assertThat(write(Table.create("t", StringColumn.create("a", "2")))).isEqualTo("a\n2\n");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    private String write(Table table) throws IOException {
        var file = folder.resolve("out.csv");
        CsvExport.write(table, file);
        return Files.readString(file).substring(1);
    }
}
