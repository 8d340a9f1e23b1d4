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
    void findsAWordInEitherLanguageWhateverItsCase() {
        assertThat(Theme.ADAPTATION.isIn("I want to LEARN it!")).isTrue();
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

    @ParameterizedTest
    @EnumSource(Theme.class)
    void hasOnlyWordsThatCanBeTheTermOfATopic(Theme theme) {
        assertThat(theme.words()).allSatisfy(word -> assertThat(Segmenter.standard()
                        .keeping(Token.Kind.HAN, Token.Kind.LATIN)
                        .withoutStopWords()
                        .words(word))
                .as(word)
                .containsExactly(word));
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void hasNoWordThatThePublishedCloudsShowForOneGroupOnly(Theme theme) {
        var published = List.of(
                "歌手",
                "抖音难民",
                "外国人",
                "猫税",
                "cattax",
                "germany",
                "berlin",
                "moot",
                "chinese",
                "friend",
                "china",
                "welcome",
                "hello",
                "xiaohongshu",
                "跨境电商",
                "对账",
                "创业",
                "小红书");
        assertThat(theme.words()).doesNotContainAnyElementsOf(published);
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
