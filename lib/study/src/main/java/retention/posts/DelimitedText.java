package retention.posts;

import static retention.posts.UnusableFileException.Reason.EMPTY_FILE;
import static retention.posts.UnusableFileException.Reason.MALFORMED;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Rows of fields with a separator between them, quoted by RFC 4180, their line ends of any kind. A row whose quotes are wrong is
 * set aside, and reading goes on at the line after its first.
 */
final class DelimitedText {

    private static final char[] SEPARATORS = {',', ';', '\t', '|'};
    private static final Pattern SEPARATOR_LINE = Pattern.compile("\"?sep=(.)\"?;?[ ,;\t]*(\r\n|\r|\n)");
    private static final int HEAD = 1 << 16;

    private final RowCollector rows;
    private final Columns columns;
    private RereadableText text;
    private CSVFormat format = CSVFormat.RFC4180;
    private int width;

    private DelimitedText(Reader reader, Columns columns, RowCollector rows) {
        this.text = new RereadableText("", 0, reader);
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * Reads all rows.
     *
     * @throws UnusableFileException if there is no header, or not the columns that a post needs
     */
    static void read(Reader reader, Columns columns, RowCollector rows) throws IOException {
        new DelimitedText(reader, columns, rows).read();
    }

    private void read() throws IOException {
        var head = text.peek(HEAD);
        var separatorLine = SEPARATOR_LINE.matcher(head);
        boolean isGiven = separatorLine.lookingAt();
        long start = isGiven ? separatorLine.end() : 0;
        char separator = isGiven ? separatorLine.group(1).charAt(0) : separator(head);
        format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(true)
                .get();
        long line = isGiven ? 1 : 0;
        text = text.from(start);
        boolean hasHeader = false;
        while (true) {
            var damage = readFrom(start, line, hasHeader);
            if (damage.isEmpty()) {
                return;
            }
            hasHeader = true;
            line = damage.get().line();
            start = damage.get().resumeAt();
            text = text.from(start);
        }
    }

    /** Where a row was that has to be set aside, and where to go on. */
    private record Damage(long line, long resumeAt) {}

    /**
     * Reads on until the end or a row with wrong quotes.
     *
     * @param start the position of the first character
     * @param lines how many lines there are before it
     */
    private Optional<Damage> readFrom(long start, long lines, boolean hasHeader) throws IOException {
        @SuppressWarnings("resource") // Closing it would close the text, which is read on from after damage.
        var parser = CSVParser.builder().setReader(text).setFormat(format).get();
        var records = parser.iterator();
        long line = lines + 1;
        long at = start;
        boolean needsHeader = !hasHeader;
        while (true) {
            long next = lines + parser.getCurrentLineNumber() + 1;
            CSVRecord record;
            try {
                if (!hasNext(records)) {
                    if (needsHeader) {
                        throw new UnusableFileException(
                                EMPTY_FILE,
                                rows.file(),
                                "the file is empty; a header and rows were expected. Fetch it again.");
                    }
                    return Optional.empty();
                }
                record = records.next();
            } catch (MalformedRow e) {
                if (needsHeader) {
                    throw new UnusableFileException(
                            MALFORMED,
                            rows.file(),
                            "no header can be read (%s). Look for a quote that is not closed or not doubled."
                                    .formatted(e.getMessage()),
                            e);
                }
                return Optional.of(damage(at, next - line, next, "a quote that is not closed or not doubled"));
            }
            if (needsHeader) {
                header(record);
                needsHeader = false;
            } else if (isOfWidth(record)) {
                rows.row(next, record.values());
            } else if (lines + parser.getCurrentLineNumber() > next && spansLines(record)) {
                return Optional.of(damage(at, next - line, next, width(record)));
            } else {
                rows.damaged(next, String.join(",", record.toList()), width(record));
            }
            at = start + record.getCharacterPosition();
            line = next;
            text.forget(at);
        }
    }

    /** Sets aside the line that begins so many lines after a position. */
    private Damage damage(long position, long linesAfter, long line, String reason) throws IOException {
        long begin = position;
        for (long i = 0; i < linesAfter; i++) {
            begin = text.lineEnd(begin);
        }
        long end = text.lineEnd(begin);
        rows.damaged(line, text.between(begin, end).strip(), reason);
        return new Damage(line, end);
    }

    private static boolean spansLines(CSVRecord record) {
        return record.stream().anyMatch(field -> field.indexOf('\n') >= 0 || field.indexOf('\r') >= 0);
    }

    private String width(CSVRecord record) {
        return String.format(Locale.ROOT, "%d fields, expected the header's %d", record.size(), width);
    }

    private void header(CSVRecord record) {
        var names = record.toList();
        if (names.stream().anyMatch(name -> name.indexOf('\0') >= 0)) {
            throw new UnusableFileException(
                    MALFORMED,
                    rows.file(),
                    "NUL bytes in its first line, so no text. Fetch it again, or export it as CSV.");
        }
        width = names.size();
        while (width > 0 && names.get(width - 1).isBlank()) {
            width--;
        }
        names.forEach(rows::column);
        rows.columnsAdded();
        rows.checkColumns();
    }

    /** Whether it has a field for each column that has a name, and nothing beyond. */
    private boolean isOfWidth(CSVRecord record) {
        if (record.size() < width) {
            return record.size() == 1 && Invisible.stripped(record.get(0)).isEmpty();
        }
        for (int i = width; i < record.size(); i++) {
            if (!record.get(i).isBlank() && i >= rows.columns()) {
                return false;
            }
        }
        return true;
    }

    /** The separator with which the header has the most columns that are known. */
    private char separator(String head) {
        char best = SEPARATORS[0];
        long most = 0;
        for (char separator : SEPARATORS) {
            long known = known(head, separator);
            if (known > most) {
                most = known;
                best = separator;
            }
        }
        return best;
    }

    private long known(String head, char separator) {
        var first = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(true)
                .setLenientEof(true)
                .get();
        try (var parser = CSVParser.builder()
                .setReader(new StringReader(head))
                .setFormat(first)
                .get()) {
            var records = parser.iterator();
            return records.hasNext()
                    ? records.next().stream()
                            .flatMap(name -> columns.column(name).stream())
                            .distinct()
                            .count()
                    : 0;
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            return 0;
        }
    }

    private static boolean hasNext(Iterator<CSVRecord> records) throws IOException, MalformedRow {
        try {
            return records.hasNext();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException || !isCsv(e.getCause())) {
                throw e.getCause();
            }
            throw new MalformedRow(e.getCause());
        } catch (IllegalStateException e) {
            throw new MalformedRow(e);
        }
    }

    private static boolean isCsv(IOException e) {
        return e instanceof CSVException || e instanceof RereadableText.TooLong;
    }

    private static final class MalformedRow extends Exception {

        private static final long serialVersionUID = 1L;

        MalformedRow(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }
}
