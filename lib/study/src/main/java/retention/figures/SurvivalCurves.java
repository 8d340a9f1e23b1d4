package retention.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import numerics.survival.Curve;
import numerics.survival.KaplanMeier.Step;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.TickSettings;
import tech.tablesaw.plotly.traces.Trace;

/** Survival curves of several groups, each with the band of its interval. */
public final class SurvivalCurves {

    /** One for each colour, so that groups can be told apart without any. */
    private static final List<String> DASHES = List.of("solid", "dash", "dot", "dashdot", "longdashdot");

    /** How much a band covers of what is below it, as the last two digits of its colour. */
    private static final String TRANSPARENT = "2E";

    private SurvivalCurves() {}

    /**
     * The curves as steps over days, each to the last day that its group was watched, on the part of the scale that they take up; the
     * axis says so. The colours are none of those that stand for retained and lost users elsewhere; every group has a dash of its
     * own, and the legend says how many subjects it has.
     *
     * @param xAxis from when the days count, such as {@code "days since the first observed post"}
     * @param yAxis what the share is of, such as {@code "not yet seen again"}
     * @throws IllegalArgumentException if there is no curve, or more than five
     */
    public static Figure of(String title, String xAxis, String yAxis, List<Curve> curves) {
        if (curves.isEmpty() || curves.size() > DASHES.size()) {
            throw new IllegalArgumentException(
                    "%d curves to draw; expected 1 to %d: a group has one if it was watched for long enough, and more cannot be told apart."
                            .formatted(curves.size(), DASHES.size()));
        }
        var share = Chart.axis(yAxis + " (part of the scale)")
                .tickSettings(TickSettings.builder()
                        .tickMode(TickSettings.TickMode.AUTO)
                        .format(".0%")
                        .build());
        // Plotly.js turns a legend upside down if anything is filled up to the trace before; so the last group goes
        // first.
        var traces = new ArrayList<Trace>();
        var lines = new ArrayList<Trace>();
        for (int i = curves.size() - 1; i >= 0; i--) {
            var steps = corners(curves.get(i).estimate().steps());
            traces.add(limit(steps, Step::lower));
            traces.add(limit(steps, Step::upper)
                    .with("fill", "tonexty")
                    .with("fillcolor", Chart.GROUPS.get(i) + TRANSPARENT));
            lines.add(line(curves.get(i), steps).with("line", Chart.stroke(Chart.GROUPS.get(i), DASHES.get(i), "hv")));
        }
        traces.addAll(lines);
        return Chart.figure(
                Chart.layout(title, Chart.axis(xAxis), share).showLegend(true), traces.toArray(Trace[]::new));
    }

    /** The steps at which the curve moves, its start and its end; a time at which subjects only leave changes nothing. */
    private static List<Step> corners(List<Step> steps) {
        return steps.stream()
                .filter(step ->
                        step.events() > 0 || step.equals(steps.get(0)) || step.equals(steps.get(steps.size() - 1)))
                .toList();
    }

    private static Chart.Styled steps(List<Step> steps, ToDoubleFunction<Step> share) {
        return Chart.line(
                steps.stream().mapToDouble(Step::days).toArray(),
                steps.stream().mapToDouble(share).toArray());
    }

    /** One side of a band, itself not drawn. */
    private static Chart.Styled limit(List<Step> steps, ToDoubleFunction<Step> limit) {
        return steps(steps, limit)
                .with("line", Map.of("width", 0, "shape", "hv"))
                .with("showlegend", false)
                .with("hoverinfo", "skip");
    }

    private static Chart.Styled line(Curve curve, List<Step> steps) {
        var name = Html.label(curve.name());
        var subjects = String.format(Locale.ROOT, "%,d", curve.estimate().subjects());
        return steps(steps, Step::survival)
                .with("name", name + "<br>n = " + subjects)
                .with(
                        "customdata",
                        steps.stream()
                                .map(step -> List.of(step.lower(), step.upper(), step.atRisk()))
                                .toList())
                .with(
                        "hovertemplate",
                        "%{x:.1f} days: %{y:.1%} (%{customdata[0]:.1%} to %{customdata[1]:.1%}), "
                                + "%{customdata[2]:,} at risk<extra>" + name + "</extra>");
    }
}
