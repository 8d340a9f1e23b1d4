package retention.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
