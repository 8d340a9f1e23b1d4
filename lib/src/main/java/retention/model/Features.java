package retention.model;

import java.util.Arrays;

/**
 * The features of all users, some of which may have to be learned from users first: a vocabulary, topics, principal
 * components. They are learned anew in each fold, from the rows outside of it.
 */
@FunctionalInterface
public interface Features {

    /**
     * Learns from the training rows and computes the features of all rows with what was learned. The labels are not seen.
     *
     * @param training indices of the rows to learn from, ascending
     * @return all rows, whether learned from or not, in their order
     */
    FeatureMatrix fit(int... training);

    /** Features of which nothing is learned: each row follows from its own user alone. */
    static Features of(FeatureMatrix rows) {
        return training -> rows;
    }

    /** These features with others of the same users to their right. */
    default Features beside(Features right) {
        return training -> fit(training).beside(right.fit(training));
    }

    /** These features, remembered for the training rows that came last, for several learners in the same fold. */
    default Features remembered() {
        var inner = this;
        return new Features() {
            private int[] last = {-1};
            private FeatureMatrix rows;

            @Override
            public FeatureMatrix fit(int... training) {
                if (!Arrays.equals(last, training)) {
                    rows = inner.fit(training);
                    last = training.clone();
                }
                return rows;
            }
        };
    }
}
