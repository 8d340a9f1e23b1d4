package numerics.learning;

import java.util.List;

/** A learner that is shown some of the features. */
record WithFeatures(Learner learner, List<String> names) implements Learner {

    WithFeatures {
        names = List.copyOf(names);
    }

    @Override
    public Predictor fit(LabelledMatrix training, long seed) {
        var seen = learner.fit(training.withFeatures(of(training.features())), seed);
        return new Predictor() {
            @Override
            public double[] predict(FeatureMatrix rows) {
                return seen.predict(of(rows));
            }

            @Override
            public void close() {
                seen.close();
            }
        };
    }

    @Override
    public boolean isConcurrent() {
        return learner.isConcurrent();
    }

    private FeatureMatrix of(FeatureMatrix rows) {
        return rows.columns(names.toArray(String[]::new));
    }
}
