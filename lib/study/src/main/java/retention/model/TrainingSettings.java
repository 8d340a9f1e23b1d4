package retention.model;

import numerics.Check;
import numerics.learning.LabelledMatrix;

/**
 * How a network is trained: Adam on binary cross-entropy, in shuffled mini-batches, until the loss of the watched rows stops
 * falling.
 *
 * @param batchSize rows per step, 2 or more because batch normalisation needs a variance; a last batch may be smaller
 * @param epochs passes over the training rows at most, 1 or more
 * @param learningRate Adam's step size at the start, above 0
 * @param earlyStoppingPatience epochs without a lower watched loss after which training stops, 1 or more; the weights of the
 *     best epoch are restored in any case
 * @param plateauPatience epochs without a watched loss lower by 1e-4 after which the learning rate is reduced, 1 or more
 * @param plateauFactor what the learning rate is multiplied by then, above 0 and below 1
 * @param balancedLoss whether both classes of the rows that are learned from count the same in all, in the loss of training and in the
 *     watched one; else every row counts one, as published
 * @param stratified whether early stopping watches a fifth of each class, drawn ({@link LabelledMatrix#holdOutStratified}); else
 *     the last fifth of the rows, as published ({@link LabelledMatrix#holdOutLast})
 */
public record TrainingSettings(
        int batchSize,
        int epochs,
        double learningRate,
        int earlyStoppingPatience,
        int plateauPatience,
        double plateauFactor,
        boolean balancedLoss,
        boolean stratified) {

    private static final double FIFTH = 0.2;

    /** The settings that the published code ran with; its text says batches of 32. */
    public static final TrainingSettings AS_RUN = new TrainingSettings(16, 30, 1e-3, 5, 3, 0.5, false, false);

    /** @throws IllegalArgumentException if a value is out of its range; the message names it */
    public TrainingSettings {
        Check.setting(batchSize >= 2, "batchSize", batchSize, "a whole number from 2");
        Check.setting(epochs >= 1, "epochs", epochs, "a whole number from 1");
        Check.setting(learningRate > 0 && Double.isFinite(learningRate), "learningRate", learningRate, "above 0");
        Check.setting(
                earlyStoppingPatience >= 1, "earlyStoppingPatience", earlyStoppingPatience, "a whole number from 1");
        Check.setting(plateauPatience >= 1, "plateauPatience", plateauPatience, "a whole number from 1");
        Check.setting(plateauFactor > 0 && plateauFactor < 1, "plateauFactor", plateauFactor, "above 0 and below 1");
    }

    /**
     * Holds out the fifth to watch.
     *
     * @param seed of the draw, where there is one
     * @throws IllegalArgumentException if there are too few rows, or of a class where a fifth of each is drawn
     */
    public LabelledMatrix.Split split(LabelledMatrix rows, long seed) {
        return stratified ? rows.holdOutStratified(FIFTH, seed) : rows.holdOutLast(FIFTH);
    }

    WeightedCrossEntropy loss(LabelledMatrix training) {
        return balancedLoss ? WeightedCrossEntropy.balanced(training) : new WeightedCrossEntropy(1, 1);
    }

    /** These settings with another {@link #batchSize}. */
    public TrainingSettings withBatchSize(int rows) {
        return with(rows, epochs, balancedLoss, stratified);
    }

    /** These settings with other {@link #epochs}. */
    public TrainingSettings withEpochs(int atMost) {
        return with(batchSize, atMost, balancedLoss, stratified);
    }

    /** These settings with classes that count the same in all, and a fifth of each watched. */
    public TrainingSettings balanced() {
        return with(batchSize, epochs, true, true);
    }

    private TrainingSettings with(int rows, int atMost, boolean classes, boolean fifths) {
        return new TrainingSettings(
                rows, atMost, learningRate, earlyStoppingPatience, plateauPatience, plateauFactor, classes, fifths);
    }
}
