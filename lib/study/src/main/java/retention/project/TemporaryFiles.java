package retention.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Files for what is too large for memory, in a folder of their own below {@code java.io.tmpdir}. They are deleted by
 * {@link #close()} or, if the program is ended before, when it ends.
 */
public final class TemporaryFiles implements AutoCloseable {

    private final Deque<Path> files = new ArrayDeque<>();

    /**
     * The place of a new file, which is not there yet.
     *
     * @throws UncheckedIOException if the folder cannot be made
     */
    public Path add() {
        if (files.isEmpty()) {
            try {
                add(Files.createTempDirectory("retention"));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write a temporary file", e);
            }
        }
        return add(files.getLast().resolve(String.valueOf(files.size())));
    }

    /**
     * Writes one of the files.
     *
     * @throws UncheckedIOException which names it, if it cannot be written
     */
    public static void write(Path file, AtomicFile.Content content) {
        try {
            AtomicFile.fill(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    private Path add(Path file) {
        file.toFile().deleteOnExit();
        files.push(file);
        return file;
    }

    /** Deletes the files; new ones may be added afterwards. */
    @Override
    public void close() {
        try {
            while (!files.isEmpty()) {
                Files.deleteIfExists(files.pop());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
