package retention.posts;

import static retention.posts.UnusableFileException.Reason.EMPTY_FILE;
import static retention.posts.UnusableFileException.Reason.MALFORMED;
import static retention.posts.UnusableFileException.Reason.UNKNOWN_FORM;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import numerics.ReadAhead;

/**
 * Rows of fields with a separator between them, quoted by RFC 4180, their line ends of any kind. A row whose quotes are wrong is
 * set aside, and reading goes on at the line after its first. (Commons CSV gives up the rest of a file there, and so is not used.)
 *
 * <p>While one thread finds the rows of the next block of text, the caller's makes posts of those of the last.
 */
final class DelimitedText {

    private static final char[] SEPARATORS = {',', ';', '\t', '|'};
    private static final Pattern SEPARATOR_LINE = Pattern.compile("\"?sep=(\\p{ASCII})\"?;?[ ,;\t]*[\r\n]*");
    private static final String WRONG_QUOTES = "a quote that is not closed or not doubled";

    private static final int BLOCK = 1 << 18;

    /** No quoted field is longer; a quote that is not closed shall not take the whole file into memory. */
    private static final int LONGEST_FIELD = 1 << 25;

    private static final int LONGEST_LINE = 1 << 29;

    /** What is found of a row that does not end in the text that was read. */
    private static final int INCOMPLETE = -1;

    private static final int WRONG = -2;

    private final Reader in;
    private final RowCollector rows;
    private char separator = SEPARATORS[0];
    /** How many columns there are, and how many without the empty ones at the end that a spreadsheet adds. */
    private int columns;

    private int width;
    private boolean ended;
    private Optional<IOException> failure = Optional.empty();

    /** Text of the file: that from the place on to the end is yet to be read. */
    private char[] text = new char[BLOCK];

    private int place;
    private int end;

    /** The fields of the row that is read, how many lines there are before it, and how many line ends inside it. */
    private List<String> fields = List.of();

    private long before;
    private int inside;

    DelimitedText(Reader in, RowCollector rows) {
        this.in = in;
        this.rows = rows;
    }

