package retention.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.huaban.analysis.jieba.JiebaSegmenter;
import com.huaban.analysis.jieba.WordDictionary;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our reading of jieba's dictionary and model beside the library whose files they are. */
class JiebaTest {
    private static JiebaSegmenter library;
    private static List<String> dictionary;

    @BeforeAll
    static void load(@TempDir Path folder) throws IOException {
        var out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            library = new JiebaSegmenter();
            var words = Lexicon.lines("dictionary.txt").stream()
                    .map(line -> line.contains(" ") ? line : line + " 1000")
                    .toList();
            WordDictionary.getInstance().loadUserDict(Files.write(folder.resolve("words.dict"), words));
            library.sentenceProcess("魑魅");
        } finally {
            System.setOut(out);
        }
        dictionary = WordDictionary.getInstance().freqs.keySet().stream()
                .filter(word ->
                        word.chars().allMatch(c -> Jieba.isKnown(c) || (c < 128 && Character.isLetterOrDigit(c))))
                .sorted()
                .toList();
    }

    @Test
    void cutsWordsOfTheDictionaryInARowAsTheLibraryDoes() {
        var random = new SplittableRandom(1);
        for (int text = 0; text < 20_000; text++) {
            assertSame(IntStream.range(0, 1 + random.nextInt(8))
                    .mapToObj(i -> dictionary.get(random.nextInt(dictionary.size())))
                    .map(word -> random.nextBoolean() ? word : word.substring(random.nextInt(word.length())))
                    .collect(Collectors.joining()));
        }
    }

    @Test
    void cutsRandomCharactersAsTheLibraryDoes() {
        var random = new SplittableRandom(2);
        for (int text = 0; text < 10_000; text++) {
            assertSame(IntStream.range(0, 1 + random.nextInt(20))
                    .map(i -> random.nextInt(6) == 0 ? 'a' + random.nextInt(26) : random.nextInt(0x4E00, 0x9FA6))
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining()));
        }
    }

    @Test
    void hasEveryWordOfTheLibrary() {
        assertThat(dictionary).hasSizeGreaterThan(340_000).allSatisfy(JiebaTest::assertSame);
    }

    @Test
    void cutsNothingOfNothing() {
        assertThat(Jieba.INSTANCE.cut(new char[0])).isEmpty();
    }

    private static void assertSame(String text) {
        var words = new ArrayList<String>();
        int start = 0;
        for (int length : Jieba.INSTANCE.cut(text.toCharArray())) {
            words.add(text.substring(start, start + length));
            start += length;
        }
        assertThat(words).isEqualTo(library.sentenceProcess(text));
    }
}
