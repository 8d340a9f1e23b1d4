package numerics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final int ROUNDS = 200;

    @Test
    void aucIsTheShareOfPairsThatThePositiveWins() {
        everyRound((labels, scores) -> {
            double wins = 0;
            double pairs = 0;
            for (int r = 0; r < labels.length; r++) {
                for (int l = 0; l < labels.length; l++) {
                    if (labels[r] && !labels[l]) {
                        pairs++;
                        wins += scores[r] > scores[l] ? 1 : scores[r] == scores[l] ? 0.5 : 0;
                    }
                }
            }
            assertThat(Metrics.aucRoc(labels, scores)).isEqualTo(wins / pairs);
        });
    }

    @Test
    void aucOfNegatedScoresIsTheComplement() {
        everyRound((labels, scores) -> assertThat(
                        Metrics.aucRoc(labels, scores) + Metrics.aucRoc(labels, mapped(scores, s -> -s)))
                .isCloseTo(1, within(1e-15)));
    }

    @Test
    void rankMetricsDoNotChangeUnderAMonotoneTransform() {
        everyRound((labels, scores) -> {
            var stretched = mapped(scores, s -> Math.exp(3 * s) - 7);
            assertThat(Metrics.aucRoc(labels, stretched)).isEqualTo(Metrics.aucRoc(labels, scores));
            assertThat(Metrics.averagePrecision(labels, stretched)).isEqualTo(Metrics.averagePrecision(labels, scores));
        });
    }

    @Test
    void orderOfTheRowsDoesNotMatter() {
        everyRound((labels, scores) -> {
            int rows = labels.length;
            var reversedLabels = new boolean[rows];
            IntStream.range(0, rows).forEach(row -> reversedLabels[row] = labels[rows - 1 - row]);
            var reversedScores = IntStream.range(0, rows)
                    .mapToDouble(row -> scores[rows - 1 - row])
                    .toArray();
            assertThat(Metrics.aucRoc(reversedLabels, reversedScores)).isEqualTo(Metrics.aucRoc(labels, scores));
            assertThat(Metrics.averagePrecision(reversedLabels, reversedScores))
                    .isEqualTo(Metrics.averagePrecision(labels, scores));
        });
    }

    @Test
    void constantScoresGiveHalfAndThePrevalence() {
        everyRound((labels, scores) -> {
            var constant = mapped(scores, s -> 0.25);
            assertThat(Metrics.aucRoc(labels, constant)).isEqualTo(0.5);
            assertThat(Metrics.averagePrecision(labels, constant)).isCloseTo(Metrics.prevalence(labels), within(1e-15));
        });
    }

    @Test
    void positiveAndNegativeZeroAreATie() {
        assertThat(Metrics.aucRoc(new boolean[] {true, false}, new double[] {0.0, -0.0}))
                .isEqualTo(0.5);
        assertThat(Metrics.aucRoc(new boolean[] {false, true}, new double[] {0.0, -0.0}))
                .isEqualTo(0.5);
    }

    @Test
    void certainErrorCostsThirtySixNatsAndNotInfinity() {
        assertThat(Metrics.logLoss(new boolean[] {true}, new double[] {0})).isCloseTo(36.04, within(0.01));
        assertThat(Metrics.logLoss(new boolean[] {false}, new double[] {1})).isCloseTo(36.04, within(0.01));
    }

    @Test
    void metricThatNeedsBothClassesNamesWhatItGot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.aucRoc(new boolean[5], new double[5]))
                .withMessageContaining("AUC-ROC is undefined for 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.averagePrecision(new boolean[5], new double[5]))
                .withMessageContaining("0 positives of 5 rows");
    }

    @Test
    void averagePrecisionOfPositivesOnlyIsOne() {
        assertThat(Metrics.averagePrecision(new boolean[] {true, true}, new double[] {0.1, 0.2}))
                .isEqualTo(1);
    }

    @Test
    void nanScoreIsRefusedByRow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.aucRoc(new boolean[] {true, false}, new double[] {0.5, Double.NaN}))
                .withMessage("The score at row 1 is NaN: expected a finite number.");
    }

    @Test
    void infiniteScoreIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Metrics.aucRoc(new boolean[] {true, false}, new double[] {Double.POSITIVE_INFINITY, 0.5}))
                .withMessageContaining("row 0 is Infinity");
    }

    @Test
    void emptyInputIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.logLoss(new boolean[0], new double[0]))
                .withMessageContaining("No labels: expected at least one");
        assertThatIllegalArgumentException().isThrownBy(() -> Metrics.prevalence(new boolean[0]));
    }

    @Test
    void scoreThatIsNoProbabilityHasNoLogLoss() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.logLoss(new boolean[2], new double[] {0.5, 1.5}))
                .withMessageContaining("Probability 1.5 at row 1: expected 0..1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.logLoss(new boolean[1], new double[] {-0.1}))
                .withMessageContaining("Probability -0.1 at row 0");
    }

    private interface Property {
        void check(boolean[] labels, double[] scores);
    }

    private static void everyRound(Property property) {
        var random = new SplittableRandom(11);
        for (int round = 0; round < ROUNDS; round++) {
            int rows = 2 + random.nextInt(60);
            var labels = Cases.randomLabels(rows, random);
            property.check(labels, Cases.randomScores(rows, 1 + random.nextInt(50), random));
        }
    }

    private static double[] mapped(double[] scores, DoubleUnaryOperator function) {
        return Arrays.stream(scores).map(function).toArray();
    }
}
