package retention.text;

import java.util.BitSet;
import java.util.Map;
import java.util.stream.Collectors;

/** Traditional characters as simplified ones by the rules of ICU, so that 抖音難民 and 抖音难民 are one word. */
final class Chinese {

    /** For a character or several; ICU's own object takes half a second to load, and one thread at a time. */
    private static final Map<String, String> RULES = Lexicon.lines("traditional.txt").stream()
            .map(line -> line.split(" "))
            .collect(Collectors.toMap(rule -> rule[0], rule -> rule[1]));

    private static final int LONGEST =
            RULES.keySet().stream().mapToInt(String::length).max().orElseThrow();

    /** The characters that are replaced where they stand alone. */
    private static final BitSet TRADITIONAL = RULES.keySet().stream()
            .filter(piece -> piece.length() == 1 && !RULES.get(piece).equals(piece))
            .collect(BitSet::new, (set, piece) -> set.set(piece.charAt(0)), BitSet::or);

    private Chinese() {}

    static boolean isTraditional(int character) {
        return TRADITIONAL.get(character);
    }

    /** The text with its traditional characters replaced, as long as it was; longer rules come first. */
    static String simplified(String text) {
        if (text.chars().noneMatch(Chinese::isTraditional)) {
            return text;
        }
        var simplified = new StringBuilder();
        for (int at = 0; at < text.length(); at = simplified.length()) {
            int end = Math.min(at + LONGEST, text.length());
            while (end > at + 1 && !RULES.containsKey(text.substring(at, end))) {
                end--;
            }
            var piece = text.substring(at, end);
            simplified.append(RULES.getOrDefault(piece, piece));
        }
        return simplified.toString();
    }
}
