package retention.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What repeated out-of-fold predictions come to at a threshold, each figure with its confidence interval and its baseline:
 * Wilson's for shares of users, and those of {@link CrossValidatedAuc} and {@link RankedFigures}. All of them hold for users with
 * this prevalence.
 *
 * @param threshold from which score on users are predicted retained, in words, such as {@code threshold 0.5}
 * @param level the confidence level, between 0 and 1
 * @param lines one a metric, in the order of the table
 */
public record IntervalScorecard(String threshold, double level, List<Line> lines) {

    /**
     * One metric.
     *
     * @param metric its name, such as {@code "average precision"}
     * @param interval the estimate and its limits; where the metric is undefined, 0 within its whole
     *     range, which the note then says
     * @param baseline what it comes to without a model; empty where that depends on how many are predicted
     * @param note what the interval is about
     */
    public record Line(String metric, Interval interval, OptionalDouble baseline, String note) {}

    public IntervalScorecard {
        lines = List.copyOf(lines);
    }

    /**
     * Every figure is a mean over the repetitions: those at a threshold follow from the mean counts of who was called rightly and
     * wrongly, the others have intervals that know that other users would have trained other models.
     *
     * @param calls of these predictions, such as {@link InnerThreshold#ofOtherFolds}
     * @param level the confidence level, between 0 and 1
     * @throws IllegalArgumentException if a class has fewer than 2 users, if there are fewer than two repetitions, or if the calls are
     *     of others
     */
    public static IntervalScorecard of(OutOfFold predictions, Calls calls, double level) {
        var labels = predictions.labels();
        int repetitions = predictions.repetitions().size();
        var total = calls.total();
        if (total.users() != labels.length * calls.repetitions() || calls.repetitions() != repetitions) {
            throw new IllegalArgumentException(
                    "Calls of %d users in %d repetitions, predictions of %d in %d: expected calls by these predictions."
                            .formatted(
                                    total.users() / calls.repetitions(),
                                    calls.repetitions(),
                                    labels.length,
                                    repetitions));
        }
        var baseline = Baseline.of(labels);
        var auc = CrossValidatedAuc.of(labels, predictions.splits(), predictions.repetitions(), level);
        return new IntervalScorecard(
                calls.description(),
                level,
                List.of(
                        share("accuracy", total.accuracy(), repetitions, level, OptionalDouble.of(baseline.accuracy())),
                        share(
                                "precision",
                                total.precision(),
                                repetitions,
                                level,
                                OptionalDouble.of(baseline.prevalence())),
                        share("recall", total.recall(), repetitions, level, OptionalDouble.empty()),
                        share("specificity", total.specificity(), repetitions, level, OptionalDouble.empty()),
                        new Line(
                                "AUC-ROC",
                                auc.interval(),
                                OptionalDouble.of(Baseline.CHANCE),
                                "within folds; users and splits"),
                        new Line(
                                "average precision",
                                RankedFigures.of(predictions, 1, level).averagePrecision(),
                                OptionalDouble.of(baseline.prevalence()),
                                "users and splits")));
    }

    /** The metrics as a table: metric, estimate, lower, upper, baseline (missing where there is none), note. */
    public Table table() {
        var intervals = lines.stream().map(Line::interval).toList();
        return Table.create(
                String.format(Locale.ROOT, "Metrics at %s, with %.0f %% intervals", threshold, 100 * level),
                StringColumn.create("metric", lines.stream().map(Line::metric)),
                DoubleColumn.create("estimate", intervals.stream().mapToDouble(Interval::estimate)),
                DoubleColumn.create("lower", intervals.stream().mapToDouble(Interval::lower)),
                DoubleColumn.create("upper", intervals.stream().mapToDouble(Interval::upper)),
                DoubleColumn.create("baseline", lines.stream().mapToDouble(line -> line.baseline()
                        .orElse(Double.NaN))),
                StringColumn.create("note", lines.stream().map(Line::note)));
    }

    /** A share by counts that were added up over the repetitions, as one of their means: no user counts more than once. */
    private static Line share(String metric, Ratio total, int repetitions, double level, OptionalDouble baseline) {
        var mean = new Ratio(total.numerator() / repetitions, total.denominator() / repetitions);
        return new Line(
                metric,
                Interval.wilson(mean, level),
                baseline,
                mean.isDefined() ? "users" : "undefined (0/0), shown as 0: the data say nothing");
    }
}
