package retention.posts;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import retention.posts.Quarantined.Cause;

/** Makes posts of one file's rows, of whatever form the file is, and sets aside those that cannot be used. */
final class RowCollector {

    /** What stands in a damaged row for bytes that are no text; no decoder makes it of anything else, but for characters that nobody has a use for. */
    static final char BAD_BYTE = '\uDBFF';

    private static final char REPLACEMENT = '\uFFFD';

    static final String WHOLE_ROW = "(row)";

    static final String BAD_BYTES = "bytes that are no text in the encoding of the file";

    private static final Set<String> NO_TEXT = Set.of("nan", "NaN", "None", "null", "NULL");
    private static final Pattern GUARDED = Pattern.compile("'+[=+\\-@\t\r].*", Pattern.DOTALL);
    private static final Pattern CUT_BY_EXCEL = Pattern.compile("[0-9](?:[.,][0-9]+)?[eE]\\+?[0-9]{1,2}");

    private final Path file;
    private final Columns.Assignment columns;
    private final IdClock clock;
    private final List<Quarantined> quarantined = new ArrayList<>();
    private final List<UnreadableCount> unreadable = new ArrayList<>();
    private final Map<Column, int[]> positions = new EnumMap<>(Column.class);
    private Map<Integer, String> extra = Map.of();
    private int badIds;
    private String badId = "";

    RowCollector(Path file, Columns columns, Optional<ZoneId> zone) {
        this.file = file;
        this.columns = columns.new Assignment(file);
        this.clock = new IdClock(zone);
    }

    /** How many columns there are, those without a name included. */
    int columns() {
        return columns.header().size();
    }

    Path file() {
        return file;
    }

    /** Takes a column's name, the next in order. */
    void column(String name) {
        columns.add(name);
    }

    /** Is called after a column was added, before the next row. */
    void columnsAdded() {
        for (var column : Column.values()) {
            positions.put(
                    column,
                    columns.positions(column).stream()
                            .mapToInt(Integer::intValue)
                            .toArray());
        }
        extra = named(columns.extra());
    }

    /**
     * Is called when all columns are there.
     *
     * @throws UnusableFileException if they are not what a post needs
     */
    void checkColumns() {
        columns.check();
    }

    /** Unknown columns that have a name, each under one of its own. */
    private static Map<Integer, String> named(Map<Integer, String> unknown) {
        var named = new LinkedHashMap<Integer, String>();
        var taken = new LinkedHashMap<String, Integer>();
        unknown.forEach((position, name) -> {
            if (!name.isEmpty()) {
                int before = taken.merge(name, 1, Integer::sum);
                named.put(position, before == 1 ? name : String.format(Locale.ROOT, "%s (%d)", name, before));
            }
        });
        return named;
    }

    /** A row, whose fields are in the order of the columns; those that are not there are empty. */
    void row(long line, String[] fields) {
        if (isBlank(fields)) {
            return;
        }
        if (isHeader(fields)) {
            damaged(line, String.join(",", fields), "the header again");
            return;
        }
        if (hasBadByte(fields)) {
            damaged(line, String.join(",", fields), BAD_BYTES);
            return;
        }
        var user = field(Column.USER_ID, fields);
        var userId = TimestampedId.parse(user);
        if (userId.isEmpty()) {
            setAside(line, Cause.NO_USER, Column.USER_ID, user, notAnId(user));
            return;
        }
        var timeText = field(Column.CREATE_TIME, fields);
        var time = PublishedTime.parse(timeText);
        if (time instanceof PublishedTime.Unknown unknown) {
            setAside(line, Cause.NO_TIME, Column.CREATE_TIME, timeText, unknown.reason());
            return;
        }
        var post = new Post(
                file,
                line,
                text(Column.TITLE, fields),
                text(Column.CONTENT, fields),
                text(Column.ADDRESS, fields),
                text(Column.LABEL, fields),
                unguarded(field(Column.USER_NAME, fields)),
                userId.get(),
                count(Reaction.LIKES, Column.LIKE_COUNT, line, fields),
                count(Reaction.COLLECTS, Column.COLLECT_COUNT, line, fields),
                count(Reaction.COMMENTS, Column.COMMENT_COUNT, line, fields),
                count(Reaction.SHARES, Column.SHARE_COUNT, line, fields),
                IdClock.provisional(time),
                postId(line, fields),
                text(Column.IP_LOCATION, fields),
                text(Column.IMAGE, fields),
                text(Column.TYPE, fields),
                extra.isEmpty() ? Map.of() : extra(fields));
        clock.add(post, time);
    }

