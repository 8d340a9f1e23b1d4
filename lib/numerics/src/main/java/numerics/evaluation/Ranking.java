package numerics.evaluation;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import numerics.learning.Outcomes;

/**
 * The distinct scores in ascending order, each with how many rows reach it: all that AUC, average precision and thresholds need to
 * know. Rows of one score form one step, so that ties never depend on the order of the rows.
 */
final class Ranking {

    private final boolean[] labels;
    private final double[] thresholds;
    private final int[] stepOf;
    private final int[] positivesReaching;
    private final int[] negativesReaching;

    Ranking(boolean[] labels, double[] scores) {
        Outcomes.requireScores(labels, scores);
        this.labels = labels;
        // Adding 0 makes the negative zero equal to the positive one.
        double[] comparable = Arrays.stream(scores).map(score -> score + 0.0).toArray();
        thresholds = Arrays.stream(comparable).sorted().distinct().toArray();
        stepOf = Arrays.stream(comparable)
                .mapToInt(score -> Arrays.binarySearch(thresholds, score))
                .toArray();
        positivesReaching = new int[thresholds.length + 1];
        negativesReaching = new int[thresholds.length + 1];
        for (int row = 0; row < labels.length; row++) {
            (labels[row] ? positivesReaching : negativesReaching)[stepOf[row]]++;
        }
        for (int step = thresholds.length - 1; step >= 0; step--) {
            positivesReaching[step] += positivesReaching[step + 1];
            negativesReaching[step] += negativesReaching[step + 1];
        }
    }

    /** The number of distinct scores; a step of this number stands above all of them. */
    int steps() {
        return thresholds.length;
    }

    double threshold(int step) {
        return thresholds[step];
    }

    int positives() {
        return positivesReaching[0];
    }

    int negatives() {
        return negativesReaching[0];
    }

    /** How many positives share this step's score. */
    int positivesAt(int step) {
        return positivesReaching[step] - positivesReaching[step + 1];
    }

    /** How many negatives share this step's score. */
    int negativesAt(int step) {
        return negativesReaching[step] - negativesReaching[step + 1];
    }

    /** What scores from this step on upwards predict as positive. */
    ConfusionMatrix reaching(int step) {
        int found = positivesReaching[step];
        int inVain = negativesReaching[step];
        return new ConfusionMatrix(found, inVain, positives() - found, negatives() - inVain);
    }

    private void requireBothClasses() {
        if (positives() == 0 || negatives() == 0) {
            throw new IllegalArgumentException(
                    "AUC-ROC is undefined for %d positives and %d negatives: expected at least one of each."
                            .formatted(positives(), negatives()));
        }
    }

    /** The share of pairs of a positive and a negative which the positive wins, a tie being half a win. */
    double auc() {
        requireBothClasses();
        long halves = 0;
        for (int step = 0; step < steps(); step++) {
            long lower = (long) negatives() - negativesReaching[step];
            halves += positivesAt(step) * (2 * lower + negativesAt(step));
        }
        return halves / 2.0 / ((double) positives() * negatives());
    }

    /** For each positive the share of negatives below it, and for each negative the share of positives above, a tie being half. */
    double[] placements() {
        requireBothClasses();
        return perRow(
                step -> 1 - (negativesReaching[step] - negativesAt(step) / 2.0) / negatives(),
                step -> (positivesReaching[step] - positivesAt(step) / 2.0) / positives());
    }

    /** For each row what belongs to its step, by its class. */
    double[] perRow(IntToDoubleFunction ofPositives, IntToDoubleFunction ofNegatives) {
        var values = new double[stepOf.length];
        for (int row = 0; row < values.length; row++) {
            values[row] = (labels[row] ? ofPositives : ofNegatives).applyAsDouble(stepOf[row]);
        }
        return values;
    }
}
