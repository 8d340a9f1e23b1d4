package retention.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retention.posts.CsvFixture;

class ProtocolTest {

    @TempDir
    Path folder;

    @Test
    void takesTextsForTheSameThatDifferInWhatNobodySees() {
        var posts = new Timeline(folder)
                .post(CsvFixture.ALICE, "2025-01-13 10:00:00", "title", "", "content", "later")
                .post(CsvFixture.ALICE, "2025-01-12 10:00:00", "title", "", "content", "cat tax ")
                .post(CsvFixture.ALICE, "2025-01-14 10:00:00", "title", "", "content", "cat\u200b tax\u00a0")
                .posts();
        assertThat(Protocol.CORRECTED.joined(posts)).isEqualTo("cat tax \nlater");
        assertThat(Protocol.AS_PUBLISHED.joined(posts)).contains("cat tax ", "cat\u200b tax\u00a0", "later");
    }
}
