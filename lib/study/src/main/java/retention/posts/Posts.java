package retention.posts;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import numerics.Numbers;
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
            return Numbers.text("line %d, %s \"%s\": %s", line, column, Characters.excerpt(value), reason);
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
        var read =
                PostStream.read(paths, columns, zone, Integer.MAX_VALUE, () -> new ArrayList<Post>(), ArrayList::add);
        var reading = read.reading();
        return new Posts(
                paths.get(0),
                read.made(),
                reading.listedQuarantined(),
                reading.listedUnreadable(),
                reading.notes());
    }

    /** What there is to know besides the posts. */
    public Reading reading() {
        var reading = new Reading(file, Integer.MAX_VALUE);
        posts.forEach(reading::post);
        quarantined.forEach(reading::problem);
        unreadableCounts.forEach(reading::problem);
        return reading;
    }

    /**
     * How many rows were set aside and why, in one sentence, such as {@code 3 of 1,204 rows were set aside: 2 without a time (line
     * 7, ...), 1 damaged (line 9, ...).}; and how many counts cannot be read.
     */
    public String summary() {
        return reading().summary();
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
        return reading().quarantineTable();
    }

    /** The counts that cannot be read: line | column | value; of several files, the file comes first. */
    public Table unreadableTable() {
        return reading().unreadableTable();
    }

    /**
     * Writes the posts as CSV with the columns of {@link Columns#CANONICAL}, as {@link CsvExport} does; other columns are left out.
     * Read again, they are the same posts, since reading takes away what guards spreadsheets against formulas.
     *
     * @throws java.io.UncheckedIOException if it cannot be written; then the file is as it was before
     */
    public void write(Path csv) {
        CsvExport.writeForExcel(table(), csv);
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
