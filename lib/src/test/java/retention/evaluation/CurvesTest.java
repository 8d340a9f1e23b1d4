package retention.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CurvesTest {

    private static final boolean[] LABELS = {true, false, true, false};
    private static final double[] SCORES = {0.9, 0.6, 0.6, 0.1};

    @Test
    void rocCurveTakesTiesInOneStep() {
        assertThat(RocCurve.of(LABELS, SCORES).points())
                .containsExactly(
                        new RocCurve.Point(Double.POSITIVE_INFINITY, 0, 0),
                        new RocCurve.Point(0.9, 0, 0.5),
                        new RocCurve.Point(0.6, 0.5, 1),
                        new RocCurve.Point(0.1, 1, 1));
    }

    @Test
    void precisionRecallCurveEndsWhereNobodyIsPredicted() {
        assertThat(PrecisionRecallCurve.of(LABELS, SCORES).points())
                .containsExactly(
                        new PrecisionRecallCurve.Point(0.1, 1, 0.5),
                        new PrecisionRecallCurve.Point(0.6, 1, 2.0 / 3),
                        new PrecisionRecallCurve.Point(0.9, 0.5, 1),
                        new PrecisionRecallCurve.Point(Double.POSITIVE_INFINITY, 0, 1));
    }

    @Test
    void trapezoidsUnderTheRocCurveAreTheAuc() {
        var random = new SplittableRandom(5);
        for (int round = 0; round < 100; round++) {
            var labels = Cases.randomLabels(40, random);
            var scores = Cases.randomScores(40, 12, random);
            var points = RocCurve.of(labels, scores).points();
            double area = 0;
            for (int i = 1; i < points.size(); i++) {
                var left = points.get(i - 1);
                var right = points.get(i);
                area += (right.falsePositiveRate() - left.falsePositiveRate())
                        * (right.truePositiveRate() + left.truePositiveRate())
                        / 2;
            }
            assertThat(area).isCloseTo(Metrics.aucRoc(labels, scores), within(1e-12));
        }
    }

    @Test
    void stepsUnderThePrecisionRecallCurveAreTheAveragePrecision() {
        var random = new SplittableRandom(6);
        for (int round = 0; round < 100; round++) {
            var labels = Cases.randomLabels(40, random);
            var scores = Cases.randomScores(40, 12, random);
            var points = PrecisionRecallCurve.of(labels, scores).points();
            double area = 0;
            for (int i = 0; i < points.size() - 1; i++) {
                area += (points.get(i).recall() - points.get(i + 1).recall())
                        * points.get(i).precision();
            }
            assertThat(area).isCloseTo(Metrics.averagePrecision(labels, scores), within(1e-12));
        }
    }

    @Test
    void everyPointAgreesWithTheConfusionMatrixAtItsThreshold() {
        for (var point : RocCurve.of(LABELS, SCORES).points()) {
            var confusion = ConfusionMatrix.at(point.threshold(), LABELS, SCORES);
            assertThat(point.truePositiveRate()).isEqualTo(confusion.recall().value());
            assertThat(point.falsePositiveRate())
                    .isEqualTo(1 - confusion.specificity().value());
        }
    }

    @Test
    void tablesHoldOneRowAPoint() {
        var roc = RocCurve.of(LABELS, SCORES).table();
        assertThat(roc.columnNames()).containsExactly("threshold", "false positive rate", "true positive rate");
        assertThat(roc.rowCount()).isEqualTo(4);
        assertThat(roc.doubleColumn("true positive rate").asDoubleArray()).containsExactly(0, 0.5, 1, 1);
        var pr = PrecisionRecallCurve.of(LABELS, SCORES).table();
        assertThat(pr.columnNames()).containsExactly("threshold", "recall", "precision");
        assertThat(pr.doubleColumn("recall").asDoubleArray()).containsExactly(1, 1, 0.5, 0);
    }

    @Test
    void curvesOfOneClassAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RocCurve.of(new boolean[] {true, true}, new double[2]))
                .withMessageContaining("2 retained and 0 lost");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrecisionRecallCurve.of(new boolean[2], new double[2]))
                .withMessageContaining("0 retained of 2 users");
    }
}
