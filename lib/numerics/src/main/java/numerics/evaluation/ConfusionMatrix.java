package numerics.evaluation;

import java.util.Locale;
import numerics.learning.Inputs;

/**
 * What a threshold makes of the scores: users counted by what was predicted and what happened. "Positive" is retained.
 *
 * @param truePositives predicted retained, and retained
 * @param falsePositives predicted retained, but lost
 * @param falseNegatives predicted lost, but retained
 * @param trueNegatives predicted lost, and lost
 */
public record ConfusionMatrix(int truePositives, int falsePositives, int falseNegatives, int trueNegatives) {

    /** @throws IllegalArgumentException if a count is negative or all are 0 */
    public ConfusionMatrix {
        if (Math.min(Math.min(truePositives, falsePositives), Math.min(falseNegatives, trueNegatives)) < 0) {
            throw new IllegalArgumentException("Confusion matrix with a negative count: TP %d, FP %d, FN %d, TN %d."
                    .formatted(truePositives, falsePositives, falseNegatives, trueNegatives));
        }
        if (truePositives + falsePositives + falseNegatives + trueNegatives == 0) {
            throw new IllegalArgumentException("Confusion matrix of nobody: expected at least one user.");
        }
    }

    /**
     * Predicts as retained every user whose score reaches the threshold ({@code score >= threshold}, as in scikit-learn's
     * curves).
     *
     * @throws IllegalArgumentException if labels and scores are empty, differ in length or hold a score that is not
     *     finite, or if the threshold is NaN
     */
    public static ConfusionMatrix at(double threshold, boolean[] labels, double[] scores) {
        Inputs.requireScores(labels, scores);
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("The threshold is NaN: expected a number to compare scores with.");
        }
        int truePositives = 0;
        int falsePositives = 0;
        for (int row = 0; row < labels.length; row++) {
            if (scores[row] >= threshold) {
                if (labels[row]) {
                    truePositives++;
                } else {
                    falsePositives++;
                }
            }
        }
        int retained = Inputs.countRetained(labels);
        return new ConfusionMatrix(
                truePositives, falsePositives, retained - truePositives, labels.length - retained - falsePositives);
    }

    /** The users who were retained. */
    public int retained() {
        return truePositives + falseNegatives;
    }

    /** The users who were lost. */
    public int lost() {
        return falsePositives + trueNegatives;
    }

    /** All users. */
    public int users() {
        return retained() + lost();
    }

    /** The users who were predicted retained. */
    public int predictedRetained() {
        return truePositives + falsePositives;
    }

    /** The share of users predicted right; always defined. */
    public Ratio accuracy() {
        return new Ratio((double) truePositives + trueNegatives, users());
    }

    /** Of those predicted retained, the share that was; undefined if nobody was predicted so. */
    public Ratio precision() {
        return new Ratio(truePositives, predictedRetained());
    }

    /** Of the retained, the share that was found; undefined if nobody was retained. */
    public Ratio recall() {
        return new Ratio(truePositives, retained());
    }

    /** Of the lost, the share that was predicted so; undefined if nobody was lost. */
    public Ratio specificity() {
        return new Ratio(trueNegatives, lost());
    }

    /** The harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN); undefined if that is 0/0. */
    public Ratio f1() {
        return new Ratio(2.0 * truePositives, 2.0 * truePositives + falsePositives + falseNegatives);
    }

    /** The four counts on two lines, one a true class. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "retained: %d predicted retained, %d predicted lost%nlost: %d predicted retained, %d predicted lost",
                truePositives,
                falseNegatives,
                falsePositives,
                trueNegatives);
    }
}
