package retention.text;

import java.util.HashMap;
import java.util.Map;

/** Traditional characters as simplified ones by the rules of ICU, so that 抖音難民 and 抖音难民 are one word. */
final class Chinese {

    /** The rules for two characters or more. */
    private static final Map<String, String> WORDS = new HashMap<>();

    /** The longest of these that begins with a character. */
    private static final Map<Character, Integer> LONGEST = new HashMap<>();

    /** Of each character below U+A000 the one that stands for it; no rule is about others. */
    private static final char[] CHARACTERS = new char[0xA000];

    static {
        for (char character = 0; character < CHARACTERS.length; character++) {
            CHARACTERS[character] = character;
        }
        for (var line : WordFile.lines("traditional.txt")) {
            var rule = line.split(" ");
            char first = rule[0].charAt(0);
            if (rule[0].length() == 1) {
                CHARACTERS[first] = rule[1].charAt(0);
            } else {
                WORDS.put(rule[0], rule[1]);
                LONGEST.merge(first, rule[0].length(), Math::max);
            }
        }
    }

    private Chinese() {}

    /** Whether a character is replaced where it stands alone. */
    static boolean isTraditional(char character) {
        return character < CHARACTERS.length && CHARACTERS[character] != character;
    }

    /** The text with its traditional characters replaced, as long as it was; longer rules come first. */
    static String simplified(String text) {
        if (text.chars().noneMatch(character -> isTraditional((char) character))) {
            return text;
        }
        var simplified = new StringBuilder(text);
        for (int at = 0, end; at < text.length(); at = end) {
            char character = text.charAt(at);
            int length = Math.min(LONGEST.getOrDefault(character, 1), text.length() - at);
            while (length > 1 && !WORDS.containsKey(text.substring(at, at + length))) {
                length--;
            }
            end = at + length;
            if (length > 1) {
                simplified.replace(at, end, WORDS.get(text.substring(at, end)));
            } else if (isTraditional(character)) {
                simplified.setCharAt(at, CHARACTERS[character]);
            }
        }
        return simplified.toString();
    }
}
