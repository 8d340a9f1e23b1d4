package retention.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import smile.nlp.dictionary.EnglishStopWords;

/**
 * Words that an analysis leaves out, compared in the form of {@link Token#normal()}: {@code Cat}, {@code #猫税[话题]#} and
 * {@code don’t} may be given as they are seen. Each list is a resource file that names its source and its licence.
 */
public final class StopWords {
    private static final char KEPT = '!';
    private static final StopWords NONE = new StopWords(Set.of());

    private final Set<String> words;

    private StopWords(Set<String> words) {
        this.words = words;
    }

    /** No word at all. */
    public static StopWords none() {
        return NONE;
    }

    /** Just these words. */
    public static StopWords of(String... words) {
        return NONE.plus(words);
    }

    /** All of Chinese, English and the study's own. */
    public static StopWords standard() {
        return Standard.WORDS;
    }

    /** Chinese function words, written for this study: {@code stop-words-chinese.txt}. */
    public static StopWords chinese() {
        return NONE.plus(WordFile.words("stop-words-chinese.txt"));
    }

    /**
     * Smile's default list of English stop words, with what {@code stop-words-english.txt} adds to it and without the few that it
     * keeps because they carry content here.
     */
    public static StopWords english() {
        var english = new HashSet<String>();
        EnglishStopWords.DEFAULT.iterator().forEachRemaining(english::add);
        for (var word : WordFile.words("stop-words-english.txt")) {
            if (word.charAt(0) == KEPT) {
                english.remove(word.substring(1));
            } else {
                english.add(word);
            }
        }
        return NONE.plus(english);
    }

    /** Words that tell nothing because the posts were found by them: {@code stop-words-study.txt}. */
    public static StopWords study() {
        return NONE.plus(WordFile.words("stop-words-study.txt"));
    }

    /** What the apps and the people who came are called, in any language: {@code app-names.txt}. */
    public static StopWords appNames() {
        return NONE.plus(WordFile.words("app-names.txt"));
    }

    /** These words and more. */
    public StopWords plus(String... more) {
        return plus(Arrays.asList(more));
    }

    /** These words without some. */
    public StopWords minus(String... fewer) {
        var removed = normal(Arrays.asList(fewer));
        return new StopWords(
                words.stream().filter(word -> !removed.contains(word)).collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether a word in the form of {@link Token#normal()} is one of them. */
    public boolean contains(String word) {
        return words.contains(word);
    }

    /** Number of words. */
    public int size() {
        return words.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StopWords that && words.equals(that.words);
    }

    @Override
    public int hashCode() {
        return words.hashCode();
    }

    @Override
    public String toString() {
        return "StopWords[" + size() + " words]";
    }

    private StopWords plus(Collection<String> more) {
        var all = new HashSet<>(words);
        all.addAll(normal(more));
        return new StopWords(Set.copyOf(all));
    }

    private static Set<String> normal(Collection<String> words) {
        return words.stream().map(Token::normal).collect(Collectors.toSet());
    }

    private static final class Standard {
        private static final StopWords WORDS = chinese().plus(english().words).plus(study().words);
    }
}
