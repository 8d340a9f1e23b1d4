package retention.posts;

import static retention.posts.UnusableFileException.Reason.EMPTY_FILE;
import static retention.posts.UnusableFileException.Reason.MISSING_COLUMNS;
import static retention.posts.UnusableFileException.Reason.NO_USABLE_POST;
import static retention.posts.UnusableFileException.Reason.UNKNOWN_FORM;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import retention.posts.Quarantined.Cause;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * All rows of one or more files: the posts in the files' order, the rows that could not be used, and what a reader of any number
 * made of them has to know.
 *
 * @param file what was read: a file, a folder, or the first of several
 * @param unreadableCounts counts of the posts that cannot be read
 * @param notes sentences on what was decided while reading, such as that all times were corrected
 */
public record Posts(
        Path file,
        List<Post> posts,
        List<Quarantined> quarantined,
        List<UnreadableCount> unreadableCounts,
        List<String> notes) {

    static final DateTimeFormatter CREATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private static final Set<UnusableFileException.Reason> NO_POSTS = Set.of(EMPTY_FILE, MISSING_COLUMNS, UNKNOWN_FORM);

    public Posts {
        posts = List.copyOf(posts);
        quarantined = List.copyOf(quarantined);
        unreadableCounts = List.copyOf(unreadableCounts);
        notes = List.copyOf(notes);
    }

    /**
     * Reads a file whose columns have their usual names.
     *
     * @param file of any form that is known: see {@link #read(List, Columns, Optional)}
     * @throws UnusableFileException if it cannot be read as posts at all, or no row of it can be used
     */
    public static Posts read(Path file) {
        return read(List.of(file), Columns.usual(), Optional.empty());
    }

    /**
     * Reads files one after another.
     *
     * <p>A file is a table with a header, separated by commas, semicolons, tabs or {@code |}; JSON, as an array of objects or one
     * object a line; or an Excel workbook. It is UTF-8, UTF-16, GB18030 or Big5, and may be compressed by gzip. A folder stands
     * for all files in it, by name, of which those that hold no posts are left out; {@code -} is standard input.
     *
     * <p>The first eight digits of a post's id are the second in which it was made. Where the times of a file are all off by the
     * same, they are corrected by it, and {@link #notes} says so.
     *
     * @param zone of times that do not say theirs; without one they are China's
     * @throws UnusableFileException if a file cannot be read as posts at all, or no row of all can be used
     * @throws IllegalArgumentException if there is no path
     */
    public static Posts read(List<Path> paths, Columns columns, Optional<ZoneId> zone) {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("No file of posts; expected at least one.");
        }
        var posts = new ArrayList<Post>();
        var quarantined = new ArrayList<Quarantined>();
        var unreadable = new ArrayList<UnreadableCount>();
        var filesByNote = new LinkedHashMap<String, List<String>>();
        int files = 0;
        for (var path : paths) {
            boolean isFolder = Files.isDirectory(path);
            Optional<UnusableFileException> refused = Optional.empty();
            boolean any = false;
            for (var file : PostFile.files(path)) {
                files++;
                RowCollector.Collected read;
                try {
                    read = PostFile.read(file, columns, zone);
                } catch (UnusableFileException e) {
                    if (!isFolder || !NO_POSTS.contains(e.reason())) {
                        throw e;
                    }
                    refused = refused.or(() -> Optional.of(e));
                    filesByNote
                            .computeIfAbsent("left out, since it holds no posts", note -> new ArrayList<>())
                            .add(file.getFileName().toString());
                    continue;
                }
                any = true;
                posts.addAll(read.posts());
                quarantined.addAll(read.quarantined());
                unreadable.addAll(read.unreadable());
                read.notes().forEach(note -> filesByNote
                        .computeIfAbsent(note, same -> new ArrayList<>())
                        .add(String.valueOf(file.getFileName())));
            }
            if (!any) {
                throw refused.orElseThrow();
            }
        }
        if (posts.isEmpty()) {
            throw noUsablePost(paths.get(0), quarantined);
        }
        return new Posts(paths.get(0), posts, quarantined, unreadable, notes(filesByNote, files));
    }

    /** Each note once, with the files of which it holds where those are not all. */
    private static List<String> notes(Map<String, List<String>> filesByNote, int files) {
        return filesByNote.entrySet().stream()
                .map(entry -> entry.getValue().size() == files
                        ? entry.getKey()
                        : entry.getValue().size() > 3
                                ? String.format(
                                        Locale.ROOT,
                                        "%s and %d more files: %s",
                                        Excerpt.of(entry.getValue().get(0)),
                                        entry.getValue().size() - 1,
                                        entry.getKey())
                                : "%s: %s"
                                        .formatted(
                                                entry.getValue().stream()
                                                        .map(Excerpt::of)
                                                        .collect(Collectors.joining(", ")),
                                                entry.getKey()))
                .toList();
    }

    private static UnusableFileException noUsablePost(Path file, List<Quarantined> quarantined) {
        var causes = causes(quarantined);
        return new UnusableFileException(
                NO_USABLE_POST,
                file,
                causes.isEmpty()
                        ? "there is no row below the header. Fetch it again."
                        : String.format(
                                Locale.ROOT,
                                "%s: %,d %s (%s).",
                                quarantined.size() == 1
                                        ? "its only row cannot be used"
                                        : String.format(
                                                Locale.ROOT, "none of its %,d rows can be used", quarantined.size()),
                                causes.get(0).rows(),
                                causes.get(0).cause().inWords(),
                                causes.get(0).example().inWords()));
    }

    /**
     * Rows that cannot be used for the same cause.
     *
     * @param example the first of them
     */
    public record CauseCount(Cause cause, int rows, Quarantined example) {}

    /** Why rows cannot be used, the most frequent cause first. */
    public List<CauseCount> causes() {
        return causes(quarantined);
    }

    private static List<CauseCount> causes(List<Quarantined> quarantined) {
        var byCause = new EnumMap<Cause, List<Quarantined>>(Cause.class);
        quarantined.forEach(row ->
                byCause.computeIfAbsent(row.cause(), any -> new ArrayList<>()).add(row));
        return byCause.entrySet().stream()
                .map(entry -> new CauseCount(
                        entry.getKey(),
                        entry.getValue().size(),
                        entry.getValue().get(0)))
                .sorted(Comparator.comparingInt(CauseCount::rows).reversed())
                .toList();
    }

    /**
     * How many rows were set aside and why, in one sentence, such as {@code 3 of 1,204 rows were set aside: 2 without a time (line
     * 7, ...), 1 damaged (line 9, ...).}; and how many counts cannot be read.
     */
    public String summary() {
        var sentences = new ArrayList<String>();
        int rows = posts.size() + quarantined.size();
        sentences.add(
                quarantined.isEmpty()
                        ? rows == 1
                                ? "The only row was read."
                                : String.format(Locale.ROOT, "All %,d rows were read.", rows)
                        : String.format(
                                Locale.ROOT,
                                "%,d of %,d rows %s set aside: %s.",
                                quarantined.size(),
                                rows,
                                quarantined.size() == 1 ? "was" : "were",
                                causes().stream()
                                        .map(count -> String.format(
                                                Locale.ROOT,
                                                "%,d %s (%s)",
                                                count.rows(),
                                                count.cause().inWords(),
                                                at(count.example())))
                                        .collect(Collectors.joining(", "))));
        if (!unreadableCounts.isEmpty()) {
            var first = unreadableCounts.get(0);
            sentences.add(String.format(
                    Locale.ROOT,
                    "%,d count%s cannot be read and %s as missing (line %d, %s \"%s\").",
                    unreadableCounts.size(),
                    unreadableCounts.size() == 1 ? "" : "s",
                    unreadableCounts.size() == 1 ? "counts" : "count",
                    first.line(),
                    first.reaction().column(),
                    Excerpt.of(first.value())));
        }
        return String.join(" ", sentences);
    }

    /** A row in words, with its file where there is more than one. */
    private String at(Quarantined row) {
        return row.file().equals(file) ? row.inWords() : row.file().getFileName() + " " + row.inWords();
    }

    /** The posts as a table of text, one row per post, with the columns of {@link Columns#CANONICAL}. */
    public Table table() {
        return Table.create(
                "Posts",
                Stream.of(Column.values())
                        .map(column -> StringColumn.create(
                                column.canonical(), posts.stream().map(post -> PostWriter.field(post, column))))
                        .toArray(StringColumn[]::new));
    }

    /** The rows that could not be used: line | column | value | reason; of several files, the file comes first. */
    public Table quarantineTable() {
        return Table.create(
                "Rows that cannot be used",
                columns(
                        quarantined,
                        Quarantined::file,
                        Quarantined::line,
                        StringColumn.create("column", quarantined.stream().map(row -> Excerpt.of(row.column()))),
                        StringColumn.create("value", quarantined.stream().map(row -> Excerpt.of(row.value()))),
                        StringColumn.create("reason", quarantined.stream().map(Quarantined::reason))));
    }

    /** The counts that cannot be read: line | column | value; of several files, the file comes first. */
    public Table unreadableTable() {
        return Table.create(
                "Counts that cannot be read",
                columns(
                        unreadableCounts,
                        UnreadableCount::file,
                        UnreadableCount::line,
                        StringColumn.create("column", unreadableCounts.stream().map(count -> count.reaction()
                                .column())),
                        StringColumn.create(
                                "value", unreadableCounts.stream().map(count -> Excerpt.of(count.value())))));
    }

    /** Columns that say where something stands, and those that say what. */
    <T> tech.tablesaw.columns.Column<?>[] columns(
            List<T> rows, Function<T, Path> from, Function<T, Long> line, StringColumn... others) {
        var columns = new ArrayList<tech.tablesaw.columns.Column<?>>();
        if (posts.stream().anyMatch(post -> !post.file().equals(file))) {
            columns.add(StringColumn.create(
                    "file",
                    rows.stream()
                            .map(row ->
                                    Excerpt.of(String.valueOf(from.apply(row).getFileName())))));
        }
        columns.add(
                LongColumn.create("line", rows.stream().mapToLong(line::apply).toArray()));
        columns.addAll(List.of(others));
        return columns.toArray(tech.tablesaw.columns.Column<?>[]::new);
    }

    /**
     * Writes the posts as CSV with the columns of {@link Columns#CANONICAL}; other columns are left out. Read again, they are the
     * same posts. A text that a spreadsheet would take for a formula has a {@code '} before it, which reading takes away.
     *
     * @throws java.io.UncheckedIOException if it cannot be written; then the file is as it was before
     */
    public void write(Path csv) {
        PostWriter.write(posts, csv);
    }

    /**
     * The same posts without what tells who wrote them: see {@link Pseudonyms}.
     *
     * @param key of the new ids, at least 16 bytes; the same key gives the same ids
     * @throws IllegalArgumentException if the key is shorter
     */
    public Posts pseudonymised(byte[] key) {
        var pseudonyms = new Pseudonyms(key);
        return new Posts(
                file,
                posts.stream().map(pseudonyms::of).toList(),
                quarantined.stream().map(pseudonyms::of).toList(),
                unreadableCounts,
                notes);
    }
}
