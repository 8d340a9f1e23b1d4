package retention.evaluation;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * The precision-recall curve: how clean the predicted are as the threshold finds fewer of the retained. The same points
 * as scikit-learn's {@code precision_recall_curve}. Draw it as steps: {@link Metrics#averagePrecision} is the area under
 * those, and lines between points promise precision that nobody can reach.
 *
 * @param points one for each distinct score, lowest first, so from recall 1 down; the last is (recall 0, precision 1) by
 *     convention, where the threshold is infinite and nobody is predicted
 */
public record PrecisionRecallCurve(List<Point> points) {

    /**
     * One threshold.
     *
     * @param threshold users with at least this score are predicted retained
     * @param recall the share of the retained who are, 0..1
     * @param precision the share of them who were retained, 0..1
     */
    public record Point(double threshold, double recall, double precision) {}

    public PrecisionRecallCurve {
        points = List.copyOf(points);
    }

    /**
     * Draws the curve of these scores.
     *
     * @throws IllegalArgumentException if labels and scores are empty, differ in length or hold a score that is not
     *     finite, or if nobody was retained
     */
    public static PrecisionRecallCurve of(boolean[] labels, double[] scores) {
        var ranking = Ranking.of(labels, scores);
        if (ranking.retained() == 0) {
            throw new IllegalArgumentException(
                    "The precision-recall curve is undefined for 0 retained of %d users: expected at least one."
                            .formatted(labels.length));
        }
        var points = new ArrayList<Point>(ranking.steps() + 1);
        for (int step = ranking.steps() - 1; step >= 0; step--) {
            double retained = ranking.retainedReaching(step);
            points.add(new Point(
                    ranking.threshold(step),
                    retained / ranking.retained(),
                    retained / (retained + ranking.lostReaching(step))));
        }
        points.add(new Point(Double.POSITIVE_INFINITY, 0, 1));
        return new PrecisionRecallCurve(points);
    }

    /** The points as a table: threshold, recall, precision. */
    public Table table() {
        return Table.create(
                "Precision-recall curve",
                DoubleColumn.create("threshold", points.stream().mapToDouble(Point::threshold)),
                DoubleColumn.create("recall", points.stream().mapToDouble(Point::recall)),
                DoubleColumn.create("precision", points.stream().mapToDouble(Point::precision)));
    }
}
