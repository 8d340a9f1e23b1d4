package retention.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static retention.posts.CsvFixture.ALICE;
import static retention.posts.CsvFixture.BOB;
import static retention.posts.CsvFixture.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import retention.posts.CsvFixture;
import retention.posts.Post;
import retention.posts.Posts;
import retention.posts.Reaction;
import retention.posts.TimestampedId;

class UsersTest {

    private static final String JANUARY = "2025-01-20 10:00:00";

    @TempDir
    Path folder;

    private int posts;

    @Test
    void addsUpTheFourCountsOfAUsersJanuaryPosts() {
        var user = users(
                        Protocol.CORRECTED,
                        post(csv(), ALICE, JANUARY, "like_count", "1千+", "share_count", "5"),
                        "2025-01-31 23:59:00")
                .list()
                .get(0);
        assertThat(user.sum(Reaction.LIKES)).hasValue(1001);
        assertThat(user.sum(Reaction.COLLECTS)).hasValue(4);
        assertThat(user.sum(Reaction.COMMENTS)).hasValue(6);
        assertThat(user.sum(Reaction.SHARES)).hasValue(9);
    }

    @Test
    void keepsTrackOfCountsThatAreLowerBounds() {
        var csv = post(csv(), ALICE, JANUARY, "like_count", "1千+", "share_count", "10+");
        assertThat(users(Protocol.CORRECTED, csv).list().get(0).lowerBounds()).isEqualTo(2);
    }

    @Test
    void readsAThousandAsOneUnderThePublishedProtocol() {
        var csv = post(csv(), ALICE, JANUARY, "like_count", "1千+");
        assertThat(users(Protocol.AS_PUBLISHED, csv).list().get(0).sum(Reaction.LIKES))
                .hasValue(1);
    }

    @Test
    void countsPostsActiveDaysAndTimes() {
        var csv = post(csv(), ALICE, "2025-01-20 10:00:00");
        post(csv, ALICE, "2025-01-20 11:00:00");
        post(csv, ALICE, "2025-01-05 09:00:00");
        var user = users(Protocol.CORRECTED, csv).list().get(0);
        assertThat(user.posts()).isEqualTo(3);
        assertThat(user.activeDays()).isEqualTo(2);
        assertThat(user.firstPost()).isEqualTo("2025-01-05T09:00:00");
        assertThat(user.lastPost()).isEqualTo("2025-01-20T11:00:00");
    }

    @Test
    void derivesTheAgeOfTheAccountFromItsId() {
        var user = users(Protocol.CORRECTED, post(csv(), "678450d4" + "0".repeat(16), "2025-01-14 07:32:00"))
                .list()
                .get(0);
        assertThat(user.accountCreated()).isEqualTo("2025-01-13T07:31:32");
        assertThat(user.accountAgeDays() * 86_400).isCloseTo(86_428.0, within(1e-6));
    }

    @Test
    void sortsUsersByTheirIds() {
        var csv = post(post(csv(), BOB, JANUARY), ALICE, JANUARY);
        assertThat(users(Protocol.CORRECTED, csv).list())
                .extracting(user -> user.id().text())
                .containsExactly(ALICE, BOB);
    }

