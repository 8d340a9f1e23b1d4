package retention.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import opennlp.tools.langdetect.LanguageDetectorModel;
import opennlp.tools.langdetect.ThreadSafeLanguageDetectorME;
import retention.text.Token.Kind;

/**
 * The language of a text as a reader would say it: by the script of its words and, where they are in Latin letters, by OpenNLP's
 * detector with the model that comes with it (Apache-2.0), since script alone would call Spanish English. Hashtags, addresses, mentions,
 * stickers and emoji do not count, and nor do the names of the apps ({@code app-names.txt}), which stand in posts of every language,
 * unless a text has nothing else: "TikTok refugee" is English. Words are the unit rather than letters, of which an English word has some
 * five and a Chinese one two.
 */
public enum Language {
    /** More words are Chinese than in Latin letters, and the latter are too few for {@link #MIXED}. */
    CHINESE("Chinese", "zh"),
    /** More words are in Latin letters, those in Chinese are too few, and the detector is not sure of another language. */
    ENGLISH("English", "en"),
    /** Chinese and Latin letters, {@value #FEWEST_WORDS} words of each or more, and a tenth of all or more: a translation, say. */
    MIXED("mixed", "both"),
    /** A language in Latin letters that is clearly not English, or other scripts in more than a fifth of the words. */
    OTHER("other", "other"),
    /** No word at all: tags and emoji only, or nothing. */
    NONE("none", "none");

    /** A mixed text has at least so many words of the rarer script; on labelled posts 2 was better than 1, 3 and more. */
    private static final int FEWEST_WORDS = 2;

    /** The smallest share of these words in a mixed text, so that names in a long one do not count. */
    private static final double SMALLEST_SHARE = 0.1;

    /** The largest share of words in other scripts that {@link #OTHER} does not need. */
    private static final double LARGEST_OTHER_SHARE = 0.2;

    /** Kinds of tokens that are words. */
    private static final Set<Kind> WORDS = Set.of(Kind.HAN, Kind.LATIN, Kind.OTHER_SCRIPT);

    /**
     * ISO 639-3. Posts are short, and the detector knows 103 languages, many of which look like a short English text. So only the languages
     * with the most speakers online are asked for.
     */
    private static final Set<String> CANDIDATES = Set.of(
            "ara", "ces", "cmn", "deu", "ell", "fas", "fra", "heb", "hin", "ind", "ita", "jpn", "kor", "nld", "pol",
            "por", "ron", "rus", "spa", "swe", "tha", "tur", "ukr", "vie");

    /** Letters below which a text in Latin letters counts as English. */
    private static final int FEWEST_LETTERS = 20;

    /** The detector makes one {@code haha} of a laugh of any length, but with a pattern that hangs or fails at one without end. */
    private static final Pattern LONG_LAUGH = Pattern.compile("(?i)([hjaeiou]{40})[hjaeiou]++");

    /**
     * How many times as likely as English another language must be. No English post of a labelled sample with so many letters
     * reaches it, and hardly any short sentence in another language stays below.
     */
    private static final double LEAD_OVER_ENGLISH = 1.4;

    private final String words;
    private final String code;

    Language(String words, String code) {
        this.words = words;
        this.code = code;
    }

    /** As labels have it, such as {@code en}. */
    public String code() {
        return code;
    }

    /** As tables call it. */
    @Override
    public String toString() {
        return words;
    }

    /** The language of a text. */
    public static Language of(String text) {
        return of(Scanner.scan(text));
    }

    /** The language of a text that is already cut. */
    static Language of(List<Token> tokens) {
        var all = words(tokens);
        var telling = all.stream().filter(Predicate.not(Token::isAppName)).toList();
        var words = telling.isEmpty() ? all : telling;
        long han = count(words, Kind.HAN);
        long latin = count(words, Kind.LATIN);
        long rarer = Math.min(han, latin);
        if (words.isEmpty()) {
            return NONE;
        }
        if (count(words, Kind.OTHER_SCRIPT) > LARGEST_OTHER_SHARE * words.size()) {
            return OTHER;
        }
        if (rarer >= FEWEST_WORDS && rarer >= SMALLEST_SHARE * (han + latin)) {
            return MIXED;
        }
        if (han >= latin) {
            return CHINESE;
        }
        var spelled = telling.stream()
                .filter(word -> word.kind() != Kind.HAN)
                .map(Token::normal)
                .toList();
        return isEnglish(String.join(" ", spelled)) ? ENGLISH : OTHER;
    }

    /** Those of tokens that are words. */
    static List<Token> words(List<Token> tokens) {
        return tokens.stream().filter(token -> WORDS.contains(token.kind())).toList();
    }

    static long count(List<Token> tokens, Kind kind) {
        return tokens.stream().filter(token -> token.kind() == kind).count();
    }

    /** Whether no other candidate is clearly likelier. */
    private static boolean isEnglish(String text) {
        if (text.codePoints().filter(Character::isLetter).count() < FEWEST_LETTERS) {
            return true;
        }
        double english = 0;
        double other = 0;
        var shortened = LONG_LAUGH.matcher(text).replaceAll("$1");
        for (var guess : Detector.INSTANCE.predictLanguages(shortened)) {
            if (guess.getLang().equals("eng")) {
                english = guess.getConfidence();
            } else if (CANDIDATES.contains(guess.getLang())) {
                other = Math.max(other, guess.getConfidence());
            }
        }
        return LEAD_OVER_ENGLISH * english >= other;
    }

    /** Loaded when it is first needed. */
    private static final class Detector {
        private static final ThreadSafeLanguageDetectorME INSTANCE = load();

        private static ThreadSafeLanguageDetectorME load() {
            try {
                var model = new LanguageDetectorModel(Language.class.getResource("/langdetect-183.bin"));
                return new ThreadSafeLanguageDetectorME(model);
            } catch (IOException e) {
                throw new UncheckedIOException("The language detector's model cannot be read", e);
            }
        }
    }

    /** How many of the texts, such as one user's posts, are in each language; all languages are there, in their order. */
    public static Map<Language, Integer> counts(Collection<String> texts) {
        var counts = new EnumMap<Language, Integer>(Language.class);
        Stream.of(values()).forEach(language -> counts.put(language, 0));
        texts.forEach(text -> counts.merge(of(text), 1, Integer::sum));
        return counts;
    }
}
