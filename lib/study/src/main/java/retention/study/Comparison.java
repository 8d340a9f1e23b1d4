package retention.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Published figures beside ours, row by row; what agrees is computed from the two numbers. */
public final class Comparison {

    private record Row(String figure, double published, double ours, double tolerance) {

        String agreement() {
            double difference = Math.abs(published - ours);
            if (difference == 0) {
                return "same";
            }
            return difference <= tolerance ? "within %s".formatted(plain(tolerance)) : "differs";
        }
    }

    private final String title;
    private final List<Row> rows = new ArrayList<>();

    private Comparison(String title) {
        this.title = title;
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
        rows.add(new Row(figure, published, ours, tolerance));
        return this;
    }

    /** How many figures neither agree nor lie within their tolerance. */
    public long differing() {
        return rows.stream().filter(row -> row.agreement().equals("differs")).count();
    }

    /** figure | published | ours | agreement. */
    public Table table() {
        return Table.create(
                title,
                StringColumn.create("figure", rows.stream().map(Row::figure)),
                StringColumn.create("published", rows.stream().map(row -> plain(row.published()))),
                StringColumn.create("ours", rows.stream().map(row -> plain(row.ours()))),
                StringColumn.create("agreement", rows.stream().map(Row::agreement)));
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : String.format(Locale.ROOT, "%.4f", value);
    }
}
