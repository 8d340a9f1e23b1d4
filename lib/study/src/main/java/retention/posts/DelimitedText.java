package retention.posts;

import static retention.posts.UnusableFileException.Reason.EMPTY_FILE;
import static retention.posts.UnusableFileException.Reason.MALFORMED;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
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
 * <p>Rows are found in the file's bytes, block by block. While one thread looks for those of the next block, the caller's makes
 * posts of those of the last.
 */
final class DelimitedText {

    private static final byte[] SEPARATORS = {',', ';', '\t', '|'};
    private static final Pattern SEPARATOR_LINE = Pattern.compile("\"?sep=(\\p{ASCII})\"?;?[ ,;\t]*[\r\n]*");
    private static final String WRONG_QUOTES = "a quote that is not closed or not doubled";

    private static final int BLOCK = 1 << 18;

    /** No row is longer; a quote that is not closed shall not take the whole file into memory. */
    private static final int LONGEST_ROW = 1 << 26;

    private static final int MOST_BYTES = 1 << 30;

    /** What is found of a row that does not end in the bytes that were read. */
    private static final int INCOMPLETE = -1;

    private static final int WRONG = -2;

    private final InputStream in;
    private final RowCollector rows;
    private final boolean tolerant;
    private byte separator = SEPARATORS[0];
    private int width;
    private boolean ended;

    /** The last block, of which the bytes from its place on are yet to be read. */
    private Block block = new Block();

    /** How many lines there are before the row that is read, and how many line ends inside it. */
    private long before;

    private int inside;

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
        var texts = new ShortTexts();
        var ahead = Executors.newSingleThreadExecutor(work -> {
            var thread = new Thread(work, "rows");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var found = ahead.submit(() -> next(new Block()));
            var free = new Block();
            for (var full = taken(found); full.count > 0; full = taken(found)) {
                var empty = free;
                found = ahead.submit(() -> next(empty));
                for (int row = 0; row < full.count; row++) {
                    if (full.reasons[row].isEmpty()) {
                        rows.row(full.lines[row], full.fields(row, texts));
                    } else {
                        rows.damaged(
                                full.lines[row], String.join(",", full.fields(row, texts)).strip(), full.reasons[row]);
                    }
                }
                free = full;
            }
        } finally {
            ahead.shutdownNow();
        }
    }

