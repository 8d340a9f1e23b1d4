package retention.kernel;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.dflib.jjava.jupyter.channels.IOPubChannel;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.dflib.jjava.shaded.org.zeromq.ZMQ;

/** JJava's connection, which looks for the next cell every few milliseconds, can say which cells wait, and outlives interrupts. */
final class Connection extends JupyterConnection {

    /** JJava's own channel sleeps 50 ms after every message, so that each cell costs as much. */
    private static final long SLEEP_MILLIS = 5;

    /** A page that runs all its cells sends them within milliseconds of each other; on a busy machine, a tenth of a second was not enough. */
    private static final long QUIET_MILLIS = 300;

    /** What the protocol has as the whole answer to a cell that was not run; JJava's own replies know only ok and error. */
    private record Answer(String status) {}

    private final KernelConnectionProperties properties;
    private final ZMQ.Context context = ZMQ.context(1);
    private final ShellChannel cells;
    private final Outputs outputs;

    Connection(KernelConnectionProperties properties) throws GeneralSecurityException {
        super(properties);
        this.properties = properties;
        cells = new ShellChannel(context, properties.createHMACGenerator(), false, this, SLEEP_MILLIS);
        // A page that is loaded again is heard under the name that it had.
        cells.setRouterHandover(true);
        outputs = new Outputs(context, properties.createHMACGenerator());
    }

    @Override
    public void connect() {
        for (var socket : List.of(heartbeat, cells, control, stdin, outputs)) {
            socket.bind(properties);
        }
        outputs.sendMessage(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
    }

    @Override
    public IOPubChannel getIOPub() {
        return outputs;
    }

    @Override
    public ShellReplyEnvironment prepareReplyEnv(ShellChannel shell, MessageContext message) {
        return new ShellReplyEnvironment(shell, stdin, outputs, message) {};
    }

    @Override
    public void close() {
        cells.close();
        outputs.close();
        context.close();
        super.close();
    }

    @Override
    public void waitUntilClose() {
        cells.waitUntilClose();
        super.waitUntilClose();
    }

    /** Takes what waits in the shell channel, until nothing more comes. To be called on that channel's thread. */
    List<Message<?>> takeWaiting() {
        var waiting = new ArrayList<Message<?>>();
        long last = System.nanoTime();
        while (System.nanoTime() - last < QUIET_MILLIS * 1_000_000) {
            if ((cells.getEvents() & ZMQ.Poller.POLLIN) != 0) {
                waiting.add(cells.readMessage());
                last = System.nanoTime();
            } else {
                pause(SLEEP_MILLIS);
            }
        }
        return waiting;
    }

    /** Gives a message to the handler of its type, as if it had just come. */
    <T> void handle(Message<T> message) {
        var handler = getHandler(message.getHeader().getType());
        if (handler != null) {
            var environment = prepareReplyEnv(cells, message);
            handler.handle(environment, message);
            environment.resolveDeferrals();
        }
    }

    /** Answers a cell that is not run. */
    @SuppressWarnings({"rawtypes", "unchecked"})
    void abort(Message<?> request) {
        var environment = prepareReplyEnv(cells, request);
        environment.setBusyDeferIdle();
        environment.reply(new Message(request, MessageType.EXECUTE_REPLY, new Answer("aborted")));
        environment.resolveDeferrals();
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
