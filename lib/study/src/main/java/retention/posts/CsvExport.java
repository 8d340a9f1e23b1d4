package retention.posts;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import retention.project.AtomicFile;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Writes CSV that a spreadsheet can open without executing what a user once wrote: RFC 4180, line feeds, UTF-8 after a byte order
 * mark, without which Excel shows Chinese as gibberish.
 *
 * <p>A spreadsheet takes a cell for a formula if it begins with {@code = + - @} or a full-width form of these. Blanks, quotes and
 * characters that nobody sees may come before. In countries where the semicolon separates cells, a cell also begins after a
 * semicolon inside a text, and a row after a line break. Each such sign gets an apostrophe directly before it.
 */
public final class CsvExport {

    private static final char GUARD = '\'';
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private CsvExport() {}

    /** Writes a table, complete or not at all. */
    public static void write(Table table, Path file) {
        write(table.columnNames(), file, rows -> {
            for (var row : table) {
                rows.accept(table.columns().stream()
                        .map(column -> cell(column, row.getRowNumber()))
                        .toList());
            }
        });
    }

    /**
     * Writes rows as they come, in the same way.
     *
     * @param rows is given what takes each row: its cells, of which numbers are written as they are
     */
    public static void write(List<String> columns, Path file, Consumer<Consumer<List<?>>> rows) {
        AtomicFile.write(file, out -> {
            out.write(bytes(BYTE_ORDER_MARK));
            writeRow(columns, out);
            rows.accept(row -> {
                try {
                    writeRow(row, out);
                } catch (IOException e) {
                    throw new UncheckedIOException("Cannot write " + file, e);
                }
            });
        });
    }

    private static void writeRow(List<?> cells, OutputStream out) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            var text = String.valueOf(cells.get(i));
            var guarded = cells.get(i) instanceof Number ? text : guarded(text);
            // A row whose only cell is empty shall be no blank line.
            out.write(bytes(i == 0 && guarded.isEmpty() ? "\"\"" : quoted(guarded)));
        }
        out.write('\n');
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A text as a cell holds it: in quotes where it has a separator, or a reader could lose or misread its ends. */
    private static String quoted(String text) {
        boolean isPlain = text.isEmpty()
                || (text.charAt(0) > '#'
                        && text.charAt(text.length() - 1) > ' '
                        && text.indexOf(',') < 0
                        && text.indexOf('"') < 0
                        && text.indexOf('\n') < 0
                        && text.indexOf('\r') < 0);
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static Object cell(Column<?> column, int row) {
        return column.isMissing(row) ? "" : column.get(row);
    }

    /** A text with an apostrophe before each sign that may begin a formula. */
    static String guarded(String text) {
        int at = 0;
        while (at < text.length()) {
            while (at < text.length() && beginsAfter(text.charAt(at), true)) {
                at++;
            }
            if (at < text.length() && isFormulaSign(text.charAt(at))) {
                return changed(text, true);
            }
            while (at < text.length() && !beginsAfter(text.charAt(at), false)) {
                at++;
            }
        }
        return text;
    }

    /** The text that {@link #guarded} was given; another text loses the apostrophes that look as if put there by it. */
    static String unguarded(String text) {
        int at = text.indexOf(GUARD);
        while (at >= 0 && at + 1 < text.length() && !isFormulaSign(text.charAt(at + 1))) {
            at = text.indexOf(GUARD, at + 1);
        }
        return at < 0 ? text : changed(text, false);
    }

    private static String changed(String text, boolean isGuarded) {
        var changed = new StringBuilder(text.length() + 1);
        boolean begins = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isGuarded && begins && isFormulaSign(c)) {
                changed.append(GUARD);
            }
            boolean isGuard = begins && c == GUARD && i + 1 < text.length() && isFormulaSign(text.charAt(i + 1));
            if (isGuarded || !isGuard) {
                changed.append(c);
            }
            begins = beginsAfter(c, begins);
        }
        return changed.toString();
    }

    private static boolean isFormulaSign(char c) {
        return switch (c) {
            case '=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫' -> true;
            default -> false;
        };
    }

    /** Whether a cell may begin after a character, given that it may begin before it. */
    private static boolean beginsAfter(char c, boolean begins) {
        // Semicolons, control characters, and the two separators of lines and paragraphs.
        boolean separates = c < ' ' || c == ';' || (c > '~' && c <= '\u2029' && (c <= '\u009F' || c >= '\u2028'));
        return separates || (begins && (c == GUARD || c == '"' || Characters.isBlank(c)));
    }
}
