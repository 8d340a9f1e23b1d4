package numerics.evaluation;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Seeded labels and scores for tests. */
public final class Cases {

    private Cases() {}

    /** Labels that begin with {@code retained} retained users and go on with {@code lost} lost ones. */
    public static boolean[] labels(int retained, int lost) {
        var labels = new boolean[retained + lost];
        for (int row = 0; row < retained; row++) {
            labels[row] = true;
        }
        return labels;
    }

    /** Random labels with both classes among them. */
    static boolean[] randomLabels(int users, SplittableRandom random) {
        var labels = new boolean[users];
        for (int row = 0; row < users; row++) {
            labels[row] = random.nextInt(4) == 0;
        }
        labels[0] = true;
        labels[1] = false;
        return labels;
    }

    /** Random multiples of 1/steps in 0..1, so with ties where there are few steps. */
    static double[] randomScores(int users, int steps, SplittableRandom random) {
        return DoubleStream.generate(() -> random.nextInt(steps + 1) / (double) steps)
                .limit(users)
                .toArray();
    }

    /** Normal scores, those of retained users higher by {@code shift} standard deviations. */
    static double[] normalScores(boolean[] labels, double shift, java.util.Random random) {
        return IntStream.range(0, labels.length)
                .mapToDouble(row -> random.nextGaussian() + (labels[row] ? shift : 0))
                .toArray();
    }
}
