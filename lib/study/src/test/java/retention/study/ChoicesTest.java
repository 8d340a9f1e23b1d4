package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import numerics.evaluation.ExpectedCost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChoicesTest {

    @TempDir
    Path folder;

    @Test
    void areTheDefaultUntilSomebodyChooses() {
        assertThat(Choices.in(folder)).isEqualTo(Choices.DEFAULT);
    }

    @Test
    void areFoundAgainEachInItsOwnFile() {
        Choices.keepTopics(8, folder);
        assertThat(Choices.in(folder)).isEqualTo(new Choices(8, Choices.DEFAULT.costs()));
        Choices.keepCosts(new ExpectedCost(20, 2), folder);
        assertThat(Choices.in(folder)).isEqualTo(new Choices(8, new ExpectedCost(20, 2)));
        assertThat(folder.resolve("choice_topics.json")).hasContent("8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"missedPositive\": 0}",
                "null",
                "\"ten\"",
                "{\"missedPositive\": -1, \"predictedPositive\": 1}"
            })
    void thatCannotBeReadAreTheDefault(String damaged) throws IOException {
        Files.writeString(folder.resolve("choice_costs.json"), damaged);
        assertThat(Choices.in(folder)).isEqualTo(Choices.DEFAULT);
        Files.writeString(folder.resolve("choice_topics.json"), damaged);
        assertThat(Choices.in(folder)).isEqualTo(Choices.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -3})
    void needATopic(int topics) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Choices.keepTopics(topics, folder))
                .withMessage("%d topics: expected a whole number from 1.".formatted(topics));
        assertThat(folder).isEmptyDirectory();
    }
}
