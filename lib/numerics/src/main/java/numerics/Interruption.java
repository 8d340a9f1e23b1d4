package numerics;

import java.util.concurrent.CancellationException;

/** Lets an interrupt, such as that of a notebook's cell, end a long computation. */
public final class Interruption {

    private Interruption() {}

    /**
     * To be called once in each step of a long loop. The thread stays interrupted, so that the loops around this one end as well.
     *
     * @throws CancellationException if this thread was interrupted
     */
    public static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("The computation was interrupted.");
        }
    }
}
