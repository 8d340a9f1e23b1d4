package retention.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static retention.posts.CsvFixture.BOB;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retention.posts.TimestampedId;
import retention.survival.KaplanMeier;
import retention.survival.Observation;

class SightingsTest {

    /** Account of 8 January 2025, before the wave; BOB's is of 13 January, as in the fixture. */
    private static final String CAROL = "677e0000" + "0".repeat(16);

    @TempDir
    Path folder;

    @Test
    void refusesNoPosts() {
        assertThatThrownBy(() -> Sightings.of(List.of(), nobody())).hasMessageContaining("No posts");
    }

    @Test
    void endsTheCrawlWithTheLastPostOfAnybody() {
        var sightings = timeline()
                .post(BOB, "2025-01-20 10:00:00")
                .post(CAROL, "2025-02-28 23:17:00")
                .sightings();
        assertThat(sightings.crawlEnd()).isEqualTo("2025-02-28T23:17:00");
    }

    @Test
    void followsUsersWithAJanuaryPostFromThatOneOn() {
        var sightings = timeline()
                .post(BOB, "2024-12-30 10:00:00")
                .post(BOB, "2025-01-20 10:00:00")
                .post(BOB, "2025-01-03 10:00:00")
                .post(CAROL, "2024-12-31 23:59:00")
                .post(CAROL, "2025-02-01 00:00:00")
                .sightings();
        assertThat(sightings.users()).hasSize(1);
        assertThat(sightings.users().get(0).first()).isEqualTo("2025-01-03T10:00:00");
        assertThat(sightings.users().get(0).last()).isEqualTo("2025-01-20T10:00:00");
    }

    @Test
    void measuresTheTimeToTheNextPostInDays() {
        var sightings = timeline()
                .post(BOB, "2025-01-20 00:00:00")
                .post(BOB, "2025-01-21 12:00:00")
                .post(BOB, "2025-02-21 12:00:00")
                .sightings();
        assertThat(sightings.untilNextPost()).containsExactly(Observation.event(1.5));
    }

    @Test
    void censorsWhoHasNoNextPostAtTheEndOfTheCrawl() {
        var sightings = timeline()
                .post(CAROL, "2025-01-20 00:00:00")
                .post(BOB, "2025-01-30 00:00:00")
                .sightings();
        assertThat(sightings.untilNextPost()).containsExactly(Observation.censored(10), Observation.censored(0));
    }

    @Test
    void takesPostsOfOneMinuteForOneSighting() {
        var sightings = timeline()
                .post(BOB, "2025-01-20 00:00:00")
                .post(BOB, "2025-01-20 00:00:00")
                .sightings();
        assertThat(sightings.untilNextPost()).containsExactly(Observation.censored(0));
    }

    @Test
    void countsAPostThatWasCrawledTwiceOnce() {
        var sightings = timeline()
                .post(BOB, "2025-01-20 00:00:00", "post_id", "67852ccd" + "f".repeat(16))
                .post(BOB, "2025-01-20 00:01:00", "post_id", "67852ccd" + "f".repeat(16))
                .sightings();
        assertThat(sightings.untilNextPost()).extracting(Observation::event).containsExactly(false);
    }

    @Test
    void callsSilentWhoseLastPostIsLongBeforeTheEnd() {
        var sightings = timeline()
                .post(BOB, "2025-01-20 00:00:00")
                .post(BOB, "2025-01-25 00:00:00")
                .post(CAROL, "2025-02-28 00:00:00")
                .sightings();
        assertThat(sightings.untilSilence(14)).containsExactly(Observation.event(5));
    }

    @Test
    void findsASinglePostToBeSilenceFromItsDayOn() {
        var sightings = timeline()
                .post(BOB, "2025-01-20 00:00:00")
                .post(CAROL, "2025-02-28 00:00:00")
                .sightings();
        assertThat(sightings.untilSilence(14)).containsExactly(Observation.event(0));
    }

    @Test
    void followsNobodyIntoTheDaysInWhichNoSilenceCouldBeSeen() {
        var sightings = timeline()
                .post(BOB, "2025-01-20 00:00:00")
                .post(BOB, "2025-02-02 00:00:00")
                .post(BOB, "2025-02-15 00:00:00")
                .post(CAROL, "2025-02-28 00:00:00")
                .sightings();
        // The 14 days before the end begin on 14 February, 25 days after the first post.
        assertThat(sightings.untilSilence(14)).containsExactly(Observation.censored(25));
    }

    @Test
    void isNotSilentExactlySoManyDaysBeforeTheEnd() {
        var sightings = timeline()
                .post(BOB, "2025-01-31 00:00:00")
                .post(BOB, "2025-02-14 00:00:00")
                .post(CAROL, "2025-02-28 00:00:00")
                .sightings();
        assertThat(sightings.untilSilence(14)).extracting(Observation::event).containsExactly(false);
        assertThat(sightings.untilSilence(13)).containsExactly(Observation.event(0));
    }

