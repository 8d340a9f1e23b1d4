package retention.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
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
        var connection = new Connection(KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0]))));
        var kernel = new StudyKernel.Builder().build();
        kernel.onStartup();
        kernel.becomeHandlerForConnection(connection);
        connection.connect();
        connection.waitUntilClose();
        // The threads of cells would keep the JVM for another minute, and a computation that does not end for longer.
        System.exit(0);
    }
}
