package retention.posts;

import static retention.posts.UnusableFileException.Reason.EMPTY_FILE;
import static retention.posts.UnusableFileException.Reason.MALFORMED_CSV;
import static retention.posts.UnusableFileException.Reason.MISSING_COLUMNS;
import static retention.posts.UnusableFileException.Reason.MISSING_FILE;
import static retention.posts.UnusableFileException.Reason.NOT_UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a CSV of posts row by row, in constant memory. Each row comes out as a {@link Post} or, where it cannot be used,
 * as {@link Quarantined}.
 *
 * <p>The file is UTF-8 with or without a byte order mark, quoted by RFC 4180, its line ends of either kind, its columns
 * in any order.
 */
public final class PostReader implements AutoCloseable {

    /** The columns of the file, in its order; {@code ip_localtion} is the file's own spelling. */
    public static final List<String> COLUMNS = List.of(
            "title",
            "content",
            "address",
            "label",
            "user_name",
            "user_id",
            "like_count",
            "collect_count",
            "comment_count",
            "share_count",
            "create_time",
            "post_id",
            "ip_localtion",
            "image",
            "type");

    private static final Map<String, String> OTHER_SPELLINGS = Map.of("ip_location", "ip_localtion");
    static final DateTimeFormatter CREATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final int MOST_SHOWN = 20;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** What a row of the file comes out as: exactly one of the two is there. */
    public record Row(Optional<Post> post, Optional<Quarantined> quarantined) {}

    private final Path file;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final Map<String, Integer> positions;
    private final Map<String, Integer> extraPositions;
    private final int width;