    @Test
    void leavesOutWhoCameTooLateToBeFoundSilent() {
        var sightings = timeline()
                .post(CAROL, "2025-01-10 00:00:00")
                .post(CAROL, "2025-01-20 00:00:00")
                .post(BOB, "2025-01-25 00:00:00")
                .post(CAROL, "2025-01-31 00:00:00")
                .sightings();
        assertThat(sightings.untilSilence(14)).containsExactly(Observation.censored(7));
    }

    @Test
    void lastsUntilTheFirstSilenceWhoeverComesBackLater() {
        var sightings = timeline()
                .post(BOB, "2025-01-01 00:00:00")
                .post(BOB, "2025-01-04 00:00:00")
                .post(BOB, "2025-02-05 00:00:00")
                .post(CAROL, "2025-02-28 00:00:00")
                .sightings();
        assertThat(sightings.untilSilence(14)).containsExactly(Observation.event(3));
        assertThat(sightings.returnedAfterSilence(14)).isOne();
        assertThat(sightings.returnedAfterSilence(32)).isZero();
    }

    @Test
    void isTheSameForWhoeverCameEarlierOrLater() {
        var sightings = timeline()
                .post(BOB, "2025-01-01 00:00:00")
                .post(BOB, "2025-01-20 00:00:00")
                .post(CAROL, "2025-01-24 00:00:00")
                .post(CAROL, "2025-02-12 00:00:00")
                .post("6780" + "0".repeat(20), "2025-02-20 00:00:00")
                .sightings();
        assertThat(sightings.untilSilence(14)).containsExactly(Observation.event(0), Observation.event(0));
    }

    @Test
    void startsAnewFromTheSecondSighting() {
        var sightings = timeline()
                .post(CAROL, "2025-01-05 00:00:00")
                .post(BOB, "2025-01-01 00:00:00")
                .post(BOB, "2025-01-04 00:00:00")
                .post(BOB, "2025-01-10 00:00:00")
                .post("6780" + "0".repeat(20), "2025-02-28 00:00:00")
                .sightings();
        assertThat(sightings.fromSecondSighting().untilSilence(14)).containsExactly(Observation.event(6));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -3})
    void refusesASilenceOfNoDays(int days) {
        var sightings = timeline().post(BOB, "2025-01-20 00:00:00").sightings();
        assertThatThrownBy(() -> sightings.untilSilence(days))
                .hasMessageContaining("Silent after %d days".formatted(days));
    }

    @Test
    void groupsUsersByCohortWithoutTheEmptyOnes() {
        var groups = timeline()
                .post(CAROL, "2025-01-20 00:00:00")
                .post(BOB, "2025-01-20 00:00:00")
                .post(BOB, "2025-01-24 00:00:00")
                .sightings()
                .byCohort(Sightings::untilNextPost);
        assertThat(groups)
                .extracting(group -> group.name())
                .containsExactly("joined before the wave", "joined in the wave");
        assertThat(groups.get(0).observations()).containsExactly(Observation.censored(4));
        assertThat(groups.get(1).observations()).containsExactly(Observation.event(4));
    }

    @Test
    void followsUsersOfAnotherPeriodFromItsFirstPostOn() {
        var sightings = timeline()
                .post(BOB, "2025-01-20 00:00:00")
                .post(CAROL, "2025-01-20 00:00:00")
                .post(CAROL, "2025-02-20 00:00:00")
                .sightings(Period.of(Map.of("observed", "2025-02", "outcome", "2025-03")));
        assertThat(sightings.users()).hasSize(1);
        assertThat(sightings.users().get(0).first()).isEqualTo("2025-02-20T00:00:00");
    }

    private static Users nobody() {
        return new Users(Protocol.CORRECTED, Period.DEFAULT, Wave.of(Period.DEFAULT, List.of()), List.of());
    }

    @Test
    void hasNoUsersNorGroupsWhereNobodyPostedInJanuary() {
        var sightings = timeline().post(BOB, "2025-02-20 00:00:00").sightings();
        assertThat(sightings.users()).isEmpty();
        assertThat(sightings.byCohort(Sightings::untilNextPost)).isEmpty();
        assertThatThrownBy(() -> KaplanMeier.of(sightings.untilNextPost(), 0.95))
                .hasMessageContaining("No observations");
    }

    @Test
    void refusesAUserWithoutOrderedTimes() {
        var id = new TimestampedId(BOB);
        var time = LocalDateTime.of(2025, 1, 20, 10, 0);
        assertThatThrownBy(() -> new Sightings.Seen(id, List.of())).hasMessageContaining("never seen");
        assertThatThrownBy(() -> new Sightings.Seen(id, List.of(time, time)))
                .hasMessageContaining("expected ascending");
    }

    private Timeline timeline() {
        return new Timeline(folder);
    }
}
