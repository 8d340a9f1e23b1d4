package retention.model;

/** Hears of each epoch as it ends, to show a bar or a line. */
@FunctionalInterface
public interface TrainingProgress {

    /** Tells nobody. */
    TrainingProgress SILENT = (epoch, done, total) -> {};

    /**
     * Called after each epoch, on the thread that trains.
     *
     * @param epoch what happened in it
     * @param done epochs behind us; jumps to the end of the training (or of its fold) when it stops early
     * @param total epochs at most, over all folds
     */
    void epochDone(History.Epoch epoch, int done, int total);
}
