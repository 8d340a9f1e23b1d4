package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import numerics.evaluation.ExpectedCost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retention.model.TrainingSettings;
import retention.posts.CsvFixture;
import retention.study.NetworkProtocol.Sums;
import retention.study.NetworkProtocol.Text;
import retention.text.Vectorizer;
import retention.users.Protocol;

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
        Files.deleteIfExists(kept());
    }

    private Path kept() {
        return study.folder().resolve("choice_settings.json");
    }

    @Test
    void areTheDefaultUntilSomebodyChooses() {
        assertThat(study.settings()).isEqualTo(USUAL);
        assertThat(USUAL.network()).isEqualTo(NetworkProtocol.CORRECTED);
    }

    @Test
    void areFoundAgainByTheNextNotebook() {
        var chosen = USUAL.withTopics(8)
                .withCosts(new ExpectedCost(20, 2))
                .withVectorizer(Vectorizer.counts().nGrams(1, 2))
                .withReadout(Text.CLS_OF_THE_LAST_LAYER)
                .withScale(Sums.RAW)
                .withTraining(TrainingSettings.AS_RUN.withEpochs(3))
                .withSeeds(2);
        study.choose(chosen);
        assertThat(study.settings()).isEqualTo(chosen);
        study.choose(study.settings().withTopics(9));
        assertThat(study.settings()).isEqualTo(chosen.withTopics(9));
    }

    @Test
    void haveTheNetworksRecipeInOneStep() {
        var network = USUAL.withRecipe(NetworkProtocol.AS_PUBLISHED).network();
        assertThat(network.sums()).isEqualTo(Sums.RAW);
        assertThat(network.text()).isEqualTo(Text.CLS_OF_THE_LAST_LAYER);
        assertThat(network.training()).isEqualTo(TrainingSettings.AS_RUN);
        assertThat(network.outcome()).isEqualTo(Protocol.CORRECTED);
        assertThat(network.folds()).isEqualTo(NetworkProtocol.CORRECTED.folds());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"topics\": 8}", "null", "\"ten\""})
    void thatCannotBeReadAreTheDefault(String damaged) throws IOException {
        Files.writeString(kept(), damaged);
        assertThat(study.settings()).isEqualTo(USUAL);
    }

    @Test
    void thatAreOutOfRangeAreTheDefault() throws IOException {
        study.choose(USUAL.withTopics(8));
        var text = Files.readString(kept());
        for (var damaged : List.of(
                text.replace("\"topics\":8", "\"topics\":-8"),
                text.replace("\"missedPositive\":50.0", "\"missedPositive\":-1"),
                text.replace("\"epochs\":30", "\"epochs\":0"),
                text.replace("\"scale\":\"LOG1P\"", "\"scale\":\"SQUARE\""))) {
            assertThat(damaged).isNotEqualTo(text);
            Files.writeString(kept(), damaged);
            assertThat(study.settings()).isEqualTo(USUAL);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -3})
    void needATopicAndASeed(int none) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> USUAL.withTopics(none))
                .withMessage("topics must be a whole number from 1; you gave %d.".formatted(none));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> USUAL.withSeeds(none))
                .withMessage("seeds must be a whole number from 1; you gave %d.".formatted(none));
    }
}
