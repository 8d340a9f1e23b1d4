package retention.model;

/** What has been learned: features in, one probability a row out. */
@FunctionalInterface
public interface Predictor extends AutoCloseable {

    /**
     * The probability of being retained, 0..1, one per row.
     *
     * @param rows with the features that were learned from, in the same order
     * @throws IllegalArgumentException if the features are others
     */
    double[] predict(FeatureMatrix rows);

    /** Frees native memory, where there is any; closing again does nothing. */
    @Override
    default void close() {}
}
