package retention.text;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import numerics.Resources;
import smile.nlp.dictionary.EnglishStopWords;

/**
 * The lists of words and characters among the resources, each of which names its source: lines that begin with a hash and a space are
 * comments.
 */
final class Lexicon {

    private static final String KEPT = "!";

    /** Loaded apart, because normal forms need {@link Chinese}, which reads its rules here. */
    static final class Words {

        /** What the apps and the people who came are called, in any language. */
        static final Set<String> APP_NAMES = normal(words("app-names.txt"));

        /** Function words of Chinese and English, and the words by which the posts were found. */
        static final Set<String> STOP_WORDS = stopWords();

        private Words() {}
    }

    private Lexicon() {}

    /** The lines of a list without comments and blank ones. */
    static List<String> lines(String resource) {
        return Resources.text(Lexicon.class, resource)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("# "))
                .toList();
    }

    private static List<String> words(String resource) {
        return lines(resource).stream()
                .flatMap(line -> Stream.of(line.split("\\s+")))
                .toList();
    }

    /** Words as a text has them, such as {@code Cat}, {@code #猫税[话题]#} and {@code don’t}, as {@link Token#normal()} gives them. */
    static Set<String> normal(Collection<String> words) {
        return words.stream().map(Token::normal).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> stopWords() {
        var english = words("stop-words-english.txt");
        var words = new HashSet<>(english);
        EnglishStopWords.DEFAULT.iterator().forEachRemaining(words::add);
        words.removeIf(word -> word.startsWith(KEPT) || english.contains(KEPT + word));
        words.addAll(words("stop-words-chinese.txt"));
        words.addAll(words("stop-words-study.txt"));
        return normal(words);
    }

    /** Traditional characters as simplified ones by the rules of ICU, so that 抖音難民 and 抖音难民 are one word. */
    static final class Chinese {

        /** For a character or several; ICU's own object takes half a second to load, and one thread at a time. */
        private static final Map<String, String> RULES = lines("traditional.txt").stream()
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
}
