package retention.posts;

import static retention.posts.UnusableFileException.Reason.EMPTY_FILE;
import static retention.posts.UnusableFileException.Reason.MALFORMED;
import static retention.posts.UnusableFileException.Reason.MISSING_FILE;
import static retention.posts.UnusableFileException.Reason.UNKNOWN_FORM;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Files of posts of any form that is known by its first bytes, not by its name. */
final class PostFile {

    /** What stands for standard input among paths. */
    static final Path STANDARD_INPUT = Path.of("-");

    private static final int START = 1 << 13;
    private static final int BUFFER = 1 << 16;
    private static final int MOST_LAYERS = 3;

    private PostFile() {}

    /**
     * The files that these paths stand for: a file, standard input, or all that are in a folder, by name.
     *
     * @throws UnusableFileException if a path leads to nothing
     */
    static List<Path> files(Path path) {
        if (path.equals(STANDARD_INPUT)) {
            return List.of(path);
        }
        if (!Files.exists(path)) {
            throw new UnusableFileException(
                    MISSING_FILE, path, "no such file. Check the path; data/README.md says how to get the data.");
        }
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (var inside = Files.list(path)) {
            var files = inside.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new UnusableFileException(MISSING_FILE, path, "a folder without files; expected files of posts.");
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a file.
     *
     * @throws UnusableFileException if it cannot be read as posts at all
     * @throws UncheckedIOException if it cannot be read
     */
    static RowCollector.Collected read(Path file, Columns columns, Optional<ZoneId> zone) {
        Optional<Path> spooled = Optional.empty();
        try {
            Path source = file;
            // What can be read but once is kept until it is read.
            if (file.equals(STANDARD_INPUT) || !Files.isRegularFile(file)) {
                spooled = Optional.of(Files.createTempFile("posts", null));
                source = spooled.get();
                try (var in = file.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(file)) {
                    Files.copy(in, source, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            var path = source;
            return read(file, unpacked(() -> Files.newInputStream(path)), columns, zone);
        } catch (ZipException | EOFException e) {
            throw new UnusableFileException(
                    MALFORMED,
                    file,
                    "the file breaks off or is damaged (%s). Fetch it again.".formatted(e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            spooled.ifPresent(PostFile::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    /** The bytes without gzip around them. */
    private static Bytes unpacked(Bytes bytes) throws IOException {
        var inner = bytes;
        for (int layer = 0; layer < MOST_LAYERS; layer++) {
            var start = inner.start(2);
            if (start.length < 2 || (start[0] & 0xFF) != 0x1F || (start[1] & 0xFF) != 0x8B) {
                break;
            }
            var outer = inner;
            inner = () -> new BufferedInputStream(new GZIPInputStream(outer.open(), BUFFER), BUFFER);
        }
        return inner;
    }

    private static RowCollector.Collected read(Path file, Bytes bytes, Columns columns, Optional<ZoneId> zone)
            throws IOException {
        var start = bytes.start(START);
        if (begins(start, "PK\3\4")) {
            var rows = new RowCollector(file, columns, zone);
            Workbook.read(bytes, columns, rows);
            return rows.collected();
        }
        refuseOtherForms(file, start);
        var encoding = TextEncoding.ofStart(start);
        try {
            return readText(file, bytes, encoding, false, columns, zone);
        } catch (CharacterCodingException e) {
            var other = encoding.equals(TextEncoding.UTF_8) ? TextEncoding.ofNotUtf8(bytes) : encoding;
            return readText(file, bytes, other, true, columns, zone);
        }
    }

    private static void refuseOtherForms(Path file, byte[] start) {
        if (start.length == 0) {
            throw new UnusableFileException(
                    EMPTY_FILE, file, "the file is empty; a header and rows were expected. Fetch it again.");
        }
        if (begins(start, "SQLite format 3")) {
            throw new UnusableFileException(
                    UNKNOWN_FORM,
                    file,
                    "an SQLite database; expected a table. Export it: sqlite3 -header -csv FILE 'SELECT * FROM TABLE' > posts.csv");
        }
        if (begins(start, "\u00D0\u00CF\u0011\u00E0")) {
            throw new UnusableFileException(
                    UNKNOWN_FORM, file, "a workbook of the old form (.xls). Save it as .xlsx or as CSV UTF-8.");
        }
        if (begins(start, "PAR1")) {
            throw new UnusableFileException(UNKNOWN_FORM, file, "a Parquet file. Export it as CSV.");
        }
    }

    private static boolean begins(byte[] start, String with) {
        return new String(start, StandardCharsets.ISO_8859_1).startsWith(with);
    }

    private static RowCollector.Collected readText(
            Path file, Bytes bytes, TextEncoding encoding, boolean tolerant, Columns columns, Optional<ZoneId> zone)
            throws IOException {
        var rows = new RowCollector(file, columns, zone);
        if (JsonText.begins(head(bytes, encoding))) {
            JsonText.read(() -> encoding.open(bytes, tolerant), columns, rows);
        } else {
            try (var reader = encoding.open(bytes, tolerant)) {
                DelimitedText.read(reader, columns, rows);
            }
        }
        var collected = rows.collected();
        var notes = new ArrayList<>(encoding.notes());
        notes.addAll(collected.notes());
        return new RowCollector.Collected(collected.posts(), collected.quarantined(), collected.unreadable(), notes);
    }

    private static String head(Bytes bytes, TextEncoding encoding) throws IOException {
        var start = bytes.start(START);
        int from = Math.min(encoding.marks(), start.length);
        return new String(start, from, start.length - from, encoding.charset());
    }
}
