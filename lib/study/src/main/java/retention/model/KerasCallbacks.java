package retention.model;

/**
 * What Keras' {@code EarlyStopping} and {@code ReduceLROnPlateau} decide after each epoch, by the loss of the watched rows, with
 * Keras' defaults: min_delta 0 of the one and 1e-4 of the other, cooldown 0, min_lr 0.
 */
final class KerasCallbacks {

    private static final double MIN_DELTA = 1e-4;

    private final TrainingSettings settings;
    private double learningRate;
    private double best = Double.POSITIVE_INFINITY;
    private int sinceBest;
    private double bestOfPlateau = Double.POSITIVE_INFINITY;
    private int onPlateau;

    KerasCallbacks(TrainingSettings settings) {
        this.settings = settings;
        learningRate = settings.learningRate();
    }

    /** The learning rate of the epoch to come. */
    double learningRate() {
        return learningRate;
    }

    /** Takes the loss of the epoch that has ended and says whether it is the lowest so far. */
    boolean improved(double loss) {
        if (loss + MIN_DELTA < bestOfPlateau) {
            bestOfPlateau = loss;
            onPlateau = 0;
        } else if (++onPlateau >= settings.plateauPatience()) {
            learningRate *= settings.plateauFactor();
            onPlateau = 0;
        }
        sinceBest = loss < best ? 0 : sinceBest + 1;
        best = Math.min(best, loss);
        return sinceBest == 0;
    }

    boolean shouldStop() {
        return sinceBest >= settings.earlyStoppingPatience();
    }
}
