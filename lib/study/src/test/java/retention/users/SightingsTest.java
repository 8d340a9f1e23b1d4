package retention.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static retention.posts.CsvFixture.BOB;
import static retention.users.Sightings.Event.OBSERVED_AGAIN;
import static retention.users.Sightings.Event.OUTCOME;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import numerics.survival.Curve;
import numerics.survival.KaplanMeier;
import numerics.survival.Observation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retention.posts.Posts;
import retention.project.Project;

class SightingsTest {

    /** Account of 8 January 2025, before the wave; BOB's is of 13 January, as in the fixture. */
    private static final String CAROL = "677e0000" + "0".repeat(16);

    private static final String ANYBODY = "6780" + "0".repeat(20);

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
        assertThat(sightings.users().size()).isEqualTo(1);
        assertThat(sightings.users().list().get(0).firstPost()).isEqualTo("2025-01-03T10:00:00");
    }

    @Test
    void measuresTheTimeToTheNextPostOfEachMonthInDays() {
        var sightings = timeline()
                .post(BOB, "2025-01-20 00:00:00")
                .post(BOB, "2025-01-21 12:00:00")
                .post(BOB, "2025-02-02 12:00:00")
                .post(BOB, "2025-02-21 12:00:00")
                .sightings();
        assertThat(waits(sightings, OBSERVED_AGAIN)).containsExactly(Observation.event(1.5));
        assertThat(waits(sightings, OUTCOME)).containsExactly(Observation.event(1.5));
    }

    @Test
    void aPostOfTheOutcomeIsNoneOfTheObservedDays() {
        var sightings = timeline()
                .post(BOB, "2025-01-30 00:00:00")
                .post(BOB, "2025-02-01 00:00:00")
                .sightings();
        assertThat(waits(sightings, OBSERVED_AGAIN)).containsExactly(Observation.censored(2));
        assertThat(waits(sightings, OUTCOME)).containsExactly(Observation.event(0));
    }

    @Test
    void theLastDayOfTheOutcomeCountsAndTheNextDoesNot() {
        var sightings = timeline()
                .post(BOB, "2025-01-30 00:00:00")
                .post(BOB, "2025-02-28 12:00:00")
                .post(CAROL, "2025-01-30 00:00:00")
                .post(CAROL, "2025-03-01 00:00:00")
                .sightings();
        assertThat(waits(sightings, OUTCOME)).containsExactly(Observation.censored(28), Observation.event(27.5));
    }

    @Test
    void censorsWhoHasNoNextPostAtTheEndOfTheDaysOrOfTheCrawl() {
        var crawledOn = timeline()
                .post(CAROL, "2025-01-20 00:00:00")
                .post(BOB, "2025-01-30 00:00:00")
                .post(ANYBODY, "2025-02-11 00:00:00")
                .sightings();
        assertThat(waits(crawledOn, OBSERVED_AGAIN)).containsExactly(Observation.censored(12), Observation.censored(2));
        assertThat(waits(crawledOn, OUTCOME)).containsExactly(Observation.censored(10), Observation.censored(10));
    }

    @Test
    void aCrawlThatEndsBeforeTheOutcomeWatchesNobodyInIt() {
        var sightings = timeline()
                .post(CAROL, "2025-01-20 00:00:00")
                .post(BOB, "2025-01-30 00:00:00")
                .sightings();
        assertThat(waits(sightings, OBSERVED_AGAIN)).containsExactly(Observation.censored(10), Observation.censored(0));
        assertThat(waits(sightings, OUTCOME)).containsExactly(Observation.censored(0), Observation.censored(0));
    }

    @Test
    void theEventOfTheOutcomeIsToBeRetained() {
        var posts = Posts.read(Project.find().data().resolve("replica.csv")).posts();
        var users = Users.of(posts, Protocol.CORRECTED, Period.DEFAULT);
        assertThat(Sightings.of(posts, users).have(OUTCOME)).isEqualTo(users.labels());
    }

    @Test
    void takesPostsOfOneMinuteForOneSighting() {
        var sightings = timeline()
                .post(BOB, "2025-01-20 00:00:00")
                .post(BOB, "2025-01-20 00:00:00")
                .sightings();
        assertThat(waits(sightings, OBSERVED_AGAIN)).containsExactly(Observation.censored(0));
    }

    @Test
    void countsAPostThatWasCrawledTwiceOnce() {
        var sightings = timeline()
                .post(BOB, "2025-01-20 00:00:00", "post_id", "67852ccd" + "f".repeat(16))
                .post(BOB, "2025-01-20 00:01:00", "post_id", "67852ccd" + "f".repeat(16))
                .sightings();
        assertThat(waits(sightings, OBSERVED_AGAIN))
                .extracting(Observation::event)
                .containsExactly(false);
    }

    @Test
    void putsUsersIntoTheWeekOfTheirFirstObservedPost() {
        var weeks = timeline()
                .post(CAROL, "2024-12-31 00:00:00")
                .post(CAROL, "2025-01-19 23:59:00")
                .post(BOB, "2025-01-20 00:00:00")
                .post(BOB, "2025-02-20 00:00:00")
                .sightings()
                .byWeek();
        assertThat(weeks.keySet()).containsExactly(LocalDate.of(2025, 1, 13), LocalDate.of(2025, 1, 20));
        assertThat(waits(weeks.get(LocalDate.of(2025, 1, 20)), OUTCOME)).containsExactly(Observation.event(19));
        assertThat(weeks.values()).extracting(Sightings::crawlEnd).containsOnly(LocalDateTime.of(2025, 2, 20, 0, 0));
    }

    @Test
    void groupsUsersByCohortWithoutTheEmptyOnes() {
        var groups = timeline()
                .post(CAROL, "2025-01-20 00:00:00")
                .post(BOB, "2025-01-20 00:00:00")
                .post(BOB, "2025-01-24 00:00:00")
                .sightings()
                .groups(OBSERVED_AGAIN);
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
        assertThat(sightings.users().size()).isEqualTo(1);
        assertThat(sightings.users().list().get(0).firstPost()).isEqualTo("2025-02-20T00:00:00");
    }

    private static Users nobody() {
        return new Users(Protocol.CORRECTED, Period.DEFAULT, Wave.of(Period.DEFAULT, List.of()), List.of());
    }

    @Test
    void hasNoUsersNorGroupsWhereNobodyPostedInJanuary() {
        var sightings = timeline().post(BOB, "2025-02-20 00:00:00").sightings();
        assertThat(sightings.users().size()).isZero();
        assertThat(sightings.groups(OBSERVED_AGAIN)).isEmpty();
        assertThatThrownBy(() -> KaplanMeier.of(waits(sightings, OBSERVED_AGAIN), 0.95))
                .hasMessageContaining("No observations");
    }

    @Test
    void comparesCohortsOfTheSameWeek() {
        var sightings = timeline()
                .post(CAROL, "2025-01-20 00:00:00")
                .post(BOB, "2025-01-21 00:00:00")
                .post(BOB, "2025-01-24 00:00:00")
                .sightings();
        assertThat(sightings.curves(OBSERVED_AGAIN))
                .extracting(Curve::name)
                .containsExactly("joined before the wave", "joined in the wave");
        assertThat(sightings.logRank(OBSERVED_AGAIN))
                .startsWith("joined before the wave: 0 events, 0.5 expected; joined in the wave: 1 event,");
        assertThat(timeline().post(BOB, "2025-01-20 00:00:00").sightings().logRank(OUTCOME))
                .startsWith("nothing to compare");
    }

    private static List<Observation> waits(Sightings sightings, Sightings.Event event) {
        return sightings.users().list().stream()
                .map(user -> sightings.days(user, event))
                .toList();
    }

    private Timeline timeline() {
        return new Timeline(folder);
    }
}
