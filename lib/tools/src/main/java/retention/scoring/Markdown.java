package retention.scoring;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Tables in Markdown, without their titles; numbers have up to four decimals. */
public final class Markdown {

    private Markdown() {}

    /** The table as lines of Markdown, without a line break at the end. */
    public static String of(Table table) {
        var head = Stream.of(
                line(table.columns().stream().map(Column::name)),
                line(table.columns().stream().map(column -> column instanceof DoubleColumn ? "---:" : "---")));
        var rows = IntStream.range(0, table.rowCount())
                .mapToObj(row -> line(table.columns().stream().map(column -> cell(column, row))));
        return Stream.concat(head, rows).collect(Collectors.joining("\n"));
    }

    private static String line(Stream<String> cells) {
        return cells.map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String cell(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return "-";
        }
        return column instanceof DoubleColumn numbers
                ? new DecimalFormat("0.####", DecimalFormatSymbols.getInstance(Locale.ROOT))
                        .format(numbers.getDouble(row))
                : column.getString(row);
    }
}
