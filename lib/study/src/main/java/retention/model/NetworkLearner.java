package retention.model;

import ai.djl.nn.Block;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import numerics.Check;
import numerics.learning.FeatureMatrix;
import numerics.learning.LabelledMatrix;
import numerics.learning.Learner;
import numerics.learning.Predictor;
import numerics.learning.StandardScaler;

/**
 * A network as a {@link Learner}: it holds out a fifth of the rows for early stopping, and fits a scaler and itself on the rest.
 *
 * @param network supplies a new network that takes the features and gives one logit, as {@link NetworkTrainer}
 * @param settings how to train it, and which fifth is held out
 * @param scaledColumns how many of the first columns to standardise, 0 or more; the others pass as they are
 */
public record NetworkLearner(Supplier<Block> network, TrainingSettings settings, int scaledColumns) implements Learner {

    /** @throws IllegalArgumentException if the number of columns is negative */
    public NetworkLearner {
        Check.setting(scaledColumns >= 0, "scaledColumns", scaledColumns, "a whole number from 0");
    }

    /**
     * Trains a network. What it returns holds native memory, and predicts from unscaled features: close it.
     *
     * @throws IllegalArgumentException if there are fewer columns than are to be scaled or too few rows to hold some out, and
     *     as {@link NetworkTrainer#fit}
     * @throws IllegalStateException if a loss is no longer a finite number
     */
    @Override
    public Predictor fit(LabelledMatrix training, long seed) {
        return fit(training, seed, TrainedNetwork::predict);
    }

    /** As {@link #fit}, but it predicts logits, which still differ where probabilities are so near to 1 that they no longer do. */
    public Predictor fitLogits(LabelledMatrix training, long seed) {
        return fit(training, seed, TrainedNetwork::logits);
    }

    private Predictor fit(
            LabelledMatrix training, long seed, BiFunction<TrainedNetwork, FeatureMatrix, double[]> output) {
        var split = settings.split(training, seed);
        var scaler = StandardScaler.fitFirst(scaledColumns, split.training().features());
        var scaled = new LabelledMatrix.Split(scaler.transform(split.training()), scaler.transform(split.validation()));
        var fitted = new NetworkTrainer(network, settings).fit(scaled, seed);
        var names = training.features().names();
        return Predictor.of(
                rows -> {
                    rows.requireNames(names, "The network");
                    return output.apply(fitted, scaler.transform(rows));
                },
                fitted::close);
    }
}
