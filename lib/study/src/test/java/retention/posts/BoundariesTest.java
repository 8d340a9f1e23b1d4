package retention.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static retention.posts.CsvFixture.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retention.posts.PublishedTime.Absolute;
import retention.posts.PublishedTime.Ambiguous;
import retention.posts.PublishedTime.Local;
import retention.posts.PublishedTime.Ordered;
import retention.posts.PublishedTime.Unknown;

/** The values at which a rule about posts begins to hold, and figures that two wrong rules would give alike. */
class BoundariesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"2025-01-13 23:12:05, 0", "2025-01-13 23:12:06, 1", "2025-01-13 23:08:05, 0", "2025-01-13 23:08:04, 1"})
    void aTimeMayBeTwoMinutesFromThatOfTheId(String time, int off) throws IOException {
        var report = QualityReport.of(posts(csv().row("create_time", time).row("post_id", "67852ccd0000000000000002")));
        assertThat(report.timesOff()).isEqualTo(off);
    }

    @Test
    void noMoreTimesAreListedThanAskedFor() throws IOException {
        var posts = posts(csv().row()
                .row("create_time", "2025-01-13 15:10:00", "post_id", "67852ccd0000000000000002")
                .row("create_time", "2025-01-13 16:10:00", "post_id", "67852ccd0000000000000003"));
        var first = new QualityReport(1);
        posts.posts().forEach(first::post);
        assertThat(first.timesOff()).isEqualTo(2);
        assertThat(first.timeMismatchTable().rowCount()).isEqualTo(1);
        assertThat(first.timeMismatchTable().name()).endsWith(": the first 1 of 2");
        assertThat(QualityReport.of(posts).timeMismatchTable().name()).endsWith("ids");
    }

    @Test
    void whatStandsForAMissingCountIsMissingOnce() throws IOException {
        var report = QualityReport.of(
                posts(csv().row("like_count", "-").row("like_count", "-").row("like_count", "")));
        assertThat(report.missing()).containsEntry("like_count", 3);
    }

    @ParameterizedTest
    @CsvSource({"0", "70000", "300000", "600000"})
    void anyNumberOfBlankLinesMayStandBelowTheHeader(int blank) throws IOException {
        assertThat(posts(csv().line("\n".repeat(blank)).row()).posts()).hasSize(1);
    }

    @Test
    void aListOfSomeRowsSaysOfHowMany() throws IOException {
        var posts = posts(csv().row().row("create_time", "yesterday").row("create_time", "today"));
        assertThat(posts.reading().quarantineTable().name()).doesNotContain("first");
        assertThat(posts.reading().quarantineTable().columnNames()).doesNotContain("file");
    }

    @ParameterizedTest
    @CsvSource({
        "30000.5, 1982-02-18T12:00",
        "79999.5, 2119-01-10T12:00",
        "12/2/2024 13:05, 2024-12-02T13:05",
        "13.2.2024 12:05 am, 2024-02-13T00:05",
        "2024-02-13 13:05 pm, 2024-02-13T13:05",
        "2024-02-13 12:05 pm, 2024-02-13T12:05",
        "2024-02-13 中午 11:05, 2024-02-13T11:05",
        "2024-02-13 下午 1:05, 2024-02-13T13:05"
    })
    void aTimeIsOfThisDay(String field, LocalDateTime provisional) {
        assertThat(PublishedTime.parse(field).provisional()).isEqualTo(provisional);
    }

    @Test
    void monthsEndWithTheTwelfth() {
        assertThat(PublishedTime.parse("12/13/2024 8:00"))
                .isEqualTo(new Ordered(LocalDateTime.of(2024, 12, 13, 8, 0), true));
        assertThat(PublishedTime.parse("13/12/2024 8:00"))
                .isEqualTo(new Ordered(LocalDateTime.of(2024, 12, 13, 8, 0), false));
        var ambiguous = new Ambiguous(LocalDateTime.of(2024, 1, 12, 8, 0), LocalDateTime.of(2024, 12, 1, 8, 0));
        assertThat(PublishedTime.parse("1/12/2024 8:00")).isEqualTo(ambiguous);
        assertThat(ambiguous.provisional()).isEqualTo(ambiguous.monthFirst());
        assertThat(PublishedTime.parse("12/12/2024 8:00")).isEqualTo(new Local(LocalDateTime.of(2024, 12, 12, 8, 0)));
    }

    @Test
    void secondsSince1970AreOfTheYears2001To2099() {
        assertThat(PublishedTime.parse("1000000000")).isEqualTo(new Absolute(Instant.ofEpochSecond(1_000_000_000)));
        assertThat(PublishedTime.parse("4102444799")).isEqualTo(new Absolute(Instant.ofEpochSecond(4_102_444_799L)));
        assertThat(PublishedTime.parse("4102444800")).isInstanceOf(Unknown.class);
        assertThat(PublishedTime.parse("999999999")).isInstanceOf(Unknown.class);
        assertThat(PublishedTime.parse("30000")).isInstanceOf(Unknown.class);
        assertThat(PublishedTime.parse("2024-02-13 8:00 北京时间"))
                .isEqualTo(new Absolute(Instant.parse("2024-02-13T00:00:00Z")));
    }

    private Posts posts(CsvFixture csv) throws IOException {
        return Posts.read(Files.writeString(folder.resolve("posts.csv"), csv.text()));
    }
}
