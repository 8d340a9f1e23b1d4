package retention.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HashtagsTest {

    private static final Phrasebook BOOK = new Phrasebook(Phrasebook.lines("phrases.txt"));

    @Test
    void areOfTheTopicOrOfAll() {
        var tags = new Hashtags(BOOK, List.of("1 everywhere", "1 cattax pets,humour", "1 art creative"));
        assertThat(drawn(tags, Topic.PETS)).contains("everywhere", "cattax").doesNotContain("art");
        assertThat(drawn(tags, Topic.CREATIVE)).contains("everywhere", "art").doesNotContain("cattax");
    }

    @Test
    void standOnceInAPostAndHaveNoBlanks() {
        var tags = new Hashtags(BOOK, Phrasebook.lines("hashtags.txt"));
        assertThat(IntStream.range(0, 500).mapToObj(i -> tags.draw(Topic.GREETING, Draws.of(2, "test", i))))
                .allSatisfy(post -> assertThat(post).isNotEmpty().doesNotHaveDuplicates())
                .allSatisfy(post -> assertThat(post).noneMatch(tag -> tag.isEmpty() || tag.matches(".*[\\s#].*")));
    }

    private static List<String> drawn(Hashtags tags, Topic topic) {
        return IntStream.range(0, 200)
                .mapToObj(i -> tags.draw(topic, Draws.of(1, "test", i)))
                .flatMap(List::stream)
                .collect(Collectors.toList());
    }
}
