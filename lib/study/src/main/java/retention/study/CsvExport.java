package retention.study;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import retention.project.AtomicFile;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Writes tables as CSV that a spreadsheet can open without executing what a user once wrote. */
public final class CsvExport {

    private CsvExport() {}

    /**
     * Writes a table, complete or not at all: RFC 4180, UTF-8, line feeds. A text that a spreadsheet would take for a
     * formula (it begins with {@code = + - @}, a tab or a carriage return) gets an apostrophe in front.
     */
    public static void write(Table table, Path file) {
        try {
            AtomicFile.write(file, out -> print(table, new OutputStreamWriter(out, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    private static void print(Table table, Writer writer) throws IOException {
        var printer = new CSVPrinter(
                writer, CSVFormat.RFC4180.builder().setRecordSeparator('\n').get());
        printer.printRecord(table.columnNames());
        for (int row = 0; row < table.rowCount(); row++) {
            for (var column : table.columns()) {
                printer.print(cell(column, row));
            }
            printer.println();
        }
        printer.flush();
    }

    private static String cell(Column<?> column, int row) {
        var text = column.isMissing(row) ? "" : String.valueOf(column.get(row));
        return column instanceof NumericColumn ? text : withoutFormula(text);
    }

    static String withoutFormula(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
