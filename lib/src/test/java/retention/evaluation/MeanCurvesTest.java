package retention.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class MeanCurvesTest {

    private static final CrossValidation PROTOCOL = new CrossValidation(5, 4, 1);

    @Test
    void theAreaUnderTheRocCurveIsTheAucWithinFolds() {
        for (int steps : List.of(1, 4, 1000)) {
            var predictions = predictions(Cases.labels(18, 400), steps);
            var auc = CrossValidatedAuc.of(predictions.labels(), predictions.splits(), predictions.repetitions(), 0.95);
            var curve = MeanCurves.roc(predictions);
            assertThat(trapezoids(curve, "false positive rate", "true positive rate"))
                    .isCloseTo(auc.interval().estimate(), within(1e-3));
            assertThat(curve.doubleColumn(0).get(0)).isZero();
            assertThat(curve.doubleColumn(1).get(0)).isZero();
            assertThat(curve.doubleColumn(1).get(curve.rowCount() - 1)).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void theAreaOfTheStepsIsTheMeanAveragePrecision() {
        for (int steps : List.of(1, 4, 1000)) {
            var predictions = predictions(Cases.labels(18, 400), steps);
            var curve = MeanCurves.precisionRecall(predictions);
            double area = 0;
            for (int i = 0; i < curve.rowCount() - 1; i++) {
                area += (curve.doubleColumn(0).get(i) - curve.doubleColumn(0).get(i + 1))
                        * curve.doubleColumn(1).get(i);
            }
            assertThat(area).isCloseTo(predictions.mean(Metrics::averagePrecision), within(1e-12));
        }
    }

    @Test
    void aFoldWithoutRetainedUsersHasNoCurve() {
        var members = new boolean[418];
        Arrays.fill(members, 15, 418, true);
        var some = predictions(Cases.labels(18, 400), 1000).among(members);
        var auc = CrossValidatedAuc.of(some.labels(), some.splits(), some.repetitions(), 0.95);
        assertThat(trapezoids(MeanCurves.roc(some), "false positive rate", "true positive rate"))
                .isCloseTo(auc.interval().estimate(), within(1e-3));
    }

    @Test
    void refusesUsersOfOneClass() {
        var labels = Cases.labels(10, 40);
        var members = new boolean[50];
        Arrays.fill(members, 10, 50, true);
        var lost = predictions(labels, 10).among(members);
        assertThatThrownBy(() -> MeanCurves.roc(lost)).hasMessageContaining("0 retained and 40 lost");
        assertThatThrownBy(() -> MeanCurves.precisionRecall(lost)).hasMessageContaining("0 retained of 40");
    }

    private static OutOfFold predictions(boolean[] labels, int steps) {
        return new OutOfFold(
                labels,
                PROTOCOL.split(labels),
                IntStream.range(0, 4)
                        .mapToObj(seed -> Cases.randomScores(labels.length, steps, new SplittableRandom(seed)))
                        .toList());
    }

    private static double trapezoids(Table curve, String x, String y) {
        double area = 0;
        for (int i = 1; i < curve.rowCount(); i++) {
            area += (curve.doubleColumn(x).get(i) - curve.doubleColumn(x).get(i - 1))
                    * (curve.doubleColumn(y).get(i) + curve.doubleColumn(y).get(i - 1))
                    / 2;
        }
        return area;
    }
}
