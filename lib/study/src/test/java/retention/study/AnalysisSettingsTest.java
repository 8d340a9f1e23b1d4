package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import numerics.evaluation.ExpectedCost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retention.posts.CsvFixture;
import retention.text.Vectorizer;

class AnalysisSettingsTest {

    private static final AnalysisSettings USUAL = AnalysisSettings.DEFAULT;

    @TempDir
    Path folder;

    private Study study;

    @BeforeEach
    void open() throws IOException {
        var text = CsvFixture.csv().row().text();
        study = Study.of(Files.writeString(folder.resolve("settings.csv"), text));
        removeChoices();
    }

    @AfterEach
    void removeChoices() throws IOException {
        for (var name : new String[] {"vectorizer", "topics", "costs"}) {
            Files.deleteIfExists(study.folder().resolve("choice_%s.json".formatted(name)));
        }
    }

    @Test
    void areTheDefaultUntilSomebodyChooses() {
        assertThat(study.settings()).isEqualTo(USUAL);
    }

    @Test
    void areFoundAgainEachInItsOwnFile() {
        study.chooseTopics(8);
        assertThat(study.settings()).isEqualTo(new AnalysisSettings(USUAL.vectorizer(), 8, USUAL.costs()));
        study.choose(new ExpectedCost(20, 2));
        study.choose(Vectorizer.counts().nGrams(1, 2));
        assertThat(study.settings())
                .isEqualTo(new AnalysisSettings(Vectorizer.counts().nGrams(1, 2), 8, new ExpectedCost(20, 2)));
        assertThat(study.folder().resolve("choice_topics.json")).hasContent("8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"costOfMissing\": 0}",
                "null",
                "\"ten\"",
                "{\"costOfMissing\": -1, \"costOfContact\": 1}"
            })
    void thatCannotBeReadAreTheDefault(String damaged) throws IOException {
        for (var name : new String[] {"vectorizer", "topics", "costs"}) {
            Files.writeString(study.folder().resolve("choice_%s.json".formatted(name)), damaged);
            assertThat(study.settings()).isEqualTo(USUAL);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -3})
    void needATopic(int topics) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> study.chooseTopics(topics))
                .withMessage("topics must be a whole number from 1; you gave %d.".formatted(topics));
        assertThat(study.folder().resolve("choice_topics.json")).doesNotExist();
    }
}
