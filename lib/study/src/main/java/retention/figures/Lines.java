package retention.figures;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Axis.AxisBuilder;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** One quantity along another: days, epochs, thresholds. */
public final class Lines {

    private Lines() {}

    /**
     * One line of a figure.
     *
     * @param reference whether it is a baseline or a published value, drawn dashed and grey
     * @param steps whether it keeps the height of a point up to the next one
     */
    public record Series(String name, NumericColumn<?> x, NumericColumn<?> y, boolean reference, boolean steps) {

        /** A line of the study's own results, from two columns of a table. */
        public static Series of(String name, Table table, String x, String y) {
            return new Series(name, table.numberColumn(x), table.numberColumn(y), false, false);
        }

        /** The same as steps, for what does not change between two points, such as precision with recall. */
        public static Series steps(String name, Table table, String x, String y) {
            return new Series(name, table.numberColumn(x), table.numberColumn(y), false, true);
        }

        /** A baseline or a published value, from one point to another. */
        public static Series reference(String name, double fromX, double fromY, double toX, double toY) {
            return new Series(
                    name, DoubleColumn.create("x", fromX, toX), DoubleColumn.create("y", fromY, toY), true, false);
        }
    }

    private static final List<String> COLORS = List.of(Style.LOST, Style.RETAINED, Style.NEUTRAL);

    /** Several lines over one axis. */
    public static Figure of(String title, String xAxis, String yAxis, Series... series) {
        return draw(title, Style.axis(xAxis), Style.axis(yAxis), series);
    }

    /** Several lines over one axis, with a logarithmic scale upwards for what is small; points at zero are not drawn. */
    public static Figure logarithmic(String title, String xAxis, String yAxis, Series... series) {
        return draw(title, Style.axis(xAxis), Style.axis(yAxis + " (log scale)").type(Axis.Type.LOG), series);
    }

    private static Figure draw(String title, AxisBuilder xAxis, AxisBuilder yAxis, Series... series) {
        var traces = new ArrayList<Trace>();
        for (var one : series) {
            var line = Line.builder().width(2);
            if (one.reference()) {
                line.color(Style.REFERENCE).dash(Line.Dash.DASH);
            } else {
                line.color(COLORS.get(traces.size() % COLORS.size()));
            }
            if (one.steps()) {
                line.shape(Line.Shape.HV);
            }
            traces.add(ScatterTrace.builder(one.x(), one.y())
                    .mode(ScatterTrace.Mode.LINE)
                    .name(one.name())
                    .line(line.build())
                    .build());
        }
        return Style.figure(Style.layout(title, xAxis, yAxis), traces.toArray(Trace[]::new));
    }

    /**
     * One quantity a day.
     *
     * @param days with the columns {@code date} and {@code users}
     */
    public static Figure daily(String title, Table days) {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("No days to draw; expected at least one row");
        }
        var trace = ScatterTrace.builder(days.dateColumn("date"), days.intColumn("users"))
                .mode(ScatterTrace.Mode.LINE_AND_MARKERS)
                .line(Line.builder().color(Style.NEUTRAL).width(2).build())
                .build();
        return Style.figure(
                Style.layout(title, Style.axis("day, China Standard Time").type(Axis.Type.DATE), Style.axis("users")),
                trace);
    }
}
