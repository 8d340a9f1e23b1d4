package numerics.learning;

import java.util.Arrays;

/** The plainest model: everybody is as likely to stay as anybody was. What does not beat it has learned nothing. */
public final class Prevalence implements Learner {

    @Override
    public Predictor fit(LabelledMatrix training, long seed) {
        double share = (double) training.positives() / training.rows();
        return rows -> {
            var probabilities = new double[rows.rows()];
            Arrays.fill(probabilities, share);
            return probabilities;
        };
    }
}
