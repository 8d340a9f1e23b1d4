package retention.text;

import com.huaban.analysis.jieba.JiebaSegmenter;
import com.huaban.analysis.jieba.WordDictionary;
import com.ibm.icu.text.Transliterator;
import com.ibm.icu.text.UnicodeSet;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/**
 * Chinese text: its simplified characters by ICU's transliterator, so that 抖音難民 and 抖音难民 are one word, and its words by
 * jieba-analysis with our dictionary. Each is loaded at its first use, jieba in one to two seconds, and then serves all threads.
 */
final class Chinese {
    private static final String DICTIONARY = "dictionary.txt";
    private static final String DEFAULT_FREQUENCY = "1000";

    private Chinese() {}

    /** Whether jieba has this character in its model; it takes all others for punctuation. */
    static boolean isKnown(int codePoint) {
        return codePoint >= 0x4E00 && codePoint <= 0x9FA5;
    }

    /** The text with its traditional characters replaced, as long as it was. */
    static String simplified(String text) {
        // The transliterator takes about a microsecond per character, and hardly any text has traditional ones.
        boolean maybe = text.codePoints().anyMatch(Character::isIdeographic) && Rules.TRADITIONAL.containsSome(text);
        return maybe ? Rules.SIMPLIFYING.transliterate(text) : text;
    }

    /**
     * The words of a text, which joined are as long as the text.
     *
     * @param block known characters and ASCII letters and digits only
     */
    static List<String> cut(String block) {
        var simple = simplified(block);
        var readable = new StringBuilder(block.toLowerCase(Locale.ROOT));
        for (int i = 0; i < readable.length(); i++) {
            if (isKnown(block.charAt(i)) && isKnown(simple.charAt(i))) {
                readable.setCharAt(i, simple.charAt(i));
            }
        }
        return Jieba.SEGMENTER.sentenceProcess(readable.toString());
    }

    private static final class Rules {
        private static final Transliterator SIMPLIFYING = Transliterator.getInstance("Hant-Hans");

        /** The characters that are replaced wherever they stand; nearly all others are so only beside one of these. */
        private static final UnicodeSet TRADITIONAL = new UnicodeSet();

        static {
            for (var character : SIMPLIFYING.getSourceSet()) {
                if (!SIMPLIFYING.transliterate(character).equals(character)) {
                    TRADITIONAL.add(character);
                }
            }
            TRADITIONAL.freeze();
        }
    }

    private static final class Jieba {
        private static final JiebaSegmenter SEGMENTER = load();

        /**
         * jieba-analysis 1.0.2 reports its progress on standard output and lower-cases its dictionary by the default locale, where
         * a Turkish one turns {@code IC卡} into a word that no text has. Both are set back at once.
         */
        private static JiebaSegmenter load() {
            var out = System.out;
            var locale = Locale.getDefault();
            System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
            Locale.setDefault(Locale.ROOT);
            try {
                var segmenter = new JiebaSegmenter();
                addDictionary();
                return segmenter;
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "The dictionary could not be given to jieba through a temporary file", e);
            } finally {
                Locale.setDefault(locale);
                System.setOut(out);
            }
        }

        /** It takes words from a file only, which must not lie inside a jar. */
        private static void addDictionary() throws IOException {
            var words = WordFile.lines(DICTIONARY).stream()
                    .map(line -> line.contains(" ") ? line : line + " " + DEFAULT_FREQUENCY)
                    .toList();
            var file = Files.createTempFile("words", ".dict");
            try {
                WordDictionary.getInstance().loadUserDict(Files.write(file, words));
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }
}
