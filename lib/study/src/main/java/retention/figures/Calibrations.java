package retention.figures;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import numerics.Numbers;
import numerics.evaluation.Calibration;
import numerics.evaluation.Interval;

/** Predicted probabilities beside the shares that came true. */
public final class Calibrations {

    private static final int HEIGHT = 320;

    private Calibrations() {}

    /**
     * A point and its 95 % interval for each group of rows, on logarithmic axes in percent, beside the line on which predictions are
     * right. A group without positives stands at the lower edge with its upper limit.
     */
    public static Chart of(Calibration calibration) {
        var groups = calibration.groups();
        var intervals = groups.stream()
                .map(group -> Interval.wilson(group.observed(), 0.95))
                .toList();
        double smallest = DoubleStream.concat(
                        groups.stream().mapToDouble(Calibration.Group::meanProbability),
                        intervals.stream().flatMapToDouble(each -> DoubleStream.of(each.estimate(), each.lower())))
                .filter(share -> share > 0)
                .min()
                .orElse(0.01);
        double floor = 100 * smallest / 2;
        double ceiling = Math.min(
                100,
                150
                        * DoubleStream.concat(
                                        groups.stream().mapToDouble(Calibration.Group::meanProbability),
                                        intervals.stream().mapToDouble(Interval::upper))
                                .max()
                                .orElse(1));
        var predicted = groups.stream()
                .mapToDouble(group -> Math.max(floor, 100 * group.meanProbability()))
                .toArray();
        var observed = intervals.stream()
                .mapToDouble(each -> Math.max(floor, 100 * each.estimate()))
                .toArray();
        var words = groups.stream().map(Calibrations::words).toList();
        var highest = groups.get(groups.size() - 1);
        var panel = new Chart.Panel("", axis("predicted, %"), axis("retained, %"))
                .draw(Chart.map()
                        .with("type", "scatter")
                        .with("mode", "lines")
                        .with("x", List.of(floor, ceiling))
                        .with("y", List.of(floor, ceiling))
                        .with("line", Chart.stroke(Chart.REFERENCE, "dash", 1.5))
                        .with("name", "predictions are right")
                        .with("showlegend", true)
                        .with("hoverinfo", "skip"))
                .draw(Chart.map()
                        .with("type", "scatter")
                        .with("mode", "markers")
                        .with("x", Chart.numbers(predicted))
                        .with("y", Chart.numbers(observed))
                        .with("name", "groups of users")
                        .with("showlegend", true)
                        .with("marker", Chart.map("color", Chart.NEUTRAL, "size", 9))
                        .with(
                                "error_y",
                                Chart.map()
                                        .with("type", "data")
                                        .with("symmetric", false)
                                        .with("color", Chart.NEUTRAL)
                                        .with(
                                                "array",
                                                Chart.numbers(minus(
                                                        intervals.stream()
                                                                .mapToDouble(each -> 100 * each.upper())
                                                                .toArray(),
                                                        observed)))
                                        .with(
                                                "arrayminus",
                                                Chart.numbers(minus(
                                                        observed,
                                                        intervals.stream()
                                                                .mapToDouble(
                                                                        each -> Math.max(floor, 100 * each.lower()))
                                                                .toArray()))))
                        .with("hovertext", words)
                        .with("hoverinfo", "text"));
        return Chart.of(
                "Of the users with the highest predictions, %s were retained where %s were expected"
                        .formatted(
                                Numbers.percent(highest.observed().value(), 1),
                                Numbers.percent(highest.meanProbability(), 1)),
                "Groups of users from low to high predictions, with 95 % intervals, both axes logarithmic; a group of"
                        + " which nobody was retained stands at the lower edge.",
                words.stream().collect(Collectors.joining("; ", "", ".")),
                HEIGHT,
                List.of(panel));
    }

    private static java.util.Map<String, Object> axis(String title) {
        return Chart.axis(title, "type", "log", "dtick", "D2", "tickformat", "~r");
    }

    private static double[] minus(double[] of, double[] less) {
        var difference = new double[of.length];
        java.util.Arrays.setAll(difference, i -> Math.max(0, of[i] - less[i]));
        return difference;
    }

    private static String words(Calibration.Group group) {
        return "%s of %s users retained, %s predicted"
                .formatted(
                        Numbers.count(group.observed().numerator()),
                        Numbers.count(group.observed().denominator()),
                        Numbers.percent(group.meanProbability(), 2));
    }
}
