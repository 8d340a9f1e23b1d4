package retention.posts;

import static retention.posts.UnusableFileException.Reason.EMPTY_FILE;
import static retention.posts.UnusableFileException.Reason.MALFORMED;

import it.unimi.dsi.fastutil.HashCommon;
import it.unimi.dsi.fastutil.ints.IntArrays;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/**
 * Rows of fields with a separator between them, quoted by RFC 4180, their line ends of any kind. A row whose quotes are wrong is
 * set aside, and reading goes on at the line after its first. (Commons CSV gives up the rest of a file there, and so is not used.)
 *
 * <p>Rows are found in the file's bytes, block by block. While one thread finds those of the next block, the caller's makes posts
 * of those of the last.
 */
final class DelimitedText {

    private static final byte[] SEPARATORS = {',', ';', '\t', '|'};
    private static final Pattern SEPARATOR_LINE = Pattern.compile("\"?sep=(\\p{ASCII})\"?;?[ ,;\t]*[\r\n]*");
    private static final String WRONG_QUOTES = "a quote that is not closed or not doubled";

    private static final int BLOCK = 1 << 18;

    /** No row is longer; a quote that is not closed shall not take the whole file into memory. */
    private static final int LONGEST_ROW = 1 << 26;

    private static final int MOST_BYTES = 1 << 30;

    private static final int SHORT_BITS = 12;

    /** What is found of a row that does not end in the bytes that were read. */
    private static final int INCOMPLETE = -1;

    private static final int WRONG = -2;

    private final InputStream in;
    private final RowCollector rows;
    private final boolean tolerant;
    private byte separator = SEPARATORS[0];
    private int width;
    private boolean ended;

    /** Bytes of the file: those from the place on to the end are yet to be read. */
    private byte[] bytes = new byte[BLOCK];

    private int place;
    private int end;

    /** Where the fields of the row begin that is read, and where they end; below zero if quotes in them are doubled. */
    private int[] starts = new int[1 << 5];

    private int[] stops = new int[starts.length];
    private int size;

    /** How many lines there are before this row, and how many line ends inside it. */
    private long before;

    private int inside;

    /** Texts of a few bytes, such as counts and places, by those bytes: the same few come again and again, and are made once. */
    private final long[] shortKeys = new long[1 << SHORT_BITS];

    private final String[] shortTexts = new String[shortKeys.length];

    /**
     * @param in UTF-8
     * @param tolerant whether a row with other bytes is set aside; else the first one ends the reading
     */
    DelimitedText(InputStream in, boolean tolerant, RowCollector rows) {
        this.in = in;
        this.tolerant = tolerant;
        this.rows = rows;
    }

    /**
     * Reads all rows.
     *
     * @throws UnusableFileException if there is no header, or not the columns that a post needs
     * @throws java.nio.charset.CharacterCodingException if there are bytes that are no UTF-8, and that is not tolerated
     */
    void read() throws IOException {
        more();
        header();
        var ahead = Executors.newSingleThreadExecutor(work -> {
            var thread = new Thread(work, "rows");
            thread.setDaemon(true);
            return thread;
        });
        try {
            for (var found = taken(ahead.submit(this::next)); !found.isEmpty(); ) {
                var next = ahead.submit(this::next);
                for (var row : found) {
                    if (row.reason.isEmpty()) {
                        rows.row(row.line, row.fields.toArray(String[]::new));
                    } else {
                        rows.damaged(row.line, String.join(",", row.fields).strip(), row.reason);
                    }
                }
                found = taken(next);
            }
        } finally {
            ahead.shutdownNow();
        }
    }

    /** @param reason why the row is set aside, and then its first line may be its only field; else empty */
    private record Row(long line, List<String> fields, String reason) {}

    private static List<Row> taken(Future<List<Row>> found) throws IOException {
        try {
            return found.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Reading was interrupted");
        }
    }

