package numerics.learning;

import numerics.Check;

/** A way to learn from rows whose class is known, in order to predict that of others. */
@FunctionalInterface
public interface Learner {

    /**
     * Learns from these rows and from nothing else. All that is learned from data happens in here, scaling and
     * selection included, so that whoever passes the rows outside of a fold cannot leak the fold. Several threads may ask at
     * once, and each gets what it would have got alone: draws come from generators of the fit's own.
     *
     * @param training rows to learn from
     * @param seed of every draw; the same rows and seed give the same predictor
     * @throws IllegalArgumentException if the rows do not suffice, such as where a class is missing
     */
    Predictor fit(LabelledMatrix training, long seed);

    /** This learner, shown only these features, in this order. */
    default Learner withFeatures(String... names) {
        return (training, seed) -> {
            var predictor = fit(training.withFeatures(training.features().columns(names)), seed);
            return Predictor.of(rows -> predictor.predict(rows.columns(names)), predictor::close);
        };
    }

    /** This learner, shown only a fraction, above 0 and at most 1, of the training rows of each class. */
    default Learner subsampled(double fraction) {
        Check.that(fraction > 0 && fraction <= 1, "Fraction %s: expected above 0 and at most 1.", fraction);
        return fraction == 1
                ? this
                : (training, seed) ->
                        fit(training.holdOutStratified(1 - fraction, seed).training(), seed);
    }
}
