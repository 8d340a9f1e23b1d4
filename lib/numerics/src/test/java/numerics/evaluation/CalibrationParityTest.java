package numerics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import java.util.stream.StreamSupport;
import numerics.learning.OutOfFold;
import org.junit.jupiter.api.Test;

/** {@code calibration.py} among the golden scripts: statsmodels, and the formula of net benefit. */
class CalibrationParityTest {

    /** Log odds are fitted as floats. */
    private static final double TOLERANCE = 1e-6;

    private final Golden golden = Golden.read("calibration");

    @Test
    void interceptAndSlopeAreStatsmodels() {
        var calibration = Calibration.of(predictions(), 0.95);
        assertSame(calibration.intercept(), "intercept");
        assertSame(calibration.slope().orElseThrow(), "slope");
    }

    @Test
    void netBenefitIsTheFormulas() {
        var thresholds = numbers("thresholds");
        double prevalence = Metrics.prevalence(predictions().labels());
        for (int i = 0; i < thresholds.length; i++) {
            assertThat(DecisionCurve.netBenefit(predictions(), thresholds[i], 0.95)
                            .estimate())
                    .isCloseTo(golden.expectedColumn("net_benefit")[i], within(TOLERANCE));
            assertThat(DecisionCurve.benefit(prevalence, thresholds[i], thresholds[i]))
                    .isCloseTo(golden.expectedColumn("net_benefit_everybody")[i], within(TOLERANCE));
        }
    }

    private void assertSame(Interval interval, String figure) {
        assertThat(new double[] {interval.estimate(), interval.lower(), interval.upper()})
                .containsExactly(golden.expectedColumn(figure), within(TOLERANCE));
    }

    private OutOfFold predictions() {
        var repetitions = StreamSupport.stream(
                        golden.json().getAsJsonArray("repetitions").spliterator(), false)
                .map(JsonElement::getAsJsonArray)
                .map(Golden::doubles)
                .toArray(double[][]::new);
        var labels = new boolean[repetitions[0].length];
        golden.json().getAsJsonArray("retained_rows").forEach(row -> labels[row.getAsInt()] = true);
        return CalibrationTest.predictions(labels, repetitions);
    }

    private double[] numbers(String name) {
        return Golden.doubles(golden.json().getAsJsonArray(name));
    }
}
