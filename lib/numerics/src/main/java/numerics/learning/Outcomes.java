package numerics.learning;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import numerics.Check;

/**
 * The classes of rows, {@code true} for positive, and their scores: what no metric can be computed from is refused, with the place
 * and the remedy.
 */
public final class Outcomes {

    private Outcomes() {}

    /** Checks that there is one finite score per label, and at least one of them. */
    public static void requireScores(boolean[] labels, double[] scores) {
        requireLabels(labels);
        if (labels.length != scores.length) {
            throw new IllegalArgumentException("%d labels but %d scores: expected one score per row, in the same order."
                    .formatted(labels.length, scores.length));
        }
        requireFinite("score", scores);
    }

    /** Checks what {@link #requireScores} checks, and that every score lies in 0..1. */
    public static void requireProbabilities(boolean[] labels, double[] probabilities) {
        requireScores(labels, probabilities);
        for (int row = 0; row < probabilities.length; row++) {
            if (probabilities[row] < 0 || probabilities[row] > 1) {
                throw new IllegalArgumentException(
                        "Probability %s at row %d: expected 0..1. Scores on another scale can be ranked, but have no log loss or calibration."
                                .formatted(probabilities[row], row));
            }
        }
    }

    /** Checks that there is one label or more. */
    public static void requireLabels(boolean[] labels) {
        Check.that(labels.length > 0, "No labels: expected at least one row.");
    }

    /** Checks that there is no NaN and nothing infinite; the message says what it would be. */
    public static void requireFinite(String what, double[] values) {
        for (int row = 0; row < values.length; row++) {
            if (!Double.isFinite(values[row])) {
                throw new IllegalArgumentException(
                        "The %s at row %d is %s: expected a finite number.".formatted(what, row, values[row]));
            }
        }
    }

    /** The rows with this label, in ascending order. */
    public static int[] rows(boolean label, boolean[] labels) {
        return IntStream.range(0, labels.length)
                .filter(row -> labels[row] == label)
                .toArray();
    }

    /** How many labels are {@code true}. */
    public static int countPositives(boolean[] labels) {
        return rows(true, labels).length;
    }

    /** How many rows the class has of which there are fewer. */
    public static int smallerClass(boolean[] labels) {
        int positives = countPositives(labels);
        return Math.min(positives, labels.length - positives);
    }

    /** The labels of these rows, in this order. */
    public static boolean[] pick(boolean[] labels, int[] rows) {
        var picked = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            picked[i] = labels[rows[i]];
        }
        return picked;
    }

    /** The scores of these rows, in this order. */
    public static double[] pick(double[] scores, int[] rows) {
        return IntStream.of(rows).mapToDouble(row -> scores[row]).toArray();
    }

    /** Puts each score where its row is. */
    public static void put(double[] scores, double[] into, int[] rows) {
        for (int i = 0; i < rows.length; i++) {
            into[rows[i]] = scores[i];
        }
    }

    /**
     * Draws which rows are positive, each independently, and all again if there are too few of a class.
     *
     * @param probabilities of being positive, one per row, 0..1
     * @param fewest rows of each class that are needed, such as one per fold; far fewer than are to be expected, or this takes forever
     */
    public static boolean[] draw(double[] probabilities, int fewest, RandomGenerator random) {
        var labels = new boolean[probabilities.length];
        do {
            for (int row = 0; row < labels.length; row++) {
                labels[row] = random.nextDouble() < probabilities[row];
            }
        } while (smallerClass(labels) < fewest);
        return labels;
    }
}
