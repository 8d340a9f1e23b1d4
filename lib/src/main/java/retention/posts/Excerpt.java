package retention.posts;

import java.util.stream.Collectors;

/** A text of a file as far as a message can show it. */
final class Excerpt {

    private static final int LONGEST = 60;
    private static final int REPLACEMENT = 0xFFFD;

    private Excerpt() {}

    /** The first characters, without such as move a terminal's cursor. */
    static String of(String text) {
        var shown = text.codePoints()
                .limit(LONGEST)
                .map(c -> Character.isISOControl(c) ? REPLACEMENT : c)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return text.codePointCount(0, text.length()) > LONGEST ? shown + "…" : shown;
    }
}
