package retention.project;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Writes files complete or not at all: beside their place first, then moved there in one step. Whoever reads meanwhile finds the
 * old file or the new one, and a run that fails half-way leaves the old one as it was. What a killed run has left half written is
 * deleted when the next file is written in its folder.
 */
public final class AtomicFile {

    private static final String PARTIAL = ".partial";
    private static final int BUFFER = 1 << 16;
    private static final Pattern OF_PROCESS = Pattern.compile("\\.([0-9]{1,18})-");

    private AtomicFile() {}

    /** What is to be in a file. */
    @FunctionalInterface
    public interface Content {

        /** Writes all of it; the stream is buffered, and closed by whoever opened it. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, whose folder is made if it is missing. A link stays one, and the file that it leads to is replaced, or made if
     * there is none; what is no ordinary file, such as {@code /dev/stdout}, is written to as it is.
     *
     * @throws UncheckedIOException which names the file, if it cannot be written; then the file is as it was before
     */
    public static void write(Path file, Content content) {
        try {
            replace(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /** Writes a text as UTF-8, as {@link #write(Path, Content)}. */
    public static void write(Path file, String text) {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void replace(Path file, Content content) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            fill(file, content);
            return;
        }
        boolean isLink = Files.isSymbolicLink(file);
        if (isLink && Files.notExists(file)) {
            replace(file.resolveSibling(Files.readSymbolicLink(file)), content);
            return;
        }
        var place = isLink || Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Files.createDirectories(place.getParent());
        deleteAbandoned(place.getParent());
        // No temporary file of Java's, which nobody but its owner may read.
        var partial = place.resolveSibling(
                ".%d-%s%s".formatted(ProcessHandle.current().pid(), UUID.randomUUID(), PARTIAL));
        try {
            fill(partial, content);
            try {
                Files.move(partial, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(partial, place, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Deletes what processes that no longer run left half written in a folder. */
    private static void deleteAbandoned(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder, ".*" + PARTIAL)) {
            for (var file : files) {
                var writer = OF_PROCESS.matcher(file.getFileName().toString());
                if (writer.lookingAt()
                        && ProcessHandle.of(Long.parseLong(writer.group(1))).isEmpty()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    static void fill(Path file, Content content) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
            content.writeTo(out);
        }
    }
}
