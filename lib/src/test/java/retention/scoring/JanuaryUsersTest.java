package retention.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retention.posts.CsvFixture;
import retention.posts.Posts;

class JanuaryUsersTest {

    @TempDir
    private Path folder;

    @Test
    void areThoseWhoPostedInJanuary() throws IOException {
        var posts = posts(CsvFixture.csv().row().row("user_id", CsvFixture.BOB, "create_time", "2025-02-02 10:00:00"));
        assertThat(JanuaryUsers.of(posts, "to score").list())
                .extracting(user -> user.id().text())
                .containsExactly(CsvFixture.ALICE);
    }

    @Test
    void refusesPostsOfOtherMonths() throws IOException {
        var posts = posts(CsvFixture.csv().row("create_time", "2025-03-01 10:00:00"));
        assertThatThrownBy(() -> JanuaryUsers.of(posts, "to score"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "posts.csv: nobody to score. None of its 1 posts is from 2025-01-01 until 2025-01-31")
                .hasMessageNotContaining("cannot be read");
    }

    private Posts posts(CsvFixture csv) throws IOException {
        return Posts.read(Files.writeString(folder.resolve("posts.csv"), csv.text()));
    }
}
