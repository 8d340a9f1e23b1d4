package retention.posts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import numerics.Numbers;
import retention.posts.Posts.Cause;
import retention.posts.Posts.Problem;

/** Makes posts of one file's rows, of whatever form the file is, and sets aside those that cannot be used. */
final class RowCollector {

    /** What stands alone for bytes that are no text: the first half of a pair of surrogates. */
    static final char BAD_BYTE = '\uDBFF';

    /** A header is looked for in so many lines. */
    static final int MOST_LINES_TO_HEADER = 10;

    private static final char REPLACEMENT = '\uFFFD';
    private static final Set<String> NOTHING =
            Set.of("nan", "NaN", "None", "null", "NULL", "NA", "N/A", "#N/A", "<NA>", "\\N");
    private static final Pattern CUT_BY_EXCEL = Pattern.compile("[0-9](?:[.,][0-9]+)?[eE]\\+?[0-9]{1,2}");

    private final Path file;
    private final Columns columns;
    private final IdClock clock;
    private final Reading reading;
    private final Consumer<Post> posts;
    private final List<String> notes = new ArrayList<>();

    private Columns.Header header;
    private boolean isAny;
    private int badIds;
    private String badId = "";

    RowCollector(Path file, Columns columns, IdClock clock, Reading reading, Consumer<Post> posts) {
        this.file = file;
        this.columns = columns;
        this.clock = clock;
        this.reading = reading;
        this.posts = posts;
        header(List.of());
    }

    Path file() {
        return file;
    }

    Columns columns() {
        return columns;
    }

    /** Adds what to know of the file. */
    void note(String note) {
        notes.add(note);
    }

    /** Adds that the header is not in the first line that is not blank. */
    void noteHeader(long line) {
        note(Numbers.text("The header is in line %,d; what stands above it is left out.", line));
    }

    /** The columns of the next rows. */
    void header(List<String> names) {
        header =
                columns.new Header(file, names.stream().map(RowCollector::shown).toList());
    }

    /** @throws UnusableFileException if the columns are not what a post needs */
    void checkColumns() {
        header.check();
    }

    /** A row, whose fields are in the order of the columns; those that are not there are empty. */
    void row(long line, String[] fields) {
        if (Stream.of(fields).allMatch(Characters::isBlank)) {
            return;
        }
        if (Stream.of(fields).anyMatch(RowCollector::hasBadBytes)) {
            damaged(
                    line,
                    String.join(",", fields),
                    "bytes that are no text in the encoding of the file; save it as CSV UTF-8");
            return;
        }
        isAny = true;
        var userId = header.first(Column.USER_ID, fields, TimestampedId::ofUser);
        if (userId.isEmpty() && columns.areOfPosts(List.of(fields))) {
            // Of two files that were joined, the second may have its columns in another order.
            damaged(line, String.join(",", fields), "the header again");
            var above = header;
            header(List.of(fields));
            if (!header.isLike(above)) {
                note(Numbers.text("Below line %,d the file has other columns.", line));
            }
            return;
        }
        if (userId.isEmpty()) {
            var user = header.field(Column.USER_ID, fields);
            reading.problem(new Problem(file, line, Cause.NO_USER, header.name(Column.USER_ID), user, notAnId(user)));
            return;
        }
        var timeText = header.field(Column.CREATE_TIME, fields);
        var published = PublishedTime.parse(timeText);
        if (published instanceof PublishedTime.Unknown unknown) {
            reading.problem(new Problem(
                    file, line, Cause.NO_TIME, header.name(Column.CREATE_TIME), timeText, unknown.reason()));
            return;
        }
        var postId = header.first(Column.POST_ID, fields, TimestampedId::ofPost)
                .or(() -> header.first(Column.ADDRESS, fields, TimestampedId::ofPost));
        var idText = text(Column.POST_ID, fields);
        if (postId.isEmpty() && !Characters.isBlank(idText)) {
            badIds++;
            badId = badIds == 1 ? Numbers.text("line %d: %s", line, notAnId(idText)) : badId;
        }
        var time = clock.settled(published, postId);
        var post = Post.of(file, line, column -> text(column, fields), userId.get(), time, postId);
        for (var reaction : Reaction.values()) {
            if (post.parsed(reaction) instanceof DisplayCount.Unreadable count) {
                reading.problem(new Problem(file, line, Cause.NO_COUNT, reaction.column(), count.text(), "no count"));
            }
        }
        reading.post(post);
        posts.accept(post);
    }

    private static boolean hasBadBytes(String text) {
        return text.indexOf(BAD_BYTE) >= 0 && text.codePoints().anyMatch(c -> c == BAD_BYTE);
    }

    /** A row of which no fields can be made. */
    void damaged(long line, String value, String reason) {
        isAny = true;
        reading.problem(new Problem(file, line, Cause.DAMAGED, "(row)", shown(value), reason));
    }

    private static String shown(String text) {
        return text.replace(BAD_BYTE, REPLACEMENT);
    }

    /** Whether there was any row that is not blank. */
    boolean isAny() {
        return isAny;
    }

    /** How the times of all rows are to be read. */
    IdClock.Ruling ruling() {
        return clock.ruling();
    }

    private static String notAnId(String text) {
        return CUT_BY_EXCEL.matcher(Characters.stripped(text, "'\"=")).matches()
                ? "an id that Excel has cut to a number; format the column as text before saving, or export the file"
                        + " again"
                : "not an id; expected 24 hexadecimal digits";
    }

    /** A field without what guards it in a file that {@link CsvExport} wrote. */
    private String text(Column column, String[] fields) {
        var text = header.field(column, fields);
        // None of these words is longer.
        boolean isNothing = text.length() <= 4 && NOTHING.contains(text) && column != Column.USER_NAME;
        return isNothing ? "" : CsvExport.unguarded(text);
    }

    /** What to know of the file, once it is read. */
    List<String> notes() {
        var all = new ArrayList<>(notes);
        all.addAll(header.notes());
        all.addAll(clock.notes());
        if (badIds > 0) {
            all.add(Numbers.text(
                    "%,d post%s an id that is none (%s), so that the time is not checked.",
                    badIds, badIds == 1 ? " has" : "s have", badId));
        }
        return all;
    }
}
