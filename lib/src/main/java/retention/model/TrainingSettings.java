package retention.model;

import java.util.function.Consumer;

/**
 * How a network is trained: Adam on binary cross-entropy or the focal loss, in shuffled mini-batches, until the
 * validation loss stops falling.
 *
 * @param batchSize rows a step, 2 or more because batch normalisation needs a variance; a last batch may be smaller
 * @param epochs passes over the training rows at most, 1 or more
 * @param dropout share of units that the published network switches off in a training step, at least 0 and below 1
 * @param learningRate Adam's step size at the start, above 0
 * @param earlyStoppingPatience epochs without a lower validation loss after which training stops, 1 or more; the
 *     weights of the best epoch are restored in any case
 * @param plateauPatience epochs without a validation loss lower by 1e-4 after which the learning rate is reduced, 1 or
 *     more
 * @param plateauFactor what the learning rate is multiplied by then, above 0 and below 1
 * @param classWeights what a row of each class counts in the training loss; validation is never weighted
 * @param focalGamma how much less the rows count that are already on their side, 0 or more: the cross-entropy of a row is
 *     multiplied by {@code (1 - p)^gamma}, with p the probability of what it is, in training and validation (T.-Y. Lin et
 *     al., <i>Focal loss for dense object detection</i>, ICCV 2017); 0 is plain cross-entropy, their choice is 2
 * @param shuffle whether the rows come in a new order each epoch
 * @param seed of the initial weights, the order of the rows and the dropout
 */
public record TrainingSettings(
        int batchSize,
        int epochs,
        double dropout,
        double learningRate,
        int earlyStoppingPatience,
        int plateauPatience,
        double plateauFactor,
        ClassWeights.Rule classWeights,
        double focalGamma,
        boolean shuffle,
        int seed) {

    /** The settings that the published code ran with: batches of 16, dropout 0.3. */
    public static final TrainingSettings AS_RUN =
            new TrainingSettings(16, 30, 0.3, 1e-3, 5, 3, 0.5, ClassWeights.Rule.EQUAL, 0, true, 42);

    /** The settings that the published text states, batches of 32 and dropout 0.2; for the rest as run. */
    public static final TrainingSettings AS_WRITTEN = AS_RUN.withBatchSize(32).withDropout(0.2);

    /** @throws IllegalArgumentException if a value is out of its range; the message names it */
    public TrainingSettings {
        check(batchSize >= 2, "batchSize", batchSize, "2 or more");
        check(epochs >= 1, "epochs", epochs, "1 or more");
        check(dropout >= 0 && dropout < 1, "dropout", dropout, "at least 0 and below 1");
        check(learningRate > 0 && Double.isFinite(learningRate), "learningRate", learningRate, "above 0");
        check(earlyStoppingPatience >= 1, "earlyStoppingPatience", earlyStoppingPatience, "1 or more");
        check(plateauPatience >= 1, "plateauPatience", plateauPatience, "1 or more");
        check(plateauFactor > 0 && plateauFactor < 1, "plateauFactor", plateauFactor, "above 0 and below 1");
        check(focalGamma >= 0 && Double.isFinite(focalGamma), "focalGamma", focalGamma, "0 or more");
    }

    private static void check(boolean holds, String name, Number value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("%s is %s, expected %s.".formatted(name, value, expected));
        }
    }

    /** These settings with another {@link #batchSize}. */
    public TrainingSettings withBatchSize(int rows) {
        return with(copy -> copy.batchSize = rows);
    }

    /** These settings with another {@link #epochs}. */
    public TrainingSettings withEpochs(int atMost) {
        return with(copy -> copy.epochs = atMost);
    }

    /** These settings with another {@link #dropout}. */
    public TrainingSettings withDropout(double share) {
        return with(copy -> copy.dropout = share);
    }

    /** These settings with another {@link #learningRate}. */
    public TrainingSettings withLearningRate(double atStart) {
        return with(copy -> copy.learningRate = atStart);
    }

    /** These settings with another {@link #earlyStoppingPatience} and {@link #plateauPatience}. */
    public TrainingSettings withPatience(int epochsToStop, int epochsToReduce) {
        return with(copy -> {
            copy.earlyStoppingPatience = epochsToStop;
            copy.plateauPatience = epochsToReduce;
        });
    }

    /** These settings with another {@link #classWeights}. */
    public TrainingSettings withClassWeights(ClassWeights.Rule rule) {
        return with(copy -> copy.classWeights = rule);
    }

    /** These settings with another {@link #focalGamma}. */
    public TrainingSettings withFocalGamma(double gamma) {
        return with(copy -> copy.focalGamma = gamma);
    }

    /** These settings with another {@link #shuffle}. */
    public TrainingSettings withShuffle(boolean everyEpoch) {
        return with(copy -> copy.shuffle = everyEpoch);
    }

    /** These settings with another {@link #seed}. */
    public TrainingSettings withSeed(int newSeed) {
        return with(copy -> copy.seed = newSeed);
    }

    private TrainingSettings with(Consumer<Copy> change) {
        var copy = new Copy(this);
        change.accept(copy);
        return copy.settings();
    }

    /** The same values, to be changed before they are checked. */
    private static final class Copy {
        private int batchSize;
        private int epochs;
        private double dropout;
        private double learningRate;
        private int earlyStoppingPatience;
        private int plateauPatience;
        private final double plateauFactor;
        private ClassWeights.Rule classWeights;
        private double focalGamma;
        private boolean shuffle;
        private int seed;

        Copy(TrainingSettings from) {
            batchSize = from.batchSize;
            epochs = from.epochs;
            dropout = from.dropout;
            learningRate = from.learningRate;
            earlyStoppingPatience = from.earlyStoppingPatience;
            plateauPatience = from.plateauPatience;
            plateauFactor = from.plateauFactor;
            classWeights = from.classWeights;
            focalGamma = from.focalGamma;
            shuffle = from.shuffle;
            seed = from.seed;
        }

        TrainingSettings settings() {
            return new TrainingSettings(
                    batchSize,
                    epochs,
                    dropout,
                    learningRate,
                    earlyStoppingPatience,
                    plateauPatience,
                    plateauFactor,
                    classWeights,
                    focalGamma,
                    shuffle,
                    seed);
        }
    }
}
