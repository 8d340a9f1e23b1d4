package retention.model;

import ai.djl.nn.Block;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A network as a {@link Learner}: of the rows to learn from, {@value #VALIDATION_FRACTION} of each class are held
 * out for early stopping, and scaler and network are fitted on the rest.
 *
 * @param network supplies a new network that takes the features and gives one logit, as {@link NetworkTrainer}
 * @param settings how to train it; the seed is that of the fit instead
 * @param scaledColumns how many of the first columns to standardise, 0 or more; the others pass as they are
 * @param resampling of the rows that are not held out, once they are scaled; none as a rule
 */
public record NetworkLearner(
        Supplier<Block> network, TrainingSettings settings, int scaledColumns, Optional<Resampling> resampling)
        implements Learner {

    /** The share of the rows, of each class, that early stopping watches and nothing learns from. */
    public static final double VALIDATION_FRACTION = 0.2;

    /** @throws IllegalArgumentException if the number of columns is negative */
    public NetworkLearner {
        if (scaledColumns < 0) {
            throw new IllegalArgumentException("scaledColumns is %d, expected 0 or more.".formatted(scaledColumns));
        }
    }

    /** A learner that does not resample. */
    public NetworkLearner(Supplier<Block> network, TrainingSettings settings, int scaledColumns) {
        this(network, settings, scaledColumns, Optional.empty());
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
        var split = split(training, seed);
        var trained = new NetworkTrainer(network, settings.withSeed((int) seed)).fit(split.rows(), progress);
        return new FittedNetwork(training.features().names(), split.scaler(), trained);
    }

    /** What the network learns from and what early stopping watches, scaled by what was learned from. */
    record Prepared(StandardScaler scaler, LabelledMatrix.Split rows) {}

    Prepared split(LabelledMatrix training, long seed) {
        var split = training.holdOutStratified(VALIDATION_FRACTION, seed);
        var scaler = StandardScaler.fitFirst(scaledColumns, split.training().features());
        var learned = scale(scaler, split.training());
        return new Prepared(
                scaler,
                new LabelledMatrix.Split(
                        resampling.map(each -> each.resample(learned, seed)).orElse(learned),
                        scale(scaler, split.validation())));
    }

    /** Resamples what the network learns from, but not what early stopping watches; replaces another resampling. */
    @Override
    public NetworkLearner behind(Resampling other) {
        return new NetworkLearner(network, settings, scaledColumns, Optional.of(other));
    }

    private static LabelledMatrix scale(StandardScaler scaler, LabelledMatrix rows) {
        return rows.withFeatures(scaler.transform(rows.features()));
    }
}
