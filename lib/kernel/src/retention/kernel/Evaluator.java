package retention.kernel;

import java.util.concurrent.TimeUnit;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import org.dflib.jjava.kernel.execution.CodeEvaluator;
import org.dflib.jjava.kernel.execution.EvaluationInterruptedException;

/**
 * JJava's evaluator, which an interrupt also stops between two statements and while one is compiled, and whose errors say why: an
 * exception that wraps another, such as that of a full disk, has both messages.
 */
final class Evaluator extends CodeEvaluator {

    private static final long LONGEST_MILLIS = 5_000;
    private static final long BETWEEN_MILLIS = 50;

    private volatile boolean running;
    private volatile boolean interrupted;

    Evaluator(String name) {
        super(name, -1, TimeUnit.MILLISECONDS);
    }

    /** A cell begins; what was interrupted before does not concern it. */
    void begin() {
        interrupted = false;
        running = true;
    }

    /** The cell is over, and nothing is left to interrupt. */
    void end() {
        running = false;
    }

    @Override
    protected Object evalSingle(JShell shell, String code) {
        if (interrupted) {
            throw new EvaluationInterruptedException(code.trim());
        }
        try {
            return super.evalSingle(shell, code);
        } catch (RuntimeException e) {
            throw e.getCause() instanceof EvalException thrown
                    ? new RuntimeException(thrown.getExceptionClassName() + ": " + message(thrown), thrown)
                    : e;
        }
    }

    /** What an exception says and, where its causes say more, what they say. */
    static String message(EvalException thrown) {
        var own = String.valueOf(thrown.getMessage());
        if (!(thrown.getCause() instanceof EvalException cause)) {
            return own;
        }
        var why = message(cause);
        var name = cause.getExceptionClassName();
        return own.contains(why) ? own : "%s (%s: %s)".formatted(own, name.substring(name.lastIndexOf('.') + 1), why);
    }

    @Override
    public void interrupt() {
        interrupted = true;
        for (long waited = 0; running && waited < LONGEST_MILLIS; waited += BETWEEN_MILLIS) {
            super.interrupt();
            Connection.pause(BETWEEN_MILLIS);
        }
    }
}
