package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.evaluation.Interval;
import org.junit.jupiter.api.Test;
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

    private static final Figure POSITIVE = figure(0.1, 0.5);
    private static final Figure NEGATIVE = figure(-0.5, -0.1);
    private static final Figure UNSURE = figure(-0.1, 0.3);

    /** Its own interval is above zero, the joint one is not. */
    private static final Figure POSITIVE_ALONE =
            new Figure("d", new Interval(0.2, 0.05, 0.35, 0.95), new Interval(0.2, -0.05, 0.45, 0.975), false);

    /** Its own interval is below zero, the joint one is not. */
    private static final Figure NEGATIVE_ALONE =
            new Figure("e", new Interval(-0.2, -0.35, -0.05, 0.95), new Interval(-0.2, -0.45, 0.05, 0.975), false);

    private static Figure figure(double lower, double upper) {
        var interval = new Interval((lower + upper) / 2, lower, upper, 0.95);
        return new Figure("a", interval, interval, false);
    }

    @Test
    void isSupportedWhenEveryFiguresOwnIntervalLiesAboveZero() {
        assertThat(Verdict.of(List.of(POSITIVE, POSITIVE), 2)).isEqualTo(Verdict.SUPPORTED);
        assertThat(Verdict.of(List.of(POSITIVE, POSITIVE_ALONE), 2)).isEqualTo(Verdict.SUPPORTED);
    }

    @Test
    void isNotSupportedWhenOneJointIntervalLiesBelowZero() {
        assertThat(Verdict.of(List.of(POSITIVE, NEGATIVE, UNSURE), 3)).isEqualTo(Verdict.NOT_SUPPORTED);
        assertThat(Verdict.of(List.of(POSITIVE, NEGATIVE_ALONE, UNSURE), 3)).isEqualTo(Verdict.UNDECIDABLE);
    }

    @Test
    void anIntervalThatReachesZeroDecidesNothing() {
        assertThat(Verdict.of(List.of(figure(0, 0.5)), 1)).isEqualTo(Verdict.UNDECIDABLE);
        assertThat(Verdict.of(List.of(figure(-0.5, 0)), 1)).isEqualTo(Verdict.UNDECIDABLE);
    }

    @Test
    void isNotSupportedByFiguresOfWhichOneIsMissing() {
        assertThat(Verdict.of(List.of(POSITIVE, POSITIVE), 3)).isEqualTo(Verdict.UNDECIDABLE);
        assertThat(Verdict.of(List.of(POSITIVE, NEGATIVE), 3)).isEqualTo(Verdict.NOT_SUPPORTED);
    }

    @Test
    void isSupportedWithHindsightOnlyByWhatWasCountedAfterTheFact() {
        var counted = new Figure("d", POSITIVE.interval(), POSITIVE.jointly(), true);
        assertThat(Verdict.of(List.of(POSITIVE, counted), 2)).isEqualTo(Verdict.WITH_HINDSIGHT);
        assertThat(Verdict.WITH_HINDSIGHT)
                .hasToString("supported, with hindsight: the counts include reactions of the days of the outcome");
        assertThat(Verdict.of(List.of(NEGATIVE, counted), 2)).isEqualTo(Verdict.NOT_SUPPORTED);
        assertThat(Verdict.of(List.of(UNSURE, counted), 2)).isEqualTo(Verdict.UNDECIDABLE);
    }

    @Test
    void isUndecidableOtherwise() {
        assertThat(Verdict.of(List.of(POSITIVE, UNSURE), 2)).isEqualTo(Verdict.UNDECIDABLE);
        assertThat(Verdict.of(List.of(), 0)).isEqualTo(Verdict.UNDECIDABLE);
        assertThat(Verdict.of(List.of(), 4)).isEqualTo(Verdict.UNDECIDABLE);
    }

    @Test
    void readsAWiderIntervalForTheClaimThanForTheFigure() {
        var levels = new ArrayList<Double>();
        Figure.of("a", false, 4, level -> {
            levels.add(level);
            return new Interval(0, -level, level, level);
        });
        assertThat(levels).containsExactly(0.95, 0.9875);
        var only = Figure.of("a", false, 1, level -> new Interval(0, -level, level, level));
        assertThat(only.jointly()).isEqualTo(only.interval());
    }

    @Test
    void growthIsUntestableByConstruction() {
        var growth = judged().get(2);
        assertThat(growth.verdict()).isEqualTo(Verdict.UNTESTABLE).hasToString("untestable by construction");
        assertThat(growth.figures()).isEmpty();
        assertThat(Claim.table(judged()).row(2).getString("verdict")).isEqualTo("untestable by construction");
        assertThat(new Gson().toJson(growth)).contains("\"verdict\":\"UNTESTABLE\"");
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
        assertThat(claims.get(1).figures())
                .extracting(figure -> figure.jointly().level())
                .containsOnly(0.975);
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
                number % 3 == 0 ? List.of(time.plusMonths(1)) : List.of());
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

        assertThat(claims.subList(3, 6)).allSatisfy(claim -> {
            assertThat(claim.verdict()).isEqualTo(Verdict.NOT_MEASURABLE).hasToString("not measurable here");
            assertThat(claim.figures()).isEmpty();
        });
        assertThat(claims.get(3).reading())
                .contains("adaptation is read as language, exchange, app")
                .contains("nostalgia (%d)"
                        .formatted(agreement.counts(Theme.NOSTALGIA).posts()));
        assertThat(claims.get(4).reading()).contains("a trend has no theme of its own");
        assertThat(claims.get(5).text()).contains("solely about TikTok");
        assertThat(claims.get(5).reading()).contains("TikTok alone is read as ban, nostalgia");
    }

    @Test
    void contentAboutTikTokAloneIsJudgedWhereItsThemesAreFound() {
        var all = new ThemeAgreement(Stream.of(Theme.values())
                .map(theme -> new ThemeAgreement.Counts(theme, 500, 500, 490))
                .toList());
        var users = replica();
        var goes = new ArrayList<Theme>();
        var stays = new ArrayList<Theme>();
        for (var user : users.list()) {
            goes.add(user.retained() ? Theme.PETS : Theme.BAN);
            stays.add(user.retained() ? Theme.NOSTALGIA : Theme.PETS);
        }
        var supported = Claim.judge(users, goes, all, Published.read()).get(5);
        assertThat(supported.verdict()).isEqualTo(Verdict.SUPPORTED);
        assertThat(supported.figures())
                .singleElement()
                .satisfies(figure -> assertThat(figure.name()).isEqualTo("TikTok alone, lost - retained"))
                .satisfies(figure -> assertThat(figure.jointly()).isEqualTo(figure.interval()));
        assertThat(Claim.judge(users, stays, all, Published.read()).get(5).verdict())
                .isEqualTo(Verdict.NOT_SUPPORTED);
    }

    private static List<Claim> judged() {
        var users = replica();
        return Claim.judge(users, Collections.nCopies(users.size(), Theme.NONE), Published.read());
    }

    private static Users replica() {
        var posts = Posts.read(Project.find().data().resolve("replica.csv")).posts();
        return Users.of(posts, Protocol.CORRECTED, Period.DEFAULT);
    }
}
