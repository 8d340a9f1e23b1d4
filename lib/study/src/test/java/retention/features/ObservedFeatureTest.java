package retention.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import retention.posts.Reaction;
import retention.posts.TimestampedId;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.User;
import retention.users.Users;
import retention.users.Wave;

class ObservedFeatureTest {

    /** Created on 2025-01-13 07:31:32, China Standard Time. */
    private static final String NEW_ACCOUNT = "678450d4" + "0".repeat(16);

    private static final String OLD_ACCOUNT = "5312fc4e" + "0".repeat(16);
    private static final Wave WAVE = new Wave(LocalDate.of(2025, 1, 13), LocalDate.of(2025, 1, 31), Wave.Found.SET);
    private static final Map<Reaction, Long> SUMS =
            Map.of(Reaction.LIKES, 10L, Reaction.COLLECTS, 20L, Reaction.COMMENTS, 30L, Reaction.SHARES, 40L);

    @Test
    void takesLogarithmsOfTheFourSums() {
        var user = user(NEW_ACCOUNT, "", "2025-01-20T10:00");
        assertThat(value(ObservedFeature.LIKES, user)).isCloseTo(Math.log(11), within(1e-6));
        assertThat(value(ObservedFeature.COLLECTS, user)).isCloseTo(Math.log(21), within(1e-6));
        assertThat(value(ObservedFeature.COMMENTS, user)).isCloseTo(Math.log(31), within(1e-6));
        assertThat(value(ObservedFeature.SHARES, user)).isCloseTo(Math.log(41), within(1e-6));
    }

    @Test
    void sharesLowerBoundsAmongAllDisplayedCounts() {
        assertThat(value(ObservedFeature.LOWER_BOUNDS, user(NEW_ACCOUNT, "", "2025-01-20T10:00", "2025-01-21T10:00")))
                .isCloseTo(2 / 8.0, within(1e-6));
    }

    @Test
    void measuresRecencyAndArrivalInDays() {
        var user = user(NEW_ACCOUNT, "", "2025-01-14T12:00", "2025-01-30T12:00");
        assertThat(value(ObservedFeature.RECENCY, user)).isCloseTo(1.5, within(1e-6));
        assertThat(value(ObservedFeature.ARRIVAL, user)).isCloseTo(13.5, within(1e-6));
        assertThat(value(ObservedFeature.ACTIVE_DAYS, user)).isEqualTo(2);
        assertThat(value(ObservedFeature.POSTS, user)).isCloseTo(Math.log(2), within(1e-6));
    }

    @Test
    void knowsTheWeekOfTheWave() {
        assertThat(value(ObservedFeature.WAVE_WEEK, user(NEW_ACCOUNT, "", "2025-01-12T23:59")))
                .isZero();
        assertThat(value(ObservedFeature.WAVE_WEEK, user(NEW_ACCOUNT, "", "2025-01-13T00:00")))
                .isEqualTo(1);
        assertThat(value(ObservedFeature.WAVE_WEEK, user(NEW_ACCOUNT, "", "2025-01-19T23:59")))
                .isEqualTo(1);
        assertThat(value(ObservedFeature.WAVE_WEEK, user(NEW_ACCOUNT, "", "2025-01-20T00:00")))
                .isZero();
    }

    @Test
    void growsWithPostsInTheSecondHalfOfTheTimeLeft() {
        // From 21 January 00:00 eleven days are left, so the halves meet on 26 January at noon.
        var user = user(
                NEW_ACCOUNT,
                "",
                "2025-01-21T00:00",
                "2025-01-26T11:59",
                "2025-01-26T12:00",
                "2025-01-31T00:00",
                "2025-01-31T01:00");
        assertThat(value(ObservedFeature.GROWTH, user)).isCloseTo(Math.log(4 / 3.0), within(1e-6));
        assertThat(value(ObservedFeature.GROWTH, user(NEW_ACCOUNT, "", "2025-01-31T23:59")))
                .isCloseTo(Math.log(0.5), within(1e-6));
    }

    @Test
    void putsHoursOnACircle() {
        var morning = user(NEW_ACCOUNT, "", "2025-01-20T06:00");
        assertThat(value(ObservedFeature.HOUR_SIN, morning)).isCloseTo(1, within(1e-6));
        assertThat(value(ObservedFeature.HOUR_COS, morning)).isCloseTo(0, within(1e-6));
        assertThat(value(ObservedFeature.HOUR_COS, user(NEW_ACCOUNT, "", "2025-01-20T00:00")))
                .isCloseTo(1, within(1e-6));
    }

    @Test
    void countsWeekends() {
        assertThat(value(
                        ObservedFeature.WEEKEND,
                        user(NEW_ACCOUNT, "", "2025-01-17T10:00", "2025-01-18T10:00", "2025-01-19T10:00")))
                .isCloseTo(2 / 3.0, within(1e-6));
    }

