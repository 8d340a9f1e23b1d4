package retention.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;
import static retention.posts.CsvFixture.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retention.posts.Posts;
import retention.project.Sha256;

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

    @Test
    void readsWhatASpreadsheetSavesAndIdsInCapitals() throws IOException {
        var file = labels("\uFEFFtheme,original_post_sha256,post_id", "pets,AB,6785E350");
        assertThat(PostLabel.read(file)).containsExactly(new PostLabel("6785e350", "ab", Set.of(Theme.PETS)));
    }

    @Test
    void refusesTwoRowsForAPostAndOtherEncodingsAndNamesTheFile() throws IOException {
        var twice = labels("post_id,original_post_sha256,theme", "1,2,pets", "3,2,ban");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostLabel.read(twice))
                .withMessageContainingAll("labels.csv", "post 3 has two rows");
        var gbk = Files.write(folder.resolve("gbk.csv"), new byte[] {(byte) 0xD6, (byte) 0xD0});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostLabel.read(gbk))
                .withMessageContainingAll("gbk.csv", "UTF-8");
    }

    @Test
    void joinsAPostByItsIdOrTheHashOfItButNoneWithoutAnId() throws IOException {
        var file = Files.writeString(
                folder.resolve("posts.csv"),
                csv().row("post_id", "67852ccd0000000000000001")
                        .row("post_id", "67852ccd0000000000000002")
                        .row("post_id", "")
                        .row("post_id", "67852CCD0000000000000001")
                        .text());
        var pets = new PostLabel("67852ccd0000000000000001", "", Set.of(Theme.PETS));
        var ban = new PostLabel("", Sha256.of("67852ccd0000000000000002"), Set.of(Theme.BAN));
        var nobody = new PostLabel("", Sha256.of(""), Set.of(Theme.HOLIDAY));
        var posts = Posts.read(file).posts();

        assertThat(PostLabel.join(posts, List.of(nobody, ban, pets)))
                .containsExactly(entry(posts.get(0), pets), entry(posts.get(1), ban));
    }

    private Path labels(String... lines) throws IOException {
        return Files.writeString(folder.resolve("labels.csv"), String.join("\n", lines));
    }
}
