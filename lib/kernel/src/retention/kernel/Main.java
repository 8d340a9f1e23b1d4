package retention.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/** Starts the kernel for Jupyter, which names the file that says where to listen. */
public final class Main {

    private Main() {}

    /** @param arguments the connection file */
    public static void main(String... arguments) throws Exception {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("%d arguments: expected one, Jupyter's connection file".formatted(arguments.length));
        }
        Logger.getLogger("").setLevel(Level.WARNING);
        leaveIndexOut();
        var connection = new Connection(KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0]))));
        var kernel = new StudyKernel.Builder().build();
        kernel.onStartup();
        kernel.becomeHandlerForConnection(connection);
        connection.connect();
        connection.waitUntilClose();
        // The threads of cells would keep the JVM for another minute, and a computation that does not end for longer.
        System.exit(0);
    }

    /**
     * JShell lists all classes of the JDK and of the classpath in the background, for a command of its own tool that no notebook has. On
     * two cores that takes half of a kernel's start. Its one thread is given something else to do; where a JDK has no such thread,
     * nothing happens.
     */
    private static void leaveIndexOut() {
        try {
            var indexer = Class.forName("jdk.jshell.SourceCodeAnalysisImpl").getDeclaredField("INDEXER");
            indexer.setAccessible(true);
            ((ExecutorService) indexer.get(null)).execute(() -> Connection.pause(Long.MAX_VALUE));
        } catch (ReflectiveOperationException | RuntimeException otherJdk) {
            return;
        }
    }
}
