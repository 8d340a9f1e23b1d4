package retention.study;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
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

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private CsvExport() {}

    /**
     * Writes a table, complete or not at all: RFC 4180, UTF-8, line feeds. A text that a spreadsheet would take for a
     * formula (it begins with {@code = + - @}, a tab or a carriage return) gets an apostrophe in front.
     */
    public static void write(Table table, Path file) {
        try {
            AtomicFile.write(file, out -> {
                var printer = new CSVPrinter(new OutputStreamWriter(out, StandardCharsets.UTF_8), FORMAT);
                printer.printRecord(table.columnNames());
                for (var row : table) {
                    printer.printRecord(table.columns().stream().map(column -> cell(column, row.getRowNumber())));
                }
                printer.flush();
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    private static String cell(Column<?> column, int row) {
        var text = column.isMissing(row) ? "" : String.valueOf(column.get(row));
        return column instanceof NumericColumn ? text : withoutFormula(text);
    }

    static String withoutFormula(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
