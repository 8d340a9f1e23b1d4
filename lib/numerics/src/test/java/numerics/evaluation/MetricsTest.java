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
    void aucIsTheShareOfPairsThatTheRetainedUserWins() {
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
            int users = labels.length;
            var reversedLabels = new boolean[users];
            IntStream.range(0, users).forEach(row -> reversedLabels[row] = labels[users - 1 - row]);
            var reversedScores = IntStream.range(0, users)
                    .mapToDouble(row -> scores[users - 1 - row])
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
    void predictingThePrevalenceGivesTheBaseline() {
        everyRound((labels, scores) -> {
            var baseline = Baseline.of(labels);
            var prevalence = mapped(scores, s -> baseline.prevalence());
            assertThat(Metrics.logLoss(labels, prevalence)).isCloseTo(baseline.logLoss(), within(1e-12));
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
                .withMessage("AUC-ROC is undefined for 0 retained and 5 lost users: expected at least one of each.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.averagePrecision(new boolean[5], new double[5]))
                .withMessageContaining("0 retained of 5 users");
    }

    @Test
    void averagePrecisionOfRetainedUsersOnlyIsOne() {
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
                .withMessage("No labels: expected at least one user.");
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
            int users = 2 + random.nextInt(60);
            var labels = Cases.randomLabels(users, random);
            property.check(labels, Cases.randomScores(users, 1 + random.nextInt(50), random));
        }
    }

    private static double[] mapped(double[] scores, DoubleUnaryOperator function) {
        return Arrays.stream(scores).map(function).toArray();
    }
}
