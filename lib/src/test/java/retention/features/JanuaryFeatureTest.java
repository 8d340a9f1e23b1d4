package retention.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import retention.posts.TimestampedId;
import retention.users.Protocol;
import retention.users.User;
import retention.users.Users;

class JanuaryFeatureTest {

    /** Created on 2025-01-13 07:31:32, China Standard Time. */
    private static final String NEW_ACCOUNT = "678450d4" + "0".repeat(16);

    private static final String OLD_ACCOUNT = "5312fc4e" + "0".repeat(16);

    @Test
    void takesLogarithmsOfTheFourSums() {
        var user = user(NEW_ACCOUNT, "", "2025-01-20T10:00");
        assertThat(value(JanuaryFeature.LIKES, user)).isCloseTo(Math.log(11), within(1e-6));
        assertThat(value(JanuaryFeature.COLLECTS, user)).isCloseTo(Math.log(21), within(1e-6));
        assertThat(value(JanuaryFeature.COMMENTS, user)).isCloseTo(Math.log(31), within(1e-6));
        assertThat(value(JanuaryFeature.SHARES, user)).isCloseTo(Math.log(41), within(1e-6));
    }

    @Test
    void sharesLowerBoundsAmongAllDisplayedCounts() {
        assertThat(value(JanuaryFeature.LOWER_BOUNDS, user(NEW_ACCOUNT, "", "2025-01-20T10:00", "2025-01-21T10:00")))
                .isCloseTo(2 / 8.0, within(1e-6));
    }

    @Test
    void measuresRecencyAndArrivalInDays() {
        var user = user(NEW_ACCOUNT, "", "2025-01-14T12:00", "2025-01-30T12:00");
        assertThat(value(JanuaryFeature.RECENCY, user)).isCloseTo(1.5, within(1e-6));
        assertThat(value(JanuaryFeature.ARRIVAL, user)).isCloseTo(13.5, within(1e-6));
        assertThat(value(JanuaryFeature.ACTIVE_DAYS, user)).isEqualTo(2);
        assertThat(value(JanuaryFeature.POSTS, user)).isCloseTo(Math.log(2), within(1e-6));
    }

    @Test
    void knowsTheWeekOfTheWave() {
        assertThat(value(JanuaryFeature.BAN_WEEK, user(NEW_ACCOUNT, "", "2025-01-12T23:59")))
                .isZero();
        assertThat(value(JanuaryFeature.BAN_WEEK, user(NEW_ACCOUNT, "", "2025-01-13T00:00")))
                .isEqualTo(1);
        assertThat(value(JanuaryFeature.BAN_WEEK, user(NEW_ACCOUNT, "", "2025-01-19T23:59")))
                .isEqualTo(1);
        assertThat(value(JanuaryFeature.BAN_WEEK, user(NEW_ACCOUNT, "", "2025-01-20T00:00")))
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
        assertThat(value(JanuaryFeature.GROWTH, user)).isCloseTo(Math.log(4 / 3.0), within(1e-6));
        assertThat(value(JanuaryFeature.GROWTH, user(NEW_ACCOUNT, "", "2025-01-31T23:59")))
                .isCloseTo(Math.log(0.5), within(1e-6));
    }

    @Test
    void putsHoursOnACircle() {
        var morning = user(NEW_ACCOUNT, "", "2025-01-20T06:00");
        assertThat(value(JanuaryFeature.HOUR_SIN, morning)).isCloseTo(1, within(1e-6));
        assertThat(value(JanuaryFeature.HOUR_COS, morning)).isCloseTo(0, within(1e-6));
        assertThat(value(JanuaryFeature.HOUR_COS, user(NEW_ACCOUNT, "", "2025-01-20T00:00")))
                .isCloseTo(1, within(1e-6));
    }

    @Test
    void countsWeekends() {
        assertThat(value(
                        JanuaryFeature.WEEKEND,
                        user(NEW_ACCOUNT, "", "2025-01-17T10:00", "2025-01-18T10:00", "2025-01-19T10:00")))
                .isCloseTo(2 / 3.0, within(1e-6));
    }

