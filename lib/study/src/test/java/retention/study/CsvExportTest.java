package retention.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class CsvExportTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1"})
    void putsAnApostropheBeforeWhatASpreadsheetWouldExecute(String text) {
        assertThat(CsvExport.withoutFormula(text)).isEqualTo("'" + text);
    }

    @Test
    void leavesOtherTextsAndNegativeNumbersAlone() throws IOException {
        assertThat(write(Table.create(
                        "t",
                        StringColumn.create("text", "a=1", "line\nbreak"),
                        DoubleColumn.create("number", -1.5, 2))))
                .isEqualTo("text,number\na=1,-1.5\n\"line\nbreak\",2.0\n");
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
        return Files.readString(file);
    }
}