    @Test
    void findsRegularPostingRegularAndBurstsBursty() {
        var regular = user(NEW_ACCOUNT, "", "2025-01-14T10:00", "2025-01-15T10:00", "2025-01-16T10:00");
        assertThat(value(ObservedFeature.BURSTINESS, regular)).isEqualTo(-1);
        // Gaps of 0 and 2 days: mean 1, standard deviation 1.
        var burst = user(NEW_ACCOUNT, "", "2025-01-14T10:00", "2025-01-14T10:00", "2025-01-16T10:00");
        assertThat(value(ObservedFeature.BURSTINESS, burst)).isCloseTo(0, within(1e-6));
        var together = user(NEW_ACCOUNT, "", "2025-01-14T10:00", "2025-01-14T10:00", "2025-01-14T10:00");
        assertThat(value(ObservedFeature.BURSTINESS, together)).isZero();
        assertThat(value(ObservedFeature.BURSTINESS, user(NEW_ACCOUNT, "", "2025-01-14T10:00", "2025-01-15T10:00")))
                .isZero();
    }

    @Test
    void measuresEvennessAsEntropyOverDays() {
        assertThat(value(ObservedFeature.ENTROPY, user(NEW_ACCOUNT, "", "2025-01-14T10:00", "2025-01-14T20:00")))
                .isZero();
        assertThat(value(ObservedFeature.ENTROPY, user(NEW_ACCOUNT, "", "2025-01-14T10:00", "2025-01-15T20:00")))
                .isCloseTo(Math.log(2), within(1e-6));
    }

    @Test
    void tellsNewcomersByTheirAccounts() {
        assertThat(value(ObservedFeature.NEWCOMER, user(NEW_ACCOUNT, "", "2025-01-20T10:00")))
                .isEqualTo(1);
        assertThat(value(ObservedFeature.NEWCOMER, user(OLD_ACCOUNT, "", "2025-01-20T10:00")))
                .isZero();
        assertThat(value(ObservedFeature.ACCOUNT_AGE, user(OLD_ACCOUNT, "", "2025-01-20T10:00")))
                .isGreaterThan(value(ObservedFeature.ACCOUNT_AGE, user(NEW_ACCOUNT, "", "2025-01-20T10:00")));
    }

    @Test
    void doesNotFailForAPostBeforeItsAccount() {
        assertThat(value(ObservedFeature.ACCOUNT_AGE, user(NEW_ACCOUNT, "", "2025-01-02T10:00")))
                .isZero();
    }

    @Test
    void readsTheLanguage() {
        var chinese = user(NEW_ACCOUNT, "我们今天一起学习中文", "2025-01-20T10:00");
        assertThat(value(ObservedFeature.CHINESE, chinese)).isEqualTo(1);
        assertThat(value(ObservedFeature.ENGLISH, chinese)).isZero();
        assertThat(value(ObservedFeature.TEXT_LENGTH, chinese)).isCloseTo(Math.log(11), within(1e-6));
        assertThat(value(ObservedFeature.ENGLISH, user(NEW_ACCOUNT, "hello from me", "2025-01-20T10:00")))
                .isEqualTo(1);
    }

    @Test
    void marksWhatTheCrawlCounted() {
        assertThat(ObservedFeature.withoutSnapshots())
                .doesNotContain(
                        ObservedFeature.LIKES,
                        ObservedFeature.COLLECTS,
                        ObservedFeature.COMMENTS,
                        ObservedFeature.SHARES,
                        ObservedFeature.LOWER_BOUNDS)
                .hasSize(ObservedFeature.values().length - 5);
    }

    @Test
    void saysOfEachFeatureWhetherItCanSeeFebruary() {
        var table = ObservedFeature.table(users(user(NEW_ACCOUNT, "", "2025-01-20T10:00")));
        assertThat(table.name()).isEqualTo("What may be known of a user on 31 January");
        assertThat(table.columnNames()).endsWith("can it see February?");
        assertThat(table.rowCount()).isEqualTo(ObservedFeature.values().length);
        assertThat(table.stringColumn("known of").unique().asList()).containsExactly("all users");
        assertThat(Stream.of(ObservedFeature.values()).map(ObservedFeature::leakArgument))
                .noneMatch(String::isBlank);
    }

    @Test
    void laysJanuaryOutDayByDay() {
        var matrix = DailySequence.of(
                users(user(NEW_ACCOUNT, "", "2025-01-14T10:00", "2025-01-14T20:00", "2025-01-31T23:59")));
        assertThat(matrix.columns()).isEqualTo(62);
        assertThat(matrix.values("posts_14")[0]).isCloseTo(Math.log(3), within(1e-6));
        assertThat(matrix.values("reactions_14")[0]).isCloseTo(Math.log(201), within(1e-6));
        assertThat(matrix.values("posts_31")[0]).isCloseTo(Math.log(2), within(1e-6));
        assertThat(matrix.values("posts_15")[0]).isZero();
    }

