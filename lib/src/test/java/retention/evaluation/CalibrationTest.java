package retention.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    @Test
    void binHoldsWhatWasPromisedAndWhatCame() {
        var calibration = Calibration.equalWidth(new boolean[] {true, false, true}, new double[] {0.25, 0.5, 0.75}, 2);
        assertThat(calibration.bins())
                .containsExactly(
                        new Calibration.Bin(0, 0.5, 0.375, new Ratio(1, 2)),
                        new Calibration.Bin(0.5, 1, 0.75, new Ratio(1, 1)));
    }

    @Test
    void emptyBinsAreLeftOut() {
        assertThat(Calibration.equalWidth(new boolean[2], new double[] {0, 1}, 10)
                        .bins())
                .hasSize(2);
    }

    @Test
    void equalCountsSpreadTheUsersEvenly() {
        var random = new SplittableRandom(3);
        var probabilities = Cases.randomScores(1000, 1_000_000_000, random);
        var calibration = Calibration.equalCount(Cases.randomLabels(1000, random), probabilities, 8);
        assertThat(calibration.bins())
                .hasSize(8)
                .allSatisfy(bin -> assertThat(bin.observed().denominator()).isEqualTo(125));
    }

    @Test
    void constantProbabilitiesFillOneBin() {
        assertThat(Calibration.equalCount(Cases.labels(1, 3), new double[] {0.2, 0.2, 0.2, 0.2}, 5)
                        .bins())
                .containsExactly(new Calibration.Bin(0.2, 0.2, 0.2, new Ratio(1, 4)));
    }

    @Test
    void everyUserIsInOneBin() {
        var random = new SplittableRandom(4);
        for (int round = 0; round < 50; round++) {
            var labels = Cases.randomLabels(30, random);
            var probabilities = Cases.randomScores(30, 7, random);
            for (var calibration : new Calibration[] {
                Calibration.equalWidth(labels, probabilities, 4), Calibration.equalCount(labels, probabilities, 4)
            }) {
                assertThat(calibration.bins().stream()
                                .mapToDouble(bin -> bin.observed().denominator())
                                .sum())
                        .isEqualTo(30);
                assertThat(calibration.bins()).allSatisfy(bin -> assertThat(bin.meanProbability())
                        .isBetween(bin.from() - 1e-12, bin.to() + 1e-12));
            }
        }
    }

    @Test
    void tableShowsCountsAndLimits() {
        var table = Calibration.equalWidth(new boolean[] {true, false}, new double[] {0.25, 0.25}, 2)
                .table();
        assertThat(table.columnNames())
                .containsExactly("from", "to", "users", "mean probability", "observed", "lower", "upper");
        assertThat(table.intColumn("users").getInt(0)).isEqualTo(2);
        assertThat(table.doubleColumn("observed").getDouble(0)).isEqualTo(0.5);
        assertThat(table.doubleColumn("lower").getDouble(0)).isPositive().isLessThan(0.5);
    }

    @Test
    void scoresThatAreNoProbabilitiesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.equalCount(new boolean[1], new double[] {2}, 5))
                .withMessageContaining("Probability 2.0 at row 0");
    }

    @Test
    void noBinsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.equalWidth(new boolean[1], new double[1], 0))
                .withMessageContaining("0 calibration bins");
    }
}
