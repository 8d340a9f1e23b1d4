package retention.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LexiconTest {

    @Test
    void holdsChineseEnglishAndTheStudysOwn() {
        assertThat(Lexicon.Words.STOP_WORDS).contains("的", "the", "don't", "dont", "tiktok", "#tiktokrefugee");
    }

    @Test
    void readsNoCommentsForWords() {
        assertThat(Lexicon.Words.STOP_WORDS).doesNotContain("#", "Source:", "!bill");
    }

    @Test
    void keepsEnglishWordsThatCarryContentHere() {
        assertThat(Lexicon.Words.STOP_WORDS).doesNotContain("bill");
    }

    @Test
    void takesWordsAsTheyAreSeen() {
        var segmenter = Segmenter.standard().withoutStopWords("#猫税[话题]#", "Ｃａｔ", "don’t");

        assertThat(segmenter.words("#猫税[话题]# cat DON'T 猫 dog")).containsExactly("猫", "dog");
    }
}
