package numerics.learning;

import java.util.stream.IntStream;

/** Picks rows of labels and scores by their numbers, and puts them back. */
public final class Rows {

    private Rows() {}

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
}
