package retention.evaluation;

import java.util.ArrayList;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * Curves of repeated cross-validation whose areas are the figures that are told of it: users are compared as the figure compares
 * them, and curves are averaged upwards. A curve of each user's mean score would be that of another model, the mean of all.
 */
public final class MeanCurves {

    private static final int STEPS = 1000;

    private MeanCurves() {}

    /**
     * The mean of the ROC curves of all folds and repetitions, each with the weight of its retained users; the area under it is
     * {@link CrossValidatedAuc}'s estimate.
     *
     * @return false positive rate | true positive rate, from (0, 0) to (1, 1)
     * @throws IllegalArgumentException if a fold with retained users has no lost ones, or nobody is retained
     */
    public static Table roc(OutOfFold predictions) {
        var labels = predictions.labels();
        Inputs.requireBothClasses(
                "The ROC curve", Inputs.countRetained(labels), labels.length - Inputs.countRetained(labels));
        var heights = new double[STEPS + 1];
        double weights = 0;
        for (int repetition = 0; repetition < predictions.splits().size(); repetition++) {
            for (var fold : predictions.splits().get(repetition)) {
                int[] rows = fold.test();
                var ofFold = Rows.pick(labels, rows);
                int retained = Inputs.countRetained(ofFold);
                if (retained > 0) {
                    add(
                            RocCurve.of(
                                    ofFold, Rows.pick(predictions.repetitions().get(repetition), rows)),
                            retained,
                            heights);
                    weights += retained;
                }
            }
        }
        var x = new ArrayList<Double>();
        var y = new ArrayList<Double>();
        // The curves begin in (0, 0) and may rise there at once.
        x.add(0.0);
        y.add(0.0);
        for (int step = 0; step <= STEPS; step++) {
            x.add((double) step / STEPS);
            y.add(heights[step] / weights);
        }
        return Table.create(
                "ROC curve, mean of folds",
                DoubleColumn.create("false positive rate", x),
                DoubleColumn.create("true positive rate", y));
    }

    /** Adds the height of a curve at each step, that of the upper end where it is upright. */
    private static void add(RocCurve curve, double weight, double[] heights) {
        var points = curve.points();
        int right = 0;
        for (int step = 0; step <= STEPS; step++) {
            double at = (double) step / STEPS;
            while (right < points.size() - 1 && points.get(right).falsePositiveRate() <= at) {
                right++;
            }
            var from = points.get(Math.max(0, right - 1));
            var to = points.get(right);
            double width = to.falsePositiveRate() - from.falsePositiveRate();
            double share = width > 0 ? Math.min(1, (at - from.falsePositiveRate()) / width) : 1;
            heights[step] +=
                    weight * (from.truePositiveRate() + share * (to.truePositiveRate() - from.truePositiveRate()));
        }
    }

    /**
     * The mean of the repetitions' precision-recall curves, as steps, at the recall of each retained user found; the area under the
     * steps is the mean of {@link Metrics#averagePrecision}.
     *
     * @return recall | precision, from recall 1 down to 0; to be drawn as steps
     * @throws IllegalArgumentException if nobody is retained
     */
    public static Table precisionRecall(OutOfFold predictions) {
        var labels = predictions.labels();
        int retained = Inputs.countRetained(labels);
        var precisions = new double[retained];
        for (var scores : predictions.repetitions()) {
            var points = PrecisionRecallCurve.of(labels, scores).points();
            // Points go from recall 1 down: the last one that still finds so many is the highest threshold to do so.
            int point = points.size() - 1;
            for (int found = 1; found <= retained; found++) {
                while (points.get(point).recall() * retained < found - 0.5) {
                    point--;
                }
                precisions[found - 1] += points.get(point).precision()
                        / predictions.repetitions().size();
            }
        }
        var recall = new double[retained + 1];
        var precision = new double[retained + 1];
        for (int i = 0; i <= retained; i++) {
            recall[i] = (double) (retained - i) / retained;
            precision[i] = precisions[Math.max(0, retained - 1 - i)];
        }
        return Table.create(
                "Precision and recall, mean of repetitions",
                DoubleColumn.create("recall", recall),
                DoubleColumn.create("precision", precision));
    }
}
