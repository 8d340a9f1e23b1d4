package retention.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static retention.posts.CsvFixture.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityReportTest {

    private static final String OTHER_ID = "67852ccd0000000000000002";

    @TempDir
    Path folder;

    @Test
    void countsMissingValuesByColumn() throws IOException {
        var report =
                report(csv().row("title", "").row("title", "", "content", "").row());
        assertThat(report.missing()).contains(entry("title", 2), entry("content", 1), entry("user_id", 0));
        assertThat(report.columns()
                        .where(table -> table.stringColumn("column").isEqualTo("title"))
                        .intColumn("non-null")
                        .get(0))
                .isEqualTo(1);
    }

    @Test
    void tellsARepeatedIdFromARepeatedText() throws IOException {
        var report = report(csv().row().row().row("post_id", OTHER_ID));
        assertThat(report.repeatedPostIds()).isEqualTo(1);
        assertThat(report.repeatedTexts()).isEqualTo(1);
    }

    @Test
    void countsLowerBoundsByMetric() throws IOException {
        var report = report(csv().row("like_count", "10+").row("like_count", "1千+", "share_count", "1万+"));
        assertThat(report.lowerBounds())
                .containsExactly(
                        entry("like_count", 2),
                        entry("collect_count", 0),
                        entry("comment_count", 0),
                        entry("share_count", 1));
    }

    @Test
    void countsTimesThatDisagreeWithTheId() throws IOException {
        var report = report(csv().row()
                .row("create_time", "2025-01-13 23:10:00", "post_id", "67852ccd0000000000000003")
                .row("create_time", "2025-01-13 15:10:00", "post_id", "67852ccd0000000000000004"));
        assertThat(report.timeMismatches()).extracting(Post::line).containsExactly(4L);
        var table = report.timeMismatchTable();
        assertThat(table.columnNames()).containsExactly("line", "time", "time by id");
        assertThat(table.dateTimeColumn("time").get(0)).isEqualTo("2025-01-13T15:10:00");
        assertThat(table.dateTimeColumn("time by id").get(0)).isEqualTo("2025-01-13T23:10:05");
        assertThat(table.print()).contains("2025-01-13 15:10:00  |  2025-01-13 23:10:05");
    }

    @Test
    void countsMissingAndUnreadableCountsWithoutSettingThemAside() throws IOException {
        var report = report(
                csv().row("like_count", "many").row("like_count", "-").row("like_count", "", "share_count", "?"));
        assertThat(report.rows()).isEqualTo(3);
        assertThat(report.missing()).contains(entry("like_count", 2), entry("share_count", 0));
    }

    @Test
    void takesTextsForTheSameThatDifferInWhatNobodySees() throws IOException {
        var report = report(csv().row("content", "same words")
                .row("content", "same\u200b words  ", "post_id", OTHER_ID)
                .row("content", "other words", "post_id", OTHER_ID.replace('2', '3')));
        assertThat(report.repeatedTexts()).isEqualTo(1);
    }

    @Test
    void knowsAPostWithoutIdByUserTimeAndText() throws IOException {
        var report = report(csv().row("post_id", "").row("post_id", "").row("post_id", "", "content", "another"));
        assertThat(report.repeatedPostIds()).isEqualTo(1);
        assertThat(report.timeMismatches()).isEmpty();
    }

    @Test
    void showsEveryCheckInATableWithRowsThatCannotBeUsed() throws IOException {
        var posts = posts(csv().row("like_count", "many").row("user_id", "nobody"));
        var checks = QualityReport.of(posts).checks(posts.reading());
        assertThat(checks.columnNames()).containsExactly("check", "rows", "meaning");
        assertThat(checks.intColumn("rows").asList()).containsExactly(1, 1, 0, 0, 0, 1, 0, 0, 0, 0);
    }

    private QualityReport report(CsvFixture csv) throws IOException {
        return QualityReport.of(posts(csv));
    }

    private Posts posts(CsvFixture csv) throws IOException {
        return Posts.read(Files.writeString(folder.resolve("posts.csv"), csv.text()));
    }
}
