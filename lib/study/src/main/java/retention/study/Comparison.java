package retention.study;

import java.util.Locale;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Published figures beside ours, row by row; what agrees is computed from the two numbers. */
public final class Comparison {

    private static final String DIFFERS = "differs";

    private final Table table;

    private Comparison(String title) {
        table = Table.create(
                title,
                StringColumn.create("figure"),
                StringColumn.create("published"),
                StringColumn.create("ours"),
                StringColumn.create("agreement"));
    }

    public static Comparison titled(String title) {
        return new Comparison(title);
    }

    /** Adds a figure that should be the same to the last digit. */
    public Comparison exact(String figure, double published, double ours) {
        return within(figure, published, ours, 0);
    }

    /** Adds a figure that was read off a picture, or rounded, and may differ by this much. */
    public Comparison within(String figure, double published, double ours, double tolerance) {
        double difference = Math.abs(published - ours);
        table.stringColumn("figure").append(figure);
        table.stringColumn("published").append(plain(published));
        table.stringColumn("ours").append(plain(ours));
        table.stringColumn("agreement")
                .append(difference == 0 ? "same" : difference <= tolerance ? "within " + plain(tolerance) : DIFFERS);
        return this;
    }

    /** How many figures neither agree nor lie within their tolerance. */
    public long differing() {
        return table.stringColumn("agreement").countOccurrences(DIFFERS);
    }

    /** figure | published | ours | agreement. */
    public Table table() {
        return table;
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : String.format(Locale.ROOT, "%.4f", value);
    }
}
