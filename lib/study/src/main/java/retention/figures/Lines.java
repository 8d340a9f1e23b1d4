package retention.figures;

import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** One quantity along another: days, epochs, thresholds. */
public final class Lines {

    private static final List<String> COLORS = List.of(Chart.LOST, Chart.RETAINED, Chart.NEUTRAL);

    private Lines() {}

    /**
     * One line of a figure.
     *
     * @param reference whether it is a baseline or a published value, drawn dashed and grey
     */
    public record Series(String name, NumericColumn<?> x, NumericColumn<?> y, boolean reference) {

        /** A line of the study's own results, from two columns of a table. */
        public static Series of(String name, Table table, String x, String y) {
            return new Series(name, table.numberColumn(x), table.numberColumn(y), false);
        }

        /** A baseline or a published value, from one point to another. */
        public static Series reference(String name, double fromX, double fromY, double toX, double toY) {
            return new Series(name, DoubleColumn.create("x", fromX, toX), DoubleColumn.create("y", fromY, toY), true);
        }
    }

    /** Several lines over one axis. */
    public static Figure of(String title, String xAxis, String yAxis, Series... series) {
        var lines = new Trace[series.length];
        for (int i = 0; i < series.length; i++) {
            var line = series[i];
            var color = line.reference() ? Chart.REFERENCE : COLORS.get(i % COLORS.size());
            lines[i] = Chart.line(line.x().asDoubleArray(), line.y().asDoubleArray())
                    .with("name", Html.label(line.name()))
                    .with("line", Chart.stroke(color, line.reference() ? "dash" : "solid", "linear"));
        }
        return Chart.figure(
                Chart.layout(title, Chart.axis(xAxis), Chart.axis(yAxis)).showLegend(series.length > 1), lines);
    }

    /**
     * One quantity by day.
     *
     * @param days with the columns {@code date} and {@code users}
     */
    public static Figure daily(String title, Table days) {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("No days to draw; expected at least one row");
        }
        var users = ScatterTrace.builder(days.dateColumn("date"), days.intColumn("users"))
                .mode(ScatterTrace.Mode.LINE_AND_MARKERS)
                .build();
        var day = Chart.axis("day, China Standard Time").type(Axis.Type.DATE);
        return Chart.figure(
                Chart.layout(title, day, Chart.axis("users")),
                Chart.styled(users).with("line", Chart.stroke(Chart.NEUTRAL, "solid", "linear")));
    }
}
