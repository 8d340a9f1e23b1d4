package retention.text;

import com.ibm.icu.text.Transliterator;
import com.ibm.icu.text.UnicodeSet;

/**
 * Chinese in simplified characters, so that 抖音難民 and 抖音难民 are one word: ICU's transliterator from traditional ones, whose rules
 * replace each character by one of the same length.
 */
final class Simplified {

    private Simplified() {}

    /** The text with its traditional characters replaced, as long as it was. */
    static String of(String text) {
        // The transliterator takes about a microsecond a character, and hardly any text has what it looks for.
        boolean maybe = text.codePoints().anyMatch(Character::isIdeographic) && Loaded.TRADITIONAL.containsSome(text);
        return maybe ? Loaded.RULES.transliterate(text) : text;
    }

    /** A third of a second to load, at the first Chinese text. */
    private static final class Loaded {
        private static final Transliterator RULES = Transliterator.getInstance("Hant-Hans");
        private static final UnicodeSet TRADITIONAL = traditional();

        /** The characters that are replaced wherever they stand; others are only where one of these is beside them, with few exceptions. */
        private static UnicodeSet traditional() {
            var replaced = new UnicodeSet();
            for (var character : RULES.getSourceSet()) {
                if (!RULES.transliterate(character).equals(character)) {
                    replaced.add(character);
                }
            }
            return replaced.freeze();
        }
    }
}
