package retention.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GrammarTest {

    private static final Grammar GRAMMAR = Grammar.load();

    @Test
    void slotsAreFilledWithAlternativesAndNumbers() {
        var grammar = Grammar.parse(List.of("greeting = {word} and {5..7}", "word = hi | ho"));
        var said = IntStream.range(0, 200)
                .mapToObj(i -> grammar.say("greeting", Draws.of(1, "test", i)))
                .collect(Collectors.toSet());
        assertThat(said)
                .containsExactlyInAnyOrder("hi and 5", "hi and 6", "hi and 7", "ho and 5", "ho and 6", "ho and 7");
    }

    @Test
    void aSentenceRarelyNamesTheSameThingTwice() {
        var grammar = Grammar.parse(List.of("pair = {word} {word}", "word = a | b | c | d"));
        var twice = IntStream.range(0, 1000)
                .mapToObj(i -> grammar.say("pair", Draws.of(1, "test", i)))
                .filter(pair -> pair.charAt(0) == pair.charAt(2));
        assertThat(twice).hasSizeLessThan(5);
    }

    @Test
    void aSlotThatNoLineDefinesIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Grammar.parse(List.of("greeting = hello {nobody}")))
                .withMessageContaining("{nobody}");
    }

    @Test
    void aLineWithoutAlternativesIsShown() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Grammar.parse(List.of("greeting hello")))
                .withMessageContaining("greeting hello");
    }

    @Test
    void anUnknownSymbolIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GRAMMAR.alternatives("gardening.en.title"))
                .withMessageContaining("gardening.en.title");
    }

    @ParameterizedTest
    @EnumSource
    void everyTopicCanBeWrittenAboutInManyWays(Topic topic) {
        for (var language : List.of("en", "zh")) {
            var said = IntStream.range(0, 500)
                    .mapToObj(i -> GRAMMAR.say(topic.key() + "." + language + ".say", Draws.of(1, "test", i)))
                    .collect(Collectors.toSet());
            assertThat(said).as("%s in %s", topic, language).hasSizeGreaterThan(200);
            assertThat(GRAMMAR.alternatives(topic.key() + "." + language + ".title"))
                    .hasSizeGreaterThanOrEqualTo(5);
        }
        assertThat(GRAMMAR.alternatives(topic.key() + ".tag")).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void hashtagsOfATopicAreItsOwn(Topic topic) {
        var others = Stream.of(Topic.values())
                .filter(other -> other != topic)
                .flatMap(other -> GRAMMAR.alternatives(other.key() + ".tag").stream())
                .collect(Collectors.toSet());
        assertThat(GRAMMAR.alternatives(topic.key() + ".tag")).doesNotContainAnyElementsOf(others);
    }

    @ParameterizedTest
    @EnumSource
    void mostEnglishWordsOfATopicAreItsOwn(Topic topic) {
        var shared = new HashSet<String>();
        Stream.of(Topic.values()).filter(other -> other != topic).forEach(other -> shared.addAll(words(other)));
        var own = words(topic);
        assertThat(own.stream().filter(word -> !shared.contains(word)).count()).isGreaterThan(own.size() * 6 / 10);
    }

    /** The words of at least five letters that a topic's rules contain. */
    private static Set<String> words(Topic topic) {
        var draws = Draws.of(2, "words");
        return IntStream.range(0, 500)
                .mapToObj(i -> GRAMMAR.say(topic.key() + ".en.say", draws))
                .flatMap(text -> Pattern.compile("[a-z]{5,}").matcher(text).results())
                .map(word -> word.group())
                .collect(Collectors.toSet());
    }
}
