package retention.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StopWordsTest {

    @Test
    void holdsChineseEnglishAndTheStudysOwn() {
        assertThat(StopWords.chinese().contains("的")).isTrue();
        assertThat(StopWords.english().contains("don't")).isTrue();
        assertThat(StopWords.study().contains("#tiktokrefugee")).isTrue();
        assertThat(StopWords.standard().contains("的")).isTrue();
        assertThat(StopWords.standard().contains("the")).isTrue();
        assertThat(StopWords.standard().contains("tiktok")).isTrue();
    }

    @Test
    void readsNoCommentsForWords() {
        assertThat(StopWords.standard().contains("#")).isFalse();
        assertThat(StopWords.chinese().contains("Source:")).isFalse();
        assertThat(StopWords.standard().contains("!bill")).isFalse();
        assertThat(StopWords.standard().contains("bill")).isFalse();
    }

    @Test
    void takesAndLeavesWordsInAnyCase() {
        var words = StopWords.of("Cat").plus("DOG", "哈哈").minus("cat");

        assertThat(words).isEqualTo(StopWords.of("dog", "哈哈"));
        assertThat(words.contains("cat")).isFalse();
    }

    @Test
    void takesWordsAsTheyAreSeen() {
        var segmenter = Segmenter.standard().withoutStopWords("#猫税[话题]#", "Ｃａｔ", "don’t");

        assertThat(segmenter.words("#猫税[话题]# cat DON'T 猫 dog")).containsExactly("猫", "dog");
    }

    @Test
    void keepsEnglishWordsThatCarryContentHere() {
        assertThat(StopWords.english().contains("bill")).isFalse();
        assertThat(StopWords.english().contains("dont")).isTrue();
    }

    @Test
    void holdsNothingWhenAskedForNone() {
        assertThat(StopWords.none().size()).isZero();
    }
}