    /**
     * Reads all rows.
     *
     * @throws UnusableFileException if there is no header, or not the columns that a post needs
     */
    void read() throws IOException {
        more();
        header();
        ReadAhead.forEach(this::next, row -> {
            if (row.reason.isEmpty()) {
                rows.row(row.line, row.fields.toArray(String[]::new));
            } else {
                rows.damaged(row.line, row.fields.get(0).strip(), row.reason);
            }
        });
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** @param reason why the row is set aside, and then its first line is its only field; else empty */
    private record Row(long line, List<String> fields, String reason) {}

    /** Takes the separator and the columns. */
    private void header() throws IOException {
        int lineEnd = wholeLine();
        var named = SEPARATOR_LINE.matcher(text(place, lineEnd));
        if (named.matches()) {
            before++;
            place = lineEnd;
            separator = named.group(1).charAt(0);
        }
        findHeader(named.matches());
        int rowEnd = wholeRow();
        if (rowEnd == place) {
            throw EMPTY_FILE.of(rows.file(), "the file is empty; a header and rows were expected. Fetch it again.");
        }
        if (rowEnd == WRONG) {
            throw MALFORMED.of(
                    rows.file(), "no header can be read: %s. Look for it in the first line.".formatted(WRONG_QUOTES));
        }
        boolean isNul = fields.stream().anyMatch(name -> name.indexOf('\0') >= 0);
        if (isNul || (rows.columns().known(fields) == 0 && fields.stream().anyMatch(DelimitedText::isBinary))) {
            throw UNKNOWN_FORM.of(
                    rows.file(),
                    "%s bytes in its first line, so no text. Unpack an archive, export another form as CSV UTF-8, or fetch the file again."
                            .formatted(isNul ? "NUL" : "binary"));
        }
        rows.header(fields);
        rows.checkColumns();
        takeWidth();
        before += inside + 1;
        place = rowEnd;
    }

    private void takeWidth() {
        columns = fields.size();
        width = columns;
        while (width > 0 && fields.get(width - 1).isBlank()) {
            width--;
        }
    }

    private static boolean isBinary(String name) {
        return name.chars()
                .anyMatch(c -> c == RowCollector.BAD_BYTE || (c < ' ' && c != '\t' && c != '\n' && c != '\r'));
    }

    /**
     * Goes to the header: of the first lines that which names the most columns that are known, since people write above a header
     * what their table is. Where none names any, it is the first that is not blank.
     */
    private void findHeader(boolean isSeparatorNamed) throws IOException {
        int found = place;
        long foundBefore = before;
        char foundSeparator = separator;
        long most = -1;
        boolean isFirst = true;
        for (int line = 0; line < RowCollector.MOST_LINES_TO_HEADER; line++) {
            separator = isSeparatorNamed ? separator : likeliestSeparator();
            int rowEnd = wholeRow();
            if (rowEnd == place) {
                break;
            }
            boolean isRow = rowEnd != WRONG;
            long known = isRow ? rows.columns().known(fields) : 0;
            if (known > most && !(isRow && fields.stream().allMatch(Characters::isBlank))) {
                isFirst = most < 0;
                most = known;
                found = place;
                foundBefore = before;
                foundSeparator = separator;
            }
            if (isRow && rows.columns().areOfPosts(fields)) {
                break;
            }
            place = wholeLine();
            before++;
        }
        place = found;
        before = foundBefore;
        separator = foundSeparator;
        if (!isFirst) {
            rows.noteHeader(before + 1);
        }
    }

    /** The separator with which the header has the most columns that are known. */
    private char likeliestSeparator() throws IOException {
        char best = SEPARATORS[0];
        long most = 0;
        for (char each : SEPARATORS) {
            separator = each;
            long known = wholeRow() > place ? rows.columns().known(fields) : 0;
            if (known > most) {
                most = known;
                best = each;
            }
        }
        return best;
    }

    /** Finds the row that comes next, as {@link #row}, with as much text as that takes. */
    private int wholeRow() throws IOException {
        int rowEnd = row();
        while (rowEnd == INCOMPLETE) {
            more();
            rowEnd = row();
        }
        return rowEnd;
    }

    /** Finds the end of the line, with as much text as that takes. */
    private int wholeLine() throws IOException {
        int lineEnd = lineEnd(place);
        while (lineEnd == INCOMPLETE) {
            more();
            lineEnd = lineEnd(place);
        }
        return lineEnd;
    }

    /** Reads text behind that which is left, in the same block; a block that is full becomes twice as large. */
    private void more() throws IOException {
        if (end == LONGEST_LINE) {
            throw MALFORMED.of(
                    rows.file(), "a line of more than half a billion characters, so no table. Fetch it again.");
        }
        if (end == text.length) {
            text = Arrays.copyOf(text, 2 * text.length);
        }
        while (!ended && end < text.length) {
            int read = in.read(text, end, text.length - end);
            ended = read < 0;
            end += Math.max(0, read);
        }
    }

    /** The rows that come next, as many as end in a block; none where all were read, or no more can be. */
    private List<Row> next() {
        var found = new ArrayList<Row>();
        try {
            end -= place;
            System.arraycopy(text, place, text, 0, end);
            place = 0;
            if (end < text.length) {
                more();
            }
            for (int rowEnd = wholeRow(); rowEnd != place && rowEnd != INCOMPLETE; rowEnd = row()) {
                found.add(taken(rowEnd));
            }
        } catch (IOException e) {
            failure = Optional.of(e);
        }
        return found;
    }

    /** The row that was found up to there; of one that cannot be used the first line, after which reading goes on. */
    private Row taken(int rowEnd) {
        var reason = rowEnd == WRONG ? WRONG_QUOTES : reasonOfWidth();
        long line = before + 1;
        if (rowEnd != WRONG && !reason.isEmpty() && rows.columns().areOfPosts(fields)) {
            // Another file with other columns follows.
            takeWidth();
            reason = "";
        }
        if (reason.isEmpty()) {
            before += inside + 1;
            place = rowEnd;
            return new Row(line, fields, reason);
        }
        int start = place;
        before++;
        place = lineEnd(start);
        return new Row(line, List.of(place == rowEnd ? String.join(",", fields) : text(start, place)), reason);
    }

    /** Why a row has not a field for each column that has a name and nothing beyond; empty where it has, or is a blank line. */
    private String reasonOfWidth() {
        int size = fields.size();
        boolean isBlankLine = size == 1 && Characters.isBlank(fields.get(0));
        boolean isGood = size >= width || isBlankLine;
        for (int i = columns; isGood && i < size; i++) {
            isGood = fields.get(i).isBlank();
        }
        return isGood ? "" : "%s fields, expected the header's %s".formatted(size, width);
    }

    /**
     * Finds the fields of the row that comes next, behind lines that are empty.
     *
     * @return where it ends, {@link #INCOMPLETE} or {@link #WRONG}; where it begins if there is none
     */
    private int row() {
        while (place < end && isLineEnd(text[place])) {
            int next = behindLineEnd(place);
            if (next == INCOMPLETE) {
                return INCOMPLETE;
            }
            before++;
            place = next;
        }
        fields = new ArrayList<>(width);
        inside = 0;
        int at = place;
        while (at < end) {
            int stop = text[at] == '"' ? quoted(at + 1) : plain(at);
            if (stop == WRONG) {
                return lineEnd(place) == INCOMPLETE ? INCOMPLETE : WRONG;
            }
            if (stop == INCOMPLETE || stop == end) {
                return ended ? end : INCOMPLETE;
            }
            if (text[stop] != separator) {
                return behindLineEnd(stop);
            }
            at = stop + 1;
        }
        if (ended && at > place) {
            // Behind the last separator of the file there is an empty field.
            fields.add("");
        }
        return ended ? end : INCOMPLETE;
    }

    /** Adds the field that begins there, and tells where it ends. */
    private int plain(int start) {
        int stop = fieldEnd(start);
        fields.add(text(start, stop));
        return stop;
    }

    /** The same of a field behind the quote with which it begins; what follows the closing one must be blank. */
    private int quoted(int start) {
        boolean isDoubled = false;
        int at = start;
        while (true) {
            while (at < end && text[at] != '"') {
                inside += text[at] == '\n' || (text[at] == '\r' && (at + 1 == end || text[at + 1] != '\n')) ? 1 : 0;
                at++;
            }
            if (at == end) {
                return ended || at - start > LONGEST_FIELD ? WRONG : INCOMPLETE;
            }
            if (at + 1 == end || text[at + 1] != '"') {
                break;
            }
            isDoubled = true;
            at += 2;
        }
        int stop = fieldEnd(at + 1);
        if (stop == end && !ended) {
            return INCOMPLETE;
        }
        var field = text(start, at);
        fields.add(isDoubled ? field.replace("\"\"", "\"") : field);
        return text(at + 1, stop).isBlank() ? stop : WRONG;
    }

    /** Where the next separator or line end is, or the end of what was read. */
    private int fieldEnd(int from) {
        int at = from;
        while (at < end && text[at] != separator && !isLineEnd(text[at])) {
            at++;
        }
        return at;
    }

    /** Where the next line begins, or where all ends. */
    private int lineEnd(int from) {
        int at = from;
        while (at < end && !isLineEnd(text[at])) {
            at++;
        }
        return at < end ? behindLineEnd(at) : ended ? at : INCOMPLETE;
    }

    private int behindLineEnd(int at) {
        if (text[at] == '\n') {
            return at + 1;
        }
        if (at + 1 == end) {
            return ended ? at + 1 : INCOMPLETE;
        }
        return text[at + 1] == '\n' ? at + 2 : at + 1;
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private String text(int start, int stop) {
        return start == stop ? "" : new String(text, start, stop - start);
    }
}
