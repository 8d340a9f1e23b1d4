package retention.text;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import smile.nlp.dictionary.EnglishStopWords;

/** Words that an analysis leaves out, in the form of {@link Token#normal()}. Each list is a resource that names its source. */
final class StopWords {

    /** What the apps and the people who came are called, in any language. */
    static final Set<String> APP_NAMES = normal(WordFile.words("app-names.txt"));

    /** Function words of Chinese and English, and the words by which the posts were found. */
    static final Set<String> STANDARD = standard();

    private static final String KEPT = "!";

    private StopWords() {}

    /** Words as a text has them, such as {@code Cat}, {@code #猫税[话题]#} and {@code don’t}, in their normal form. */
    static Set<String> normal(Collection<String> words) {
        return words.stream().map(Token::normal).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> standard() {
        var words = new HashSet<String>();
        EnglishStopWords.DEFAULT.iterator().forEachRemaining(words::add);
        for (var word : WordFile.words("stop-words-english.txt")) {
            if (word.startsWith(KEPT)) {
                words.remove(word.substring(KEPT.length()));
            } else {
                words.add(word);
            }
        }
        words.addAll(WordFile.words("stop-words-chinese.txt"));
        words.addAll(WordFile.words("stop-words-study.txt"));
        return normal(words);
    }
}
