package retention.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.Transliterator;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import retention.text.Lexicon.Chinese;

class ChineseTest {

    @Test
    void replacesTraditionalCharactersAndKeepsTheLength() {
        assertThat(Chinese.simplified("抖音難民 and a 貓稅 😀 後來我看著")).isEqualTo("抖音难民 and a 猫税 😀 后来我看着");
    }

    @Test
    void givesATextWithoutThemBackItself() {
        for (var text : new String[] {"", "hello", "抖音难民", "\uD83D", "Привет", "皇后的面条"}) {
            assertThat(Chinese.simplified(text)).isSameAs(text);
        }
    }

    @Test
    void replacesEachCharacterByOneOfTheSameLength() {
        for (int character = 0x3400; character <= 0x2FFFF; character++) {
            if (Character.isIdeographic(character)) {
                var text = Character.toString(character);
                assertThat(Chinese.simplified(text)).hasSameSizeAs(text);
            }
        }
    }

    @Test
    void replacesWhatIcuReplaces() {
        var icu = Transliterator.getInstance("Hant-Hans");
        var pieces = Lexicon.lines("traditional.txt").stream()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
        assertThat(pieces).hasSize(3950).allSatisfy(piece -> assertThat(Chinese.simplified(piece))
                .isEqualTo(hasTraditional(piece) ? icu.transliterate(piece) : piece));
        var random = new SplittableRandom(3);
        for (int i = 0; i < 5_000; i++) {
            var text = Stream.generate(() -> pieces.get(random.nextInt(pieces.size())))
                    .limit(1 + random.nextInt(8))
                    .collect(Collectors.joining(random.nextBoolean() ? "" : "a"));
            assertThat(Chinese.simplified(text)).isEqualTo(hasTraditional(text) ? icu.transliterate(text) : text);
        }
    }

    @Test
    void replacesEachCharacterThatIcuReplaces() {
        var icu = Transliterator.getInstance("Hant-Hans");
        for (char character = 0; character < Character.MIN_SURROGATE; character++) {
            var text = Character.toString(character);
            assertThat(Chinese.simplified(text)).isEqualTo(icu.transliterate(text));
        }
    }

    private static boolean hasTraditional(String text) {
        return text.chars().anyMatch(character -> Chinese.isTraditional((char) character));
    }
}
