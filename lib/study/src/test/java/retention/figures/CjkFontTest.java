package retention.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CjkFontTest {

    private static final Path NO_FILE = Path.of("no-such-folder", "cjk.otf");

    @TempDir
    Path folder;

    @Test
    void takesTheFirstInstalledFontThatShowsAllWords() {
        var rare = pretending("rare", "㐀");
        assertThat(CjkFont.choose(
                        List.of("猫"), List.of(pretending("latin", "猫"), rare, pretending("all", "")), NO_FILE))
                .isEqualTo(rare);
        assertThat(CjkFont.choose(List.of("㐀"), List.of(rare, pretending("all", "")), NO_FILE)
                        .getName())
                .isEqualTo("all");
    }

    @Test
    void takesAChineseFontWhereNoneShowsAllWords() {
        var font = pretending("rare", "㐀");
        assertThat(CjkFont.choose(List.of("㐀"), List.of(font), NO_FILE)).isEqualTo(font);
    }

    @Test
    void saysWhatToInstallWhereNoFontShowsChinese() {
        assertThatThrownBy(() -> CjkFont.choose(List.of("猫"), List.of(pretending("latin", "猫")), NO_FILE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("None of 1 installed fonts shows Chinese")
                .hasMessageContaining("make setup")
                .hasMessageContaining("fonts-noto-cjk");
    }

    @Test
    void refusesAPackagedFileThatIsNoFont() throws IOException {
        var file = Files.writeString(folder.resolve("cjk.otf"), "no font");
        assertThatThrownBy(() -> CjkFont.choose(List.of("猫"), List.of(), file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cjk.otf is no font");
    }

    /** A font that shows everything but some characters. */
    private static Font pretending(String name, String missing) {
        return new Font(name, Font.PLAIN, 1) {
            private static final long serialVersionUID = 1L;

            @Override
            public int canDisplayUpTo(String text) {
                return text.chars().anyMatch(c -> missing.indexOf(c) >= 0) ? 0 : -1;
            }
        };
    }
}
