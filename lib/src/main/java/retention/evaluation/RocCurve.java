package retention.evaluation;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * The ROC curve: what each threshold finds of the retained, and what it costs in lost users. The same points as
 * scikit-learn's {@code roc_curve(..., drop_intermediate=False)}.
 *
 * @param points from (0, 0), where the threshold is infinite, to (1, 1), one for each distinct score, highest first
 */
public record RocCurve(List<Point> points) {

    /**
     * One threshold.
     *
     * @param threshold users with at least this score are predicted retained
     * @param falsePositiveRate the share of the lost who are, 0..1
     * @param truePositiveRate the share of the retained who are (recall), 0..1
     */
    public record Point(double threshold, double falsePositiveRate, double truePositiveRate) {}

    public RocCurve {
        points = List.copyOf(points);
    }

    /**
     * Draws the curve of these scores.
     *
     * @throws IllegalArgumentException if labels and scores are empty, differ in length or hold a score that is not
     *     finite, or if one class is missing
     */
    public static RocCurve of(boolean[] labels, double[] scores) {
        var ranking = Ranking.of(labels, scores);
        Inputs.requireBothClasses("The ROC curve", ranking.retained(), ranking.lost());
        var points = new ArrayList<Point>(ranking.steps() + 1);
        points.add(new Point(Double.POSITIVE_INFINITY, 0, 0));
        for (int step = 0; step < ranking.steps(); step++) {
            points.add(new Point(
                    ranking.threshold(step),
                    (double) ranking.lostReaching(step) / ranking.lost(),
                    (double) ranking.retainedReaching(step) / ranking.retained()));
        }
        return new RocCurve(points);
    }

    /** The points as a table: threshold, false positive rate, true positive rate. */
    public Table table() {
        return Table.create(
                "ROC curve",
                DoubleColumn.create("threshold", points.stream().mapToDouble(Point::threshold)),
                DoubleColumn.create("false positive rate", points.stream().mapToDouble(Point::falsePositiveRate)),
                DoubleColumn.create("true positive rate", points.stream().mapToDouble(Point::truePositiveRate)));
    }
}
