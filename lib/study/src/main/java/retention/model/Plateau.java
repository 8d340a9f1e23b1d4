package retention.model;

/** Keras' {@code ReduceLROnPlateau} on a loss, with Keras' defaults: min_delta 1e-4, cooldown 0, min_lr 0. */
final class Plateau {

    private static final double MIN_DELTA = 1e-4;

    private final int patience;
    private final double factor;
    private double learningRate;
    private double best = Double.POSITIVE_INFINITY;
    private int wait;

    Plateau(double learningRate, int patience, double factor) {
        this.learningRate = learningRate;
        this.patience = patience;
        this.factor = factor;
    }

    /** The learning rate of the epoch to come. */
    double learningRate() {
        return learningRate;
    }

    /** Takes the loss of the epoch that has ended. */
    void observe(double loss) {
        if (loss + MIN_DELTA < best) {
            best = loss;
            wait = 0;
        } else if (++wait >= patience) {
            learningRate *= factor;
            wait = 0;
        }
    }
}
