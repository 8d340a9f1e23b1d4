package retention.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/** Starts the kernel for Jupyter, which names the file that says where to listen. */
public final class Main {

    private Main() {}

    /** @param arguments the connection file */
    public static void main(String... arguments) throws Exception {
        if (arguments.length != 1) {
            throw new IllegalArgumentException(
                    "%d arguments: expected one, Jupyter's connection file".formatted(arguments.length));
        }
        Logger.getLogger("").setLevel(Level.WARNING);
        var connection = new Connection(KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0]))));
        var kernel = new StudyKernel.Builder().build();
        endWith(System.getenv("JPY_PARENT_PID"));
        kernel.onStartup();
        kernel.becomeHandlerForConnection(connection);
        connection.connect();
        connection.waitUntilClose();
        // The threads of cells would keep the JVM for another minute, and a computation that does not end for longer.
        System.exit(0);
    }

    /**
     * Ends with the process that started it, which may be killed before it can say so, and before this one runs. Jupyter names its
     * number.
     */
    private static void endWith(String parent) {
        if (parent != null) {
            ProcessHandle.of(Long.parseLong(parent))
                    .<CompletableFuture<?>>map(ProcessHandle::onExit)
                    .orElse(CompletableFuture.completedFuture(null))
                    .thenRun(() -> Runtime.getRuntime().halt(0));
        }
    }
}
