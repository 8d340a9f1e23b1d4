package retention.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import numerics.evaluation.CorrelationMatrix;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;

class DistributionsTest {

    private static final DoubleColumn LIKES = DoubleColumn.create("likes", 0, 0, 5, 10);

    @Test
    void countsEveryUserInEqualBins() {
        assertThat(Html.of(Distributions.equalBins(2, List.of(LIKES)))).contains("\"y\":[2,2]");
    }

    @Test
    void saysHowManyFallIntoTheFirstBinIfTheyAreMost() {
        var many = DoubleColumn.create("likes", 0, 1, 2, 3, 100);
        assertThat(Distributions.equalBins(10, List.of(many)).title())
                .isEqualTo("4 of 5 users fall into the first of 10 equal bins");
        assertThat(Distributions.equalBins(2, List.of(LIKES)).title())
                .isEqualTo("Half of all users have at most 3 likes; the largest has 10");
    }

    @Test
    void valuesThatAreAllTheSameHaveAHistogram() {
        var zeros = List.of(DoubleColumn.create("likes", 0, 0));
        assertThat(Html.of(Distributions.equalBins(30, zeros))).doesNotContain("NaN");
        assertThat(Html.of(Distributions.byRetention(zeros, new boolean[] {true, false})))
                .doesNotContain("NaN");
    }

    @Test
    void leavesOutMissingValuesAndColumnsWithoutAny() {
        var some = DoubleColumn.create("likes", 1, Double.NaN, 3);
        var none = DoubleColumn.create("shares", Double.NaN, Double.NaN, Double.NaN);
        assertThat(Distributions.equalBins(2, List.of(some, none)).description())
                .contains("likes")
                .doesNotContain("shares");
        assertThat(Distributions.byRetention(List.of(some, none), new boolean[3])
                        .title())
                .isEqualTo("All 2 users are lost; half of them have at most 2 likes");
        assertThatThrownBy(() -> Distributions.equalBins(2, List.of(none)))
                .hasMessageContaining("expected a column with at least one");
        assertThatThrownBy(() -> Distributions.byRetention(List.of(none), new boolean[3]))
                .hasMessageContaining("No values");
    }

    @Test
    void aMedianOfOneIsInTheSingular() {
        var posts = List.of(DoubleColumn.create("posts", 1, 1, 1, 4));
        assertThat(Distributions.equalBins(10, posts).title())
                .isEqualTo("Half of all users have at most 1 post; the largest has 4");
        assertThat(Distributions.byRetention(posts, new boolean[] {true, false, false, false})
                        .description())
                .endsWith("retained: one user with 1 posts.");
    }

    @Test
    void refusesNoBins() {
        assertThatThrownBy(() -> Distributions.equalBins(0, List.of(LIKES)))
                .hasMessage("bins must be a whole number from 1; you gave 0.");
    }

    @Test
    void separatesRetainedFromLostUsersInTheirColours() {
        var chart = Distributions.byRetention(
                List.of(DoubleColumn.create("likes", 9, 99, 999)), new boolean[] {true, false, false});
        assertThat(Html.of(chart))
                .contains("retained (1)", "lost (2)", "\"y\":[2,3]", "\"y\":[1]", Chart.RETAINED, Chart.LOST)
                .contains("a retained user with 9 likes", "lost: median 549 likes");
        assertThat(chart.title()).isEqualTo("The one retained user has 9 likes, the median lost user 549");
    }

    @Test
    void drawsAViolinOfManyUsersFromSomeOfThemWithTheSmallestAndTheLargest() {
        var values = DoubleColumn.create(
                "likes", IntStream.rangeClosed(0, 9990).asDoubleStream().toArray());
        assertThat(Html.of(Distributions.byRetentionAsPublished(List.of(values), new boolean[9991])))
                .contains("\"y\":[0,20,40,60,", ",9949,9969,9990]", "lost (9,991)", "median 4,995 likes")
                .hasSizeLessThan(10_000);
    }

    @Test
    void aGroupWithoutUsersHasNoViolin() {
        var values = List.of(DoubleColumn.create("likes", 1, 2, 3));
        assertThat(Html.of(Distributions.byRetention(values, new boolean[3])))
                .contains("lost (3)")
                .doesNotContain("retained (0)");
        assertThat(Html.of(Distributions.byRetention(values, new boolean[] {true, true, true})))
                .contains("retained (3)")
                .doesNotContain("lost (0)");
    }

    @Test
    void drawsPublishedViolinsOnTheRawScale() {
        assertThat(Html.of(
                        Distributions.byRetentionAsPublished(List.of(LIKES), new boolean[] {true, false, true, false})))
                .contains("\"y\":[0,5]", "one user with 10 likes hides the rest");
    }

    @Test
    void refusesValuesWithoutAnOutcomeForEach() {
        assertThatThrownBy(() -> Distributions.byRetention(List.of(LIKES), new boolean[2]))
                .hasMessageContaining("4 values for 2 users");
    }

    @Test
    void standsPanelsSideBySide() {
        assertThat(Html.of(Distributions.equalBins(2, List.of(LIKES, LIKES, LIKES))))
                .contains("\"grid\":{\"rows\":2,\"columns\":2", "\"xaxis3\"")
                .doesNotContain("\"xaxis4\"");
    }

    @Test
    void drawsEachPairOfACorrelationMatrixOnce() {
        var names = List.of("likes", "shares", "collects");
        var chart = Heatmaps.correlations(Map.of(
                "Ours",
                CorrelationMatrix.of(names, (one, other) -> one.equals("likes") || other.equals("likes") ? 0.5 : 0.8)));
        assertThat(chart.title())
                .isEqualTo("Shares and collects go together most (0.80), likes and shares least (0.50)");
        assertThat(Html.of(chart)).contains("\"z\":[[0.5,null],[0.5,0.8]]", "\"zmin\":-1");
    }

    @Test
    void showsNegativeCorrelationsOnTwoSides() {
        var matrix = new CorrelationMatrix(List.of("a", "b"), List.of(List.of(1.0, -0.3), List.of(-0.3, 1.0)));
        assertThat(Html.of(Heatmaps.correlations(Map.of("Ours", matrix))))
                .contains("\"zmin\":-1", "Ours: a and b -0.30");
    }
}
