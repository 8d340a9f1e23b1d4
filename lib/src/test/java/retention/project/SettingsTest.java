package retention.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @TempDir
    Path folder;

    @Test
    void readsColumnsZoneAndMonths() throws IOException {
        var settings = read(
                """
                # a crawl of another wave
                column.user_id = 作者ID
                column.title: Titel
                zone = UTC
                observed = 2025-02
                outcome=2025-03
                wave =
                """);
        assertThat(settings.columns()).isEqualTo(Map.of("user_id", "作者ID", "title", "Titel"));
        assertThat(settings.zone()).contains("UTC");
        assertThat(settings.period()).isEqualTo(Map.of("observed", "2025-02", "outcome", "2025-03"));
    }

    @Test
    void sayNothingByDefault() throws IOException {
        assertThat(read("# observed = 2025-01\n")).extracting(Settings::values).isEqualTo(Map.of());
        assertThat(Settings.defaults().columns()).isEmpty();
    }

    @Test
    void theFileInTheRootSaysWhatTheDefaultsAre() {
        var own = Project.find().root().resolve(Settings.NAME);
        assertThat(own).isRegularFile();
        assertThat(Settings.read(own)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"observe = 2025-01", "column. = x", "columns.user_id = x"})
    void refusesAKeyThatMeansNothingAndListsThoseThatDo(String line) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("unknown setting", "observed, outcome, wave, zone, or column.NAME");
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        var file = Files.write(folder.resolve("binary"), new byte[] {'a', '=', (byte) 0xFF, (byte) 0xFE});
        assertThatThrownBy(() -> Settings.read(file)).hasMessageContaining("not a file of settings");
        var escape = Files.writeString(folder.resolve("escape"), "observed = \\u12");
        assertThatThrownBy(() -> Settings.read(escape)).hasMessageContaining("not a file of settings");
    }

    @Test
    void namesAFileThatIsNotThere() {
        var absent = folder.resolve("absent.properties");
        assertThatThrownBy(() -> Settings.read(absent))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("absent.properties");
    }

    private Settings read(String text) throws IOException {
        return Settings.read(Files.writeString(folder.resolve("own.properties"), text));
    }
}
