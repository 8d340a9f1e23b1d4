package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import retention.text.Segmenter;

class PublishedTest {

    private final Published published = Published.read();

    @Test
    void givesCloudWordsAsASegmenterWould() {
        assertThat(published.cloudWords("retained")).contains("#歌手", "#cattax").noneMatch(word -> word.contains("话题"));
        assertThat(published.cloudWords("lost"))
                .contains("welcome", "#对账")
                .allSatisfy(word -> assertThat(Segmenter.standard().words(word)).containsExactly(word));
    }

    @Test
    void saysWhatItLacks() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> published.number("exact", "nothing"))
                .withMessage("published.json has no exact / nothing");
    }
}