    /** Takes the separator and the columns: those of the first line that is not empty. */
    private void header() throws IOException {
        int lineEnd = lineEnd(place);
        while (lineEnd == INCOMPLETE) {
            more();
            lineEnd = lineEnd(place);
        }
        var named = SEPARATOR_LINE.matcher(text(place, lineEnd));
        if (named.matches()) {
            before++;
            place = lineEnd;
        }
        separator = named.matches() ? (byte) named.group(1).charAt(0) : likeliestSeparator();
        int rowEnd = wholeRow();
        if (rowEnd == place) {
            throw EMPTY_FILE.of(rows.file(), "the file is empty; a header and rows were expected. Fetch it again.");
        }
        if (rowEnd == WRONG) {
            throw MALFORMED.of(
                    rows.file(), "no header can be read: %s. Look for it in the first line.".formatted(WRONG_QUOTES));
        }
        var names = fields();
        if (names.stream().anyMatch(name -> name.indexOf('\0') >= 0)) {
            throw MALFORMED.of(
                    rows.file(), "NUL bytes in its first line, so no text. Fetch it again, or export it as CSV.");
        }
        if (!tolerant && !TextEncoding.isUtf8(bytes, place, rowEnd)) {
            throw new MalformedInputException(1);
        }
        rows.header(names);
        rows.checkColumns();
        // Without the empty ones at the end that a spreadsheet adds.
        width = names.size();
        while (width > 0 && names.get(width - 1).isBlank()) {
            width--;
        }
        before += inside + 1;
        place = rowEnd;
    }

    /** The separator with which the header has the most columns that are known. */
    private byte likeliestSeparator() throws IOException {
        byte best = SEPARATORS[0];
        long most = 0;
        for (byte each : SEPARATORS) {
            separator = each;
            long known = wholeRow() > place ? rows.columns().known(fields()) : 0;
            if (known > most) {
                most = known;
                best = each;
            }
        }
        return best;
    }

    /** Finds the fields of the row that comes next, as {@link #row}, with as many bytes as that takes. */
    private int wholeRow() throws IOException {
        int rowEnd = row();
        while (rowEnd == INCOMPLETE) {
            more();
            rowEnd = row();
        }
        return rowEnd;
    }

