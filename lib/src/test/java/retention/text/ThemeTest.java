package retention.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    @Test
    void isThatOfATopicsStrongestWords() {
        var documents = new ArrayList<List<String>>();
        for (int i = 0; i < 10; i++) {
            documents.add(List.of("meme", "funny", "meme"));
            documents.add(List.of("banned", "law"));
            documents.add(List.of("stones", "sand"));
        }
        var matrix = Vectorizer.tfIdf().fitTransform(documents);
        var model = Nmf.fit(matrix.values(), Nmf.Settings.of(3));
        assertThat(Theme.ofTopics(model, matrix.terms()))
                .containsExactlyInAnyOrder(Optional.of(Theme.TRENDS), Optional.of(Theme.NOSTALGIA), Optional.empty());
        assertThat(Theme.ofDocuments(model, matrix.terms()).subList(0, 3))
                .containsExactly(Optional.of(Theme.TRENDS), Optional.of(Theme.NOSTALGIA), Optional.empty());
    }
}
