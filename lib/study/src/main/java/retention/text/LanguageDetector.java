package retention.text;

import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import opennlp.tools.langdetect.LanguageDetectorModel;
import opennlp.tools.langdetect.ThreadSafeLanguageDetectorME;
import retention.text.Token.Kind;

/**
 * Which language a text is in, by its letters and their sequences: OpenNLP's detector with the model that comes with it. Script
 * alone does not tell English from Spanish.
 *
 * <p>Posts are short, and the model knows 103 languages, many of which look like a short English text. So only the
 * {@linkplain #candidates() languages with the most speakers online} are asked for, texts of few letters get no answer, and
 * English, in which most posts are, is the answer unless another language is clearly likelier. Names of apps
 * ({@link StopWords#appNames()}) are left out, of which the model makes Dutch.
 */
public final class LanguageDetector {

    /** The model's resource; its licence is Apache-2.0. */
    private static final String MODEL = "/langdetect-183.bin";

    /** ISO 639-3, as the model names them; {@code cmn} is Mandarin. */
    private static final Set<String> CANDIDATES = Set.of(
            "ara", "ces", "cmn", "deu", "ell", "eng", "fas", "fra", "heb", "hin", "ind", "ita", "jpn", "kor", "nld",
            "pol", "por", "ron", "rus", "spa", "swe", "tha", "tur", "ukr", "vie");

    /** Letters below which no language is named. */
    public static final int FEWEST_LETTERS = 20;

    /**
     * How many times as likely as English another language must be. No English post of a labelled sample with so many letters
     * reaches it, and hardly any short sentence in another language stays below.
     */
    public static final double LEAD_OVER_ENGLISH = 1.4;

    private static final String ENGLISH = "eng";

    private final ThreadSafeLanguageDetectorME detector;

    private LanguageDetector(LanguageDetectorModel model) {
        this.detector = new ThreadSafeLanguageDetectorME(model);
    }

    /** The detector, loaded when it is first asked for; it may be used by several threads at once. */
    public static LanguageDetector standard() {
        return Standard.DETECTOR;
    }

    /** The languages among which it chooses, ISO 639-3, in alphabetical order. */
    public static List<String> candidates() {
        return CANDIDATES.stream().sorted().toList();
    }

    /**
     * The language of a text's words, ISO 639-3 such as {@code eng}, {@code cmn} or {@code spa}. Hashtags, links, mentions,
     * stickers, emoji and the names of apps are left out.
     *
     * @return empty for a text of fewer than {@value #FEWEST_LETTERS} letters, a Chinese character counting as two
     */
    public Optional<String> detect(String text) {
        return detect(Segmenter.standard().segment(text));
    }

    /** The same of a text that is already cut. */
    public Optional<String> detect(List<Token> tokens) {
        var words = tokens.stream()
                .filter(token -> token.kind() == Kind.HAN || isSpelled(token.kind()))
                .map(Token::normal)
                .filter(word -> !Standard.NAMES.contains(word))
                .toList();
        int letters = words.stream().mapToInt(LanguageDetector::weight).sum();
        if (letters < FEWEST_LETTERS) {
            return Optional.empty();
        }
        return Arrays.stream(detector.predictLanguages(String.join(" ", words)))
                .filter(guess -> CANDIDATES.contains(guess.getLang()))
                .max(Comparator.comparingDouble(LanguageDetector::weighed))
                .map(opennlp.tools.langdetect.Language::getLang);
    }

    private static double weighed(opennlp.tools.langdetect.Language guess) {
        return guess.getConfidence() * (guess.getLang().equals(ENGLISH) ? LEAD_OVER_ENGLISH : 1);
    }

    /** A language's English name: {@code German} for {@code deu}. */
    public static String name(String code) {
        return code.equals("cmn") ? "Chinese" : new ULocale(code).getDisplayLanguage(ULocale.ENGLISH);
    }

    private static boolean isSpelled(Kind kind) {
        return kind == Kind.LATIN || kind == Kind.OTHER_SCRIPT;
    }

    private static int weight(String word) {
        return word.codePoints()
                .filter(Character::isLetter)
                .map(letter -> Character.isIdeographic(letter) ? 2 : 1)
                .sum();
    }

    private static final class Standard {
        private static final LanguageDetector DETECTOR = load();
        private static final StopWords NAMES = StopWords.appNames();

        private static LanguageDetector load() {
            try (var stream = Objects.requireNonNull(LanguageDetector.class.getResourceAsStream(MODEL), MODEL)) {
                return new LanguageDetector(new LanguageDetectorModel(stream));
            } catch (IOException e) {
                throw new UncheckedIOException("The language detector's model cannot be read", e);
            }
        }
    }
}