    /** Reads bytes behind those that are left, in the same block; a block that is full becomes twice as large. */
    private void more() throws IOException {
        if (end == MOST_BYTES) {
            throw MALFORMED.of(rows.file(), "a line of more than a billion bytes, so no table. Fetch it again.");
        }
        if (end == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        int read = in.readNBytes(bytes, end, bytes.length - end);
        end += read;
        ended |= end < bytes.length;
    }

    /** The rows that come next, as many as end in the bytes of a block; none where all were read. */
    private List<Row> next() throws IOException {
        end -= place;
        System.arraycopy(bytes, place, bytes, 0, end);
        place = 0;
        if (!ended && end < bytes.length) {
            more();
        }
        var found = new ArrayList<Row>();
        int rowEnd = row();
        while (rowEnd != place && (rowEnd != INCOMPLETE || found.isEmpty())) {
            if (rowEnd == INCOMPLETE) {
                more();
            } else {
                found.add(taken(rowEnd));
            }
            rowEnd = row();
        }
        return found;
    }

    /** The row that was found up to there; of one that cannot be used the first line, after which reading goes on. */
    private Row taken(int rowEnd) throws MalformedInputException {
        var reason = rowEnd == WRONG ? WRONG_QUOTES : reasonOfWidth();
        int last = reason.isEmpty() ? rowEnd : lineEnd(place);
        if (!TextEncoding.isUtf8(bytes, place, last)) {
            if (!tolerant) {
                throw new MalformedInputException(1);
            }
            reason = reason.isEmpty() ? RowCollector.NO_TEXT : reason;
        }
        var row = new Row(before + 1, last == rowEnd ? fields() : List.of(text(place, last)), reason);
        before += last == rowEnd ? inside + 1 : 1;
        place = last;
        return row;
    }

    /** Why a row has not a field for each column that has a name and nothing beyond; empty where it has, or is a blank line. */
    private String reasonOfWidth() {
        boolean isGood = (size < width && size == 1)
                ? Characters.stripped(text(starts[0], stops[0])).isEmpty()
                : size >= width;
        for (int i = Math.max(width, rows.header().size()); isGood && i < size; i++) {
            isGood = text(starts[i], stops[i]).isBlank();
        }
        return isGood ? "" : "%s fields, expected the header's %s".formatted(size, width);
    }

    /**
     * Finds the fields of the row that comes next, behind lines that are empty.
     *
     * @return where it ends, {@link #INCOMPLETE} or {@link #WRONG}; where it begins if there is none
     */
    private int row() {
        while (place < end && isLineEnd(bytes[place])) {
            int next = behindLineEnd(place);
            if (next == INCOMPLETE) {
                return INCOMPLETE;
            }
            before++;
            place = next;
        }
        size = 0;
        inside = 0;
        int at = place;
        int stop = at;
        while (at < end) {
            stop = bytes[at] == '"' ? quoted(at + 1) : plain(at);
            if (stop == WRONG) {
                return lineEnd(place) == INCOMPLETE ? INCOMPLETE : WRONG;
            }
            if (stop == INCOMPLETE || stop == end) {
                break;
            }
            if (bytes[stop] != separator) {
                return behindLineEnd(stop);
            }
            at = stop + 1;
        }
        if (!ended) {
            return INCOMPLETE;
        }
        if (at == end && at > place) {
            // Behind the last separator of the file there is an empty field.
            bound(at, at);
        }
        return end;
    }

    /** Finds the end of a field that begins there, and adds it. */
    private int plain(int at) {
        int stop = fieldEnd(at);
        bound(at, stop);
        return stop;
    }

    /** The same of a field behind the quote with which it begins; what follows the closing one must be blank. */
    private int quoted(int start) {
        var bytes = this.bytes;
        int end = this.end;
        boolean isDoubled = false;
        int at = start;
        while (true) {
            while (at < end && bytes[at] != '"') {
                inside += bytes[at] == '\n' || (bytes[at] == '\r' && (at + 1 == end || bytes[at + 1] != '\n')) ? 1 : 0;
                at++;
            }
            if (at == end) {
                return ended || at - start > LONGEST_ROW ? WRONG : INCOMPLETE;
            }
            if (at + 1 == end || bytes[at + 1] != '"') {
                break;
            }
            isDoubled = true;
            at += 2;
        }
        int stop = fieldEnd(at + 1);
        if (stop == end && !ended) {
            return INCOMPLETE;
        }
        bound(start, isDoubled ? -at : at);
        return stop == at + 1 || text(at + 1, stop).isBlank() ? stop : WRONG;
    }

    /** Where the next separator or line end is, or the end of what was read. */
    private int fieldEnd(int from) {
        var bytes = this.bytes;
        int end = this.end;
        int at = from;
        while (at < end && bytes[at] != separator && !isLineEnd(bytes[at])) {
            at++;
        }
        return at;
    }

    /** Where the next line begins, or where all ends. */
    private int lineEnd(int from) {
        int at = from;
        while (at < end && !isLineEnd(bytes[at])) {
            at++;
        }
        return at < end ? behindLineEnd(at) : ended ? at : INCOMPLETE;
    }

    private int behindLineEnd(int at) {
        if (bytes[at] == '\n') {
            return at + 1;
        }
        if (at + 1 == end) {
            return ended ? at + 1 : INCOMPLETE;
        }
        return bytes[at + 1] == '\n' ? at + 2 : at + 1;
    }

    private static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }

    private void bound(int start, int stop) {
        starts = IntArrays.grow(starts, size + 1);
        stops = IntArrays.grow(stops, size + 1);
        starts[size] = start;
        stops[size++] = stop;
    }

    private List<String> fields() {
        var fields = new String[size];
        for (int i = 0; i < size; i++) {
            int length = stops[i] - starts[i];
            fields[i] = length == 0 ? "" : length > 0 && length < Long.BYTES ? shortText(i) : text(starts[i], stops[i]);
        }
        return List.of(fields);
    }

    private String text(int start, int stop) {
        return stop >= 0
                ? new String(bytes, start, stop - start, StandardCharsets.UTF_8)
                : text(start, -stop).replace("\"\"", "\"");
    }

    private String shortText(int field) {
        long key = (long) stops[field] - starts[field];
        for (int i = starts[field]; i < stops[field]; i++) {
            key = (key << Byte.SIZE) | (bytes[i] & 0xFF);
        }
        int i = (int) (HashCommon.mix(key) >>> (Long.SIZE - SHORT_BITS));
        if (shortKeys[i] != key) {
            shortKeys[i] = key;
            shortTexts[i] = text(starts[field], stops[field]);
        }
        return shortTexts[i];
    }
}
