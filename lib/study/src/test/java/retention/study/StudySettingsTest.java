package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retention.posts.Columns;
import retention.project.Project;
import retention.users.Period;

class StudySettingsTest {

    @TempDir
    Path folder;

    @Test
    void readsColumnsZoneAndMonths() throws IOException {
        var settings = read(
                """
                # a crawl of another wave
                column.user_id = 作者
                column.title: Titel
                zone = UTC
                observed = 2025-02
                outcome=2025-03
                wave =
                """);
        assertThat(settings.columns()).isEqualTo(new Columns(Map.of("user_id", "作者", "title", "Titel")));
        assertThat(settings.zone()).contains(ZoneId.of("UTC"));
        assertThat(settings.period()).hasToString("observed 2025-02, outcome 2025-03, wave measured");
    }

    @Test
    void sayNothingByDefault() throws IOException {
        assertThat(read("# observed = 2025-03\n")).isEqualTo(StudySettings.DEFAULT);
    }

    @Test
    void theFileInTheRootShowsTheDefaults() throws IOException {
        var shown = Files.readString(Project.find().root().resolve(StudySettings.NAME));
        var uncommented = shown.replaceAll("(?m)^# (?=(observed|outcome|wave|zone) =)", "");
        assertThat(read(uncommented).period()).isEqualTo(Period.DEFAULT);
        assertThat(read(uncommented.replaceAll("(?m)^# (?=column)", ""))
                        .columns()
                        .named())
                .containsKeys("user_id", "content");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zone = Peking",
                "observed = January",
                "wave = soon",
                "column.author_mail = x",
                "outcome = 2025-01"
            })
    void refusesAValueThatMeansNothingAndNamesTheFile(String line) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("own.properties: ", "xpected")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"observe = 2025-01", "columns.user_id = x"})
    void refusesAKeyThatMeansNothingAndListsThoseThatDo(String line) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "own.properties: ", "is no setting", "observed, outcome, wave, zone, or column.NAME");
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        var file = Files.write(folder.resolve("binary"), new byte[] {'a', '=', (byte) 0xFF, (byte) 0xFE});
        assertThatThrownBy(() -> StudySettings.read(file)).hasMessageContaining("not a file of settings");
        var escape = Files.writeString(folder.resolve("escape"), "observed = \\u12");
        assertThatThrownBy(() -> StudySettings.read(escape)).hasMessageContaining("not a file of settings");
    }

    @Test
    void readsAFileThatBeginsWithAByteOrderMark() throws IOException {
        assertThat(read("\uFEFFobserved = 2025-02\r\noutcome = 2025-03\r\n").period())
                .hasToString("observed 2025-02, outcome 2025-03, wave measured");
        assertThat(read("\uFEFF# nothing\n")).isEqualTo(StudySettings.DEFAULT);
    }

    @Test
    void refusesAKeyThatIsSetTwice() {
        assertThatThrownBy(() -> read("observed = 2025-01\nzone = UTC\nobserved = 2025-02\n"))
                .hasMessageContaining("each key once")
                .hasRootCauseMessage("observed is set twice.");
    }

    @Test
    void namesAFileThatIsNotThere() {
        var absent = folder.resolve("absent.properties");
        assertThatThrownBy(() -> StudySettings.read(absent))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("absent.properties");
    }

    private StudySettings read(String text) throws IOException {
        return StudySettings.read(Files.writeString(folder.resolve("own.properties"), text));
    }
}
