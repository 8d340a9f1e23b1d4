package retention.posts;

import static retention.posts.UnusableFileException.Reason.EMPTY_FILE;
import static retention.posts.UnusableFileException.Reason.MALFORMED;
import static retention.posts.UnusableFileException.Reason.MISSING_COLUMNS;
import static retention.posts.UnusableFileException.Reason.MISSING_FILE;
import static retention.posts.UnusableFileException.Reason.UNKNOWN_FORM;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import numerics.Numbers;
import retention.project.TemporaryFiles;

/**
 * A file of posts of any form that is known by its first bytes, not by its name. It remembers what was found out about it, so that
 * it is read rightly the next time.
 */
final class PostFile {

    private static final Path STANDARD_INPUT = Path.of("-");
    private static final int START = 1 << 13;
    private static final int BUFFER = 1 << 16;
    private static final int MOST_LAYERS = 3;
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";
    private static final String GZIP = "\u001F\u008B";
    private static final String ZIP = "PK\3\4";

    /** Of Excel, LibreOffice and Numbers. */
    private static final Set<String> PARTS_OF_A_WORKBOOK =
            Set.of("[Content_Types].xml", "mimetype", "Index/Document.iwa");

    /** Forms that are not read, by their first bytes, and what to do with them. */
    private static final Map<String, String> OTHER_FORMS = Map.of(
            "SQLite format 3",
                    "an SQLite database; expected a table. Export it: sqlite3 -header -csv FILE 'SELECT * FROM TABLE' > posts.csv",
            "\u00D0\u00CF\u0011\u00E0",
                    "a workbook of the old form (.xls), or one with a password. Save it as .xlsx without one, or as CSV UTF-8.",
            "PAR1", "a Parquet file. Export it as CSV.",
            "<",
                    "a web page, which some programs call .xls. Open it in a spreadsheet and save it as .xlsx or as CSV UTF-8.");

    private static final Set<UnusableFileException.Reason> NO_POSTS = Set.of(EMPTY_FILE, MISSING_COLUMNS, UNKNOWN_FORM);

    private final Path file;
    private final boolean isOfFolder;
    private final TemporaryFiles copies;
    private Optional<Bytes> packed = Optional.empty();
    private Optional<TextEncoding> notUtf8 = Optional.empty();
    private Optional<IdClock.Ruling> ruling = Optional.empty();
    private Optional<UnusableFileException> leftOut = Optional.empty();

    /**
     * @param isOfFolder whether it was found in a folder, and so may hold something else than posts
     * @param copies takes a copy of what can be read but once
     */
    PostFile(Path file, boolean isOfFolder, TemporaryFiles copies) {
        this.file = file;
        this.isOfFolder = isOfFolder;
        this.copies = copies;
    }

    /** The bytes of a file, which can be read from the start as often as one likes. */
    @FunctionalInterface
    interface Bytes {

        /** A stream from the first byte on. */
        InputStream open() throws IOException;

        /** So many bytes from the start, or all where there are fewer, each as the character of its number. */
        default String start(int length) throws IOException {
            try (var stream = open()) {
                return new String(stream.readNBytes(length), StandardCharsets.ISO_8859_1);
            }
        }
    }

