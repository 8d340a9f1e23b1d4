package retention.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A way to make the classes of the training rows more even, with the counts of imbalanced-learn: a ratio is that of the
 * smaller class to the larger one afterwards.
 *
 * <p>It belongs inside a fit, on the rows that are learned from and on no others: {@link #before} puts it there. Rows that are
 * drawn twice are equal, and rows made up lie between others, so that a {@link NetworkLearner} holds out the rows that early
 * stopping watches before it resamples the rest. And what is learned from more even classes predicts their frequencies: ranks
 * remain, probabilities are no longer those of users.
 */
public sealed interface Resampling {

    /**
     * Draws the rows to learn from.
     *
     * @throws IllegalArgumentException if a class is missing, or if the ratio is below that of the rows or, where rows
     *     are added, so close to it that none is missing
     */
    LabelledMatrix resample(LabelledMatrix rows, long seed);

    /** A learner that resamples what it learns from, with the seed of the fit. */
    default Learner before(Learner learner) {
        return learner.behind(this);
    }

    /**
     * Draws rows of the smaller class again, with replacement, as {@code RandomOverSampler}: all rows in their order, then
     * those drawn.
     *
     * @param ratio above 0 and at most 1
     */
    record Over(double ratio) implements Resampling {

        /** @throws IllegalArgumentException if the ratio is not above 0 and at most 1 */
        public Over {
            ClassRows.check(ratio);
        }

        @Override
        public LabelledMatrix resample(LabelledMatrix rows, long seed) {
            var classes = ClassRows.of(rows);
            int missing = classes.missing(ratio);
            var random = new Random(seed);
            var drawn = random.ints(missing, 0, classes.smaller().length).map(i -> classes.smaller()[i]);
            return rows.select(
                    IntStream.concat(IntStream.range(0, rows.rows()), drawn).toArray());
        }
    }

    /**
     * Keeps all rows of the smaller class and draws rows of the larger one, without replacement, as
     * {@code RandomUnderSampler}; the rows keep their order.
     *
     * @param ratio above 0 and at most 1
     */
    record Under(double ratio) implements Resampling {

        /** @throws IllegalArgumentException if the ratio is not above 0 and at most 1 */
        public Under {
            ClassRows.check(ratio);
        }

        @Override
        public LabelledMatrix resample(LabelledMatrix rows, long seed) {
            var classes = ClassRows.of(rows);
            int kept = (int) (classes.smaller().length / ratio);
            if (kept > classes.larger().length) {
                throw classes.below(ratio);
            }
            var larger = new ArrayList<Integer>();
            for (int i : classes.larger()) {
                larger.add(i);
            }
            Collections.shuffle(larger, new Random(seed));
            return rows.select(IntStream.concat(
                            IntStream.of(classes.smaller()),
                            larger.subList(0, kept).stream().mapToInt(i -> i))
                    .sorted()
                    .toArray());
        }
    }

    /**
     * Makes up rows of the smaller class, each somewhere between one of its rows and one of that row's nearest neighbours in
     * the class (N. Chawla et al., <i>SMOTE: synthetic minority over-sampling technique</i>, JAIR 16, 2002): all rows in
     * their order, then those made up. Distances are Euclidean, of the features as they are: give them comparable scales.
     *
     * @param ratio above 0 and at most 1
     * @param neighbours of a row to choose from, 1 or more; 5 in imbalanced-learn
     */
    record Smote(double ratio, int neighbours) implements Resampling {

        /** @throws IllegalArgumentException if the ratio is not above 0 and at most 1, or if there is no neighbour */
        public Smote {
            ClassRows.check(ratio);
            if (neighbours < 1) {
                throw new IllegalArgumentException("SMOTE needs 1 neighbour or more, got %d.".formatted(neighbours));
            }
        }

        /**
         * {@inheritDoc}
         *
         * @throws IllegalArgumentException also if the smaller class has no more rows than neighbours are asked for
         */
        @Override
        public LabelledMatrix resample(LabelledMatrix rows, long seed) {
            var classes = ClassRows.of(rows);
            var smaller = classes.smaller();
            if (smaller.length <= neighbours) {
                throw new IllegalArgumentException("%d neighbours of a row need %d rows of its class or more, got %d."
                        .formatted(neighbours, neighbours + 1, smaller.length));
            }
            int missing = classes.missing(ratio);
            var nearest = nearest(rows.features(), smaller);
            var random = new Random(seed);
            var values = Arrays.copyOf(rows.features().toArray(), rows.rows() + missing);
            var labels = Arrays.copyOf(rows.labels(), values.length);
            for (int i = rows.rows(); i < values.length; i++) {
                int from = random.nextInt(smaller.length);
                int to = nearest[from][random.nextInt(neighbours)];
                values[i] = between(
                        rows.features().row(smaller[from]), rows.features().row(to), random.nextDouble());
                labels[i] = rows.label(smaller[from]);
            }
            return LabelledMatrix.of(FeatureMatrix.of(rows.features().names(), values), labels);
        }

        private static float[] between(float[] from, float[] to, double share) {
            var row = new float[from.length];
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) (from[j] + share * ((double) to[j] - from[j]));
            }
            return row;
        }

        /** Of each of these rows, the others nearest to it, the nearest first, earlier rows first among equals. */
        int[][] nearest(FeatureMatrix features, int[] rows) {
            return Arrays.stream(rows)
                    .mapToObj(i -> IntStream.of(rows)
                            .filter(other -> other != i)
                            .boxed()
                            .sorted((a, b) ->
                                    Double.compare(squaredDistance(features, i, a), squaredDistance(features, i, b)))
                            .limit(neighbours)
                            .mapToInt(Integer::intValue)
                            .toArray())
                    .toArray(int[][]::new);
        }

        private static double squaredDistance(FeatureMatrix features, int i, int j) {
            double sum = 0;
            for (int column = 0; column < features.columns(); column++) {
                double difference = (double) features.value(i, column) - features.value(j, column);
                sum += difference * difference;
            }
            return sum;
        }
    }
}
