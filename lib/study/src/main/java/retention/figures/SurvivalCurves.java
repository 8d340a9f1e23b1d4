package retention.figures;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import numerics.Numbers;
import numerics.survival.Curve;
import numerics.survival.KaplanMeier.Step;

/** Survival curves of several groups, each with the band of its interval and its numbers at risk. */
public final class SurvivalCurves {

    /** One for each colour, so that groups can be told apart without any. */
    private static final List<String> DASHES = List.of("solid", "dash", "dot", "dashdot", "longdashdot");

    private static final int HEIGHT = 300;
    private static final int ROW_HEIGHT = 17;
    private static final int AXIS_HEIGHT = 58;

    /** At how many times the numbers at risk are given. */
    private static final int TIMES = 5;

    private SurvivalCurves() {}

    /**
     * The curves as steps over days, each to the last day that its group was watched, on the part of the scale that they take up; the
     * axis says so. The colours are none of those that stand for retained and lost users elsewhere, and every group has a dash of its
     * own. Below the axis are the numbers of subjects who were still watched and without the event.
     *
     * @param event what happened, as the title begins, such as {@code "Found again in January"}
     * @param xAxis from when the days count, such as {@code "days since the first observed post"}
     * @param yAxis what the share is of, such as {@code "not yet found again"}
     * @throws IllegalArgumentException if there is no curve, or more than five
     */
    public static Chart of(String event, String xAxis, String yAxis, List<Curve> curves) {
        if (curves.isEmpty() || curves.size() > DASHES.size()) {
            throw new IllegalArgumentException(
                    "%d curves to draw; expected 1 to %d: a group has one if it was watched for long enough, and more cannot be told apart."
                            .formatted(curves.size(), DASHES.size()));
        }
        double last = curves.stream()
                .flatMap(curve -> curve.estimate().steps().stream())
                .mapToDouble(Step::days)
                .max()
                .orElseThrow();
        var panel = new Chart.Panel(
                        "",
                        Chart.axis(xAxis, "range", new double[] {-0.03 * last, 1.04 * last}, "nticks", 8),
                        Chart.axis(yAxis + " (part of the scale)", "tickformat", ".1~%"))
                .room(80, 30, AXIS_HEIGHT + ROW_HEIGHT * (2 * curves.size() + 1));
        for (int i = 0; i < curves.size(); i++) {
            var steps = corners(curves.get(i).estimate().steps());
            panel.draw(limit(steps, Step::lower));
            var upper = limit(steps, Step::upper);
            upper.putAll(Chart.map("fill", "tonexty", "fillcolor", Chart.GROUPS.get(i) + Chart.TRANSPARENT));
            panel.draw(upper);
        }
        for (int i = 0; i < curves.size(); i++) {
            panel.draw(line(curves.get(i), Chart.GROUPS.get(i), DASHES.get(i)));
            numbersAtRisk(panel, curves.get(i), i, last);
        }
        panel.write(
                "still watched, without the event:",
                below(0, Chart.map("xref", "x domain", "x", 0, "xanchor", "left")));
        return Chart.of(
                "%s: %s"
                        .formatted(
                                event,
                                curves.stream().map(SurvivalCurves::words).collect(Collectors.joining(", "))),
                "Steps are Kaplan-Meier estimates and bands their %s intervals."
                        .formatted(Numbers.percent(curves.get(0).estimate().level(), 0)),
                curves.stream()
                        .map(curve -> "%s: %s of %s subjects had the event"
                                .formatted(
                                        curve.name(),
                                        Numbers.count(curve.estimate().events()),
                                        Numbers.count(curve.estimate().subjects())))
                        .collect(Collectors.joining("; ", "", ".")),
                HEIGHT,
                List.of(panel));
    }

    private static String words(Curve curve) {
        return "%s of %s"
                .formatted(
                        Numbers.percent(
                                (double) curve.estimate().events()
                                        / curve.estimate().subjects(),
                                1),
                        curve.name());
    }

    private static void numbersAtRisk(Chart.Panel panel, Curve curve, int group, double last) {
        int row = 2 * group + 1;
        var steps = curve.estimate().steps();
        panel.write(curve.name(), below(row, Chart.map("xref", "x domain", "x", 0, "xanchor", "left")));
        for (int time = 0; time < TIMES; time++) {
            double days = last * time / (TIMES - 1);
            steps.stream()
                    .filter(step -> step.days() >= days)
                    .findFirst()
                    .ifPresent(step -> panel.write(
                            Numbers.count(step.atRisk()), below(row + 1, Chart.map("x", days, "xanchor", "center"))));
        }
    }

    /** In a row of text below the axis. */
    private static Map<String, Object> below(int row, Map<String, Object> place) {
        place.putAll(Chart.map()
                .with("yref", "y domain")
                .with("y", 0)
                .with("yanchor", "top")
                .with("yshift", -AXIS_HEIGHT + 6 - ROW_HEIGHT * row)
                .with("font", Chart.map("size", 12)));
        return place;
    }

    /** The steps at which the curve moves, its start and its end; a time at which subjects only leave changes nothing. */
    private static List<Step> corners(List<Step> steps) {
        return IntStream.range(0, steps.size())
                .filter(i -> steps.get(i).events() > 0 || i == 0 || i == steps.size() - 1)
                .mapToObj(steps::get)
                .toList();
    }

    private static Map<String, Object> steps(List<Step> steps, ToDoubleFunction<Step> share) {
        return Chart.map()
                .with("type", "scatter")
                .with("mode", "lines")
                .with("x", Chart.numbers(steps.stream().mapToDouble(Step::days).toArray()))
                .with("y", Chart.numbers(steps.stream().mapToDouble(share).toArray()));
    }

    /** One side of a band, itself not drawn. */
    private static Map<String, Object> limit(List<Step> steps, ToDoubleFunction<Step> limit) {
        var trace = steps(steps, limit);
        trace.putAll(Chart.map("line", Chart.map("width", 0, "shape", "hv"), "hoverinfo", "skip"));
        return trace;
    }

    private static Map<String, Object> line(Curve curve, String color, String dash) {
        var steps = corners(curve.estimate().steps());
        var stroke = Chart.stroke(color, dash, 2);
        stroke.put("shape", "hv");
        var trace = steps(steps, Step::survival);
        trace.putAll(Chart.map()
                .with(
                        "name",
                        "%s (%s)"
                                .formatted(
                                        Html.label(curve.name()),
                                        Numbers.count(curve.estimate().subjects())))
                .with("showlegend", true)
                .with("line", stroke)
                .with(
                        "hovertext",
                        steps.stream()
                                .map(step -> "%s, after %s days: %s [%s, %s]; %s still watched"
                                        .formatted(
                                                Html.label(curve.name()),
                                                Numbers.fixed(step.days(), 1),
                                                Numbers.percent(step.survival(), 1),
                                                Numbers.percent(step.lower(), 1),
                                                Numbers.percent(step.upper(), 1),
                                                Numbers.count(step.atRisk())))
                                .toList())
                .with("hoverinfo", "text"));
        return trace;
    }
}
