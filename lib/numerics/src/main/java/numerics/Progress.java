package numerics;

/** Is told how far a long computation is, on the thread that computes. */
@FunctionalInterface
public interface Progress {

    /** Ignores it. */
    Progress NONE = (done, total) -> {};

    /**
     * Steps take about the same time each, so that the time left is {@code elapsed * (total - done) / done}.
     *
     * @param done steps done in this run, such as texts or fits
     * @param total steps of this run; what a store already holds is in neither number
     */
    void report(int done, int total);
}