    @Test
    void givesTheMedianToUsersOfWhomAReactionIsNotKnown() {
        var users = users(withLikes(1L), withLikes(null), withLikes(3L), withLikes(8L));
        assertThat(ObservedFeature.of(users).values("likes")[1]).isCloseTo(Math.log(4), within(1e-6));
        assertThat(ObservedFeature.of(users, List.of(ObservedFeature.LIKES), 5.0)
                        .value(1, 0))
                .isEqualTo(5);
        assertThat(ObservedFeature.table(users).stringColumn("known of").get(0))
                .isEqualTo("3 of 4 users; the others get their median");
    }

    @Test
    void leavesOutWhatIsKnownOfNobody() {
        var users = users(withLikes(null), withLikes(null));
        assertThat(ObservedFeature.of(users).names()).doesNotContain("likes").contains("comments", "lower_bounds");
        assertThat(ObservedFeature.known(users, ObservedFeature.HEADLINE))
                .doesNotContain(ObservedFeature.LIKES)
                .hasSize(ObservedFeature.HEADLINE.size() - 1);
        assertThat(ObservedFeature.table(users).stringColumn("known of").get(0)).isEqualTo("nobody: left out");
    }

    @Test
    void sharesLowerBoundsAmongKnownCountsAlone() {
        var three = new User(new TimestampedId(NEW_ACCOUNT), SUMS, 1, 1, activity(OptionalLong.of(1)), "", List.of());
        assertThat(value(ObservedFeature.LOWER_BOUNDS, three)).isCloseTo(1 / 3.0, within(1e-6));
        var none =
                new User(new TimestampedId(NEW_ACCOUNT), Map.of(), 0, 4, activity(OptionalLong.empty()), "", List.of());
        assertThat(ObservedFeature.of(users(none)).names())
                .doesNotContain("likes", "collects", "comments", "shares", "lower_bounds")
                .hasSize(ObservedFeature.withoutSnapshots().size());
    }

    @Test
    void givesADayTheMedianReactionsOfAPostWhereNoneAreKnown() {
        var unknown =
                new User(new TimestampedId(OLD_ACCOUNT), Map.of(), 0, 4, activity(OptionalLong.empty()), "", List.of());
        var matrix = DailySequence.of(users(unknown, user(NEW_ACCOUNT, "", "2025-01-20T10:00")));
        assertThat(matrix.values("reactions_20"))
                .containsExactly(new double[] {Math.log(101), Math.log(101)}, within(1e-6));
        assertThat(DailySequence.of(users(unknown)).values("reactions_20")).containsExactly(0);
    }

    @Test
    void followsThePeriodAndItsWave() {
        var march = Period.of(Map.of("observed", "2025-02", "outcome", "2025-03"));
        var wave = new Wave(LocalDate.of(2025, 2, 1), LocalDate.of(2025, 2, 28), Wave.Found.NO_WAVE);
        var users = new Users(
                Protocol.CORRECTED,
                march,
                wave,
                List.of(user(NEW_ACCOUNT, "", "2025-02-03T12:00", "2025-02-27T12:00")));
        var matrix = ObservedFeature.of(users);
        assertThat(matrix.values("recency")[0]).isCloseTo(1.5, within(1e-6));
        assertThat(matrix.values("arrival")[0]).isCloseTo(2.5, within(1e-6));
        assertThat(matrix.values("newcomer")[0]).isZero();
        assertThat(matrix.values("wave_week")[0]).isEqualTo(1);
        assertThat(DailySequence.of(users).columns()).isEqualTo(56);
        assertThat(DailySequence.of(users).values("posts_03")[0]).isCloseTo(Math.log(2), within(1e-6));
        assertThat(ObservedFeature.table(users).name()).endsWith("28 February");
        assertThat(ObservedFeature.table(users).columnNames()).endsWith("can it see March?");
    }

    private static User withLikes(Long likes) {
        var sums = new HashMap<>(SUMS);
        if (likes == null) {
            sums.remove(Reaction.LIKES);
        } else {
            sums.put(Reaction.LIKES, likes);
        }
        return new User(
                new TimestampedId(NEW_ACCOUNT),
                sums,
                0,
                likes == null ? 1 : 0,
                activity(OptionalLong.of(60)),
                "",
                List.of());
    }

    private static List<User.Activity> activity(OptionalLong reactions) {
        return List.of(new User.Activity(LocalDateTime.parse("2025-01-20T10:00"), reactions, false));
    }

    private static double value(ObservedFeature feature, User user) {
        return ObservedFeature.of(users(user), List.of(feature)).value(0, 0);
    }

    private static Users users(User... list) {
        return new Users(Protocol.CORRECTED, Period.DEFAULT, WAVE, List.of(list));
    }

    private static User user(String id, String text, String... times) {
        var activity = Arrays.stream(times)
                .map(time -> new User.Activity(LocalDateTime.parse(time), OptionalLong.of(100), false))
                .toList();
        return new User(TimestampedId.parse(id).orElseThrow(), SUMS, 2, 0, activity, text, List.of());
    }
}
