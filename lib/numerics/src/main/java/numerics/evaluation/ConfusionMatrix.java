package numerics.evaluation;

import numerics.Check;
import numerics.learning.Outcomes;

/**
 * What a threshold makes of scores: rows counted by prediction and truth.
 *
 * @param truePositives predicted positive, and positive
 * @param falsePositives predicted positive, but negative
 * @param falseNegatives predicted negative, but positive
 * @param trueNegatives predicted negative, and negative
 */
public record ConfusionMatrix(int truePositives, int falsePositives, int falseNegatives, int trueNegatives) {

    public ConfusionMatrix {
        int least = Math.min(Math.min(truePositives, falsePositives), Math.min(falseNegatives, trueNegatives));
        if (least < 0 || truePositives + falsePositives + falseNegatives + trueNegatives == 0) {
            throw new IllegalArgumentException(
                    "Confusion matrix of TP %d, FP %d, FN %d, TN %d: expected no negative count, and at least one row."
                            .formatted(truePositives, falsePositives, falseNegatives, trueNegatives));
        }
    }

    /**
     * Predicts as positive every row whose score reaches the threshold ({@code score >= threshold}, as in scikit-learn's curves).
     */
    public static ConfusionMatrix at(double threshold, boolean[] labels, double[] scores) {
        Outcomes.requireScores(labels, scores);
        Check.that(!Double.isNaN(threshold), "The threshold is NaN: expected a number to compare scores with.");
        var predicted = new boolean[scores.length];
        for (int row = 0; row < scores.length; row++) {
            predicted[row] = scores[row] >= threshold;
        }
        return of(labels, predicted);
    }

    /** Counts rows by their labels and by what was predicted of them. */
    static ConfusionMatrix of(boolean[] labels, boolean[] predicted) {
        var counts = new int[4];
        for (int row = 0; row < labels.length; row++) {
            counts[(labels[row] ? 2 : 0) + (predicted[row] ? 1 : 0)]++;
        }
        return new ConfusionMatrix(counts[3], counts[1], counts[2], counts[0]);
    }

    public int positives() {
        return truePositives + falseNegatives;
    }

    public int negatives() {
        return falsePositives + trueNegatives;
    }

    public int rows() {
        return positives() + negatives();
    }

    /** The rows that were predicted positive. */
    public int predictedPositives() {
        return truePositives + falsePositives;
    }

    /** The share of rows predicted right; always defined. */
    public Ratio accuracy() {
        return new Ratio((double) truePositives + trueNegatives, rows());
    }

    /** The accuracy of putting every row into the larger class, without a model. */
    public double baselineAccuracy() {
        double prevalence = (double) positives() / rows();
        return Math.max(prevalence, 1 - prevalence);
    }

    /** The share of positives among those predicted positive; undefined if there are none of these. */
    public Ratio precision() {
        return new Ratio(truePositives, predictedPositives());
    }

    /** The share of positives that were predicted so; undefined without positives. */
    public Ratio recall() {
        return new Ratio(truePositives, positives());
    }

    /** The share of negatives that were predicted so; undefined without negatives. */
    public Ratio specificity() {
        return new Ratio(trueNegatives, negatives());
    }
}
