package retention.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The metrics of one set of predictions at one threshold, each with its confidence interval and its baseline.
 *
 * <p>Shares of users (accuracy, precision, recall, specificity) have Wilson's interval, all others the
 * {@link Bootstrap}'s: percentile limits for Matthews' correlation and log loss, which are not within 0..1, and the logit
 * interval for the rest.
 *
 * @param threshold users with at least this probability are predicted retained
 * @param level the confidence level, between 0 and 1
 * @param lines one a metric, in the order of the table
 */
public record IntervalScorecard(double threshold, double level, List<Line> lines) {

    /**
     * One metric.
     *
     * @param metric its name, such as {@code "average precision"}
     * @param interval the estimate and its limits; where the metric is undefined, 0 within 0..1, which the note then says
     * @param baseline what it comes to without a model; empty where that depends on how many are predicted
     * @param note how the interval was made
     */
    public record Line(String metric, Interval interval, OptionalDouble baseline, String note) {}

    public IntervalScorecard {
        lines = List.copyOf(lines);
    }

    /**
     * Computes them.
     *
     * @throws IllegalArgumentException if labels and probabilities are empty, differ in length or hold one outside 0..1, if
     *     a class has fewer than 2 users, or if the threshold is NaN
     */
    public static IntervalScorecard of(
            boolean[] labels, double[] probabilities, double threshold, Bootstrap bootstrap) {
        var at = ConfusionMatrix.at(threshold, labels, probabilities);
        Metric balancedAccuracy =
                (y, p) -> ConfusionMatrix.at(threshold, y, p).balancedAccuracy().value();
        Metric f1 = (y, p) -> ConfusionMatrix.at(threshold, y, p).f1().value();
        Metric matthews = (y, p) ->
                ConfusionMatrix.at(threshold, y, p).matthewsCorrelation().value();
        double level = bootstrap.level();
        var baseline = Baseline.of(labels);
        var none = OptionalDouble.empty();
        var chance = OptionalDouble.of(Baseline.CHANCE);
        var prevalence = OptionalDouble.of(baseline.prevalence());
        return new IntervalScorecard(
                threshold,
                level,
                List.of(
                        wilson("accuracy", at.accuracy(), level, OptionalDouble.of(baseline.accuracy())),
                        resampled(
                                "balanced accuracy",
                                bootstrap.logitInterval(labels, probabilities, balancedAccuracy),
                                chance),
                        wilson("precision", at.precision(), level, prevalence),
                        wilson("recall", at.recall(), level, none),
                        wilson("specificity", at.specificity(), level, none),
                        resampled(
                                "F1",
                                bootstrap.logitInterval(labels, probabilities, f1),
                                OptionalDouble.of(baseline.f1())),
                        resampled(
                                "Matthews correlation",
                                bootstrap.percentileInterval(labels, probabilities, matthews),
                                OptionalDouble.of(0)),
                        resampled("AUC-ROC", bootstrap.logitInterval(labels, probabilities, Metrics::aucRoc), chance),
                        resampled(
                                "average precision",
                                bootstrap.logitInterval(labels, probabilities, Metrics::averagePrecision),
                                prevalence),
                        resampled(
                                "Brier score",
                                bootstrap.logitInterval(labels, probabilities, Metrics::brier),
                                OptionalDouble.of(baseline.brier())),
                        resampled(
                                "log loss",
                                bootstrap.percentileInterval(labels, probabilities, Metrics::logLoss),
                                OptionalDouble.of(baseline.logLoss()))));
    }

    /** The metrics as a table: metric, estimate, lower, upper, baseline (missing where there is none), note. */
    public Table table() {
        var intervals = lines.stream().map(Line::interval).toList();
        return Table.create(
                String.format(Locale.ROOT, "Metrics at threshold %s, with %.0f %% intervals", threshold, 100 * level),
                StringColumn.create("metric", lines.stream().map(Line::metric)),
                DoubleColumn.create("estimate", intervals.stream().mapToDouble(Interval::estimate)),
                DoubleColumn.create("lower", intervals.stream().mapToDouble(Interval::lower)),
                DoubleColumn.create("upper", intervals.stream().mapToDouble(Interval::upper)),
                DoubleColumn.create("baseline", lines.stream().mapToDouble(line -> line.baseline()
                        .orElse(Double.NaN))),
                StringColumn.create("note", lines.stream().map(Line::note)));
    }

    private static Line wilson(String metric, Ratio ratio, double level, OptionalDouble baseline) {
        return new Line(
                metric,
                Interval.wilson(ratio, level),
                baseline,
                ratio.isDefined() ? "Wilson" : "undefined (0/0), shown as 0: the data say nothing");
    }

    private static Line resampled(String metric, Interval interval, OptionalDouble baseline) {
        return new Line(metric, interval, baseline, "bootstrap");
    }
}
