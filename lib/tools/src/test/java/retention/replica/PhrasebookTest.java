package retention.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import retention.replica.Phrasebook.Phrase;

class PhrasebookTest {

    private static final Phrasebook BOOK = new Phrasebook(Phrasebook.lines("phrases.txt"));

    @Test
    void bothLanguagesSayTheSame() {
        var book = new Phrasebook(List.of(
                "[greeting]",
                "{word} to {5..6} of {word} || {word}，{5..6}，{word}",
                "[word]",
                "cats || 猫",
                "dogs || 狗"));
        var said = IntStream.range(0, 200)
                .mapToObj(i -> book.say("greeting", Draws.of(1, "test", i)))
                .collect(Collectors.toSet());
        assertThat(said)
                .contains(new Phrase("cats to 5 of dogs", "猫，5，狗"), new Phrase("dogs to 6 of cats", "狗，6，猫"))
                .allMatch(phrase ->
                        phrase.english().startsWith("cats") == phrase.chinese().startsWith("猫"));
    }

    @Test
    void aPhraseWithOneSideIsSaidInBothLanguages() {
        var book = new Phrasebook(List.of("[face]", ":)"));
        assertThat(book.say("face", Draws.of(1, "test"))).isEqualTo(new Phrase(":)", ":)"));
    }

    @Test
    void aPhraseIsDrawnAsOftenAsItsLineSays() {
        var book = new Phrasebook(List.of("[word]", "9x often", "rarely"));
        var often = IntStream.range(0, 1000)
                .filter(i -> book.say("word", Draws.of(1, "test", i)).english().equals("often"));
        assertThat(often.count()).isBetween(870L, 930L);
    }

    @Test
    void aPhraseRarelyNamesTheSameThingTwice() {
        var book = new Phrasebook(List.of("[pair]", "{word} {word}", "[word]", "a", "b", "c", "d"));
        var twice = IntStream.range(0, 1000)
                .mapToObj(i -> book.say("pair", Draws.of(1, "test", i)).english())
                .filter(pair -> pair.charAt(0) == pair.charAt(2));
        assertThat(twice).hasSizeLessThan(5);
    }

    @Test
    void everySlotIsAGroupOrARangeAndTheSameInBothLanguages() {
        var lines = Phrasebook.lines("phrases.txt");
        assertThat(lines).allSatisfy(line -> {
            var sides = List.of(line.split(" \\|\\| ", -1));
            assertThat(slots(sides.get(sides.size() - 1))).isEqualTo(slots(sides.get(0)));
            assertThat(slots(line))
                    .allMatch(slot -> slot.matches("\\d+\\.\\.\\d+") || lines.contains("[" + slot + "]"));
        });
    }

    private static List<String> slots(String text) {
        return Pattern.compile("\\{([^}]+)}")
                .matcher(text)
                .results()
                .map(slot -> slot.group(1))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void everyTopicHasTitlesAndSentences(Topic topic) {
        for (var part : List.of("title", "body")) {
            var said = IntStream.range(0, 300)
                    .mapToObj(i -> BOOK.say(topic.key() + "." + part, Draws.of(1, "test", i)))
                    .collect(Collectors.toSet());
            assertThat(said).as("%s of %s", part, topic).hasSizeGreaterThan(1);
        }
    }
}
