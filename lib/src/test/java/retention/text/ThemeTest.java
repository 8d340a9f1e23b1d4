package retention.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThemeTest {

    @Test
    void findsAPhraseInEitherLanguageWhateverItsCase() {
        assertThat(Theme.ADAPTATION.isIn("I want to LEARN CHINESE!")).isTrue();
        assertThat(Theme.ADAPTATION.isIn("想学中文")).isTrue();
    }

    @Test
    void takesALatinWordOnlyAsAWhole() {
        assertThat(Theme.TRENDS.isIn("a meme")).isTrue();
        assertThat(Theme.TRENDS.isIn("remembered")).isFalse();
    }

    @Test
    void findsALatinWordBetweenChineseCharacters() {
        assertThat(Theme.TRENDS.isIn("一个meme哈哈")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void isInNoEmptyTextButInEachOfItsWords(Theme theme) {
        assertThat(theme.isIn("")).isFalse();
        assertThat(theme.words()).isNotEmpty().allMatch(theme::isIn).doesNotHaveDuplicates();
    }
}
