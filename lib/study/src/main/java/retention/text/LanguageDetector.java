package retention.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorModel;
import opennlp.tools.langdetect.ThreadSafeLanguageDetectorME;

/**
 * Which language words are of, by their letters and the sequences of these: OpenNLP's detector with the model that comes with it
 * (Apache-2.0).
 *
 * <p>Posts are short, and the model knows 103 languages, many of which look like a short English text. So only the languages with
 * the most speakers online are asked for, texts of few letters get no answer, and English, in which most posts are, is the answer
 * unless another language is clearly likelier. Names of apps must be left out before, of which the model makes Dutch.
 */
final class LanguageDetector {

    /** ISO 639-3, as the model names them. */
    static final String ENGLISH = "eng";

    private static final Set<String> CANDIDATES = Set.of(
            "ara", "ces", "cmn", "deu", "ell", "eng", "fas", "fra", "heb", "hin", "ind", "ita", "jpn", "kor", "nld",
            "pol", "por", "ron", "rus", "spa", "swe", "tha", "tur", "ukr", "vie");

    private static final String MODEL = "/langdetect-183.bin";

    /** Letters below which no language is named, a Chinese character counting as two. */
    private static final int FEWEST_LETTERS = 20;

    /**
     * How many times as likely as English another language must be. No English post of a labelled sample with so many letters
     * reaches it, and hardly any short sentence in another language stays below.
     */
    private static final double LEAD_OVER_ENGLISH = 1.4;

    private static final ThreadSafeLanguageDetectorME DETECTOR = load();

    private LanguageDetector() {}

    /** The language, ISO 639-3 such as {@code eng}, {@code cmn} or {@code spa}; empty for fewer than 20 letters. */
    static Optional<String> detect(List<String> words) {
        int letters = words.stream()
                .flatMapToInt(String::codePoints)
                .filter(Character::isLetter)
                .map(letter -> Character.isIdeographic(letter) ? 2 : 1)
                .sum();
        if (letters < FEWEST_LETTERS) {
            return Optional.empty();
        }
        return Stream.of(DETECTOR.predictLanguages(String.join(" ", words)))
                .filter(guess -> CANDIDATES.contains(guess.getLang()))
                .max(Comparator.comparingDouble(LanguageDetector::weighed))
                .map(Language::getLang);
    }

    private static double weighed(Language guess) {
        return guess.getConfidence() * (guess.getLang().equals(ENGLISH) ? LEAD_OVER_ENGLISH : 1);
    }

    private static ThreadSafeLanguageDetectorME load() {
        try (var stream = Objects.requireNonNull(LanguageDetector.class.getResourceAsStream(MODEL), MODEL)) {
            return new ThreadSafeLanguageDetectorME(new LanguageDetectorModel(stream));
        } catch (IOException e) {
            throw new UncheckedIOException("The language detector's model cannot be read", e);
        }
    }
}
