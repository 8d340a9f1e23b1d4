package numerics.evaluation;

import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What one set of predictions comes to at one threshold.
 *
 * @param threshold users with at least this score are predicted retained
 * @param confusion what came of that
 * @param aucRoc {@link Metrics#aucRoc}
 * @param averagePrecision {@link Metrics#averagePrecision}
 */
public record Scorecard(double threshold, ConfusionMatrix confusion, double aucRoc, double averagePrecision) {

    /**
     * One metric.
     *
     * @param metric its name, such as {@code "average precision"}
     * @param value the figure; 0 where it is undefined, which the note then says
     * @param note what the figure must be read against; may be empty
     */
    public record Line(String metric, double value, String note) {}

    /**
     * Computes them.
     *
     * @throws IllegalArgumentException if labels and scores are empty, differ in length or hold a score that is not finite, if
     *     one class is missing, or if the threshold is NaN
     */
    public static Scorecard of(boolean[] labels, double[] scores, double threshold) {
        return new Scorecard(
                threshold,
                ConfusionMatrix.at(threshold, labels, scores),
                Metrics.aucRoc(labels, scores),
                Metrics.averagePrecision(labels, scores));
    }

    /** The metrics in the order of the table. */
    public List<Line> lines() {
        var prevalence = said("prevalence: %.4f", baseline().prevalence());
        return List.of(
                line(
                        "accuracy",
                        confusion.accuracy(),
                        said("all in the larger class: %.4f", baseline().accuracy())),
                line("precision", confusion.precision(), prevalence),
                line(
                        "recall",
                        confusion.recall(),
                        String.format(Locale.ROOT, "%d of %d found", confusion.truePositives(), confusion.retained())),
                line(
                        "specificity",
                        confusion.specificity(),
                        String.format(Locale.ROOT, "%d of %d lost", confusion.trueNegatives(), confusion.lost())),
                new Line("AUC-ROC", aucRoc, "chance: 0.5"),
                new Line("average precision", averagePrecision, prevalence));
    }

    /** What these metrics come to without any model. */
    public Baseline baseline() {
        return Baseline.of(confusion.retained(), confusion.lost());
    }

    /** The metrics as a table: metric, value, note. */
    public Table table() {
        return Table.create(
                String.format(Locale.ROOT, "Metrics at threshold %s", threshold),
                StringColumn.create("metric", lines().stream().map(Line::metric)),
                DoubleColumn.create("value", lines().stream().mapToDouble(Line::value)),
                StringColumn.create("note", lines().stream().map(Line::note)));
    }

    private static Line line(String metric, Ratio ratio, String note) {
        return new Line(
                metric,
                ratio.value(),
                ratio.isDefined() ? note : "undefined (0/0: nobody is predicted retained), shown as 0");
    }

    private static String said(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
