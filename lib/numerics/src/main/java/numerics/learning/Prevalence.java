package numerics.learning;

import java.util.stream.DoubleStream;

/** The plainest model: every row is as likely to be positive as any was. What does not beat it has learned nothing. */
public final class Prevalence implements Learner {

    @Override
    public Predictor fit(LabelledMatrix training, long seed) {
        double share = (double) training.positives() / training.rows();
        return rows -> DoubleStream.generate(() -> share).limit(rows.rows()).toArray();
    }
}
