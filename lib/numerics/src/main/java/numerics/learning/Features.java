package numerics.learning;

/**
 * The features of all rows, some of which may have to be learned from rows first: a vocabulary, topics, principal
 * components. They are learned anew in each fold, from the rows outside of it. A {@link FeatureMatrix} has nothing to learn.
 */
@FunctionalInterface
public interface Features {

    /**
     * Learns from the training rows and computes the features of all rows with what was learned. The labels are not seen. Several
     * threads may ask at once.
     *
     * @param training indices of the rows to learn from, ascending
     * @return all rows, whether learned from or not, in their order
     */
    FeatureMatrix fit(int... training);

    /** These features with others of the same rows to their right. */
    default Features beside(Features right) {
        return training -> fit(training).beside(right.fit(training));
    }
}