    @Test
    void findsRegularPostingRegularAndBurstsBursty() {
        var regular = user(NEW_ACCOUNT, "", "2025-01-14T10:00", "2025-01-15T10:00", "2025-01-16T10:00");
        assertThat(value(JanuaryFeature.BURSTINESS, regular)).isEqualTo(-1);
        // Gaps of 0 and 2 days: mean 1, standard deviation 1.
        var burst = user(NEW_ACCOUNT, "", "2025-01-14T10:00", "2025-01-14T10:00", "2025-01-16T10:00");
        assertThat(value(JanuaryFeature.BURSTINESS, burst)).isCloseTo(0, within(1e-6));
        var together = user(NEW_ACCOUNT, "", "2025-01-14T10:00", "2025-01-14T10:00", "2025-01-14T10:00");
        assertThat(value(JanuaryFeature.BURSTINESS, together)).isZero();
        assertThat(value(JanuaryFeature.BURSTINESS, user(NEW_ACCOUNT, "", "2025-01-14T10:00", "2025-01-15T10:00")))
                .isZero();
    }

    @Test
    void measuresEvennessAsEntropyOverDays() {
        assertThat(value(JanuaryFeature.ENTROPY, user(NEW_ACCOUNT, "", "2025-01-14T10:00", "2025-01-14T20:00")))
                .isZero();
        assertThat(value(JanuaryFeature.ENTROPY, user(NEW_ACCOUNT, "", "2025-01-14T10:00", "2025-01-15T20:00")))
                .isCloseTo(Math.log(2), within(1e-6));
    }

    @Test
    void tellsNewcomersByTheirAccounts() {
        assertThat(value(JanuaryFeature.NEWCOMER, user(NEW_ACCOUNT, "", "2025-01-20T10:00")))
                .isEqualTo(1);
        assertThat(value(JanuaryFeature.NEWCOMER, user(OLD_ACCOUNT, "", "2025-01-20T10:00")))
                .isZero();
        assertThat(value(JanuaryFeature.ACCOUNT_AGE, user(OLD_ACCOUNT, "", "2025-01-20T10:00")))
                .isGreaterThan(value(JanuaryFeature.ACCOUNT_AGE, user(NEW_ACCOUNT, "", "2025-01-20T10:00")));
    }

    @Test
    void doesNotFailForAPostBeforeItsAccount() {
        assertThat(value(JanuaryFeature.ACCOUNT_AGE, user(NEW_ACCOUNT, "", "2025-01-02T10:00")))
                .isZero();
    }

    @Test
    void readsTheLanguage() {
        var chinese = user(NEW_ACCOUNT, "我们今天一起学习中文", "2025-01-20T10:00");
        assertThat(value(JanuaryFeature.CHINESE, chinese)).isEqualTo(1);
        assertThat(value(JanuaryFeature.ENGLISH, chinese)).isZero();
        assertThat(value(JanuaryFeature.TEXT_LENGTH, chinese)).isCloseTo(Math.log(11), within(1e-6));
        assertThat(value(JanuaryFeature.ENGLISH, user(NEW_ACCOUNT, "hello from me", "2025-01-20T10:00")))
                .isEqualTo(1);
    }

    @Test
    void marksWhatTheCrawlCounted() {
        assertThat(JanuaryFeature.withoutSnapshots())
                .doesNotContain(
                        JanuaryFeature.LIKES,
                        JanuaryFeature.COLLECTS,
                        JanuaryFeature.COMMENTS,
                        JanuaryFeature.SHARES,
                        JanuaryFeature.LOWER_BOUNDS)
                .hasSize(JanuaryFeature.values().length - 5);
    }

    @Test
    void saysOfEachFeatureWhetherItCanSeeFebruary() {
        assertThat(JanuaryFeature.table().rowCount()).isEqualTo(JanuaryFeature.values().length);
        assertThat(Stream.of(JanuaryFeature.values()).map(JanuaryFeature::leakArgument))
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

    private static double value(JanuaryFeature feature, User user) {
        return JanuaryFeature.of(users(user), List.of(feature)).value(0, 0);
    }

    private static Users users(User... list) {
        return new Users(Protocol.CORRECTED, List.of(list));
    }

    private static User user(String id, String text, String... times) {
        var activity = Arrays.stream(times)
                .map(time -> new User.Activity(LocalDateTime.parse(time), 100, false))
                .toList();
        return new User(TimestampedId.parse(id).orElseThrow(), 10, 20, 30, 40, 2, activity, text, false);
    }
}
