package retention.encoder;

/** Hears how far a long computation is; called after every batch, on the thread that computes. */
@FunctionalInterface
public interface Progress {

    /** Nobody listens. */
    Progress NONE = (done, total) -> {};

    /**
     * Batches come in an order that keeps texts per second about even, so that the time left is
     * {@code elapsed * (total - done) / done}.
     *
     * @param done texts computed in this run
     * @param total texts to compute in this run; texts that a store already holds are in neither number
     */
    void report(int done, int total);
}
