package numerics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import numerics.learning.OutOfFold;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    private static final int USERS = 20_000;

    @Test
    void probabilitiesThatAreRightHaveInterceptZeroAndSlopeOne() {
        var calibration = ofTruth(0, 1);
        assertThat(calibration.intercept().contains(0)).isTrue();
        assertThat(calibration.slope().orElseThrow().contains(1)).isTrue();
        assertThat(calibration.slope().orElseThrow().width()).isLessThan(0.2);
    }

    @Test
    void promisesThatAreTooHighGiveANegativeIntercept() {
        assertThat(ofTruth(1, 1).intercept().estimate()).isCloseTo(-1, within(0.1));
    }

    @Test
    void promisesThatAreTwiceTooFarApartGiveASlopeOfOneHalf() {
        assertThat(ofTruth(0, 2).slope().orElseThrow().estimate()).isCloseTo(0.5, within(0.05));
    }

    @Test
    void splitsThatDisagreeWidenTheInterval() {
        var random = new Random(8);
        var labels = Cases.labels(30, 970);
        var one = sigmoid(Cases.normalScores(labels, 1, random));
        var other = sigmoid(Cases.normalScores(labels, 0.2, random));
        double alone = slope(labels, one, one).width() / 2
                + slope(labels, other, other).width() / 2;
        assertThat(slope(labels, one, other).width()).isGreaterThan(1.2 * alone);
    }

    @Test
    void oneRepetitionHasAnIntervalForTheRowsAlone() {
        var labels = Cases.labels(5, 95);
        var scores = sigmoid(Cases.normalScores(labels, 1, new Random(1)));
        assertThat(Calibration.of(predictions(labels, scores), 0.95)
                        .slope()
                        .orElseThrow()
                        .width())
                .isPositive();
    }

    @Test
    void predictionsThatAreAllOneHaveNoSlope() {
        var constant = new double[10];
        Arrays.fill(constant, 0.4);
        var calibration = Calibration.of(predictions(Cases.labels(4, 6), constant, constant), 0.95);
        assertThat(calibration.slope()).isEmpty();
        assertThat(calibration.intercept().estimate()).isCloseTo(0, within(1e-9));
        assertThat(calibration.table().stringColumn("estimate").get(1)).startsWith("none");
    }

    @Test
    void modelsThatRankNothingHaveNoSlope() {
        int[] folds = {1, 1, 2, 2};
        var predictions = new OutOfFold(Cases.labels(2, 2), List.of(folds), List.of(new double[] {0.4, 0.4, 0.6, 0.6}));
        assertThat(Calibration.of(predictions, 0.95).slope()).isEmpty();
    }

    @Test
    void predictionsThatSeparateTheOutcomesHaveNoSlope() {
        double[] apart = {0.9, 0.8, 0.2, 0.1, 0};
        assertThat(Calibration.of(predictions(Cases.labels(2, 3), apart), 0.95).slope())
                .isEmpty();
    }

    @Test
    void certainPredictionsThatAreWrongAreFinite() {
        double[] certain = {0, 1, 0.5, 1, 0, 0.5};
        var calibration = Calibration.of(predictions(Cases.labels(3, 3), certain), 0.95);
        assertThat(calibration.intercept().estimate()).isCloseTo(0, within(1e-6));
    }

    @Test
    void groupHoldsWhatWasPromisedAndWhatCame() {
        assertThat(Calibration.groups(new boolean[] {true, false, true}, new double[] {0.25, 0.5, 0.75}, 2))
                .containsExactly(
                        new Calibration.Group(0.25, 0.5, 0.375, new Ratio(1, 2)),
                        new Calibration.Group(0.5, 0.75, 0.75, new Ratio(1, 1)));
    }

    @Test
    void groupsSpreadTheRowsEvenly() {
        var random = new SplittableRandom(3);
        var probabilities = Cases.randomScores(1000, 1_000_000_000, random);
        var groups = Calibration.of(predictions(Cases.randomLabels(1000, random), probabilities), 0.95)
                .groups();
        assertThat(groups)
                .hasSize(5)
                .allSatisfy(group -> assertThat(group.observed().denominator()).isEqualTo(200));
    }

    @Test
    void everyRowIsInOneGroup() {
        var random = new SplittableRandom(4);
        for (int round = 0; round < 50; round++) {
            var groups = Calibration.groups(Cases.randomLabels(30, random), Cases.randomScores(30, 7, random), 4);
            assertThat(groups.stream()
                            .mapToDouble(group -> group.observed().denominator())
                            .sum())
                    .isEqualTo(30);
            assertThat(groups).allSatisfy(group -> assertThat(group.meanProbability())
                    .isBetween(group.from() - 1e-12, group.to() + 1e-12));
        }
    }

    @Test
    void tableOfGroupsShowsCountsAndLimits() {
        var table = Calibration.of(predictions(Cases.labels(2, 2), new double[] {0.25, 0.25, 0.25, 0.25}), 0.95)
                .groupTable();
        assertThat(table.columnNames())
                .containsExactly("from", "to", "rows", "mean probability", "observed", "lower", "upper");
        assertThat(table.intColumn("rows").getInt(0)).isEqualTo(4);
        assertThat(table.doubleColumn("observed").getDouble(0)).isEqualTo(0.5);
        assertThat(table.doubleColumn("lower").getDouble(0)).isPositive().isLessThan(0.5);
    }

    @Test
    void scoresThatAreNoProbabilitiesAreRefused() {
        var predictions = predictions(Cases.labels(2, 2), new double[] {2, 0.5, 0.5, 0.5});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.of(predictions, 0.95))
                .withMessageContaining("Probability 2.0 at row 0");
    }

    @Test
    void onePositiveIsRefused() {
        var predictions = predictions(Cases.labels(1, 3), new double[] {0.1, 0.2, 0.3, 0.4});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.of(predictions, 0.95))
                .withMessageContaining("at least 2 of each");
    }

    /** Of predictions whose log odds are those of the truth, first so far apart and then so much higher. */
    private static Calibration ofTruth(double higher, double apart) {
        var random = new Random(5);
        var labels = new boolean[USERS];
        var promised = new double[USERS];
        for (int user = 0; user < USERS; user++) {
            double truth = -1 + random.nextGaussian();
            labels[user] = random.nextDouble() < 1 / (1 + Math.exp(-truth));
            promised[user] = 1 / (1 + Math.exp(-apart * truth - higher));
        }
        return Calibration.of(predictions(labels, promised), 0.95);
    }

    private static Interval slope(boolean[] labels, double[]... repetitions) {
        return Calibration.of(predictions(labels, repetitions), 0.95).slope().orElseThrow();
    }

    private static double[] sigmoid(double[] logits) {
        return Arrays.stream(logits).map(z -> 1 / (1 + Math.exp(3 - z))).toArray();
    }

    /** Repetitions whose folds do not matter. */
    static OutOfFold predictions(boolean[] labels, double[]... repetitions) {
        var split = IntStream.range(0, labels.length).map(row -> 1 + row % 2).toArray();
        return new OutOfFold(
                labels,
                IntStream.range(0, repetitions.length).mapToObj(r -> split).toList(),
                List.of(repetitions));
    }
}
