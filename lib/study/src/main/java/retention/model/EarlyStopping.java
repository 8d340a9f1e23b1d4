package retention.model;

/** Keras' {@code EarlyStopping} on a loss: which epoch is the best so far, and whether to stop. */
final class EarlyStopping {

    private final int patience;
    private double best = Double.POSITIVE_INFINITY;
    private int wait;

    EarlyStopping(int patience) {
        this.patience = patience;
    }

    /** Takes the loss of the next epoch and says whether it is the lowest so far. */
    boolean improved(double loss) {
        if (loss < best) {
            best = loss;
            wait = 0;
            return true;
        }
        wait++;
        return false;
    }

    boolean shouldStop() {
        return wait >= patience;
    }
}
