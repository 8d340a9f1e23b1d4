package numerics.learning;

import java.util.Random;

/** Labels that are drawn from known probabilities, to try methods on. */
public final class Outcomes {

    private Outcomes() {}

    /**
     * Draws which rows are positive, each independently, and all again if there are too few of a class.
     *
     * @param probabilities of being positive, one per row, 0..1
     * @param fewest rows of each class that are needed, such as one per fold; far fewer than are to be expected, or this takes forever
     */
    public static boolean[] draw(double[] probabilities, int fewest, Random random) {
        var labels = new boolean[probabilities.length];
        do {
            for (int row = 0; row < labels.length; row++) {
                labels[row] = random.nextDouble() < probabilities[row];
            }
        } while (Inputs.smallerClass(labels) < fewest);
        return labels;
    }
}
