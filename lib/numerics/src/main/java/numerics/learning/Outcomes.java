package numerics.learning;

import java.util.Random;

/** Outcomes that are drawn from known probabilities, to try methods on. */
public final class Outcomes {

    private Outcomes() {}

    /**
     * Draws who is retained, each user independently; again and again if there are too few of a class.
     *
     * @param probabilities of being retained, one per user, 0..1
     * @param fewest users of each class that are needed, such as one per fold; far fewer than are to be expected, or this takes forever
     */
    public static boolean[] draw(double[] probabilities, int fewest, Random random) {
        var retained = new boolean[probabilities.length];
        int count;
        do {
            count = 0;
            for (int user = 0; user < retained.length; user++) {
                retained[user] = random.nextDouble() < probabilities[user];
                count += retained[user] ? 1 : 0;
            }
        } while (Math.min(count, retained.length - count) < fewest);
        return retained;
    }
}
