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
    void netBenefitIsWhoIsFoundLessWhoIsCalledInVainAtTheOddsOfTheThreshold() {
        double[] probabilities = {0.3, 0.1, 0.3, 0.3, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
        var point = curve(Cases.labels(2, 8), probabilities, 0.2);
        assertThat(point.model().estimate()).isCloseTo(1 / 10.0 - 2 / 10.0 * 0.25, within(1e-12));
        assertThat(point.everybody()).isCloseTo(2 / 10.0 - 8 / 10.0 * 0.25, within(1e-12));
    }

    @Test
    void whoContactsNobodyGainsNothing() {
        var point = curve(Cases.labels(2, 8), new double[10], 0.2);
        assertThat(point.model().estimate()).isCloseTo(0, within(1e-15));
        assertThat(point.model().width()).isPositive();
    }

    @Test
    void whoContactsEverybodyGainsWhatContactingEverybodyGains() {
        var all = new double[10];
        Arrays.fill(all, 0.5);
        var point = curve(Cases.labels(2, 8), all, 0.2);
        assertThat(point.model().estimate()).isCloseTo(point.everybody(), within(1e-12));
    }

    @Test
    void netBenefitIsWhatDecisionsSave() {
        var labels = Cases.labels(20, 480);
        var predictions = predictions(labels, scores(labels, 1), scores(labels, 2));
        var decisions = Decisions.byProbability(predictions, PRICE);
        var point = DecisionCurve.around(PRICE, predictions, 0.95).at(1 / 50.0);
        assertThat(49 * point.model().estimate())
                .isCloseTo(
                        decisions.contactingNobody()
                                - decisions.costPerUser(0.95).estimate(),
                        within(1e-12));
        assertThat(49 * point.model().lower())
                .isCloseTo(
                        decisions.contactingNobody()
                                - decisions.costPerUser(0.95).upper(),
                        within(1e-12));
    }

    @Test
    void curveGoesAroundPrevalenceAndPriceWithBothAmongItsThresholds() {
        var labels = Cases.labels(20, 1980);
        var curve = DecisionCurve.around(PRICE, predictions(labels, scores(labels, 3)), 0.95);
        assertThat(curve.points())
                .extracting(DecisionCurve.Point::threshold)
                .contains(0.01, 0.02)
                .isSorted();
        assertThat(curve.points().get(0).threshold()).isCloseTo(0.0025, within(1e-12));
        assertThat(curve.points().get(curve.points().size() - 1).threshold()).isCloseTo(0.08, within(1e-12));
    }

    @Test
    void thresholdsStayBelowOneWhereMostAreRetained() {
        var labels = Cases.labels(900, 100);
        assertThat(DecisionCurve.around(PRICE, predictions(labels, scores(labels, 3)), 0.95)
                        .points())
                .allSatisfy(point -> assertThat(point.threshold()).isLessThan(0.91));
    }

    @Test
    void tableIsPerThousandUsers() {
        var labels = Cases.labels(2, 8);
        double[] probabilities = {0.3, 0.1, 0.3, 0.3, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
        var table =
                DecisionCurve.of(predictions(labels, probabilities), 0.95, 0.2).table();
        assertThat(table.columnNames()).containsExactly("threshold", "model", "lower", "upper", "everybody", "nobody");
        assertThat(table.doubleColumn("model").getDouble(0)).isCloseTo(50, within(1e-9));
        assertThat(table.doubleColumn("nobody").getDouble(0)).isZero();
    }

    @Test
    void certaintyIsNoThreshold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve(Cases.labels(2, 8), new double[10], 1))
                .withMessageContaining("Threshold 1.0: expected a probability between 0 and 1.");
    }

    @Test
    void callsThatCostAsMuchAsAMissAreRefused() {
        var predictions = predictions(Cases.labels(2, 8), new double[10]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionCurve.around(new ExpectedCost(1, 1), predictions, 0.95))
                .withMessageContaining("Threshold 1.0");
    }

    @Test
    void scoresThatAreNoProbabilitiesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve(Cases.labels(1, 1), new double[] {3, 0}, 0.5))
                .withMessageContaining("Probability 3.0 at row 0");
    }

    private static DecisionCurve.Point curve(boolean[] labels, double[] probabilities, double threshold) {
        return DecisionCurve.of(predictions(labels, probabilities), 0.95, threshold)
                .at(threshold);
    }

    private static double[] scores(boolean[] labels, long seed) {
        return Arrays.stream(Cases.normalScores(labels, 1, new Random(seed)))
                .map(z -> 1 / (1 + Math.exp(4 - z)))
                .toArray();
    }
}
