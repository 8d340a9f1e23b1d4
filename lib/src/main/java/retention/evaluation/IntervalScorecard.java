package retention.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The metrics of predictions at a threshold, each with its confidence interval and its baseline.
 *
 * <p>Shares of users (accuracy, precision, recall, specificity) have Wilson's interval. Balanced accuracy, F1 and Matthews'
 * correlation follow from recall, specificity and the prevalence, and their intervals from Wilson's of the two
 * ({@link Interval#propagated}): a bootstrap cannot vary a recall of 0, and would be sure of a model that found nobody. The
 * others have the {@link Bootstrap}'s: percentile limits for log loss, which is not within 0..1, and the logit interval for the
 * rest. All of them hold for users with this prevalence.
 *
 * <p>Coverage of 95 % intervals (23 retained and 3,226 lost users, 24 pairs of recall and specificity; {@code propagated.py}
 * among the golden scripts):
 *
 * <pre>
 *                        bootstrap, mean  lowest    this, mean  lowest
 * balanced accuracy               82.5 %  20.6 %        96.4 %  95.2 %
 * F1                              96.6 %  91.1 %        96.4 %  94.9 %
 * Matthews correlation            80.2 %  20.6 %        96.0 %  95.1 %
 * </pre>
 *
 * @param threshold from which probability on users are predicted retained, in words, such as {@code threshold 0.5}
 * @param level the confidence level, between 0 and 1
 * @param lines one a metric, in the order of the table
 */
public record IntervalScorecard(String threshold, double level, List<Line> lines) {

    private static final double NONE = Double.NaN;
    private static final String UNDEFINED = "undefined (0/0), shown as 0: the data say nothing";

    /**
     * One metric.
     *
     * @param metric its name, such as {@code "average precision"}
     * @param interval the estimate and its limits; where the metric is undefined, 0 within its whole
     *     range, which the note then says
     * @param baseline what it comes to without a model; empty where that depends on how many are predicted
     * @param note how the interval was made
     */
    public record Line(String metric, Interval interval, OptionalDouble baseline, String note) {}

    private static final String WITHIN_FOLDS = "within folds; users and splits";
    private static final String WITH_SPLITS = "bootstrap; users and splits";

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
        var baseline = Baseline.of(labels);
        return of(
                String.format(Locale.ROOT, "threshold %s", threshold),
                ConfusionMatrix.at(threshold, labels, probabilities),
                1,
                baseline,
                bootstrap.level(),
                resampled("AUC-ROC", bootstrap.logitInterval(labels, probabilities, Metrics::aucRoc), Baseline.CHANCE),
                resampled(
                        "average precision",
                        bootstrap.logitInterval(labels, probabilities, Metrics::averagePrecision),
                        baseline.prevalence()),
                resampled(
                        "Brier score",
                        bootstrap.logitInterval(labels, probabilities, Metrics::brier),
                        baseline.brier()),
                resampled(
                        "log loss",
                        bootstrap.percentileInterval(labels, probabilities, Metrics::logLoss),
                        baseline.logLoss()));
    }

    /** @param at the counts of all repetitions, added up */
    private static IntervalScorecard of(
            String threshold,
            ConfusionMatrix at,
            int repetitions,
            Baseline baseline,
            double level,
            Line auc,
            Line averagePrecision,
            Line brier,
            Line logLoss) {
        return new IntervalScorecard(
                threshold,
                level,
                List.of(
                        wilson("accuracy", mean(at.accuracy(), repetitions), level, baseline.accuracy()),
                        propagated(
                                "balanced accuracy",
                                at,
                                repetitions,
                                at.balancedAccuracy(),
                                (recall, specificity) -> (recall + specificity) / 2,
                                level,
                                Baseline.CHANCE),
                        wilson("precision", mean(at.precision(), repetitions), level, baseline.prevalence()),
                        wilson("recall", mean(at.recall(), repetitions), level, NONE),
                        wilson("specificity", mean(at.specificity(), repetitions), level, NONE),
                        propagated(
                                "F1",
                                at,
                                repetitions,
                                at.f1(),
                                (recall, specificity) -> f1(at, recall, specificity),
                                level,
                                baseline.f1()),
                        at.matthewsCorrelation().isDefined()
                                ? propagated(
                                        "Matthews correlation",
                                        at,
                                        repetitions,
                                        at.matthewsCorrelation(),
                                        (recall, specificity) -> matthews(at, recall, specificity),
                                        level,
                                        0)
                                : line("Matthews correlation", new Interval(0, -1, 1, level), 0, UNDEFINED),
                        auc,
                        averagePrecision,
                        brier,
                        logLoss));
    }

    /** A ratio of counts that were added up, as one of their means over the repetitions: no user counts more than once. */
    private static Ratio mean(Ratio total, int repetitions) {
        return new Ratio(total.numerator() / repetitions, total.denominator() / repetitions);
    }

    /**
     * The same of repeated cross-validation. Every figure is of the repetitions' means: those at a threshold follow from the mean counts
     * of who was called rightly and wrongly, the others are means themselves, with intervals that know that other users would have
     * trained other models (log loss: for the users that were drawn only).
     *
     * @param calls of these predictions, such as {@link InnerThreshold#ofOtherFolds}
     * @throws IllegalArgumentException as the other, or if there are fewer than two repetitions, or the calls are of others
     */
    public static IntervalScorecard of(OutOfFold predictions, Calls calls, Bootstrap bootstrap) {
        var labels = predictions.labels();
        var repetitions = predictions.repetitions();
        var total = calls.total();
        if (total.users() != labels.length * calls.repetitions() || calls.repetitions() != repetitions.size()) {
            throw new IllegalArgumentException(
                    "Calls of %d users in %d repetitions, predictions of %d in %d: expected calls by these predictions."
                            .formatted(
                                    total.users() / calls.repetitions(),
                                    calls.repetitions(),
                                    labels.length,
                                    repetitions.size()));
        }
        var baseline = Baseline.of(labels);
        return of(
                calls.description(),
                total,
                calls.repetitions(),
                baseline,
                bootstrap.level(),
                line(
                        "AUC-ROC",
                        CrossValidatedAuc.of(labels, predictions.splits(), repetitions, bootstrap.level())
                                .interval(),
                        Baseline.CHANCE,
                        WITHIN_FOLDS),
                line(
                        "average precision",
                        bootstrap.logitIntervalWithSplits(labels, repetitions, Metrics::averagePrecision),
                        baseline.prevalence(),
                        WITH_SPLITS),
                line(
                        "Brier score",
                        UserMeans.logitInterval(
                                labels, UserMeans.squaredErrors(labels, repetitions), bootstrap.level()),
                        baseline.brier(),
                        "users and splits"),
                line(
                        "log loss",
                        bootstrap.percentileInterval(labels, repetitions, Metrics::logLoss),
                        baseline.logLoss(),
                        "bootstrap; users"));
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

    private static Line wilson(String metric, Ratio ratio, double level, double baseline) {
        return line(metric, Interval.wilson(ratio, level), baseline, ratio.isDefined() ? "Wilson" : UNDEFINED);
    }

    /** A metric that grows with recall and specificity. */
    private static Line propagated(
            String metric,
            ConfusionMatrix at,
            int repetitions,
            Ratio value,
            DoubleBinaryOperator figure,
            double level,
            double baseline) {
        var made =
                Interval.propagated(mean(at.recall(), repetitions), mean(at.specificity(), repetitions), figure, level);
        // As the scorecard has it, to the last digit.
        double estimate = value.value();
        return line(
                metric,
                new Interval(estimate, Math.min(made.lower(), estimate), Math.max(made.upper(), estimate), level),
                baseline,
                "from Wilson's of recall and specificity");
    }

    private static double f1(ConfusionMatrix of, double recall, double specificity) {
        double found = recall * of.retained();
        return 2 * found / (found + of.retained() + (1 - specificity) * of.lost());
    }

    /** 0 where nobody, or everybody, is predicted retained. */
    private static double matthews(ConfusionMatrix of, double recall, double specificity) {
        double predicted = (recall * of.retained() + (1 - specificity) * of.lost()) / of.users();
        double share = (double) of.retained() / of.users();
        double spread = predicted * (1 - predicted);
        return spread <= 0 ? 0 : (recall + specificity - 1) * Math.sqrt(share * (1 - share) / spread);
    }

    private static Line resampled(String metric, Interval interval, double baseline) {
        return line(
                metric,
                interval,
                baseline,
                interval.width() > 0 ? "bootstrap" : "bootstrap: no width, because no resample differs");
    }

    private static Line line(String metric, Interval interval, double baseline, String note) {
        return new Line(
                metric, interval, Double.isNaN(baseline) ? OptionalDouble.empty() : OptionalDouble.of(baseline), note);
    }
}
