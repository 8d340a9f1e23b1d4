package retention.posts;

import static retention.posts.UnusableFileException.Reason.EMPTY_FILE;
import static retention.posts.UnusableFileException.Reason.MISSING_COLUMNS;
import static retention.posts.UnusableFileException.Reason.NO_USABLE_POST;
import static retention.posts.UnusableFileException.Reason.UNKNOWN_FORM;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import retention.project.AtomicFile;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * All rows of one or more files: the posts in the files' order, the rows that could not be used, and what a reader of any number
 * made of them has to know.
 *
 * @param file what was read: a file, a folder, or the first of several
 * @param quarantined the rows that could not be used
 * @param unreadableCounts counts of the posts that cannot be read, which costs no post
 * @param notes sentences on what was decided while reading, such as that all times were corrected
 */
public record Posts(
        Path file, List<Post> posts, List<Problem> quarantined, List<Problem> unreadableCounts, List<String> notes) {

    static final DateTimeFormatter CREATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private static final Set<UnusableFileException.Reason> NO_POSTS = Set.of(EMPTY_FILE, MISSING_COLUMNS, UNKNOWN_FORM);
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    /** What a spreadsheet takes for a formula, and what looks as if it had been guarded against that. */
    private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\t\r].*", Pattern.DOTALL);

    /** What is wrong with a row. */
    public enum Cause {
        NO_USER("without a user"),
        NO_TIME("without a time"),
        DAMAGED("damaged"),
        /** The row is used all the same. */
        NO_COUNT("with a count that cannot be read");

        private final String words;

        Cause(String words) {
            this.words = words;
        }

        /** As in "2 without a time". */
        public String inWords() {
            return words;
        }
    }

    /**
     * Something in a file that cannot be used, kept for the reader to see.
     *
     * @param file where it stands
     * @param line the line of the file on which the row begins, counted from 1; in a workbook the row
     * @param column the column that is wrong, or {@code (row)} where the row as a whole is
     * @param value what stands there
     * @param reason what was expected
     */
    public record Problem(Path file, long line, Cause cause, String column, String value, String reason) {

        /** Such as {@code line 2, create_time "yesterday": no date; expected ...}; a long value is cut. */
        public String inWords() {
            return String.format(
                    Locale.ROOT, "line %d, %s \"%s\": %s", line, column, Characters.excerpt(value), reason);
        }

        /** The same without its value, which may hold anything. */
        Problem withoutValue() {
            return new Problem(file, line, cause, column, "", reason);
        }
    }

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
        var read = new ArrayList<Posts>();
        var filesByNote = new LinkedHashMap<String, List<String>>();
        int files = 0;
        for (var path : paths) {
            boolean isFolder = Files.isDirectory(path);
            Optional<UnusableFileException> refused = Optional.empty();
            int before = read.size();
            for (var file : PostFile.files(path)) {
                files++;
                List<String> notes;
                try {
                    var posts = PostFile.read(file, columns, zone);
                    read.add(posts);
                    notes = posts.notes;
                } catch (UnusableFileException e) {
                    if (!isFolder || !NO_POSTS.contains(e.reason())) {
                        throw e;
                    }
                    refused = refused.or(() -> Optional.of(e));
                    notes = List.of("left out, since it holds no posts");
                }
                var name = Characters.excerpt(String.valueOf(file.getFileName()));
                notes.forEach(note -> filesByNote
                        .computeIfAbsent(note, same -> new ArrayList<>())
                        .add(name));
            }
            if (read.size() == before) {
                throw refused.orElseThrow();
            }
        }
        var posts = new Posts(
                paths.get(0),
                together(read, Posts::posts),
                together(read, Posts::quarantined),
                together(read, Posts::unreadableCounts),
                notes(filesByNote, files));
        if (posts.posts.isEmpty()) {
            throw NO_USABLE_POST.of(posts.file, posts.whyNoneCanBeUsed());
        }
        return posts;
    }

    /**
     * Reads one of several files by itself, as a task of many does. That none of its rows can be used is no error here.
     *
     * @throws UnusableFileException if it cannot be read as posts at all
     */
    public static Posts readAlone(Path file, Columns columns, Optional<ZoneId> zone) {
        return PostFile.read(file, columns, zone);
    }

    /**
     * Posts of rows that something else has read, by the rules for rows of a file.
     *
     * @param header the names of the columns
     * @param rows their fields, empty where there is nothing; they are counted from 1
     * @throws UnusableFileException if the columns are not what a post needs
     */
    public static Posts of(
            Path file, List<String> header, Iterator<String[]> rows, Columns columns, Optional<ZoneId> zone) {
        var collected = new RowCollector(file, columns, zone);
        collected.header(header);
        collected.checkColumns();
        for (long line = 1; rows.hasNext(); line++) {
            collected.row(line, rows.next());
        }
        return collected.posts();
    }

    private static <T> List<T> together(List<Posts> files, Function<Posts, List<T>> what) {
        return files.stream().flatMap(file -> what.apply(file).stream()).toList();
    }

    /** Each note once, with the files of which it holds where those are not all. */
    private static List<String> notes(Map<String, List<String>> filesByNote, int files) {
        return filesByNote.entrySet().stream()
                .map(entry -> {
                    var names = entry.getValue();
                    var some = names.size() > 3
                            ? String.format(Locale.ROOT, "%s and %d more files", names.get(0), names.size() - 1)
                            : String.join(", ", names);
                    return names.size() == files ? entry.getKey() : some + ": " + entry.getKey();
                })
                .toList();
    }

    /** The rows that cannot be used by their cause, the most frequent cause first. */
    private List<List<Problem>> byCause() {
        return quarantined.stream()
                .collect(Collectors.groupingBy(Problem::cause, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .sorted(Comparator.comparingInt((List<Problem> rows) -> rows.size())
                        .reversed())
                .toList();
    }

    private String whyNoneCanBeUsed() {
        if (quarantined.isEmpty()) {
            return "there is no row below the header. Fetch it again.";
        }
        var rows = quarantined.size() == 1
                ? "its only row cannot be used"
                : String.format(Locale.ROOT, "none of its %,d rows can be used", quarantined.size());
        return "%s: %s.".formatted(rows, inWords(byCause().get(0)));
    }

    /**
     * How many rows were set aside and why, in one sentence, such as {@code 3 of 1,204 rows were set aside: 2 without a time (line
     * 7, ...), 1 damaged (line 9, ...).}; and how many counts cannot be read.
     */
    public String summary() {
        int all = posts.size() + quarantined.size();
        var rows = all == 1 ? "The only row was read." : String.format(Locale.ROOT, "All %,d rows were read.", all);
        if (!quarantined.isEmpty()) {
            rows = String.format(
                    Locale.ROOT,
                    "%,d of %,d rows %s set aside: %s.",
                    quarantined.size(),
                    all,
                    quarantined.size() == 1 ? "was" : "were",
                    byCause().stream().map(this::inWords).collect(Collectors.joining(", ")));
        }
        if (unreadableCounts.isEmpty()) {
            return rows;
        }
        var first = unreadableCounts.get(0);
        return String.format(
                Locale.ROOT,
                "%s %,d count%s as missing (line %d, %s \"%s\").",
                rows,
                unreadableCounts.size(),
                unreadableCounts.size() == 1 ? " cannot be read and counts" : "s cannot be read and count",
                first.line(),
                first.column(),
                Characters.excerpt(first.value()));
    }

    /** Rows of one cause, the first of them with its file where there is more than one. */
    private String inWords(List<Problem> rows) {
        var first = rows.get(0);
        var where = first.file().equals(file) ? "" : first.file().getFileName() + " ";
        return String.format(
                Locale.ROOT, "%,d %s (%s%s)", rows.size(), first.cause().inWords(), where, first.inWords());
    }

    /** The posts as a table of text, one row per post, with the columns of {@link Columns#CANONICAL}. */
    public Table table() {
        return Table.create(
                "Posts",
                Stream.of(Column.values())
                        .map(column -> StringColumn.create(
                                column.canonical(), posts.stream().map(column::of)))
                        .toArray(StringColumn[]::new));
    }

    /** The rows that could not be used: line | column | value | reason; of several files, the file comes first. */
    public Table quarantineTable() {
        return table("Rows that cannot be used", quarantined);
    }

    /** The counts that cannot be read: line | column | value; of several files, the file comes first. */
    public Table unreadableTable() {
        return table("Counts that cannot be read", unreadableCounts).removeColumns("reason");
    }

    private Table table(String title, List<Problem> problems) {
        var table = Table.create(
                title,
                StringColumn.create(
                        "file",
                        problems.stream()
                                .map(row -> Characters.excerpt(
                                        String.valueOf(row.file().getFileName())))),
                LongColumn.create(
                        "line", problems.stream().mapToLong(Problem::line).toArray()),
                StringColumn.create("column", problems.stream().map(row -> Characters.excerpt(row.column()))),
                StringColumn.create("value", problems.stream().map(row -> Characters.excerpt(row.value()))),
                StringColumn.create("reason", problems.stream().map(Problem::reason)));
        return posts.stream().allMatch(post -> post.file().equals(file)) ? table.removeColumns("file") : table;
    }

    /**
     * Writes the posts as CSV with the columns of {@link Columns#CANONICAL}; other columns are left out. Read again, they are the
     * same posts. A text that a spreadsheet would take for a formula has a {@code '} before it, which reading takes away.
     *
     * @throws java.io.UncheckedIOException if it cannot be written; then the file is as it was before
     */
    public void write(Path csv) {
        try {
            AtomicFile.write(csv, out -> {
                var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                FORMAT.printRecord(writer, Columns.CANONICAL.toArray());
                for (var post : posts) {
                    FORMAT.printRecord(
                            writer,
                            Stream.of(Column.values())
                                    .map(column -> column.of(post))
                                    .map(text -> FORMULA.matcher(text).matches() ? "'" + text : text)
                                    .toArray());
                }
                writer.flush();
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + csv, e);
        }
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
                quarantined.stream().map(Problem::withoutValue).toList(),
                unreadableCounts,
                notes);
    }
}
