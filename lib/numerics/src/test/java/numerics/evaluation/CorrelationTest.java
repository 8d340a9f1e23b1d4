package numerics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import numerics.learning.Outcomes;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;

class CorrelationTest {

    private static final JsonObject GOLDEN = Golden.read("correlations").json();

    @Test
    void pearsonAndSpearmanAreScipys() {
        for (var pair : GOLDEN.getAsJsonObject("pairs").entrySet()) {
            var names = pair.getKey().split("/", -1);
            var expected = Golden.doubles(pair.getValue().getAsJsonArray());
            var pearson = pearson(column(names[0]), column(names[1]));
            var spearman = spearman(column(names[0]), column(names[1]));
            assertThat(pearson).as(pair.getKey()).isCloseTo(expected[0], within(1e-12));
            assertThat(spearman).as(pair.getKey()).isCloseTo(expected[2], within(1e-12));
        }
    }

    @Test
    void pointBiserialIsScipys() {
        for (var entry : GOLDEN.getAsJsonObject("point_biserial").entrySet()) {
            var expected = Golden.doubles(entry.getValue().getAsJsonArray());
            var correlation = biserial(labels(), column(entry.getKey()));
            assertThat(correlation).as(entry.getKey()).isCloseTo(expected[0], within(1e-12));
        }
    }

    @Test
    void differenceHasTheErrorOfTheInfluenceOfEachRow() {
        var labels = labels();
        var first = column("likes");
        var second = column("comments");
        double estimate = biserial(labels, first) - biserial(labels, second);
        // A thousand copies of all rows, and one more of a row: the change is a thousandth of the influence.
        double variance = 0;
        for (boolean label : new boolean[] {true, false}) {
            variance += IntStream.range(0, labels.length)
                            .filter(row -> labels[row] == label)
                            .mapToDouble(row -> 1000
                                    * (withOneMore(row, labels, first) - withOneMore(row, labels, second) - estimate))
                            .collect(DescriptiveStatistics::new, DescriptiveStatistics::addValue, (one, other) -> {})
                            .getPopulationVariance()
                    * IntStream.range(0, labels.length)
                            .filter(row -> labels[row] == label)
                            .count();
        }
        var made = MetricIntervals.correlationDifference(labels, first, second, 0.9);
        double half = Interval.errors(Outcomes.smallerClass(labels), 0.9) * Math.sqrt(variance);
        assertThat(made.estimate()).isEqualTo(estimate);
        assertThat(made.upper()).isCloseTo(estimate + half, within(2e-3 * half));
        assertThat(made.lower() + made.upper()).isCloseTo(2 * estimate, within(1e-12));
    }

    /** Pearson's correlation from sums, of a thousand times all rows and once more this row. */
    private static double withOneMore(int more, boolean[] labels, double... values) {
        double n = 1000.0 * labels.length + 1;
        double x = 0;
        double y = 0;
        double yy = 0;
        double xy = 0;
        for (int row = 0; row < labels.length; row++) {
            int times = row == more ? 1001 : 1000;
            double positive = labels[row] ? times : 0;
            x += positive;
            y += times * values[row];
            yy += times * values[row] * values[row];
            xy += positive * values[row];
        }
        return (n * xy - x * y) / Math.sqrt((n * x - x * x) * (n * yy - y * y));
    }

    @Test
    void differenceOfAColumnAndItselfIsNothing() {
        var likes = column("likes");
        assertThat(MetricIntervals.correlationDifference(labels(), likes, likes, 0.95))
                .isEqualTo(new Interval(0, 0, 0, 0.95));
    }

    @Test
    void differenceHoldsZeroWhereNeitherGoesWithTheLabel() {
        var labels = Cases.labels(20, 300);
        var random = new Random(3);
        int held = 0;
        for (int i = 0; i < 400; i++) {
            var first = Cases.normalScores(labels, 0, random);
            var second = Cases.normalScores(labels, 0, random);
            held += MetricIntervals.correlationDifference(labels, first, second, 0.95)
                            .contains(0)
                    ? 1
                    : 0;
        }
        assertThat(held / 400.0).isBetween(0.93, 0.985);
    }

