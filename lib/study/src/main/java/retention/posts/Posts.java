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
 * All posts of one or more files, and what a reader of any number made of them has to know.
 *
 * @param reading the rows that could not be used, and what was decided while reading
 * @param posts in the files' order
 */
public record Posts(Reading reading, List<Post> posts) {

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

        /** A column's name is as long and as strange as a file's header. */
        public Problem {
            column = Characters.excerpt(column);
        }

        /** Such as {@code line 2, create_time "yesterday": no date; expected ...}; a long value is cut. */
        public String inWords() {
            return Numbers.text("line %d, %s \"%s\": %s", line, column, Characters.excerpt(value), reason);
        }

        /** The same for whom it is not to be shown what stands there, which may be anything that anybody wrote. */
        String withoutValue() {
            return Numbers.text("line %d, %s: %s", line, column, reason);
        }
    }

    public Posts {
        posts = List.copyOf(posts);
    }

    /** How many there are; what is in them is in {@link #table}. */
    @Override
    public String toString() {
        return Numbers.counted(posts.size(), "post") + ". " + reading.summary();
    }

    /**
     * Posts of which all rows were used.
     *
     * @param file where they are from, or where they go
     */
    public static Posts of(Path file, List<Post> posts) {
        var reading = new Reading(file, 0);
        posts.forEach(reading::post);
        return new Posts(reading, posts);
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
     * <p>A file is a table with a header, separated by commas, semicolons, tabs or {@code |}; JSON, with the posts as objects
     * anywhere in it, or as a table; or an Excel workbook. It is UTF-8, UTF-16, GB18030 or Big5, and may be compressed by gzip or
     * be the only one in a zip archive. A folder stands
     * for all files in it and in the folders in it, by name, of which those that hold no posts are left out; {@code -} is standard input.
     *
     * <p>Ids are also read from links. The first eight digits of a post's id are the second in which it was made. Where the times of a file are all off by the
     * same, they are corrected by it, and {@link #notes()} says so.
     *
     * @param zone of times that do not say theirs; without one they are China's
     * @throws UnusableFileException if a file cannot be read as posts at all, or no row of all can be used
     * @throws IllegalArgumentException if there is no path
     */
    public static Posts read(List<Path> paths, Columns columns, Optional<ZoneId> zone) {
        var read =
                PostStream.read(paths, columns, zone, Integer.MAX_VALUE, () -> new ArrayList<Post>(), ArrayList::add);
        return new Posts(read.reading(), read.made());
    }

    /** The rows that could not be used. */
    public List<Problem> quarantined() {
        return reading.listedQuarantined();
    }

    /** Counts of the posts that cannot be read, which costs no post. */
    public List<Problem> unreadableCounts() {
        return reading.listedUnreadable();
    }

    /** Sentences on what was decided while reading, such as that all times were corrected. */
    public List<String> notes() {
        return reading.notes();
    }

    /**
     * How many rows were set aside and why, in one sentence, such as {@code 3 of 1,204 rows were set aside: 2 without a time (line
     * 7, ...), 1 damaged (line 9, ...).}; and how many counts cannot be read. What stands in these rows is not quoted.
     */
    public String summary() {
        return reading.summary();
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

    /**
     * Writes the posts as CSV with the columns of {@link Columns#CANONICAL}, as {@link CsvExport} does; other columns are left out.
     * Read again, they are the same posts, since reading takes away what guards spreadsheets against formulas.
     *
     * @throws java.io.UncheckedIOException if it cannot be written; then the file is as it was before
     */
    public void write(Path csv) {
        CsvExport.write(table(), csv);
    }

    /**
     * The same posts without what tells who wrote them, and without the rows that could not be used: see {@link Pseudonyms}.
     *
     * @param key of the new ids, at least 16 bytes; the same key gives the same ids
     * @throws IllegalArgumentException if the key is shorter
     */
    public Posts pseudonymised(byte[] key) {
        var pseudonyms = new Pseudonyms(key);
        return of(reading.file(), posts.stream().map(pseudonyms::of).toList());
    }
}