    /** A row of which no fields can be made. */
    void damaged(long line, String value, String reason) {
        quarantined.add(
                new Quarantined(file, line, Cause.DAMAGED, WHOLE_ROW, value.replace(BAD_BYTE, REPLACEMENT), reason));
    }

    private void setAside(long line, Cause cause, Column column, String value, String reason) {
        quarantined.add(new Quarantined(file, line, cause, name(column), value, reason));
    }

    /** What the file itself calls a column. */
    private String name(Column column) {
        var positions = columns.positions(column);
        return positions.isEmpty()
                ? column.canonical()
                : Column.plain(columns.header().get(positions.get(0)));
    }

    private static String notAnId(String text) {
        return CUT_BY_EXCEL.matcher(Invisible.stripped(text, "'\"=")).matches()
                ? "an id that Excel has cut to a number; format the column as text before saving, or export the file again"
                : "not an id; expected 24 hexadecimal digits";
    }

    private Optional<TimestampedId> postId(long line, String[] fields) {
        var text = field(Column.POST_ID, fields);
        var id = text.isEmpty() ? Optional.<TimestampedId>empty() : TimestampedId.parse(text);
        if (id.isEmpty() && !Invisible.stripped(text).isEmpty()) {
            badIds++;
            badId = badIds == 1
                    ? String.format(Locale.ROOT, "line %d: \"%s\": %s", line, Excerpt.of(text), notAnId(text))
                    : badId;
        }
        return id;
    }

    private String count(Reaction reaction, Column column, long line, String[] fields) {
        var text = unguarded(field(column, fields));
        if (CountParser.DISPLAYED.parse(text) instanceof DisplayCount.Unreadable) {
            unreadable.add(new UnreadableCount(file, line, reaction, text));
        }
        return text;
    }

    /** The first field that is not empty of those that hold this. */
    private String field(Column column, String[] fields) {
        for (int position : positions.get(column)) {
            if (position < fields.length && !fields[position].isEmpty()) {
                return fields[position];
            }
        }
        return "";
    }

    private String text(Column column, String[] fields) {
        var text = unguarded(field(column, fields));
        return text.length() <= 4 && NO_TEXT.contains(text) ? "" : text;
    }

    /** A text without the quote that {@link PostWriter} puts before what a spreadsheet would take for a formula. */
    private static String unguarded(String text) {
        return !text.isEmpty()
                        && text.charAt(0) == '\''
                        && GUARDED.matcher(text).matches()
                ? text.substring(1)
                : text;
    }

    private Map<String, String> extra(String[] fields) {
        var values = new LinkedHashMap<String, String>();
        extra.forEach((position, name) -> values.put(name, position < fields.length ? fields[position] : ""));
        return Collections.unmodifiableMap(values);
    }

    private static boolean isBlank(String[] fields) {
        for (var field : fields) {
            for (int i = 0; i < field.length(); i++) {
                if (!Invisible.isBlank(field.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isHeader(String[] fields) {
        var user = field(Column.USER_ID, fields);
        // Only what is no id can be a name.
        return !user.isEmpty()
                && user.length() < 20
                && Column.key(user).equals(Column.key(name(Column.USER_ID)))
                && Column.key(field(Column.CREATE_TIME, fields)).equals(Column.key(name(Column.CREATE_TIME)));
    }

    private static boolean hasBadByte(String[] fields) {
        for (var field : fields) {
            if (field.indexOf(BAD_BYTE) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The posts of all rows at their settled times, the rows set aside, and what to know of the file. */
    Collected collected() {
        var notes = new ArrayList<>(columns.notes());
        var posts = clock.settled(notes);
        if (badIds > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%,d post%s an id that is none (%s), so that the time is not checked.",
                    badIds,
                    badIds == 1 ? " has" : "s have",
                    badId));
        }
        return new Collected(posts, quarantined, unreadable, notes);
    }

    /** What one file gave. */
    record Collected(
            List<Post> posts, List<Quarantined> quarantined, List<UnreadableCount> unreadable, List<String> notes) {}
}
