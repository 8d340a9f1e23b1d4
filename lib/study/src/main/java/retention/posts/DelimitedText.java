package retention.posts;

import static retention.posts.UnusableFileException.Reason.EMPTY_FILE;
import static retention.posts.UnusableFileException.Reason.MALFORMED;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Rows of fields with a separator between them, quoted by RFC 4180, their line ends of any kind. A row whose quotes are wrong is
 * set aside, and reading goes on at the line after its first. (Commons CSV gives up the rest of a file there, and so is not used.)
 */
final class DelimitedText {

    private static final char[] SEPARATORS = {',', ';', '\t', '|'};
    private static final Pattern SEPARATOR_LINE = Pattern.compile("\"?sep=(.)\"?;?[ ,;\t]*[\r\n]*");
    private static final String WRONG_QUOTES = "a quote that is not closed or not doubled";

    /** No row is longer; a quote that is not closed shall not take the whole file into memory. */
    private static final int LONGEST_ROW = 1 << 26;

    private final Reader reader;
    private final RowCollector rows;
    private final char[] buffer = new char[1 << 13];
    private int at;
    private int end;

    /** Lines that were read and are to be read again. */
    private final Deque<String> ahead = new ArrayDeque<>();

    /** The lines of the row that is read, and how many lines there were before it. */
    private final List<String> lines = new ArrayList<>();

    private long before;
    private String line = "";
    private int position;

    DelimitedText(Reader reader, RowCollector rows) {
        this.reader = reader;
        this.rows = rows;
    }

    /**
     * Reads all rows.
     *
     * @throws UnusableFileException if there is no header, or not the columns that a post needs
     */
    void read() throws IOException {
        char separator = separator();
        if (!nextRow()) {
            throw EMPTY_FILE.of(rows.file(), "the file is empty; a header and rows were expected. Fetch it again.");
        }
        int width = header(fields(separator));
        before += lines.size();
        while (nextRow()) {
            var fields = fields(separator);
            if (fields.isEmpty()) {
                setAside(WRONG_QUOTES);
            } else if (isOfWidth(fields.get(), width)) {
                rows.row(before + 1, fields.get().toArray(String[]::new));
                before += lines.size();
            } else {
                setAside("%s fields, expected the header's %s"
                        .formatted(fields.get().size(), width));
            }
        }
    }

    /** Takes the columns, and says how many there are without the empty ones at the end that a spreadsheet adds. */
    private int header(Optional<List<String>> fields) {
        var names = fields.orElseThrow(() -> MALFORMED.of(
                rows.file(), "no header can be read: %s. Look for it in the first line.".formatted(WRONG_QUOTES)));
        if (names.stream().anyMatch(name -> name.indexOf('\0') >= 0)) {
            throw MALFORMED.of(
                    rows.file(), "NUL bytes in its first line, so no text. Fetch it again, or export it as CSV.");
        }
        rows.header(names);
        rows.checkColumns();
        int width = names.size();
        while (width > 0 && names.get(width - 1).isBlank()) {
            width--;
        }
        return width;
    }

    /** Whether it has a field for each column that has a name, and nothing beyond; a blank line is as good. */
    private boolean isOfWidth(List<String> fields, int width) {
        if (fields.size() < width) {
            return fields.size() == 1 && Characters.stripped(fields.get(0)).isEmpty();
        }
        return fields.stream().skip(Math.max(width, rows.header().size())).allMatch(String::isBlank);
    }

    /** Sets aside the line with which a row begins, and goes on after it. */
    private void setAside(String reason) {
        rows.damaged(before + 1, lines.get(0).strip(), reason);
        before++;
        readAgain(1);
    }

    private void readAgain(int from) {
        for (int i = lines.size() - 1; i >= from; i--) {
            ahead.push(lines.get(i));
        }
    }

    /** The separator that the first line names, else that with which the header has the most columns that are known. */
    private char separator() throws IOException {
        var first = nextLine();
        var named = SEPARATOR_LINE.matcher(first);
        if (named.matches()) {
            before++;
            return named.group(1).charAt(0);
        }
        ahead.push(first);
        char best = SEPARATORS[0];
        long most = 0;
        for (char separator : SEPARATORS) {
            long known =
                    nextRow() ? fields(separator).map(rows.columns()::known).orElse(0L) : 0;
            readAgain(0);
            if (known > most) {
                most = known;
                best = separator;
            }
        }
        return best;
    }

    /** Goes to the next line that is not empty, and says whether there is one. */
    private boolean nextRow() throws IOException {
        lines.clear();
        line = nextLine();
        while (!line.isEmpty() && isLineEnd(line.charAt(0))) {
            before++;
            line = nextLine();
        }
        ahead.push(line);
        return !line.isEmpty();
    }

    /** The fields of the row that begins here, or nothing if its quotes are wrong. */
    private Optional<List<String>> fields(char separator) throws IOException {
        var fields = new ArrayList<String>();
        takeLine();
        do {
            var field = position < line.length() && line.charAt(position) == '"'
                    ? quoted(separator)
                    : Optional.of(plain(separator));
            if (field.isEmpty()) {
                return Optional.empty();
            }
            fields.add(field.get());
            position++;
        } while (position <= line.length() && line.charAt(position - 1) == separator);
        return Optional.of(fields);
    }

    private Optional<String> quoted(char separator) throws IOException {
        int start = ++position;
        int first = line.indexOf('"', start);
        if (first >= 0 && (first + 1 == line.length() || line.charAt(first + 1) != '"')) {
            position = first + 1;
            return plain(separator).isBlank() ? Optional.of(line.substring(start, first)) : Optional.empty();
        }
        var field = new StringBuilder();
        while (true) {
            int quote = line.indexOf('"', position);
            if (quote < 0) {
                field.append(line, position, line.length());
                takeLine();
                if (line.isEmpty() || field.length() > LONGEST_ROW) {
                    return Optional.empty();
                }
                continue;
            }
            field.append(line, position, quote);
            position = quote + 1;
            if (position == line.length() || line.charAt(position) != '"') {
                return plain(separator).isBlank() ? Optional.of(field.toString()) : Optional.empty();
            }
            field.append('"');
            position++;
        }
    }

    private String plain(char separator) {
        int start = position;
        while (position < line.length() && line.charAt(position) != separator && !isLineEnd(line.charAt(position))) {
            position++;
        }
        return line.substring(start, position);
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private void takeLine() throws IOException {
        line = nextLine();
        lines.add(line);
        position = 0;
    }

    /** The next line with its end; an empty text at the end of the file. */
    private String nextLine() throws IOException {
        if (!ahead.isEmpty()) {
            return ahead.pop();
        }
        int whole = peek() < 0 ? end : at;
        while (whole < end && !isLineEnd(buffer[whole])) {
            whole++;
        }
        if (whole + 1 < end && buffer[whole] == '\n') {
            int start = at;
            at = whole + 1;
            return new String(buffer, start, at - start);
        }
        var text = new StringBuilder();
        while (peek() >= 0 && !isLineEnd(buffer[at])) {
            int start = at;
            while (at < end && !isLineEnd(buffer[at])) {
                at++;
            }
            text.append(buffer, start, at - start);
        }
        if (peek() >= 0) {
            char lineEnd = buffer[at++];
            text.append(lineEnd);
            if (lineEnd == '\r' && peek() == '\n') {
                text.append(buffer[at++]);
            }
        }
        return text.toString();
    }

    private int peek() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, reader.read(buffer));
        }
        return at < end ? buffer[at] : -1;
    }
}
