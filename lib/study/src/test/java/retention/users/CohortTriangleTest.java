package retention.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static retention.posts.CsvFixture.ALICE;
import static retention.posts.CsvFixture.BOB;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CohortTriangleTest {

    private static final LocalDate MONDAY = LocalDate.of(2025, 1, 6);
    private static final String CAROL = "677e0000" + "0".repeat(16);

    @TempDir
    Path folder;

    @Test
    void countsWhoPostsInEachWeekAfterTheirOwnFirst() {
        var triangle = timeline()
                .post(ALICE, "2025-01-06 00:00:00")
                .post(BOB, "2025-01-12 23:59:00")
                .post(BOB, "2025-01-13 00:00:00")
                .post(BOB, "2025-01-19 10:00:00")
                .post(CAROL, "2025-01-13 00:00:00")
                .post(ALICE, "2025-01-26 23:59:00")
                .triangle();
        assertThat(triangle.rows())
                .containsExactly(
                        new CohortTriangle.Row(MONDAY, List.of(2, 1, 1)),
                        new CohortTriangle.Row(MONDAY.plusWeeks(1), List.of(1, 0)),
                        new CohortTriangle.Row(MONDAY.plusWeeks(2), List.of(0)));
    }

    @Test
    void hasNothingRatherThanZeroBeyondTheCrawlsEnd() {
        var triangle = timeline()
                .post(ALICE, "2025-01-06 00:00:00")
                .post(BOB, "2025-01-13 00:00:00")
                .triangle();
        assertThat(triangle.rows().get(0).share(1)).hasValue(0);
        assertThat(triangle.rows().get(1).share(1)).isEmpty();
    }

    @Test
    void hasNothingForAWeekInWhichNobodyArrived() {
        var triangle = timeline()
                .post(ALICE, "2025-01-06 00:00:00")
                .post(ALICE, "2025-01-19 00:00:00")
                .triangle();
        assertThat(triangle.rows().get(1).users()).isZero();
        assertThat(triangle.rows().get(1).share(0)).isEmpty();
    }

    @Test
    void leavesOutWhoWasThereBefore() {
        var triangle = timeline()
                .post(ALICE, "2025-01-05 23:59:00")
                .post(ALICE, "2025-01-14 00:00:00")
                .post(BOB, "2025-01-14 00:00:00")
                .triangle();
        assertThat(triangle.rows()).extracting(CohortTriangle.Row::users).containsExactly(0, 1);
    }

    @Test
    void countsAPostThatWasCrawledTwiceAsItsLastRowHasIt() {
        var triangle = timeline()
                .post(ALICE, "2025-01-06 00:00:00", "post_id", "67852ccd" + "f".repeat(16))
                .post(ALICE, "2025-01-13 00:00:00", "post_id", "67852ccd" + "f".repeat(16))
                .triangle();
        assertThat(triangle.rows().get(0).active()).containsExactly(0, 0);
        assertThat(triangle.rows().get(1).active()).containsExactly(1);
    }

    @Test
    void knowsWhetherTheLastWeekIsWhole() {
        assertThat(timeline().post(ALICE, "2025-01-11 23:59:00").triangle().lastWeekCutShort())
                .isTrue();
        assertThat(timeline().post(ALICE, "2025-01-12 10:00:00").triangle().lastWeekCutShort())
                .isFalse();
    }

    @Test
    void refusesAFirstWeekAfterTheCrawl() {
        var timeline = timeline().post(ALICE, "2025-01-05 23:59:00");
        assertThatThrownBy(timeline::triangle)
                .hasMessageContaining("crawl ended at 2025-01-05T23:59, before 2025-01-06");
    }

    @Test
    void refusesNoPosts() {
        assertThatThrownBy(() -> CohortTriangle.of(List.of(), Period.DEFAULT)).hasMessageContaining("No posts");
    }

    private Timeline timeline() {
        return new Timeline(folder);
    }
}
