package retention.kernel;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.dflib.jjava.jupyter.channels.IOPubChannel;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.shaded.org.zeromq.ZMQ;

/**
 * JJava's channel for what cells show, which sends on a thread of its own. Java closes the channel to which a thread writes at the moment
 * of an interrupt, and Jupyter would hear nothing more of the kernel.
 */
final class Outputs extends IOPubChannel {

    /** A cell that shows more than can be sent waits. */
    private static final int MOST_WAITING = 100;

    private final Semaphore places = new Semaphore(MOST_WAITING);
    private final ExecutorService sender = Executors.newSingleThreadExecutor(work -> {
        var thread = new Thread(work, "outputs");
        thread.setDaemon(true);
        return thread;
    });

    Outputs(ZMQ.Context context, HMACGenerator signatures) {
        super(context, signatures);
        // Beyond a limit messages would be lost, among them the one that says that a cell has ended.
        setSndHWM(0);
    }

    /** @throws CancellationException on a thread that was interrupted, whose computation ends thereby */
    @Override
    public void sendMessage(Message<?> message) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("The computation was interrupted.");
        }
        places.acquireUninterruptibly();
        sender.execute(() -> {
            try {
                super.sendMessage(message);
            } finally {
                places.release();
            }
        });
    }
}