    @Test
    void leavesOutUsersWithoutAPostInJanuary() {
        var csv = post(csv(), ALICE, "2024-12-31 23:59:00");
        post(csv, ALICE, "2025-02-01 00:00:00");
        post(csv, BOB, "2025-01-01 00:00:00");
        assertThat(users(Protocol.CORRECTED, csv).list())
                .extracting(user -> user.id().text())
                .containsExactly(BOB);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-01-31 23:59:00, false, false",
        "2025-02-01 00:00:00, true,  true",
        "2025-02-28 00:00:00, true,  true",
        "2025-02-28 00:01:00, false, true",
        "2025-02-28 23:59:00, false, true",
        "2025-03-01 00:00:00, false, false",
    })
    void labelsAUserByAPostInTheProtocolsWindow(String time, boolean asPublished, boolean corrected) {
        var csv = post(post(csv(), ALICE, JANUARY), ALICE, time);
        assertThat(users(Protocol.AS_PUBLISHED, csv).labels()).containsExactly(asPublished);
        assertThat(users(Protocol.CORRECTED, csv).labels()).containsExactly(corrected);
    }

    @Test
    void joinsTextsInTheOrderOfTheirFirstAppearanceWithoutDuplicates() {
        var csv = post(csv(), ALICE, "2025-01-22 10:00:00", "title", "", "content", "later");
        post(csv, ALICE, "2025-01-21 10:00:00", "title", "", "content", "first");
        post(csv, ALICE, "2025-01-23 10:00:00", "title", "", "content", "first");
        assertThat(users(Protocol.CORRECTED, csv).texts()).containsExactly("first\nlater");
    }

    @Test
    void joinsTextsInAnArbitraryButFixedOrderUnderThePublishedProtocol() {
        var one = post(
                post(csv(), ALICE, "2025-01-22 10:00:00", "content", "x"),
                ALICE,
                "2025-01-23 10:00:00",
                "content",
                "y");
        var other = post(
                post(csv(), ALICE, "2025-01-22 10:00:00", "content", "y"),
                ALICE,
                "2025-01-23 10:00:00",
                "content",
                "x");
        assertThat(users(Protocol.AS_PUBLISHED, one).texts())
                .isEqualTo(users(Protocol.AS_PUBLISHED, other).texts());
    }

    @Test
    void countsAPostThatWasCrawledTwiceOnceUnlessAsPublished() {
        var csv = csv().row().row();
        assertThat(users(Protocol.CORRECTED, csv).list().get(0).posts()).isEqualTo(1);
        assertThat(users(Protocol.AS_PUBLISHED, csv).list().get(0).posts()).isEqualTo(2);
    }

    @Test
    void keepsTheLastRowOfAPostThatWasCrawledTwice() {
        var csv = csv().row("like_count", "10").row("like_count", "900");
        assertThat(users(Protocol.CORRECTED, csv).sums(Reaction.LIKES)).containsExactly(900);
        assertThat(users(Protocol.AS_PUBLISHED, csv).sums(Reaction.LIKES)).containsExactly(910);
    }

    @Test
    void countsAPostThatStandsUnderTwoUsersForBoth() {
        var csv = csv().row("like_count", "10").row("user_id", BOB, "like_count", "900");
        assertThat(users(Protocol.CORRECTED, csv).sums(Reaction.LIKES)).containsExactly(10, 900);
    }

    @Test
    void takesACountForMissingThatThePublishedCodeCannotRead() {
        var csv = post(csv(), ALICE, JANUARY, "like_count", "赞");
        var asPublished = users(Protocol.AS_PUBLISHED, csv);
        assertThat(asPublished.list().get(0).sum(Reaction.LIKES)).isEmpty();
        assertThat(asPublished.missingCounts()).isEqualTo(1);
        assertThat(users(Protocol.CORRECTED, csv).list().get(0).sum(Reaction.LIKES))
                .hasValue(0);
        assertThat(users(Protocol.CORRECTED, csv).missingCounts()).isZero();
    }

    @Test
    void hasNoSumWhereNoCountOfAReactionIsKnown() {
        var users = usersWithCounts(known(5), unknown(), known(7), known(9));
        assertThat(users.list().get(0).sum(Reaction.LIKES)).hasValue(5);
        assertThat(users.list().get(1).sum(Reaction.LIKES)).isEmpty();
        assertThat(users.sums(Reaction.LIKES)).containsExactly(5, 7, 9);
        assertThat(users.known(Reaction.LIKES).size()).isEqualTo(3);
        assertThat(users.known(List.of(Reaction.LIKES, Reaction.SHARES)).size()).isEqualTo(3);
        assertThat(users.medianSum(Reaction.LIKES)).hasValue(7);
        assertThat(users.missingCounts()).isEqualTo(1);
    }

    @Test
    void leavesTheCellOfASumEmptyThatAUserDoesNotHave() {
        var column = usersWithCounts(known(5), unknown()).table().longColumn("like_count");
        assertThat(column.get(0)).isEqualTo(5);
        assertThat(column.isMissing(1)).isTrue();
    }

    @Test
    void namesTheReactionsOfWhichAnythingIsKnown() {
        assertThat(usersWithCounts(unknown(), known(3)).reactions()).containsExactly(Reaction.values());
        assertThat(usersWithCounts(unknown(), unknown()).reactions())
                .containsExactly(Reaction.COLLECTS, Reaction.COMMENTS, Reaction.SHARES);
        assertThat(usersWithCounts(unknown()).medianSum(Reaction.LIKES)).isEmpty();
    }

    private static String known(int likes) {
        return String.valueOf(likes);
    }

    private static String unknown() {
        return "";
    }

    /** One user for each count of likes, of whom every other count is 1, made without a reader. */
    private Users usersWithCounts(String... likes) {
        var readable = read(csv().row()).posts().get(0);
        var list = new ArrayList<Post>();
        for (int i = 0; i < likes.length; i++) {
            list.add(new Post(
                    readable.file(),
                    i + 2,
                    "t",
                    "c",
                    "",
                    "",
                    "",
                    new TimestampedId("678450d4%016x".formatted(i)),
                    likes[i],
                    "1",
                    "1",
                    "1",
                    readable.createTime(),
                    TimestampedId.parse("67852ccd%016x".formatted(i)),
                    "",
                    "",
                    "normal"));
        }
        return Users.of(list, Protocol.CORRECTED, Period.DEFAULT);
    }

    @Test
    void areOthersInAnotherPeriod() {
        var csv = post(post(csv(), ALICE, JANUARY), BOB, "2025-02-03 10:00:00");
        post(csv, BOB, "2025-03-31 23:59:00");
        var spring = Users.of(
                read(csv).posts(), Protocol.CORRECTED, Period.of(Map.of("observed", "2025-02", "outcome", "2025-03")));
        assertThat(spring.list()).extracting(user -> user.id().text()).containsExactly(BOB);
        assertThat(spring.retained()).isEqualTo(1);
        assertThat(users(Protocol.CORRECTED, csv).list())
                .extracting(user -> user.id().text())
                .containsExactly(ALICE);
    }

    @Test
    void dropsTheLastDayOfAnyOutcomeAsPublished() {
        var period = Period.of(Map.of("observed", "2025-01-06..2025-01-19", "outcome", "2025-01-22..2025-01-25"));
        var csv = post(post(csv(), ALICE, "2025-01-19 23:59:00"), ALICE, "2025-01-25 00:01:00");
        assertThat(Users.of(read(csv).posts(), Protocol.AS_PUBLISHED, period).retained())
                .isZero();
        assertThat(Users.of(read(csv).posts(), Protocol.CORRECTED, period).retained())
                .isEqualTo(1);
        assertThat(Protocol.differencesTable(period).getString(2, "as published"))
                .isEqualTo("a post from 22 January to 24 January");
        assertThat(Protocol.differencesTable(period).getString(2, "corrected"))
                .isEqualTo("any post from 22 January to 25 January");
    }

    @Test
    void doesNotTakeAPostBetweenTheTwoForAReturn() {
        var period = Period.of(Map.of("observed", "2025-01-06..2025-01-19", "outcome", "2025-01-22..2025-01-25"));
        var csv = post(post(csv(), ALICE, "2025-01-19 23:59:00"), ALICE, "2025-01-21 10:00:00");
        assertThat(Users.of(read(csv).posts(), Protocol.CORRECTED, period).retained())
                .isZero();
    }

    @Test
    void refuseAFileInWhichNobodyPostedThen() {
        var posts = read(post(post(csv(), ALICE, "2025-03-01 10:00:00"), BOB, "2025-03-09 10:00:00"));
        assertThatThrownBy(() -> Users.of(posts, Protocol.CORRECTED, Period.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("posts.csv: Nobody posted in January (2025-01-01 to 2025-01-31).")
                .hasMessageContaining("The 2 posts are of 2025-03-01 to 2025-03-09")
                .hasMessageNotContaining("cannot be read");
        assertThat(Users.of(posts.posts(), Protocol.CORRECTED, Period.DEFAULT).list())
                .isEmpty();
    }

    @Test
    void canAllBeRetained() {
        var users = users(Protocol.CORRECTED, post(csv(), ALICE, JANUARY), "2025-02-03 10:00:00");
        assertThat(users.retained()).isEqualTo(users.size()).isEqualTo(1);
        assertThat(users.wave().firstDay()).isEqualTo("2025-01-01");
        assertThat(users.wave().found()).isEqualTo(Wave.Found.NO_WAVE);
    }

    @Test
    void keepTheirWaveWhereOnlySomeAreLookedAt() {
        var users = usersWithCounts(Collections.nCopies(25, "1").toArray(String[]::new));
        assertThat(users.wave().found()).isEqualTo(Wave.Found.MEASURED);
        assertThat(users.only(user -> false).wave()).isEqualTo(users.wave());
    }

    @ParameterizedTest
    @EnumSource(Reaction.class)
    void givesTheSumsOfAMetricInTheOrderOfTheUsers(Reaction reaction) {
        var csv = post(post(csv(), BOB, JANUARY, reaction.column(), "7"), ALICE, JANUARY, reaction.column(), "9");
        assertThat(users(Protocol.CORRECTED, csv).sums(reaction)).containsExactly(9.0, 7.0);
    }

    @Test
    void showsUsersAsATable() {
        var table = users(Protocol.CORRECTED, post(post(csv(), ALICE, JANUARY), ALICE, "2025-02-03 00:00:00"))
                .table();
        assertThat(table.rowCount()).isEqualTo(1);
        assertThat(table.longColumn("like_count").get(0)).isEqualTo(1);
        assertThat(table.booleanColumn("retained").get(0)).isTrue();
    }

    @Test
    void countsDifferentUsersOfEachDay() {
        var csv = post(csv(), ALICE, "2025-01-20 00:00:00");
        post(csv, ALICE, "2025-01-20 23:59:00");
        post(csv, BOB, "2025-01-20 12:00:00");
        post(csv, BOB, "2025-01-22 12:00:00");
        var days = Users.byDay(read(csv).posts(), LocalDate.of(2025, 1, 20), LocalDate.of(2025, 1, 22));
        assertThat(days.dateColumn("date").asList()).first().isEqualTo(LocalDate.of(2025, 1, 20));
        assertThat(days.intColumn("users").asList()).containsExactly(2, 0, 1);
    }

    @Test
    void namesEveryRuleInWhichTheProtocolsDiffer() {
        assertThat(Protocol.differencesTable(Period.DEFAULT).rowCount()).isEqualTo(5);
    }

    private CsvFixture post(CsvFixture csv, String user, String time, String... more) {
        var fields = new ArrayList<>(
                List.of("user_id", user, "create_time", time, "post_id", "67852ccd%016x".formatted(++posts)));
        fields.addAll(List.of(more));
        return csv.row(fields.toArray(String[]::new));
    }

    private Users users(Protocol protocol, CsvFixture csv, String... moreTimesOfAlice) {
        for (var time : moreTimesOfAlice) {
            post(csv, ALICE, time);
        }
        return Users.of(read(csv).posts(), protocol, Period.DEFAULT);
    }

    private Posts read(CsvFixture csv) {
        try {
            return Posts.read(Files.writeString(folder.resolve("posts.csv"), csv.text()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
