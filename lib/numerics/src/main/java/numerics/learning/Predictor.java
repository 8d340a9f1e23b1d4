package numerics.learning;

import java.util.function.Function;

/** What has been learned: features in, one probability per row out. */
@FunctionalInterface
public interface Predictor extends AutoCloseable {

    /**
     * The probability of being positive, 0..1, one per row.
     *
     * @param rows with the features that were learned from, in the same order
     * @throws IllegalArgumentException if the features are others
     */
    double[] predict(FeatureMatrix rows);

    /** Frees native memory, where there is any; closing again does nothing. */
    @Override
    default void close() {}

    /** Predicts by a function; closing frees what that holds. */
    static Predictor of(Function<FeatureMatrix, double[]> function, Runnable free) {
        return new Predictor() {
            @Override
            public double[] predict(FeatureMatrix rows) {
                return function.apply(rows);
            }

            @Override
            public void close() {
                free.run();
            }
        };
    }
}
