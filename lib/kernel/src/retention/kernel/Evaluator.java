package retention.kernel;

import java.util.concurrent.TimeUnit;
import jdk.jshell.JShell;
import org.dflib.jjava.kernel.execution.CodeEvaluator;
import org.dflib.jjava.kernel.execution.EvaluationInterruptedException;

/** JJava's evaluator, which an interrupt also stops between two statements and while one is compiled. */
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
        return super.evalSingle(shell, code);
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
