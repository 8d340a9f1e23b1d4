package numerics.learning;

import java.util.List;

/** A way to learn from users whose outcome is known, in order to predict that of others. */
@FunctionalInterface
public interface Learner {

    /**
     * Learns from these rows and from nothing else. All that is learned from data happens in here, scaling and
     * selection included, so that whoever passes the rows outside of a fold cannot leak the fold.
     *
     * @param training rows to learn from
     * @param seed of every draw; the same rows and seed give the same predictor
     * @throws IllegalArgumentException if the rows do not suffice, such as where a class is missing
     */
    Predictor fit(LabelledMatrix training, long seed);

    /** Whether it may fit several times at once in one process; a learner has to say so. */
    default boolean isConcurrent() {
        return false;
    }

    /**
     * This learner, shown only some of the features.
     *
     * @param names of the features, in the order in which the learner gets them
     * @throws IllegalArgumentException on fitting or predicting, if a feature is missing
     */
    default Learner withFeatures(String... names) {
        return new WithFeatures(this, List.of(names));
    }
}
