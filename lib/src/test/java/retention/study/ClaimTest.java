package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import retention.evaluation.Interval;
import retention.posts.Posts;
import retention.posts.Reaction;
import retention.posts.TimestampedId;
import retention.project.Project;
import retention.study.Claim.Figure;
import retention.study.Claim.Verdict;
import retention.text.Theme;
import retention.text.ThemeAgreement;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.User;
import retention.users.Users;
import retention.users.Wave;

class ClaimTest {

    private static final Figure POSITIVE = new Figure("a", new Interval(0.3, 0.1, 0.5, 0.95), false);
    private static final Figure NEGATIVE = new Figure("b", new Interval(-0.3, -0.5, -0.1, 0.95), false);
    private static final Figure UNSURE = new Figure("c", new Interval(0.1, -0.1, 0.3, 0.95), false);

    @Test
    void isSupportedWhenEveryIntervalLiesAboveZero() {
        assertThat(Verdict.of(List.of(POSITIVE, POSITIVE))).isEqualTo(Verdict.SUPPORTED);
    }

    @Test
    void isSupportedWithHindsightOnlyByWhatWasCountedAfterTheFact() {
        var counted = new Figure("d", POSITIVE.interval(), true);
        assertThat(Verdict.of(List.of(POSITIVE, counted))).isEqualTo(Verdict.WITH_HINDSIGHT);
        assertThat(Verdict.WITH_HINDSIGHT)
                .hasToString("supported, with hindsight: the counts include reactions of the days of the outcome");
        assertThat(Verdict.of(List.of(NEGATIVE, counted))).isEqualTo(Verdict.NOT_SUPPORTED);
        assertThat(Verdict.of(List.of(UNSURE, counted))).isEqualTo(Verdict.UNDECIDABLE);
    }

    @Test
    void isNotSupportedWhenOneIntervalLiesBelow() {
        assertThat(Verdict.of(List.of(POSITIVE, NEGATIVE, UNSURE))).isEqualTo(Verdict.NOT_SUPPORTED);
    }

    @Test
    void isUndecidableOtherwise() {
        assertThat(Verdict.of(List.of(POSITIVE, UNSURE))).isEqualTo(Verdict.UNDECIDABLE);
        assertThat(Verdict.of(List.of())).isEqualTo(Verdict.UNDECIDABLE);
    }

    @Test
    void saysItsFiguresWithTheirIntervals() {
        assertThat(POSITIVE).hasToString("a 0.300 [0.100, 0.500]");
    }

    @Test
    void leavesOutReactionsOfWhichNoCountIsKnown() {
        var list = IntStream.range(0, 12).mapToObj(ClaimTest::userWithoutLikes).toList();
        var users = new Users(Protocol.CORRECTED, Period.DEFAULT, Wave.of(Period.DEFAULT, List.of()), list);
        var claims = Claim.judge(users, Collections.nCopies(12, Theme.NONE), Published.read());
        assertThat(claims.get(0).figures())
                .extracting(Figure::name)
                .containsExactly(
                        "Cliff's delta of collect_count",
                        "Cliff's delta of comment_count",
                        "Cliff's delta of share_count");
        assertThat(claims.get(1).figures())
                .extracting(Figure::name)
                .containsExactly("r(collect_count) - r(comment_count)", "r(collect_count) - r(share_count)");
    }

    private static User userWithoutLikes(int number) {
        long sum = number * 5L % 7;
        var sums = Map.of(Reaction.COLLECTS, sum, Reaction.COMMENTS, 9 - sum, Reaction.SHARES, sum * sum);
        var time = LocalDateTime.of(2025, 1, 20, 10, 0);
        return new User(
                new TimestampedId("678450d4%016x".formatted(number)),
                sums,
                0,
                1,
                List.of(new User.Activity(time, OptionalLong.of(1), false)),
                "",
                number % 3 == 0);
    }

    @Test
    void refusesThemesOfOtherUsers() {
        var nobody = new Users(Protocol.CORRECTED, Period.DEFAULT, Wave.of(Period.DEFAULT, List.of()), List.of());
        assertThatThrownBy(() -> Claim.judge(nobody, List.of(Theme.NONE), Published.read()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 themes for 0 users");
    }

    @Test
    void isNotMeasurableWhereReadersThemesAreNotFound() {
        var agreement = ThemeAgreement.standard();
        assertThat(agreement.measurable(Theme.NOSTALGIA)).isFalse();

        var claims = judged();

        assertThat(claims.subList(3, 5)).allSatisfy(claim -> {
            assertThat(claim.verdict()).isEqualTo(Verdict.NOT_MEASURABLE).hasToString("not measurable here");
            assertThat(claim.figures()).isEmpty();
        });
        assertThat(claims.get(3).reading())
                .contains("adaptation is read as language, exchange, app")
                .contains("nostalgia (%d)"
                        .formatted(agreement.counts(Theme.NOSTALGIA).posts()));
        assertThat(claims.get(4).reading()).contains("a trend has no theme of its own");
    }

    private static List<Claim> judged() {
        var posts = Posts.read(Project.find().data().resolve("replica.csv")).posts();
        var users = Users.of(posts, Protocol.CORRECTED, Period.DEFAULT);
        return Claim.judge(users, Collections.nCopies(users.size(), Theme.NONE), Published.read());
    }
}
