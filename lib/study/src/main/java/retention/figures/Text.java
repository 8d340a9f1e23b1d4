package retention.figures;

/** Makes text that nobody has vetted safe for the place where it is shown. */
final class Text {

    /** Stands where a character was that must not be shown. */
    static final int REPLACEMENT = 0xFFFD;

    private Text() {}

    /** For HTML, in an element or a quoted attribute. */
    static String html(String text) {
        var safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(visible(c));
            }
        });
        return safe.toString();
    }

    /** For pictures and messages, where nothing is markup. */
    static String plain(String text) {
        return text.codePoints()
                .map(Text::visible)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** For a label of a figure: jsplot escapes quotes and backslashes, and plotly.js reads a subset of HTML. */
    static String label(String text) {
        return html(text).replace("\n", " ");
    }

    /** Control characters, lone surrogates and marks that turn the writing direction become visible. */
    private static int visible(int c) {
        var control = Character.getType(c) == Character.CONTROL && c != '\n' && c != '\t';
        var surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        var direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        return control || surrogate || direction ? REPLACEMENT : c;
    }
}
