package retention.model;

/** A learner that is shown resampled rows. */
record Resampled(Learner learner, Resampling resampling) implements Learner {

    @Override
    public Predictor fit(LabelledMatrix training, long seed) {
        return learner.fit(resampling.resample(training, seed), seed);
    }

    @Override
    public boolean isConcurrent() {
        return learner.isConcurrent();
    }
}
