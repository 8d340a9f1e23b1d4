package retention.text;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import numerics.Check;
import retention.text.Token.Kind;
import smile.nlp.stemmer.PorterStemmer;

/**
 * Cuts texts that mix Chinese, English and everything else into tokens: {@link #segment} gives them all, {@link #words} those that
 * an analysis counts. Immutable; each option gives another segmenter, so that one line says what is done:
 * {@code Segmenter.standard().withoutStopWords("lol").stemmed()}.
 *
 * <p>Chinese is cut by jieba in its accurate mode with our dictionary ({@code dictionary.txt}), all else by Unicode's word
 * boundaries. Stop words and stems of English are Smile's; its tokenizers are not used, because they rewrite what they cut
 * ({@code can't} becomes {@code can not}) and know no emoji.
 *
 * @param kinds the kinds of tokens that are words
 * @param stopWords words left out, in the form of {@link Token#normal()}
 * @param stems whether English words are reduced to their stems (Porter)
 */
public record Segmenter(Set<Kind> kinds, Set<String> stopWords, boolean stems) {
    private static final Pattern LINE_BREAK = Pattern.compile("\\R");
    private static final Pattern ENGLISH = Pattern.compile("[a-z]{3,}");

    public Segmenter {
        Check.that(!kinds.isEmpty(), "A segmenter keeps at least one kind of token, name one");
        kinds = Collections.unmodifiableSet(EnumSet.copyOf(kinds));
        stopWords = Set.copyOf(stopWords);
    }

    /** Words are words of any script and hashtags; no stop words, no stems. */
    public static Segmenter standard() {
        return new Segmenter(EnumSet.of(Kind.HAN, Kind.LATIN, Kind.OTHER_SCRIPT, Kind.HASHTAG), Set.of(), false);
    }

    /** This segmenter with just these kinds of tokens as words. */
    public Segmenter keeping(Kind first, Kind... rest) {
        return new Segmenter(EnumSet.of(first, rest), stopWords, stems);
    }

    /** This segmenter without the standard stop words of Chinese, English and the study, and without those named. */
    public Segmenter withoutStopWords(String... more) {
        var words = new HashSet<>(Lexicon.Words.STOP_WORDS);
        words.addAll(Lexicon.normal(List.of(more)));
        return new Segmenter(kinds, words, stems);
    }

    /** This segmenter with English words reduced to their stems, after stop words are gone. */
    public Segmenter stemmed() {
        return new Segmenter(kinds, stopWords, true);
    }

    /** All tokens of a text, spaces included: joined, they give the text back but for its characters without width. */
    public List<Token> segment(String text) {
        return Scanner.scan(text);
    }

    /** The words of a text that count, in order, each in the form of {@link Token#normal()}. */
    public List<String> words(String text) {
        return words(segment(text));
    }

    /** The same of a text that is already cut. */
    List<String> words(List<Token> tokens) {
        // Smile's stemmer keeps state.
        var porter = new PorterStemmer();
        return tokens.stream()
                .filter(token -> kinds.contains(token.kind()))
                .map(Token::normal)
                .filter(word -> !word.isEmpty() && !stopWords.contains(word))
                .map(word -> stems ? stem(word, porter) : word)
                .toList();
    }

    /** The words of each text, on all processors. */
    public List<List<String>> documents(List<String> texts) {
        return texts.parallelStream().map(this::words).toList();
    }

    /**
     * The phrases of a text: its words, separated by one blank, with nothing but spaces between them. Punctuation, a line break and
     * whatever is no word end a phrase. For tools that find words themselves, such as Smile's keywords.
     */
    public List<String> phrases(String text) {
        return segment(text).stream()
                .filter(token -> token.kind() != Kind.SPACE
                        || LINE_BREAK.matcher(token.text()).find())
                .map(token -> words(List.of(token)).stream().findFirst().orElse("\n"))
                .collect(Collectors.joining(" "))
                .lines()
                .map(String::strip)
                .filter(phrase -> !phrase.isEmpty())
                .toList();
    }

    private static String stem(String word, PorterStemmer porter) {
        var bare = word.endsWith("'s") ? word.substring(0, word.length() - 2) : word;
        return ENGLISH.matcher(bare).matches() ? porter.stem(bare) : word;
    }
}
