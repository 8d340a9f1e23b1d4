package retention.figures;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import numerics.survival.Curve;
import numerics.survival.KaplanMeier;
import numerics.survival.KaplanMeier.Step;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Line.Dash;
import tech.tablesaw.plotly.components.TickSettings;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** Survival curves of several groups, each with the band of its interval. */
public final class SurvivalCurves {

    /** One a colour, so that groups can be told apart without any. */
    private static final List<Dash> DASHES =
            List.of(Dash.SOLID, Dash.DASH, Dash.DOT, Dash.DASH_DOT, Dash.LONG_DASH_DOT);

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
        // Plotly.js turns a legend upside down if anything is filled up to the trace before; so the last group goes
        // first.
        var bands = new ArrayList<Trace>();
        var lines = new ArrayList<Trace>();
        for (int i = curves.size() - 1; i >= 0; i--) {
            var steps = corners(curves.get(i).estimate());
            bands.add(limit(steps, Step::lower, Map.of()));
            bands.add(limit(
                    steps, Step::upper, Map.of("fill", "tonexty", "fillcolor", Style.GROUPS.get(i) + TRANSPARENT)));
            lines.add(line(curves.get(i), steps, Style.GROUPS.get(i), DASHES.get(i)));
        }
        bands.addAll(lines);
        var percent = TickSettings.builder()
                .tickMode(TickSettings.TickMode.AUTO)
                .format(".0%")
                .build();
        var share = Style.axis(yAxis + " (part of the scale)").tickSettings(percent);
        var layout = Style.layout(title, Style.axis(xAxis), share).showLegend(true);
        return Style.figure(layout, bands.toArray(Trace[]::new));
    }

    /** The steps at which the curve moves, its start and its end; a time at which subjects only leave changes nothing. */
    private static List<Step> corners(KaplanMeier estimate) {
        var steps = estimate.steps();
        return steps.stream()
                .filter(step ->
                        step.events() > 0 || step.equals(steps.get(0)) || step.equals(steps.get(steps.size() - 1)))
                .toList();
    }

    /** One side of a band, itself not drawn. */
    private static Trace limit(List<Step> steps, ToDoubleFunction<Step> limit, Map<String, Object> fill) {
        var attributes = new HashMap<String, Object>(fill);
        attributes.put("showlegend", false);
        attributes.put("hoverinfo", "skip");
        return new StyledTrace(
                scatter(
                        steps,
                        limit,
                        Line.builder().width(0).shape(Line.Shape.HV).build()),
                attributes);
    }

    private static Trace line(Curve curve, List<Step> steps, String color, Dash dash) {
        var line = Line.builder()
                .width(2)
                .color(color)
                .dash(dash)
                .shape(Line.Shape.HV)
                .build();
        return new StyledTrace(
                scatter(steps, Step::survival, line),
                Map.of(
                        "name",
                        String.format(
                                Locale.ROOT,
                                "%s<br>n = %,d",
                                Text.label(curve.name()),
                                curve.estimate().subjects()),
                        "customdata",
                        steps.stream()
                                .map(step -> List.of(step.lower(), step.upper(), step.atRisk()))
                                .toList(),
                        "hovertemplate",
                        "%{x:.1f} days: %{y:.1%} (%{customdata[0]:.1%} to %{customdata[1]:.1%}), "
                                + "%{customdata[2]:,} at risk<extra>" + Text.label(curve.name()) + "</extra>"));
    }

    private static ScatterTrace scatter(List<Step> steps, ToDoubleFunction<Step> share, Line line) {
        return ScatterTrace.builder(
                        steps.stream().mapToDouble(Step::days).toArray(),
                        steps.stream().mapToDouble(share).toArray())
                .mode(ScatterTrace.Mode.LINE)
                .line(line)
                .build();
    }
}
