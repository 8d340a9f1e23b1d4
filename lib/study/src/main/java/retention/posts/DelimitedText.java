package retention.posts;

import static retention.posts.UnusableFileException.Reason.EMPTY_FILE;
import static retention.posts.UnusableFileException.Reason.MALFORMED;
import static retention.posts.UnusableFileException.Reason.UNKNOWN_FORM;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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

    /** Where a row ends whose quotes are wrong. */
    private static final int WRONG = -1;

    private final Reader in;
    private final RowCollector rows;
    private char separator = SEPARATORS[0];
    /** How many columns there are, and how many without the empty ones at the end that a spreadsheet adds. */
    private int columns;

    private int width;
    private boolean ended;
    private Optional<IOException> failure = Optional.empty();

    /** Text of the file: that from the place on to the end is yet to be read. */
    private char[] text = new char[2 * BLOCK];

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
        header();
        ReadAhead.forEach(this::next, Runnable::run);
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** Takes the separator and the columns. */
    private void header() throws IOException {
        int lineEnd = lineEnd();
        var named = SEPARATOR_LINE.matcher(text(place, lineEnd));
        if (named.matches()) {
            before++;
            place = lineEnd;
            separator = named.group(1).charAt(0);
        }
        findHeader(named.matches());
        int rowEnd = row();
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

    /** A line that may be the header, of which so many columns are known. */
    private record Line(int place, long before, char separator, long known) {}

    /**
     * Goes to the header: of the first lines that which names the most columns that are known, since people write above a header
     * what their table is. Where none names any, it is the first that is not blank.
     */
    private void findHeader(boolean isSeparatorNamed) throws IOException {
        var first = new Line(place, before, separator, 0);
        var lines = new ArrayList<Line>();
        boolean isFound = false;
        for (int i = 0; i < RowCollector.MOST_LINES_TO_HEADER && !isFound; i++) {
            separator = isSeparatorNamed ? separator : likeliestSeparator();
            int rowEnd = row();
            if (rowEnd == WRONG) {
                lines.add(new Line(place, before, separator, 0));
            } else if (rowEnd > place && !fields.stream().allMatch(Characters::isBlank)) {
                lines.add(new Line(place, before, separator, rows.columns().known(fields)));
                isFound = rows.columns().areOfPosts(fields);
            }
            place = lineEnd();
            before++;
        }
        var header = lines.stream().max(Comparator.comparingLong(Line::known)).orElse(first);
        place = header.place;
        before = header.before;
        separator = header.separator;
        if (lines.indexOf(header) > 0) {
            rows.noteHeader(before + 1);
        }
    }

    /** The separator with which the header has the most columns that are known. */
    private char likeliestSeparator() throws IOException {
        char best = SEPARATORS[0];
        long most = 0;
        for (char each : SEPARATORS) {
            separator = each;
            long known = row() > place ? rows.columns().known(fields) : 0;
            if (known > most) {
                most = known;
                best = each;
            }
        }
        return best;
    }

    /** Whether the text goes on to this place, which is no further than one behind the last character that was read. */
    private boolean has(int at) throws IOException {
        if (at == end && !ended) {
            more();
        }
        return at < end;
    }

    /** Fills the text, which becomes twice as large if it is full. */
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

    /** What is to be done with the rows of the next block; nothing where all were read, or no more can be. */
    private List<Runnable> next() {
        var found = new ArrayList<Runnable>();
        try {
            if (place >= end - place) {
                end -= place;
                System.arraycopy(text, place, text, 0, end);
                place = 0;
            }
            // The first row may stand behind more blank lines than a block has.
            int rowEnd = row();
            int blockEnd = place + BLOCK;
            while (rowEnd != place && place < blockEnd) {
                found.add(taken(rowEnd));
                rowEnd = row();
            }
            return found;
        } catch (IOException e) {
            failure = Optional.of(e);
            return List.of();
        }
    }

    /** Takes the row that was found up to there; of one that cannot be used the first line, after which reading goes on. */
    private Runnable taken(int rowEnd) throws IOException {
        long line = before + 1;
        var row = fields;
        var reason = rowEnd == WRONG ? WRONG_QUOTES : reasonOfWidth();
        if (rowEnd != WRONG && !reason.isEmpty() && rows.columns().areOfPosts(row)) {
            // Another file with other columns follows.
            takeWidth();
            reason = "";
        }
        if (reason.isEmpty()) {
            before += inside + 1;
            place = rowEnd;
            return () -> rows.row(line, row.toArray(String[]::new));
        }
        int start = place;
        before++;
        place = lineEnd();
        var shown = place == rowEnd ? String.join(",", row) : text(start, place);
        var why = reason;
        return () -> rows.damaged(line, shown.strip(), why);
    }

    /** Why a row has not a field for each column that has a name and nothing beyond; empty where it has, or is a blank line. */
    private String reasonOfWidth() {
        int size = fields.size();
        boolean isBlankLine = size == 1 && Characters.isBlank(fields.get(0));
        boolean isGood = size == columns
                || isBlankLine
                || (size >= width && fields.stream().skip(columns).allMatch(String::isBlank));
        return isGood ? "" : "%s fields, expected the header's %s".formatted(size, width);
    }

    /**
     * Finds the fields of the row that comes next, behind lines that are empty.
     *
     * @return where it ends, or {@link #WRONG}; where it begins if there is none
     */
    private int row() throws IOException {
        while (has(place) && isLineEnd(text[place])) {
            before++;
            place = behind(place);
        }
        fields = new ArrayList<>(width);
        inside = 0;
        int at = place;
        while (has(at)) {
            int stop = text[at] == '"' ? quoted(at + 1) : plain(at);
            if (stop == WRONG || !has(stop)) {
                return stop;
            }
            if (text[stop] != separator) {
                return behind(stop);
            }
            at = stop + 1;
        }
        if (at > place) {
            // Behind the last separator of the file there is an empty field.
            fields.add("");
        }
        return at;
    }

    /** Adds the field that begins there, and tells where it ends. */
    private int plain(int start) throws IOException {
        int stop = fieldEnd(start);
        fields.add(text(start, stop));
        return stop;
    }

    /** The same of a field behind the quote with which it begins; what follows the closing one must be blank. */
    private int quoted(int start) throws IOException {
        int at = start;
        while (has(at) && at - start <= LONGEST_FIELD && (text[at] != '"' || (has(at + 1) && text[at + 1] == '"'))) {
            inside += isLineEnd(text[at]) ? 1 : 0;
            at = text[at] == '"' ? at + 2 : behind(at);
            while (at < end && text[at] > '"') {
                // Most characters are none that matters here: a quote and the ends of lines are no larger than a quote.
                at++;
            }
        }
        if (!has(at) || at - start > LONGEST_FIELD) {
            return WRONG;
        }
        int stop = fieldEnd(at + 1);
        fields.add(text(start, at).replace("\"\"", "\""));
        return text(at + 1, stop).isBlank() ? stop : WRONG;
    }

    /** Where the next separator or line end is, or the end of all. */
    private int fieldEnd(int from) throws IOException {
        int at = from;
        do {
            while (at < end && text[at] != separator && !isLineEnd(text[at])) {
                at++;
            }
        } while (at == end && has(at));
        return at;
    }

    /** Where the next line begins, or where all ends. */
    private int lineEnd() throws IOException {
        int at = place;
        while (has(at) && !isLineEnd(text[at])) {
            at++;
        }
        return has(at) ? behind(at) : at;
    }

    /** The place behind a character; CR and LF are one. */
    private int behind(int at) throws IOException {
        return text[at] == '\r' && has(at + 1) && text[at + 1] == '\n' ? at + 2 : at + 1;
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private String text(int start, int stop) {
        return start == stop ? "" : new String(text, start, stop - start);
    }
}
