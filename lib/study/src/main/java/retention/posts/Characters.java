package retention.posts;

import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What a reader sees of a text's characters, and what nobody sees or means. */
final class Characters {

    /** What stands around a cell's text to keep a spreadsheet from changing it. */
    private static final String GUARDS = "'\"=`‘’“”";

    private static final int LONGEST_EXCERPT = 60;
    private static final Pattern NOT_SHOWN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}]");

    private Characters() {}

    /** Whether a character shows nothing: blanks of all kinds, zero-width ones, marks of byte order and of direction. */
    static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c) || isZeroWidth(c);
    }

    /** Whether a text shows nothing at all. */
    static boolean isBlank(String text) {
        return text.isEmpty() || stripped(text).isEmpty();
    }

    private static boolean isZeroWidth(int c) {
        // There are none among the first, which most are.
        return c >= 0xAD && Character.getType(c) == Character.FORMAT;
    }

    /** A text without blanks, zero-width characters and the others given at its ends. */
    static String stripped(String text, String others) {
        int start = 0;
        int end = text.length();
        while (start < end && isMargin(text.charAt(start), others)) {
            start++;
        }
        while (end > start && isMargin(text.charAt(end - 1), others)) {
            end--;
        }
        return text.substring(start, end);
    }

    /** A text without blanks and zero-width characters at its ends. */
    static String stripped(String text) {
        return stripped(text, "");
    }

    private static boolean isMargin(char c, String others) {
        return isBlank(c) || others.indexOf(c) >= 0;
    }

    /** A text without zero-width characters anywhere. */
    static String withoutZeroWidth(String text) {
        int at = 0;
        while (at < text.length() && (text.charAt(at) < 0xAD || !isZeroWidth(text.codePointAt(at)))) {
            at++;
        }
        return at == text.length() ? text : text(text.codePoints().filter(c -> !isZeroWidth(c)));
    }

    /** What a cell means: full-width forms of ASCII as ASCII, without guards and blanks at its ends, nor zero-width characters. */
    static String meant(String cell) {
        var narrow = text(cell.codePoints().map(c -> c >= '！' && c <= '～' ? c - 0xFEE0 : c == '\u3000' ? ' ' : c));
        return withoutZeroWidth(stripped(narrow, GUARDS));
    }

    private static String text(IntStream codePoints) {
        return codePoints
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /**
     * A text as far as a message can show it: its first characters in one line; those that move a terminal's cursor or turn its text
     * are shown as {@code \}{@code u001b}.
     */
    static String excerpt(String text) {
        var start = text(text.codePoints().limit(LONGEST_EXCERPT));
        var shown = NOT_SHOWN
                .matcher(start)
                .replaceAll(match -> String.format("\\\\u%04x", match.group().codePointAt(0)));
        return start.length() < text.length() ? shown + "…" : shown;
    }
}
