package retention.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retention.posts.CsvFixture;

class TextJoinTest {

    @TempDir
    Path folder;

    @Test
    void takesTextsForTheSameThatDifferInWhatNobodySees() {
        var posts = new Timeline(folder)
                .post(CsvFixture.ALICE, "2025-01-13 10:00:00", "title", "", "content", "later")
                .post(CsvFixture.ALICE, "2025-01-12 10:00:00", "title", "", "content", "cat tax ")
                .post(CsvFixture.ALICE, "2025-01-14 10:00:00", "title", "", "content", "cat\u200b tax\u00a0")
                .posts();
        assertThat(TextJoin.FIRST_APPEARANCE.join(posts)).isEqualTo("cat tax \nlater");
        assertThat(TextJoin.SET_ORDER.join(posts)).contains("cat tax ", "cat\u200b tax\u00a0", "later");
    }
}
