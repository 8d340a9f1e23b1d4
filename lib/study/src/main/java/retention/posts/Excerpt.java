package retention.posts;

/** A text of a file as far as a message can show it. */
final class Excerpt {

    private static final int LONGEST = 60;

    private Excerpt() {}

    /** The first characters in one line; those that move a terminal's cursor or turn its text are shown as {@code \}{@code u001b}. */
    static String of(String text) {
        var shown = new StringBuilder();
        int at = 0;
        for (int count = 0; at < text.length() && count < LONGEST; count++) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (isShown(c)) {
                shown.appendCodePoint(c);
            } else {
                shown.append(String.format("\\u%04x", c));
            }
        }
        return at < text.length() ? shown.append('…').toString() : shown.toString();
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
