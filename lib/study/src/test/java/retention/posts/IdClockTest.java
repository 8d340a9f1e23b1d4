package retention.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static retention.posts.CsvFixture.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdClockTest {

    private static final List<LocalDateTime> TIMES = List.of(
            LocalDateTime.of(2025, 1, 12, 23, 50, 7),
            LocalDateTime.of(2025, 2, 1, 1, 30, 40),
            LocalDateTime.of(2025, 3, 2, 12, 0, 1),
            LocalDateTime.of(2025, 1, 8, 18, 20, 0));

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "8, 0, 8 hours behind",
        "16, 0, 16 hours behind",
        "-1, 0, 1 hour ahead of",
        "2, 30, 2:30 hours behind",
    })
    void correctsTimesThatAreAllOffByTheSame(long hours, long minutes, String said) {
        var posts = posts("uuuu-MM-dd HH:mm:ss", TIMES, hours, minutes, Optional.empty());
        assertThat(posts.posts()).extracting(Post::createTime).isEqualTo(TIMES);
        assertThat(posts.notes())
                .containsExactly("All 4 times were %s the posts' ids and have been corrected to China Standard Time."
                        .formatted(said));
    }

    @Test
    void correctsTimesWithoutSeconds() {
        var posts = posts("M/d/uuuu H:mm", TIMES, 8, 0, Optional.empty());
        assertThat(posts.posts())
                .extracting(Post::createTime)
                .isEqualTo(TIMES.stream().map(time -> time.withSecond(0)).toList());
    }

    @Test
    void readsAYearOfTwoDigitsFirstOrLastByTheIds() {
        for (var format : List.of("uu-MM-dd HH:mm:ss", "dd-MM-uu HH:mm:ss")) {
            assertThat(posts(format, TIMES, 0, 0, Optional.empty()).posts())
                    .extracting(Post::createTime)
                    .isEqualTo(TIMES);
        }
    }

    @Test
    void readsAYearOfTwoDigitsFirstOrLastByTheOtherDatesIfThereAreNoIds() {
        var times = List.of(
                LocalDateTime.of(2025, 1, 23, 8, 3),
                LocalDateTime.of(2025, 1, 5, 8, 3),
                LocalDateTime.of(2025, 1, 15, 8, 3),
                LocalDateTime.of(2025, 2, 24, 8, 3));
        for (var format : List.of("uu-MM-dd HH:mm:ss", "dd-MM-uu HH:mm:ss")) {
            var csv = csv();
            times.forEach(time -> csv.row("create_time", shown(time, format), "post_id", "", "address", ""));
            assertThat(read(csv.text(), Optional.empty()).posts())
                    .extracting(Post::createTime)
                    .isEqualTo(times);
        }
    }

    @Test
    void correctsAClockThatWasPutForwardMeanwhile() {
        var csv = csv();
        for (int i = 0; i < 12; i++) {
            var time = LocalDateTime.of(2025, 3, 3 + i, 20, 0);
            csv.row(
                    "create_time",
                    shown(time.minusHours(i < 6 ? 13 : 12), "uuuu-MM-dd HH:mm:ss"),
                    "post_id",
                    id(time, i));
        }
        var posts = read(csv.text(), Optional.empty());
        assertThat(posts.posts())
                .extracting(post -> post.createTime().getHour())
                .containsOnly(20);
        assertThat(posts.notes())
                .singleElement()
                .asString()
                .contains("13 hours")
                .contains("12 hours");
    }

    @Test
    void keepsTheTimeOfSinglePostsThatDisagree() {
        var csv = csv();
        TIMES.forEach(time -> csv.row("create_time", shown(time, "uuuu-MM-dd HH:mm:ss"), "post_id", id(time, 1)));
        csv.row("create_time", "2025-01-20 10:00:00", "post_id", id(LocalDateTime.of(2025, 1, 20, 18, 0), 2));
        var posts = read(csv.text(), Optional.empty());
        assertThat(posts.posts().get(4).createTime()).isEqualTo("2025-01-20T10:00:00");
        assertThat(posts.notes()).isEmpty();
        assertThat(QualityReport.of(posts).timeMismatches()).hasSize(1);
    }

    @Test
    void correctsNothingWhereIdsAndTimesHaveNothingToDoWithEachOther() {
        var csv = csv();
        for (int i = 0; i < 10; i++) {
            csv.row(
                    "create_time",
                    "2025-01-%02d 10:00:00".formatted(1 + i),
                    "post_id",
                    id(TIMES.get(i % 4).plusMinutes(37L * i), i));
        }
        var posts = read(csv.text(), Optional.empty());
        assertThat(posts.posts()).allMatch(post -> post.createTime().getHour() == 10);
        assertThat(posts.notes()).isEmpty();
    }

    @Test
    void correctsTimesThatNameTheirZoneApartFromTheOthers() {
        var csv = csv();
        TIMES.forEach(time -> csv.row("create_time", shown(time, "uuuu-MM-dd'T'HH:mm:ss'Z'"), "post_id", id(time, 1)));
        TIMES.forEach(time -> csv.row("create_time", shown(time, "uuuu-MM-dd HH:mm:ss"), "post_id", id(time, 2)));
        var posts = read(csv.text(), Optional.empty());
        assertThat(posts.posts().subList(0, 4)).extracting(Post::createTime).isEqualTo(TIMES);
        assertThat(posts.posts().subList(4, 8)).extracting(Post::createTime).isEqualTo(TIMES);
        assertThat(posts.notes()).singleElement().asString().contains("8 hours ahead of");
    }

    @ParameterizedTest
    @CsvSource({"d/M/uuuu HH:mm, day", "M/d/uuuu HH:mm, month"})
    void decidesWhetherDayOrMonthComesFirst(String pattern, String first) {
        var ambiguous = List.of(
                LocalDateTime.of(2025, 2, 1, 10, 0),
                LocalDateTime.of(2025, 1, 5, 10, 0),
                LocalDateTime.of(2025, 3, 2, 9, 0));
        var posts = posts(pattern, ambiguous, 0, 0, Optional.empty());
        assertThat(posts.posts()).extracting(Post::createTime).isEqualTo(ambiguous);
        assertThat(posts.notes())
                .hasSize(first.equals("day") ? 1 : 0)
                .allMatch(note -> note.contains("day first, by the posts' ids"));
    }

    @Test
    void decidesByTheFilesOtherDatesWhereThereAreNoIds() {
        var csv = csv(List.of("title", "user_id", "like_count", "create_time"));
        csv.row("create_time", "1/2/2025 10:00").row("create_time", "25/1/2025 10:00");
        var posts = read(csv.text(), Optional.empty());
        assertThat(posts.posts().get(0).createTime()).isEqualTo("2025-02-01T10:00:00");
        assertThat(posts.notes()).anyMatch(note -> note.contains("day first, as the file's other dates"));
    }

    @Test
    void saysThatNothingWasCheckedWithoutIds() {
        var csv = csv(List.of("title", "user_id", "like_count", "create_time"));
        csv.row("create_time", "2025-01-20 10:00:00").row("create_time", "2025-01-20T10:00:00Z");
        assertThat(read(csv.text(), Optional.empty()).notes()).anyMatch(note -> note.contains("could not be checked"));
        var posts = read(csv.text(), Optional.of(ZoneId.of("America/New_York")));
        assertThat(posts.posts())
                .extracting(post -> post.createTime().toString())
                .containsExactly("2025-01-20T23:00", "2025-01-20T18:00");
        assertThat(posts.notes()).anyMatch(note -> note.contains("America/New_York"));
    }

    @Test
    void trustsIdsMoreThanAZoneThatWasGiven() {
        var posts = posts("uuuu-MM-dd HH:mm:ss", TIMES, 0, 0, Optional.of(ZoneId.of("UTC")));
        assertThat(posts.posts()).extracting(Post::createTime).isEqualTo(TIMES);
        assertThat(posts.notes()).singleElement().asString().contains("8 hours ahead of");
    }

    private Posts posts(String pattern, List<LocalDateTime> times, long hours, long minutes, Optional<ZoneId> zone) {
        var csv = csv();
        for (int i = 0; i < times.size(); i++) {
            var time = times.get(i);
            csv.row(
                    "create_time",
                    shown(time.minusHours(hours).minusMinutes(minutes), pattern),
                    "post_id",
                    id(time, i));
        }
        return read(csv.text(), zone);
    }

    private static String shown(LocalDateTime time, String pattern) {
        return DateTimeFormatter.ofPattern(pattern).format(time);
    }

    private static String id(LocalDateTime time, int number) {
        return "%08x%016x".formatted(time.toEpochSecond(Post.CHINA_STANDARD_TIME), number);
    }

    private Posts read(String text, Optional<ZoneId> zone) {
        try {
            return Posts.read(List.of(Files.writeString(folder.resolve("posts.csv"), text)), Columns.usual(), zone);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
