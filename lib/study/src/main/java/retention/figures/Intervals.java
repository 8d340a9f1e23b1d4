package retention.figures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import numerics.evaluation.Interval;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;

/** Estimates with their intervals, one below the other, beside the value that means no effect: a forest plot. */
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
        // plotly.js draws categories from the bottom up.
        var names = new ArrayList<>(intervals.keySet().stream().map(Html::label).toList());
        var values = new ArrayList<>(intervals.values());
        Collections.reverse(names);
        Collections.reverse(values);
        int longest = names.stream().mapToInt(String::length).max().orElseThrow();
        return Chart.figure(
                Chart.layout(title, Chart.axis(axis), Chart.axis("").type(Axis.Type.CATEGORY))
                        .height(REST + ROW_HEIGHT * names.size())
                        .margin(Chart.margin(Math.min(330, 30 + 7 * longest)))
                        .showLegend(false),
                line(each(values, Interval::estimate), names)
                        .with("mode", "markers")
                        .with("marker", Map.of("color", Chart.LOST, "size", 9))
                        .with(
                                "error_x",
                                Map.ofEntries(
                                        Map.entry("type", "data"),
                                        Map.entry("symmetric", false),
                                        Map.entry("array", each(values, each -> each.upper() - each.estimate())),
                                        Map.entry("arrayminus", each(values, each -> each.estimate() - each.lower())),
                                        Map.entry("color", Chart.LOST),
                                        Map.entry("thickness", 1.5)))
                        .with("hovertemplate", "%{y}: %{x:.4f}<extra></extra>"),
                line(new double[] {reference, reference}, List.of(names.get(0), names.get(names.size() - 1)))
                        .with("line", Chart.stroke(Chart.REFERENCE, "dash", "linear"))
                        .with("hoverinfo", "skip"));
    }

    private static double[] each(List<Interval> intervals, ToDoubleFunction<Interval> of) {
        return intervals.stream().mapToDouble(of).toArray();
    }

    private static Chart.Styled line(double[] x, List<String> names) {
        return Chart.line(x, new double[x.length]).with("y", names);
    }
}