    /**
     * The files that a path stands for: a file, standard input, or all that are in a folder and the folders in it, by name.
     *
     * @throws UnusableFileException if a path leads to nothing
     */
    static List<PostFile> of(Path path, TemporaryFiles copies) {
        if (!path.equals(STANDARD_INPUT) && !Files.exists(path)) {
            throw MISSING_FILE.of(path, "no such file. Check the path; data/README.md says how to get the data.");
        }
        if (path.equals(STANDARD_INPUT) || !Files.isDirectory(path)) {
            return List.of(new PostFile(path, false, copies));
        }
        try (var inside = Files.walk(path)) {
            var files = inside.filter(Files::isRegularFile)
                    .filter(file -> isShown(path.relativize(file).toString()))
                    .sorted()
                    .map(file -> new PostFile(file, true, copies))
                    .toList();
            if (files.isEmpty()) {
                throw MISSING_FILE.of(path, "a folder without files; expected files of posts.");
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return file;
    }

    /** By what its times are read: what its ids said the last time, and first what times seem to be. */
    IdClock clock(Optional<ZoneId> zone) {
        return new IdClock(zone, ruling.orElse(IdClock.Ruling.NONE));
    }

    /** Why it holds no posts, if it was found in a folder. */
    Optional<UnusableFileException> leftOut() {
        return leftOut;
    }

    /**
     * Reads it.
     *
     * @return whether its encoding and its times are what they seemed to be; else it must be read again
     * @throws UnusableFileException if it cannot be read as posts at all
     * @throws UncheckedIOException if it cannot be read
     */
    boolean read(RowCollector rows) {
        if (leftOut.isPresent()) {
            return true;
        }
        try {
            if (packed.isEmpty()) {
                packed = Optional.of(packed());
            }
            read(packed.get(), 0, rows);
            boolean isRight = ruling.isPresent() || rows.ruling().equals(IdClock.Ruling.NONE);
            ruling = Optional.of(ruling.orElse(rows.ruling()));
            return isRight;
        } catch (UnusableFileException e) {
            if (!isOfFolder || !NO_POSTS.contains(e.reason())) {
                throw e;
            }
            leftOut = Optional.of(e);
            return !rows.isAny();
        } catch (CharacterCodingException e) {
            return false;
        } catch (ZipException | EOFException e) {
            throw MALFORMED.of(
                    file, "the file breaks off or is damaged (%s). Fetch it again.".formatted(e.getMessage()), e);
        } catch (FileSystemException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private Bytes packed() throws IOException {
        if (!file.equals(STANDARD_INPUT) && Files.isRegularFile(file)) {
            return () -> Files.newInputStream(file);
        }
        var copy = copies.add();
        try (var in = file.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(file)) {
            TemporaryFiles.write(copy, in::transferTo);
        }
        return () -> Files.newInputStream(copy);
    }

    private void read(Bytes bytes, int layers, RowCollector rows) throws IOException {
        var start = bytes.start(START);
        if (layers < MOST_LAYERS && start.startsWith(GZIP)) {
            read(() -> new BufferedInputStream(new GZIPInputStream(bytes.open(), BUFFER), BUFFER), layers + 1, rows);
            return;
        }
        if (start.startsWith(ZIP)) {
            var only = layers < MOST_LAYERS ? onlyFile(bytes) : Optional.<Bytes>empty();
            if (only.isPresent()) {
                read(only.get(), layers + 1, rows);
            } else {
                Workbook.read(bytes, rows);
            }
            return;
        }
        if (start.isEmpty()) {
            throw EMPTY_FILE.of(file, "the file is empty; a header and rows were expected. Fetch it again.");
        }
        OTHER_FORMS.forEach((begin, message) -> {
            if (Characters.stripped(start, BYTE_ORDER_MARK).startsWith(begin)) {
                throw UNKNOWN_FORM.of(file, message);
            }
        });
        readText(bytes, notUtf8.orElse(TextEncoding.ofStart(start)), rows);
    }

    /**
     * The only file in an archive; nothing where that is a workbook, or no archive that can be opened.
     *
     * @throws UnusableFileException if there are several files in it
     */
    private Optional<Bytes> onlyFile(Bytes archive) throws IOException {
        int files = 0;
        try (var zip = zip(archive)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (PARTS_OF_A_WORKBOOK.contains(entry.getName())) {
                    return Optional.empty();
                }
                files += entry.isDirectory() || !isShown(entry.getName()) ? 0 : 1;
            }
        } catch (ZipException | EOFException e) {
            return Optional.empty();
        }
        if (files > 1) {
            throw UNKNOWN_FORM.of(
                    file,
                    Numbers.text("an archive of %,d files; expected one. Unpack it, and name its folder.", files));
        }
        return files == 0
                ? Optional.empty()
                : Optional.of(() -> {
                    var zip = zip(archive);
                    var entry = zip.getNextEntry();
                    while (entry != null && (entry.isDirectory() || !isShown(entry.getName()))) {
                        entry = zip.getNextEntry();
                    }
                    return new BufferedInputStream(zip, BUFFER);
                });
    }

    /** An archive's entries; names that are no UTF-8 do no harm. */
    private static ZipInputStream zip(Bytes archive) throws IOException {
        return new ZipInputStream(archive.open(), StandardCharsets.ISO_8859_1);
    }

    /** Whether the owner of a folder or an archive sees a file in it. */
    private static boolean isShown(String path) {
        return !("/" + path.replace('\\', '/')).matches("(?s)/__MACOSX/.*|.*/[.].*");
    }

    private void readText(Bytes bytes, TextEncoding encoding, RowCollector rows) throws IOException {
        encoding.note().ifPresent(rows::note);
        try {
            if (JsonText.begins(encoding.text(bytes.start(START)))) {
                new JsonText(bytes, encoding, rows).read();
            } else {
                try (var text = encoding.open(bytes)) {
                    new DelimitedText(text, rows).read();
                }
            }
        } catch (CharacterCodingException e) {
            notUtf8 = Optional.of(TextEncoding.ofNotUtf8(bytes));
            throw e;
        }
    }
}
