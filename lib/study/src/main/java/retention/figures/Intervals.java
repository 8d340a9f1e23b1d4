package retention.figures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import numerics.evaluation.Interval;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Margin;
import tech.tablesaw.plotly.traces.ScatterTrace;

/** Estimates with their intervals, one below the other, beside the value that would mean nothing: a forest plot. */
public final class Intervals {

    private static final int ROW_HEIGHT = 26;
    private static final int REST = 150;

    private Intervals() {}

    /**
     * A point and its whiskers for each name, the first one on top.
     *
     * @param reference where the dashed line stands, such as an AUC of 0.5 or a difference of 0
     * @param intervals by name, in the order in which to show them
     * @throws IllegalArgumentException if there is none
     */
    public static Figure of(String title, String axis, double reference, Map<String, Interval> intervals) {
        if (intervals.isEmpty()) {
            throw new IllegalArgumentException("No intervals to draw; expected at least one");
        }
        var names = new ArrayList<>(intervals.keySet().stream().map(Text::label).toList());
        var values = new ArrayList<>(intervals.values());
        Collections.reverse(names);
        Collections.reverse(values);
        var marks = new StyledTrace(
                points(values.stream().mapToDouble(Interval::estimate).toArray()),
                Map.of(
                        "y",
                        names,
                        "mode",
                        "markers",
                        "marker",
                        Map.of("color", Style.LOST, "size", 9),
                        "error_x",
                        Map.of(
                                "type",
                                "data",
                                "symmetric",
                                false,
                                "array",
                                values.stream()
                                        .map(each -> each.upper() - each.estimate())
                                        .toList(),
                                "arrayminus",
                                values.stream()
                                        .map(each -> each.estimate() - each.lower())
                                        .toList(),
                                "color",
                                Style.LOST,
                                "thickness",
                                1.5),
                        "hovertemplate",
                        "%{y}: %{x:.4f}<extra></extra>"));
        var line = new StyledTrace(
                ScatterTrace.builder(new double[] {reference, reference}, new double[] {0, 1})
                        .mode(ScatterTrace.Mode.LINE)
                        .line(Line.builder()
                                .color(Style.REFERENCE)
                                .dash(Line.Dash.DASH)
                                .width(2)
                                .build())
                        .build(),
                Map.of("y", List.of(names.get(0), names.get(names.size() - 1)), "hoverinfo", "skip"));
        int longest = names.stream().mapToInt(String::length).max().orElseThrow();
        var layout = Style.layout(title, Style.axis(axis), Style.axis("").type(Axis.Type.CATEGORY))
                .height(REST + ROW_HEIGHT * names.size())
                .showLegend(false)
                .margin(Margin.builder()
                        .left(Math.min(330, 30 + 7 * longest))
                        .right(30)
                        .top(60)
                        .bottom(60)
                        .build());
        return Style.figure(layout, marks, line);
    }

    private static ScatterTrace points(double... estimates) {
        return ScatterTrace.builder(estimates, new double[estimates.length]).build();
    }
}
