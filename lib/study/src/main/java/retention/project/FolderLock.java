package retention.project;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps other processes, and other threads of this one, out of a folder while it is changed; closing it lets them in. */
public final class FolderLock implements AutoCloseable {

    /** A lock of a file is held by the whole JVM, so that threads need one of their own. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final FileChannel file;

    /**
     * Prepares to lock a folder, which is made if it is not there.
     *
     * @throws IOException if its file {@code lock} cannot be written
     */
    public FolderLock(Path folder) throws IOException {
        Files.createDirectories(folder);
        file = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Waits until nobody else is in the folder. */
    public void acquire() throws IOException {
        THREADS.lock();
        file.lock();
    }

    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            if (THREADS.isHeldByCurrentThread()) {
                THREADS.unlock();
            }
        }
    }
}