    private static Block taken(Future<Block> found) throws IOException {
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
        int lineEnd = lineEnd(block.at);
        while (lineEnd == INCOMPLETE) {
            more();
            lineEnd = lineEnd(block.at);
        }
        var named = SEPARATOR_LINE.matcher(block.text(block.at, lineEnd));
        if (named.matches()) {
            before++;
            block.at = lineEnd;
        }
        separator = named.matches() ? (byte) named.group(1).charAt(0) : likeliestSeparator();
        int end = wholeRow();
        if (end == block.at) {
            throw EMPTY_FILE.of(rows.file(), "the file is empty; a header and rows were expected. Fetch it again.");
        }
        if (end == WRONG) {
            throw MALFORMED.of(
                    rows.file(),
                    "no header can be read: %s. Look for it in the first line.".formatted(WRONG_QUOTES));
        }
        var names = List.of(block.fields(0, new ShortTexts()));
        if (names.stream().anyMatch(name -> name.indexOf('\0') >= 0)) {
            throw MALFORMED.of(
                    rows.file(), "NUL bytes in its first line, so no text. Fetch it again, or export it as CSV.");
        }
        if (!tolerant && !TextEncoding.isUtf8(block.bytes, block.at, end)) {
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
        block.at = end;
    }

    /** The separator with which the header has the most columns that are known. */
    private byte likeliestSeparator() throws IOException {
        byte best = SEPARATORS[0];
        long most = 0;
        for (byte each : SEPARATORS) {
            separator = each;
            long known = wholeRow() > block.at ? rows.columns().known(List.of(block.fields(0, new ShortTexts()))) : 0;
            if (known > most) {
                most = known;
                best = each;
            }
        }
        return best;
    }

    /** Finds the fields of the row that comes next, as {@link #row}, with as many bytes as that takes. */
    private int wholeRow() throws IOException {
        block.clear();
        int end = row();
        while (end == INCOMPLETE) {
            more();
            end = row();
        }
        block.endRow(before + 1, "");
        return end;
    }

    /** Reads bytes behind those that are left, in the same block; a block that is full becomes twice as large. */
    private void more() throws IOException {
        if (block.end == MOST_BYTES) {
            throw MALFORMED.of(rows.file(), "a line of more than a billion bytes, so no table. Fetch it again.");
        }
        if (block.end == block.bytes.length) {
            block.bytes = Arrays.copyOf(block.bytes, 2 * block.bytes.length);
        }
        int read = in.readNBytes(block.bytes, block.end, block.bytes.length - block.end);
        block.end += read;
        ended |= block.end < block.bytes.length;
    }

    /** Fills a block with the rows that come next; none are left where it stays empty. */
    private Block next(Block empty) throws IOException {
        int left = block.end - block.at;
        empty.clear();
        empty.at = 0;
        empty.end = left;
        if (left > empty.bytes.length) {
            empty.bytes = new byte[left];
        }
        System.arraycopy(block.bytes, block.at, empty.bytes, 0, left);
        block = empty;
        if (!ended && left < empty.bytes.length) {
            more();
        }
        int end = row();
        while (end != block.at && (end != INCOMPLETE || block.count == 0)) {
            if (end == INCOMPLETE) {
                more();
            } else {
                take(end);
            }
            end = row();
        }
        return block;
    }

    /** Adds the row that was found up to there; one that cannot be used only with its first line, after which reading goes on. */
    private void take(int end) throws MalformedInputException {
        var reason = end == WRONG ? WRONG_QUOTES : reasonOfWidth();
        int last = reason.isEmpty() ? end : lineEnd(block.at);
        if (!TextEncoding.isUtf8(block.bytes, block.at, last)) {
            if (!tolerant) {
                throw new MalformedInputException(1);
            }
            reason = reason.isEmpty() ? RowCollector.NO_TEXT : reason;
        }
        if (last != end) {
            block.used = block.first[block.count];
            block.bound(block.at, last);
            inside = 0;
        }
        block.endRow(before + 1, reason);
        before += inside + 1;
        block.at = last;
    }

    /** Why a row has not a field for each column that has a name and nothing beyond; empty where it has, or is a blank line. */
    private String reasonOfWidth() {
        int size = block.size();
        boolean isGood = size < width && size == 1
                ? Characters.stripped(block.text(size - 1)).isEmpty()
                : size >= width;
        for (int i = Math.max(width, rows.header().size()); isGood && i < size; i++) {
            isGood = block.text(i).isBlank();
        }
        return isGood ? "" : "%s fields, expected the header's %s".formatted(size, width);
    }

    /**
     * Finds the fields of the row that comes next, behind lines that are empty.
     *
     * @return where it ends, {@link #INCOMPLETE} or {@link #WRONG}; where it begins if there is none
     */
    private int row() {
        while (block.at < block.end && isLineEnd(block.bytes[block.at])) {
            int next = behindLineEnd(block.at);
            if (next == INCOMPLETE) {
                return INCOMPLETE;
            }
            before++;
            block.at = next;
        }
        block.used = block.first[block.count];
        inside = 0;
        int at = block.at;
        int stop = at;
        while (at < block.end) {
            stop = block.bytes[at] == '"' ? quoted(at + 1) : plain(at);
            if (stop == WRONG) {
                return lineEnd(block.at) == INCOMPLETE ? INCOMPLETE : WRONG;
            }
            if (stop == INCOMPLETE || stop == block.end) {
                break;
            }
            if (block.bytes[stop] != separator) {
                return behindLineEnd(stop);
            }
            at = stop + 1;
        }
        if (!ended) {
            return INCOMPLETE;
        }
        if (at == block.end && at > block.at) {
            // Behind the last separator of the file there is an empty field.
            block.bound(at, at);
        }
        return block.end;
    }

    /** Finds the end of a field that begins there, and adds it. */
    private int plain(int at) {
        int stop = fieldEnd(at);
        block.bound(at, stop);
        return stop;
    }

    /** The same of a field behind the quote with which it begins; what follows the closing one must be blank. */
    private int quoted(int start) {
        var bytes = block.bytes;
        int end = block.end;
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
        block.bound(start, isDoubled ? -at : at);
        return stop == at + 1 || block.text(at + 1, stop).isBlank() ? stop : WRONG;
    }

    /** Where the next separator or line end is, or the end of what was read. */
    private int fieldEnd(int from) {
        var bytes = block.bytes;
        int end = block.end;
        int at = from;
        while (at < end && bytes[at] != separator && !isLineEnd(bytes[at])) {
            at++;
        }
        return at;
    }

    /** Where the next line begins, or where all ends. */
    private int lineEnd(int from) {
        int at = from;
        while (at < block.end && !isLineEnd(block.bytes[at])) {
            at++;
        }
        return at < block.end ? behindLineEnd(at) : ended ? at : INCOMPLETE;
    }

    private int behindLineEnd(int at) {
        if (block.bytes[at] == '\n') {
            return at + 1;
        }
        if (at + 1 == block.end) {
            return ended ? at + 1 : INCOMPLETE;
        }
        return block.bytes[at + 1] == '\n' ? at + 2 : at + 1;
    }

    private static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }

