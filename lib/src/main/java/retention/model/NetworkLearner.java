package retention.model;

import ai.djl.nn.Block;
import java.util.function.Supplier;

/**
 * A network as a {@link Learner}: of the rows to learn from, {@value #VALIDATION_FRACTION} of each class are held
 * out for early stopping, and scaler and network are fitted on the rest.
 *
 * @param network supplies a new network that takes the features and gives one logit, as {@link NetworkTrainer}
 * @param settings how to train it; the seed is that of the fit instead
 * @param scaledColumns how many of the first columns to standardise, 0 or more; the others pass as they are
 */
public record NetworkLearner(Supplier<Block> network, TrainingSettings settings, int scaledColumns) implements Learner {

    /** The share of the rows, of each class, that early stopping watches and nothing learns from. */
    public static final double VALIDATION_FRACTION = 0.2;

    /** @throws IllegalArgumentException if the number of columns is negative */
    public NetworkLearner {
        if (scaledColumns < 0) {
            throw new IllegalArgumentException("scaledColumns is %d, expected 0 or more.".formatted(scaledColumns));
        }
    }

    /** A learner of the published network. */
    public static NetworkLearner published(TrainingSettings settings, int scaledColumns) {
        return new NetworkLearner(PublishedNetwork.of(settings), settings, scaledColumns);
    }

    /**
     * Trains a network. What it returns holds native memory: close it.
     *
     * @param seed of what is held out, and its lower 32 bits of the training
     * @throws IllegalArgumentException if there are fewer columns than are to be scaled or too few rows of a class to hold
     *     one out, and as {@link NetworkTrainer#fit(LabelledMatrix.Split, TrainingProgress)}
     * @throws IllegalStateException if a loss is no longer a finite number
     */
    @Override
    public FittedNetwork fit(LabelledMatrix training, long seed) {
        return fit(training, seed, TrainingProgress.SILENT);
    }

    /** As {@link #fit(LabelledMatrix, long)}, telling of each epoch. */
    public FittedNetwork fit(LabelledMatrix training, long seed, TrainingProgress progress) {
        var split = training.holdOutStratified(VALIDATION_FRACTION, seed);
        var scaler = StandardScaler.fitFirst(scaledColumns, split.training().features());
        var scaled = new LabelledMatrix.Split(scale(scaler, split.training()), scale(scaler, split.validation()));
        var trained = new NetworkTrainer(network, settings.withSeed((int) seed)).fit(scaled, progress);
        return new FittedNetwork(training.features().names(), scaler, trained);
    }

    private static LabelledMatrix scale(StandardScaler scaler, LabelledMatrix rows) {
        return rows.withFeatures(scaler.transform(rows.features()));
    }
}
