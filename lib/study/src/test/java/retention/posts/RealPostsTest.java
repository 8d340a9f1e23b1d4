package retention.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retention.project.Project;

/** Real posts by the author of the study, which are not part of the project; the figures are those that she printed. */
class RealPostsTest {

    private static final Path SAMPLE =
            Project.find().root().resolve("../shared/real/sample.csv").normalize();

    private static Posts posts;

    @BeforeAll
    static void read() {
        assumeTrue(Files.isRegularFile(SAMPLE), "No file " + SAMPLE + ": it is not read.");
        posts = Posts.read(SAMPLE);
    }

    @Test
    void areAllRead() {
        assertThat(posts.posts()).hasSize(724);
        assertThat(posts.quarantined()).isEmpty();
        assertThat(posts.unreadableCounts()).isEmpty();
        assertThat(posts.posts().stream().map(Post::userId).distinct()).hasSize(676);
        assertThat(posts.posts().stream()
                        .filter(post -> post.createTime().getMonthValue() == 1)
                        .map(Post::userId)
                        .distinct())
                .hasSize(517);
    }

    @Test
    void lackWhatHerNotebookFoundMissing() {
        var report = QualityReport.of(posts);
        assertThat(report.missing())
                .contains(
                        entry("title", 724 - 572),
                        entry("content", 724 - 700),
                        entry("label", 724 - 608),
                        entry("like_count", 0),
                        entry("post_id", 0));
    }

    @Test
    void haveTheQualityThatWasCounted() {
        var report = QualityReport.of(posts);
        assertThat(report.repeatedTexts()).isEqualTo(5);
        assertThat(report.timeMismatches()).hasSize(4);
        assertThat(report.lowerBounds().values()).containsExactly(46, 18, 33, 8);
    }

    @Test
    void areTheSameAfterBeingWritten(@TempDir Path folder) {
        posts.write(folder.resolve("posts.csv"));
        assertThat(Posts.read(folder.resolve("posts.csv")).table().printAll())
                .isEqualTo(posts.table().printAll());
    }
}
