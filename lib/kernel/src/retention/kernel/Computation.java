package retention.kernel;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What goes on computing after its cell was interrupted. JJava interrupts the thread of a cell once and stops waiting for it, so that
 * a computation which does not look at its thread's interrupt flag goes on.
 */
final class Computation {

    private static final long POLITE_MILLIS = 3_000;
    private static final long FORCED_MILLIS = 1_000;
    private static final long BETWEEN_MILLIS = 50;

    private Computation() {}

    /** Interrupts it until it ends, and after three seconds stops it by force where the JDK can; whether it ended. */
    static boolean end() {
        return ends(POLITE_MILLIS, Thread::interrupt) || ends(FORCED_MILLIS, Computation::stop);
    }

    private static boolean ends(long millis, Consumer<Thread> attempt) {
        for (long waited = 0; waited < millis && !threads().isEmpty(); waited += BETWEEN_MILLIS) {
            threads().forEach(attempt);
            Connection.pause(BETWEEN_MILLIS);
        }
        return threads().isEmpty();
    }

    /** Refused by Java 20 and later. */
    @SuppressWarnings({"deprecation", "removal"})
    private static void stop(Thread thread) {
        try {
            thread.stop();
        } catch (UnsupportedOperationException | LinkageError refused) {
            thread.interrupt();
        }
    }

    /** The threads of JJava on which the code of a cell runs, which JShell puts into classes of one package. */
    private static List<Thread> threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("jjava-exec-"))
                .filter(thread -> Stream.of(thread.getValue())
                        .anyMatch(frame -> frame.getClassName().startsWith("REPL.")))
                .map(Map.Entry::getKey)
                .toList();
    }
}
