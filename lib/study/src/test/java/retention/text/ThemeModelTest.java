package retention.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import numerics.Progress;
import numerics.Resources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retention.text.ThemeModel.Example;

class ThemeModelTest {

    private final ThemeModel model = ThemeModel.standard();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hello everyone, I am a TikTok refugee from Ohio | GREETING",
                "looking for mutuals and friends, follow me! | FRIENDS",
                "the Supreme Court and Congress ban TikTok, our government hates us | BAN",
                "here is my cat tax, my cat and my dog | PETS",
                "#tiktokrefugee[话题]# #fyp[话题]# | NONE"
            })
    void findsWhatAPostIsAbout(String text, Theme theme) {
        assertThat(model.classify(text).theme()).isEqualTo(theme);
    }

    @ParameterizedTest
    @CsvSource({"''", "hello", "大家好，我来交猫税", "\uD83D", "#x[话题]#"})
    void findsTheLikeliestThemeInAnyText(String text) {
        assertThat(model.classify(text).probability()).isBetween(1.0 / Theme.values().length, 1.0);
    }

    @Test
    void findsTheSameInTraditionalCharacters() {
        assertThat(model.classify("我來交貓稅 [害羞R]")).isEqualTo(model.classify("我来交猫税 [害羞R]"));
    }

    @Test
    void isTheSameAfterWritingAndReading(@TempDir Path folder) throws IOException {
        model.write(folder, ThemeAgreement.standard(), TopicAgreement.standard());

        for (var file : List.of(ThemeModel.FILE, ThemeAgreement.FILE, TopicAgreement.FILE)) {
            var written = JsonParser.parseString(Files.readString(folder.resolve(file)));
            assertThat(written).isEqualTo(JsonParser.parseString(Resources.text(ThemeModel.class, file)));
        }
    }

    @Test
    void knowsWordsThatNoLabelledPostHas() {
        assertThat(model.learned.terms()).doesNotContainKeys("chihuahua", "hamster");
        var animals = model.classify("chihuahua and hamster");
        var unknown = model.classify("xylograph and zymurgy");
        assertThat(List.of(animals.theme(), unknown.theme())).containsOnly(Theme.PETS);
        assertThat(animals.probability()).isGreaterThan(unknown.probability());
    }

    @Test
    void refusesWeightsOfOtherThemes() {
        var other = new ThemeModel.Learned(
                List.of(Theme.PETS), 10, Map.of("cat", 2), List.of(new double[1], new double[1]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ThemeModel(other))
                .withMessageContaining("make them again by bin/retention themes");
    }

    @Test
    void countsATextOfTwoThemesOnce() {
        var one = ThemeModel.fit(List.of(new Example("xylograph", Set.of(Theme.PETS))));
        var two = ThemeModel.fit(List.of(new Example("xylograph", Set.of(Theme.PETS, Theme.BAN))));

        assertThat(two.learned.texts()).isEqualTo(one.learned.texts());
        assertThat(two.learned.terms()).isEqualTo(one.learned.terms()).doesNotContainKey("xylograph");
    }

    @Test
    void refusesTooFewTexts() {
        var few = List.of(new Example("hello", Set.of(Theme.GREETING)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThemeAgreement.crossValidated(few, Progress.NONE))
                .withMessageContaining("1 labelled texts");
    }

    @Test
    void namesEveryThemeAsLabelsDo() {
        assertThat(Theme.values())
                .allSatisfy(theme -> assertThat(Theme.named(theme.toString())).isEqualTo(theme));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Theme.named("cats"))
                .withMessageStartingWith("Theme \"cats\" not found, expected one of [greeting, friends");
    }

    @Test
    void isRemadeFromTheLabelledPosts() {
        var examples = RealPosts.examples();
        var remade = ThemeModel.fit(examples);

        assertThat(examples).allSatisfy(example -> {
            var found = remade.classify(example.text());
            var kept = model.classify(example.text());
            assertThat(found.theme()).isEqualTo(kept.theme());
            assertThat(found.probability()).isCloseTo(kept.probability(), within(0.01));
        });
    }
}
