package retention.study;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import retention.project.AtomicFile;
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
        write(table.columnNames(), file, rows -> {
            for (var row : table) {
                rows.accept(table.columns().stream()
                        .map(column -> cell(column, row.getRowNumber()))
                        .toList());
            }
        });
    }

    /**
     * Writes rows as they come, in the same way.
     *
     * @param rows is given what takes each row: its cells, of which numbers are written as they are
     */
    public static void write(List<String> columns, Path file, Consumer<Consumer<List<?>>> rows) {
        try {
            AtomicFile.write(file, out -> {
                var printer =
                        new CSVPrinter(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)), FORMAT);
                printer.printRecord(columns);
                rows.accept(row -> {
                    try {
                        for (var cell : row) {
                            printer.print(cell instanceof Number ? cell : withoutFormula(String.valueOf(cell)));
                        }
                        printer.println();
                    } catch (IOException e) {
                        throw new UncheckedIOException("Cannot write " + file, e);
                    }
                });
                printer.flush();
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    private static Object cell(Column<?> column, int row) {
        return column.isMissing(row) ? "" : column.get(row);
    }

    static String withoutFormula(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