    /** Bytes of the file, and the rows that were found in them. */
    private static final class Block {

        private byte[] bytes = new byte[BLOCK];
        private int at;
        private int end;

        private int count;
        private long[] lines = new long[1 << 9];

        /** Why a row is set aside, and then its first line is its only field; else empty. */
        private String[] reasons = new String[lines.length];

        /** With which field a row begins, and with which a next one would. */
        private int[] first = new int[lines.length + 1];

        /** Where a field begins. */
        private int[] starts = new int[1 << 13];

        /** Where it ends, below zero if quotes in it are doubled. */
        private int[] stops = new int[starts.length];

        private int used;

        private void clear() {
            count = 0;
            used = 0;
        }

        private void bound(int start, int stop) {
            if (used == starts.length) {
                starts = Arrays.copyOf(starts, 2 * used);
                stops = Arrays.copyOf(stops, 2 * used);
            }
            starts[used] = start;
            stops[used++] = stop;
        }

        private void endRow(long line, String reason) {
            if (count == lines.length) {
                lines = Arrays.copyOf(lines, 2 * count);
                reasons = Arrays.copyOf(reasons, 2 * count);
                first = Arrays.copyOf(first, 2 * count + 1);
            }
            lines[count] = line;
            reasons[count] = reason;
            first[++count] = used;
        }

        /** How many fields the row has that is being read. */
        private int size() {
            return used - first[count];
        }

        /** One of them. */
        private String text(int field) {
            return text(starts[first[count] + field], stops[first[count] + field]);
        }

        private String text(int start, int stop) {
            return stop >= 0
                    ? new String(bytes, start, stop - start, StandardCharsets.UTF_8)
                    : text(start, -stop).replace("\"\"", "\"");
        }

        private String[] fields(int row, ShortTexts texts) {
            var fields = new String[first[row + 1] - first[row]];
            for (int i = 0; i < fields.length; i++) {
                int start = starts[first[row] + i];
                int stop = stops[first[row] + i];
                fields[i] = stop - start < ShortTexts.SHORT && stop >= start
                        ? texts.of(bytes, start, stop)
                        : text(start, stop);
            }
            return fields;
        }
    }

    /** Texts of a few bytes, such as counts and places: the same few come again and again, and are made once. */
    private static final class ShortTexts {

        private static final int SHORT = Long.BYTES;
        private static final int PLACES = 1 << 12;

        private final long[] keys = new long[PLACES];
        private final String[] texts = new String[PLACES];

        private ShortTexts() {
            Arrays.fill(texts, "");
        }

        /** @param stop fewer than {@value #SHORT} bytes behind the start */
        private String of(byte[] bytes, int start, int stop) {
            long key = stop - start;
            for (int i = start; i < stop; i++) {
                key = key << Byte.SIZE | bytes[i] & 0xFF;
            }
            int place = (int) ((key * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - 12));
            if (keys[place] != key) {
                keys[place] = key;
                texts[place] = new String(bytes, start, stop - start, StandardCharsets.UTF_8);
            }
            return texts[place];
        }
    }
}