    @Test
    void differenceNeedsTwoOfEachClass() {
        var labels = Cases.labels(1, 9);
        var values = Cases.normalScores(labels, 0, new Random(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricIntervals.correlationDifference(labels, values, values, 0.95))
                .withMessageContaining("expected at least 2 of each");
    }

    private static double biserial(boolean[] labels, double[] values) {
        return pearson(
                IntStream.range(0, labels.length)
                        .mapToDouble(row -> labels[row] ? 1 : 0)
                        .toArray(),
                values);
    }

    @Test
    void perfectLineHasCoefficientOne() {
        var correlation = pearson(new double[] {1, 2, 4}, new double[] {2, 4, 8});
        assertThat(correlation).isCloseTo(1, within(1e-15));
    }

    @Test
    void constantColumnIsRefusedByPlaceAndValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spearman(new double[] {1, 2, 3}, new double[] {5, 5, 5}))
                .withMessageContaining("column 'y' is 5.0 in all 3 rows");
    }

    @Test
    void columnsOfDifferentLengthAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pearson(new double[] {1, 2, 3}, new double[] {1, 2, 3, 4}))
                .withMessageContaining("column 'y' has 4 rows of 3");
    }

    @Test
    void missingValueIsRefusedByRow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pearson(new double[] {1, 2, Double.NaN}, new double[] {1, 2, 3}))
                .withMessageContaining("column 'x' at row 2 is NaN");
    }

    @Test
    void matrixHoldsEveryPairOnBothSides() {
        var names = List.of("likes", "comments", "shares");
        var columns = names.stream().map(CorrelationTest::column).toList();
        var matrix = CorrelationMatrix.pearson(names, columns);
        assertThat(matrix.get("likes", "shares"))
                .isEqualTo(matrix.get("shares", "likes"))
                .isEqualTo(pearson(column("likes"), column("shares")));
        assertThat(matrix.get("comments", "comments")).isEqualTo(1);
    }

    @Test
    void matrixOfRanksIsSpearmans() {
        var matrix = CorrelationMatrix.spearman(List.of("a", "b"), List.of(column("likes"), column("comments")));
        assertThat(matrix.get("a", "b")).isEqualTo(spearman(column("likes"), column("comments")));
    }

    @Test
    void matrixNamesTheColumnThatNeverVaries() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorrelationMatrix.pearson(
                        List.of("likes", "posts"), List.of(new double[] {1, 2, 3}, new double[] {1, 1, 1})))
                .withMessageContaining("column 'posts' is 1.0 in all 3 rows");
    }

    @Test
    void matrixRefusesNamesThatDoNotMatch() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorrelationMatrix.pearson(List.of("likes"), List.of()))
                .withMessageContaining("0 columns named [likes]");
    }

    @Test
    void matrixRefusesAnUnknownName() {
        var matrix = CorrelationMatrix.pearson(List.of("likes"), List.of(column("likes")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.get("likes", "follows"))
                .withMessageContaining("No column 'follows', expected one of [likes]");
    }

    private static double pearson(double[] x, double[] y) {
        return CorrelationMatrix.pearson(List.of("x", "y"), List.of(x, y)).get("x", "y");
    }

    private static double spearman(double[] x, double[] y) {
        return CorrelationMatrix.spearman(List.of("x", "y"), List.of(x, y)).get("x", "y");
    }

    private static double[] column(String name) {
        return Golden.doubles(GOLDEN.getAsJsonObject("columns").getAsJsonArray(name));
    }

    private static boolean[] labels() {
        var array = GOLDEN.getAsJsonArray("labels");
        var labels = new boolean[array.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = array.get(row).getAsBoolean();
        }
        return labels;
    }
}
