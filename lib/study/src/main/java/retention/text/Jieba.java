package retention.text;

import com.huaban.analysis.jieba.JiebaSegmenter;
import com.huaban.analysis.jieba.WordDictionary;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/**
 * jieba-analysis with our dictionary: cuts text that is Chinese characters of {@link #knows} and lower-case ASCII letters and
 * digits only. It is loaded at its first use, which takes one to two seconds, and then serves all threads.
 */
final class Jieba {
    private static final String DICTIONARY = "dictionary.txt";
    private static final String DEFAULT_FREQUENCY = "1000";

    private Jieba() {}

    /** Whether jieba has this character in its model; it takes all others for punctuation. */
    static boolean knows(int codePoint) {
        return codePoint >= 0x4E00 && codePoint <= 0x9FA5;
    }

    /** A text of characters that it knows and ASCII letters and digits, as {@link #cut} takes it: simplified, in lower case, as long. */
    static String readable(String block) {
        var simple = Simplified.of(block);
        var readable = new StringBuilder(block.toLowerCase(Locale.ROOT));
        for (int i = 0; i < readable.length(); i++) {
            if (knows(block.charAt(i)) && knows(simple.charAt(i))) {
                readable.setCharAt(i, simple.charAt(i));
            }
        }
        return readable.toString();
    }

    /** The words of a text, which joined give the text. */
    static List<String> cut(String text) {
        return Loaded.SEGMENTER.sentenceProcess(text);
    }

    /** A word of ours and its frequency, as jieba reads it. */
    static List<String> dictionary() {
        return WordFile.lines(DICTIONARY).stream()
                .map(line -> line.contains(" ") ? line : line + " " + DEFAULT_FREQUENCY)
                .toList();
    }

    private static final class Loaded {
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
            } finally {
                Locale.setDefault(locale);
                System.setOut(out);
            }
        }

        /** It takes words from a file only, which must not lie inside a jar. */
        private static void addDictionary() {
            try {
                var file = Files.createTempFile("words", ".dict");
                try {
                    Files.write(file, dictionary());
                    WordDictionary.getInstance().loadUserDict(file);
                } finally {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "The dictionary could not be given to jieba through a temporary file", e);
            }
        }
    }
}
