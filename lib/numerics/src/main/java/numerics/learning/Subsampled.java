package numerics.learning;

/**
 * A learner that gets to see only a part of the training rows, drawn from each class: what would it have learned from fewer users?
 *
 * @param learner who learns from the part
 * @param fraction of each class that it sees, above 0 and at most 1
 */
public record Subsampled(Learner learner, double fraction) implements Learner {

    /** @throws IllegalArgumentException if the fraction is not above 0 and at most 1 */
    public Subsampled {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException("Fraction %s: expected above 0 and at most 1.".formatted(fraction));
        }
    }

    @Override
    public Predictor fit(LabelledMatrix training, long seed) {
        return learner.fit(
                fraction == 1
                        ? training
                        : training.holdOutStratified(1 - fraction, seed).training(),
                seed);
    }

    @Override
    public boolean isConcurrent() {
        return learner.isConcurrent();
    }
}