    private PostReader(Path file, CSVParser parser) {
        this.file = file;
        this.parser = parser;
        this.records = parser.iterator();
        var header = header();
        if (header.stream().anyMatch(name -> name.indexOf('\0') >= 0)) {
            throw new UnusableFileException(
                    NOT_UTF_8,
                    file,
                    "NUL bytes in its first line, so not UTF-8. If it is UTF-16, convert it with iconv -f UTF-16 -t UTF-8; if not, fetch it again.");
        }
        this.width = header.size();
        var known = new LinkedHashMap<String, Integer>();
        var extra = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < width; i++) {
            var name = OTHER_SPELLINGS.getOrDefault(header.get(i), header.get(i));
            var previous = (COLUMNS.contains(name) ? known : extra).put(name, i);
            if (previous != null) {
                throw new UnusableFileException(
                        MALFORMED_CSV,
                        file,
                        "the column %s stands twice in the header. Remove or rename one of them."
                                .formatted(Excerpt.of(name)));
            }
        }
        var missing = COLUMNS.stream().filter(name -> !known.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new UnusableFileException(
                    MISSING_COLUMNS,
                    file,
                    "missing columns %s; the header has %s. data/README.md describes the schema."
                            .formatted(missing, shown(header)));
        }
        this.positions = known;
        this.extraPositions = extra;
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws UnusableFileException if the file is missing, empty, not UTF-8, or lacks columns
     * @throws UncheckedIOException if it cannot be read
     */
    public static PostReader open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UnusableFileException(
                    MISSING_FILE, file, "no such file. Check the path; data/README.md says how to get the data.");
        }
        Reader reader = null;
        try {
            reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
            skipByteOrderMark((BufferedReader) reader);
            var format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
            return new PostReader(
                    file,
                    CSVParser.builder().setReader(reader).setFormat(format).get());
        } catch (IOException | RuntimeException e) {
            closeQuietly(reader, e);
            throw e instanceof IOException io ? explained(file, 1, io) : (RuntimeException) e;
        }
    }

    /**
     * The next row, or nothing at the end of the file.
     *
     * @throws UnusableFileException if the rest of the file is no CSV (an unclosed quote, say) or not UTF-8
     */
    public Optional<Row> next() {
        return nextRecord().map(numbered -> row(numbered.line(), numbered.record()));
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Numbered(long line, CSVRecord record) {}

    private List<String> header() {
        return nextRecord()
                .map(numbered -> numbered.record().stream().map(String::strip).toList())
                .orElseThrow(() -> new UnusableFileException(
                        EMPTY_FILE, file, "the file is empty; a header and rows were expected. Fetch it again."));
    }

    private static String shown(List<String> header) {
        var names = header.stream().limit(MOST_SHOWN).map(Excerpt::of).toList();
        return header.size() > MOST_SHOWN ? "%s and %d more".formatted(names, header.size() - MOST_SHOWN) : "" + names;
    }

    private Optional<Numbered> nextRecord() {
        long line = parser.getCurrentLineNumber() + 1;
        try {
            return records.hasNext() ? Optional.of(new Numbered(line, records.next())) : Optional.empty();
        } catch (UncheckedIOException e) {
            throw explained(file, line, e.getCause());
        } catch (NoSuchElementException | IllegalStateException e) {
            throw malformed(file, line, e);
        }
    }

    private Row row(long line, CSVRecord record) {
        if (record.size() != width) {
            return refused(
                    line,
                    "(row)",
                    String.join(",", record.toList()),
                    "%d fields, expected the header's %d".formatted(record.size(), width));
        }
        for (var reaction : Reaction.values()) {
            var text = field(record, reaction.column());
            if (!(CountParser.DISPLAYED.parse(text) instanceof DisplayCount.Known)) {
                return refused(
                        line, reaction.column(), text, "not a count; expected 12, 1,200, 10+, 1千+, 1.2万 or the like");
            }
        }
        var userId = TimestampedId.parse(field(record, "user_id"));
        if (userId.isEmpty()) {
            return refused(line, "user_id", field(record, "user_id"), "not an id; expected 24 hexadecimal digits");
        }
        var postId = TimestampedId.parse(field(record, "post_id"));
        if (postId.isEmpty()) {
            return refused(line, "post_id", field(record, "post_id"), "not an id; expected 24 hexadecimal digits");
        }
        var time = field(record, "create_time");
        LocalDateTime createTime;
        try {
            createTime = LocalDateTime.parse(time, CREATE_TIME);
        } catch (DateTimeParseException e) {
            return refused(line, "create_time", time, "not a time; expected yyyy-MM-dd HH:mm:ss");
        }
        var extra = new LinkedHashMap<String, String>();
        extraPositions.forEach((name, position) -> extra.put(name, record.get(position)));
        return new Row(
                Optional.of(new Post(
                        line,
                        field(record, "title"),
                        field(record, "content"),
                        field(record, "address"),
                        field(record, "label"),
                        field(record, "user_name"),
                        userId.get(),
                        field(record, "like_count"),
                        field(record, "collect_count"),
                        field(record, "comment_count"),
                        field(record, "share_count"),
                        createTime,
                        postId.get(),
                        field(record, "ip_localtion"),
                        field(record, "image"),
                        field(record, "type"),
                        Collections.unmodifiableMap(extra))),
                Optional.empty());
    }

    private String field(CSVRecord record, String column) {
        return record.get(positions.get(column));
    }

    private static Row refused(long line, String column, String value, String reason) {
        return new Row(Optional.empty(), Optional.of(new Quarantined(line, column, value, reason)));
    }

    private static void skipByteOrderMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
    }

    private static RuntimeException explained(Path file, long line, IOException e) {
        if (e instanceof CharacterCodingException) {
            return new UnusableFileException(
                    NOT_UTF_8,
                    file,
                    "not UTF-8 at or after line %d. Convert it, for example with iconv -f GB18030 -t UTF-8."
                            .formatted(line),
                    e);
        }
        return e instanceof CSVException ? malformed(file, line, e) : new UncheckedIOException(e);
    }

    private static UnusableFileException malformed(Path file, long line, Exception e) {
        return new UnusableFileException(
                MALFORMED_CSV,
                file,
                "no CSV from line %d on: %s. Look for a quote that is not closed or not doubled."
                        .formatted(line, e.getMessage()),
                e);
    }

    private static void closeQuietly(Reader reader, Exception reported) {
        try {
            if (reader != null) {
                reader.close();
            }
        } catch (IOException e) {
            reported.addSuppressed(e);
        }
    }
}
