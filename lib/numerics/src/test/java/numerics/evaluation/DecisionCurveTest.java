package numerics.evaluation;

import static numerics.evaluation.CalibrationTest.predictions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecisionCurveTest {

    private static final ExpectedCost PRICE = new ExpectedCost(50, 1);

    @Test
    void netBenefitIsWhatIsFoundLessWhatIsPredictedInVainAtTheOddsOfTheThreshold() {
        double[] probabilities = {0.3, 0.1, 0.3, 0.3, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
        assertThat(netBenefit(Cases.labels(2, 8), probabilities, 0.2).estimate())
                .isCloseTo(1 / 10.0 - 2 / 10.0 * 0.25, within(1e-12));
    }

    @Test
    void whoPredictsNoPositiveGainsNothing() {
        var made = netBenefit(Cases.labels(2, 8), new double[10], 0.2);
        assertThat(made.estimate()).isCloseTo(0, within(1e-15));
        assertThat(made.width()).isPositive();
    }

    @Test
    void whoPredictsAllGainsWhatThatGains() {
        var all = new double[10];
        Arrays.fill(all, 0.5);
        assertThat(netBenefit(Cases.labels(2, 8), all, 0.2).estimate())
                .isCloseTo(2 / 10.0 - 8 / 10.0 * 0.25, within(1e-12));
    }

    @Test
    void netBenefitIsWhatDecisionsSave() {
        var labels = Cases.labels(20, 480);
        var predictions = predictions(labels, scores(labels, 1), scores(labels, 2));
        var cost = Decisions.byProbability(predictions, PRICE).costPerRow(0.95);
        var made = DecisionCurve.netBenefit(predictions, 1 / 50.0, 0.95);
        double none = 50 * 20 / 500.0;
        assertThat(49 * made.estimate()).isCloseTo(none - cost.estimate(), within(1e-12));
        assertThat(49 * made.lower()).isCloseTo(none - cost.upper(), within(1e-12));
    }

    @Test
    void curveGoesAroundPrevalenceAndPriceWithBothAmongItsThresholds() {
        var labels = Cases.labels(20, 1980);
        var thresholds = DecisionCurve.around(PRICE, predictions(labels, scores(labels, 3)), 0.95)
                .doubleColumn("threshold");
        assertThat(thresholds.asList()).contains(0.01, 0.02).isSorted();
        assertThat(thresholds.min()).isCloseTo(0.0025, within(1e-12));
        assertThat(thresholds.max()).isCloseTo(0.08, within(1e-12));
    }

    @Test
    void thresholdsStayBelowOneWhereMostArePositive() {
        var labels = Cases.labels(900, 100);
        assertThat(DecisionCurve.around(PRICE, predictions(labels, scores(labels, 3)), 0.95)
                        .doubleColumn("threshold")
                        .max())
                .isLessThan(0.91);
    }

    @Test
    void tableIsPerThousandRows() {
        var labels = Cases.labels(2, 8);
        double[] probabilities = {0.3, 0.1, 0.3, 0.3, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
        var table = DecisionCurve.around(new ExpectedCost(5, 1), predictions(labels, probabilities), 0.95);
        assertThat(table.columnNames()).containsExactly("threshold", "all", "none", "model", "lower", "upper");
        int row = table.doubleColumn("threshold").asList().indexOf(0.2);
        assertThat(table.doubleColumn("model").getDouble(row)).isCloseTo(50, within(1e-9));
        assertThat(table.doubleColumn("all").getDouble(row)).isCloseTo(0, within(1e-9));
        assertThat(table.doubleColumn("none").getDouble(row)).isZero();
    }

    @Test
    void certaintyIsNoThreshold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> netBenefit(Cases.labels(2, 8), new double[10], 1))
                .withMessageContaining("Threshold 1.0: expected a probability between 0 and 1.");
    }

    @Test
    void aPredictedPositiveThatCostsAsMuchAsAMissIsRefused() {
        var predictions = predictions(Cases.labels(2, 8), new double[10]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionCurve.around(new ExpectedCost(1, 1), predictions, 0.95))
                .withMessageContaining("Threshold 1.0");
    }

    @Test
    void scoresThatAreNoProbabilitiesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> netBenefit(Cases.labels(1, 1), new double[] {3, 0}, 0.5))
                .withMessageContaining("Probability 3.0 at row 0");
    }

    private static Interval netBenefit(boolean[] labels, double[] probabilities, double threshold) {
        return DecisionCurve.netBenefit(predictions(labels, probabilities), threshold, 0.95);
    }

    private static double[] scores(boolean[] labels, long seed) {
        return Arrays.stream(Cases.normalScores(labels, 1, new Random(seed)))
                .map(z -> 1 / (1 + Math.exp(4 - z)))
                .toArray();
    }
}
