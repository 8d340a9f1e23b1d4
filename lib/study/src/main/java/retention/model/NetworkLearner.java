package retention.model;

import ai.djl.nn.Block;
import ai.djl.nn.norm.Dropout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import numerics.learning.LabelledMatrix;
import numerics.learning.Learner;
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
        if (scaledColumns < 0 || networks < 1) {
            throw new IllegalArgumentException(
                    "scaledColumns is %d and networks is %d, expected 0 or more, and 1 or more."
                            .formatted(scaledColumns, networks));
        }
    }

    /**
     * Trains the networks, one after the other. What it returns holds native memory: close it.
     *
     * @param seed of the first network; those of the others are drawn with it
     * @throws IllegalArgumentException if there are fewer columns than are to be scaled or too few rows to hold some out, and
     *     as {@link NetworkTrainer#fit}
     * @throws IllegalStateException if a loss is no longer a finite number
     */
    @Override
    public FittedNetworks fit(LabelledMatrix training, long seed) {
        var others = new SplittableRandom(seed);
        var members = new ArrayList<FittedNetworks.Member>();
        try {
            for (int i = 0; i < networks; i++) {
                members.add(member(training, i == 0 ? seed : others.nextLong()));
            }
        } catch (RuntimeException | Error e) {
            members.forEach(member -> member.network().close());
            throw e;
        }
        return new FittedNetworks(training.features().names(), List.copyOf(members));
    }

    private FittedNetworks.Member member(LabelledMatrix training, long seed) {
        var split = settings.split(training, seed);
        var scaler = StandardScaler.fitFirst(scaledColumns, split.training().features());
        var scaled = new LabelledMatrix.Split(scale(scaler, split.training()), scale(scaler, split.validation()));
        return new FittedNetworks.Member(scaler, new NetworkTrainer(network, settings).fit(scaled, seed));
    }

    private static LabelledMatrix scale(StandardScaler scaler, LabelledMatrix rows) {
        return rows.withFeatures(scaler.transform(rows.features()));
    }

    /** Unless the network has DJL's {@link Dropout}, which draws from a generator that belongs to the process. */
    @Override
    public boolean isConcurrent() {
        return new NetworkTrainer(network, settings).isConcurrent();
    }
}
