package retention.figures;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import retention.evaluation.Interval;
import retention.validation.NullReplicas;
import retention.validation.PlantedEffects;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Margin;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/**
 * Figures that are read together, beside each other where the page is wide enough.
 *
 * @param figures from left to right
 */
public record Panels(List<Figure> figures) {

    private static final int WIDTH = 380;
    private static final int HEIGHT = 400;
    private static final double CHANCE = 0.5;

    public Panels {
        figures = List.copyOf(figures);
    }

    /**
     * An analysis on data whose truth is known, in three panels: the AUC intervals where there is nothing to find, sorted, in
     * another colour those that miss one half; the p-values there, sorted, beside those of a perfect test; and planted effects
     * against what came back, with 95 % intervals.
     */
    public static Panels truth(NullReplicas without, PlantedEffects with) {
        return new Panels(List.of(intervals(without), pValues(without), effects(with)));
    }

    private static Figure intervals(NullReplicas without) {
        var sorted = without.runs().stream()
                .map(NullReplicas.Run::auc)
                .sorted(Comparator.comparingDouble(Interval::estimate))
                .toList();
        var places = IntStream.range(0, sorted.size()).boxed().toList();
        var held = places.stream()
                .filter(place -> sorted.get(place).contains(CHANCE))
                .toList();
        var missed = places.stream()
                .filter(place -> !sorted.get(place).contains(CHANCE))
                .toList();
        return panel(
                "No effect: %d of %d intervals hold one half".formatted(held.size(), sorted.size()),
                "replica without any effect, by its AUC",
                "AUC-ROC with its 95 % interval",
                points(Style.NEUTRAL, held, sorted),
                points(Style.GROUPS.get(1), missed, sorted),
                reference(-1, CHANCE, sorted.size(), CHANCE));
    }

    private static Trace points(String color, List<Integer> places, List<Interval> sorted) {
        return whiskers(
                places.stream().map(place -> "replica %d".formatted(place + 1)).toList(),
                color,
                places.stream().mapToDouble(Integer::doubleValue).toArray(),
                places.stream().map(sorted::get).toList());
    }

    private static Figure pValues(NullReplicas without) {
        var quantiles = without.quantiles();
        return panel(
                "No effect: p-values along the diagonal?",
                "p-value of a perfect test",
                "p-value, sorted",
                ScatterTrace.builder(quantiles.doubleColumn("expected"), quantiles.doubleColumn("observed"))
                        .mode(ScatterTrace.Mode.LINE)
                        .line(Line.builder().color(Style.NEUTRAL).width(2).build())
                        .build(),
                reference(0, 0, 1, 1));
    }

    private static Figure effects(PlantedEffects with) {
        var effects = with.effects();
        double[] planted =
                effects.stream().mapToDouble(PlantedEffects.Line::planted).toArray();
        double least = DoubleStream.of(planted).min().orElse(0);
        double most = DoubleStream.of(planted).max().orElse(1);
        return panel(
                "Planted effects and what came back",
                "planted change of the log odds",
                "estimate with its 95 % interval",
                whiskers(
                        effects.stream()
                                .map(effect ->
                                        Text.label("%s, planted %s".formatted(effect.feature(), effect.planted())))
                                .toList(),
                        Style.NEUTRAL,
                        planted,
                        effects.stream().map(PlantedEffects.Line::estimate).toList()),
                reference(least, least, most, most));
    }

    private static Trace whiskers(List<String> names, String color, double[] x, List<Interval> intervals) {
        var error = Map.of(
                "type",
                "data",
                "symmetric",
                false,
                "array",
                intervals.stream().map(each -> each.upper() - each.estimate()).toList(),
                "arrayminus",
                intervals.stream().map(each -> each.estimate() - each.lower()).toList(),
                "color",
                color,
                "thickness",
                1,
                "width",
                0);
        var estimates = intervals.stream().mapToDouble(Interval::estimate).toArray();
        return new StyledTrace(
                ScatterTrace.builder(x, estimates).build(),
                Map.of(
                        "text",
                        names,
                        "mode",
                        "markers",
                        "marker",
                        Map.of("color", color, "size", 4),
                        "error_y",
                        error,
                        "hovertemplate",
                        "%{text}: %{y:.3f}<extra></extra>"));
    }

    private static Trace reference(double fromX, double fromY, double toX, double toY) {
        return ScatterTrace.builder(new double[] {fromX, toX}, new double[] {fromY, toY})
                .mode(ScatterTrace.Mode.LINE)
                .line(Line.builder()
                        .color(Style.REFERENCE)
                        .dash(Line.Dash.DASH)
                        .width(2)
                        .build())
                .build();
    }

    private static Figure panel(String title, String x, String y, Trace... traces) {
        return Style.figure(
                Style.layout(title, Style.axis(x), Style.axis(y))
                        .width(WIDTH)
                        .height(HEIGHT)
                        .showLegend(false)
                        .margin(Margin.builder()
                                .left(60)
                                .right(10)
                                .top(60)
                                .bottom(60)
                                .build()),
                traces);
    }
}
