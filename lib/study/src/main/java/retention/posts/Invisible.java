package retention.posts;

/** Characters that show nothing: blanks of all kinds, zero-width ones, marks of byte order and of direction. */
final class Invisible {

    private Invisible() {}

    /** Whether a character shows nothing. */
    static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || isZeroWidth(c) || Character.isISOControl(c);
    }

    /** Whether a character has no width, not even a blank's. */
    static boolean isZeroWidth(int c) {
        return Character.getType(c) == Character.FORMAT;
    }

    /** A text without blanks and zero-width characters at its ends. */
    static String stripped(String text) {
        return stripped(text, "");
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

    private static boolean isMargin(char c, String others) {
        return isBlank(c) || others.indexOf(c) >= 0;
    }

    /** A text without zero-width characters anywhere. */
    static String withoutZeroWidth(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isZeroWidth(text.charAt(i))) {
                return text.codePoints()
                        .filter(c -> !isZeroWidth(c))
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            }
        }
        return text;
    }

    /** A text whose full-width forms of ASCII are ASCII: what a Chinese keyboard writes for {@code 1.2} or {@code ,}. */
    static String narrow(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isFullWidth(text.charAt(i))) {
                var narrow = new StringBuilder(text);
                for (int j = i; j < narrow.length(); j++) {
                    char c = narrow.charAt(j);
                    if (isFullWidth(c)) {
                        narrow.setCharAt(j, c == '\u3000' ? ' ' : (char) (c - 0xFEE0));
                    }
                }
                return narrow.toString();
            }
        }
        return text;
    }

    private static boolean isFullWidth(char c) {
        return (c >= '！' && c <= '～') || c == '\u3000';
    }
}
