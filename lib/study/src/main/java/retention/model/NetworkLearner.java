package retention.model;

import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import numerics.learning.FeatureMatrix;
import numerics.learning.LabelledMatrix;
import numerics.learning.Learner;
import numerics.learning.Logistic;
import numerics.learning.Predictor;
import numerics.learning.StandardScaler;

/**
 * Networks as a {@link Learner}: each holds out a fifth of the rows for early stopping, fits a scaler and itself on the rest,
 * and the mean of their logits is what they predict together.
 *
 * @param network supplies a new network that takes the features and gives one logit, as {@link NetworkTrainer}
 * @param settings how to train it, and which fifth is held out
 * @param scaledColumns how many of the first columns to standardise, 0 or more; the others pass as they are
 * @param networks how many are trained in a fit, from other seeds, 1 or more
 */
public record NetworkLearner(Supplier<Block> network, TrainingSettings settings, int scaledColumns, int networks)
        implements Learner {

    /** @throws IllegalArgumentException if the number of columns is negative, or there is no network */
    public NetworkLearner {
        TrainingSettings.check(scaledColumns >= 0, "scaledColumns", scaledColumns, "a whole number from 0");
        TrainingSettings.check(networks >= 1, "networks", networks, "a whole number from 1");
    }

    /**
     * Trains the networks, one after the other. What it returns holds native memory, and predicts from unscaled features: close it.
     *
     * @param seed of the first network; those of the others are drawn with it
     * @throws IllegalArgumentException if there are fewer columns than are to be scaled or too few rows to hold some out, and
     *     as {@link NetworkTrainer#fit}
     * @throws IllegalStateException if a loss is no longer a finite number
     */
    @Override
    public Predictor fit(LabelledMatrix training, long seed) {
        var others = new SplittableRandom(seed);
        var fitted = new Fitted(training.features().names(), new ArrayList<>());
        try {
            for (int i = 0; i < networks; i++) {
                fitted.members.add(member(training, i == 0 ? seed : others.nextLong()));
            }
        } catch (RuntimeException | Error e) {
            fitted.close();
            throw e;
        }
        return fitted;
    }

    private Member member(LabelledMatrix training, long seed) {
        var split = settings.split(training, seed);
        var scaler = StandardScaler.fitFirst(scaledColumns, split.training().features());
        var scaled = new LabelledMatrix.Split(scaler.transform(split.training()), scaler.transform(split.validation()));
        return new Member(scaler, new NetworkTrainer(network, settings).fit(scaled, seed));
    }

    /** A network, with the scaler of the rows that it has learned from. */
    private record Member(StandardScaler scaler, TrainedNetwork network) {}

    private record Fitted(List<String> names, List<Member> members) implements Predictor {

        @Override
        public double[] predict(FeatureMatrix rows) {
            return predictEach(rows)[0];
        }

        @Override
        public double[][] predictEach(FeatureMatrix rows) {
            rows.requireNames(names, "The network");
            var each = new double[1 + members.size()][rows.rows()];
            for (int k = 0; k < members.size(); k++) {
                var member = members.get(k);
                var logits = member.network.logits(member.scaler.transform(rows));
                for (int i = 0; i < logits.length; i++) {
                    each[0][i] += logits[i];
                    each[k + 1][i] = Logistic.probability(logits[i]);
                }
            }
            for (int i = 0; i < each[0].length; i++) {
                each[0][i] = Logistic.probability(each[0][i] / members.size());
            }
            return each;
        }

        @Override
        public void close() {
            members.forEach(member -> member.network.close());
        }
    }
}
