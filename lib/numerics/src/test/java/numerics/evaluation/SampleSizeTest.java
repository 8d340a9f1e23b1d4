package numerics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import numerics.evaluation.SampleSize.Size;
import numerics.learning.FeatureMatrix;
import numerics.learning.FirthLogistic;
import org.junit.jupiter.api.Test;

class SampleSizeTest {

    private static final FeatureMatrix ROWS = rows();
    private static final double[] PROBABILITIES = IntStream.range(0, ROWS.rows())
            .mapToDouble(i -> 1 / (1 + Math.exp(2.5 - 1.5 * ROWS.value(i, 0))))
            .toArray();

    @Test
    void morePositivesGiveNarrowerIntervals() {
        var result = simulate(PROBABILITIES, 10, 160);
        assertThat(result.sizes()).extracting(Size::positives).containsExactly(10, 160);
        var few = result.sizes().get(0);
        var many = result.sizes().get(1);
        // Sixteen times the rows: a fourth of the width, if intervals were those of a mean.
        assertThat(many.halfWidth(0.5) / few.halfWidth(0.5)).isBetween(0.15, 0.4);
        assertThat(few.halfWidth(0.8)).isGreaterThan(few.halfWidth(0.5));
        double prevalence = Arrays.stream(PROBABILITIES).average().orElseThrow();
        assertThat(many.rows()).isEqualTo((int) Math.round(160 / prevalence));
        assertThat(many.auc()).isEqualTo(aucOfTheTruth(), within(0.03));
    }

    @Test
    void resultDependsOnTheSeedAlone() {
        var one = simulate(PROBABILITIES, 10, 20);
        assertThat(simulate(PROBABILITIES, 20, 10)).isEqualTo(one);
        assertThat(SampleSize.simulate(ROWS, PROBABILITIES, new FirthLogistic(), new int[] {10, 20}, 8, 2))
                .isNotEqualTo(one);
    }

    @Test
    void numbersBetweenTheSimulatedOnesAreInterpolatedOnLogarithms() {
        // Half-widths of 0.4 and 0.5 over the square root of the number.
        var result = new SampleSize(List.of(size(25, 0.08, 0.1), size(100, 0.04, 0.05)));
        assertThat(result.positivesFor(0.05, 0.5)).hasValue(64);
        assertThat(result.positivesFor(0.08, 0.5)).hasValue(25);
        assertThat(result.positivesFor(0.05, 0.99)).hasValue(100);
    }

    @Test
    void whatWasNotSimulatedIsNotGuessed() {
        var result = new SampleSize(List.of(size(25, 0.08, 0.1), size(100, 0.04, 0.05)));
        assertThat(result.positivesFor(0.03, 0.5)).isEmpty();
        assertThat(result.positivesFor(0.2, 0.5)).isEmpty();
    }

    @Test
    void tableHasARowForEachNumber() {
        var table = new SampleSize(List.of(size(25, 0.08, 0.1), size(100, 0.04, 0.05))).table();
        assertThat(table.columnNames())
                .containsExactly("positives", "rows", "AUC-ROC", "median half-width", "half-width with 80 % assurance");
        assertThat(table.doubleColumn("median half-width").asDoubleArray()).containsExactly(0.08, 0.04);
    }

    @Test
    void badInputIsRefusedInOneSentence() {
        refuses("2 probabilities, 0.0 on average, for 400 x 2 features", new double[2], 10, 20);
        refuses("400 probabilities, NaN on average", with(Double.NaN), 10, 20);
        refuses("400 probabilities, ", with(-0.1), 10, 20);
        refuses("400 probabilities, ", with(1.1), 10, 20);
        refuses("400 probabilities, 0.0 on average", new double[ROWS.rows()], 10, 20);
        refuses("Numbers of positives [10], 8 data sets of each: expected two numbers", PROBABILITIES, 10);
        refuses(
                "Numbers of positives [4, 20], 8 data sets of each: expected two numbers or more, each at least 5",
                PROBABILITIES,
                4,
                20);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> SampleSize.simulate(ROWS, PROBABILITIES, new FirthLogistic(), new int[] {10, 20}, 1, 1))
                .withMessageContaining("1 data sets of each: expected");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SampleSize(List.of()).positivesFor(0, 0.5))
                .withMessageContaining("Half-width 0.0 with assurance 0.5");
    }

    private static void refuses(String message, double[] probabilities, int... positives) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulate(probabilities, positives))
                .withMessageContaining(message);
    }

    private static double[] with(double probability) {
        var changed = PROBABILITIES.clone();
        changed[7] = probability;
        return changed;
    }

    private static SampleSize simulate(double[] probabilities, int... positives) {
        return SampleSize.simulate(ROWS, probabilities, new FirthLogistic(), positives, 8, 1);
    }

    private static Size size(int positives, double median, double most) {
        return new Size(positives, 100 * positives, 0.8, List.of(median, median, most));
    }

    private static FeatureMatrix rows() {
        var random = new Random(1);
        var rows = new float[400][2];
        for (var row : rows) {
            row[0] = (float) random.nextGaussian();
            row[1] = (float) random.nextGaussian();
        }
        return FeatureMatrix.of(List.of("tells", "noise"), rows);
    }

    /** The chance that a positive has a higher probability than a negative, over all rows at once. */
    private static double aucOfTheTruth() {
        double wins = 0;
        double pairs = 0;
        for (double one : PROBABILITIES) {
            for (double other : PROBABILITIES) {
                double weight = one * (1 - other);
                pairs += weight;
                wins += weight * (one > other ? 1 : one == other ? 0.5 : 0);
            }
        }
        return wins / pairs;
    }
}
