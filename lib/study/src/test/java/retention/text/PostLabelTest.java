package retention.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostLabelTest {

    @TempDir
    Path folder;

    @Test
    void readsBothThemesWhereReadersDiffer() throws IOException {
        var file = labels("post_id,original_post_sha256,theme", "1,2,pets|ban");

        assertThat(PostLabel.read(file)).singleElement().satisfies(label -> assertThat(label.themes())
                .containsExactlyInAnyOrder(Theme.PETS, Theme.BAN));
    }

    @Test
    void refusesAThemeThatThereIsNotAndAFileWithoutAColumn() throws IOException {
        var typo = labels("post_id,original_post_sha256,theme", "1,2,pets|bann");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostLabel.read(typo))
                .withMessageContaining("\"bann\" not found");

        var without = labels("post_id,original_post_sha256", "1,2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostLabel.read(without))
                .withMessageContaining("theme");
    }

    private Path labels(String... lines) throws IOException {
        return Files.writeString(folder.resolve("labels.csv"), String.join("\n", lines));
    }
}
