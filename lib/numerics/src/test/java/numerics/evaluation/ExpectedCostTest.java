package numerics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ExpectedCostTest {

    private static final boolean[] LABELS = {true, true, false, false, false};
    private static final double[] SCORES = {0.9, 0.4, 0.4, 0.2, 0.1};

    @Test
    void bestThresholdIsThatOfTryingAll() {
        Golden.read("additions").json().getAsJsonArray("costs").forEach(element -> {
            var row = element.getAsJsonObject();
            var scores = Golden.doubles(row.getAsJsonArray("scores"));
            int positives = row.get("retained").getAsInt();
            var labels = Cases.labels(positives, scores.length - positives);
            var cost = new ExpectedCost(
                    row.get("missing").getAsDouble(), row.get("calling").getAsDouble());
            double cheapest = cost.cheapestThreshold(labels, scores);
            var confusion = ConfusionMatrix.at(cheapest, labels, scores);
            var expected = Golden.doubles(row.getAsJsonArray("best"));
            assertThat(cost.of(confusion) / confusion.rows()).isCloseTo(expected[0], within(1e-12));
            assertThat(cheapest).isEqualTo(expected[1]);
            assertThat(confusion.truePositives()).isEqualTo((int) expected[2]);
            assertThat(confusion.falsePositives()).isEqualTo((int) expected[3]);
        });
    }

    @Test
    void everyPredictedPositiveCosts() {
        // Three predicted positive, one of them negative; none missed.
        assertThat(new ExpectedCost(10, 1).of(ConfusionMatrix.at(0.4, LABELS, SCORES)) / 5)
                .isEqualTo(3 / 5.0);
        // One predicted positive, one missed.
        assertThat(new ExpectedCost(10, 1).of(ConfusionMatrix.at(0.5, LABELS, SCORES)) / 5)
                .isEqualTo(11 / 5.0);
    }

    @Test
    void theCheapestThresholdOfACalibratedProbabilityIsTheRatioOfTheCosts() {
        assertThat(new ExpectedCost(50, 1).threshold()).isEqualTo(0.02);
    }

    @Test
    void noPositiveIsPredictedWhereThatCostsMoreThanAMiss() {
        assertThat(new ExpectedCost(1, 2).cheapestThreshold(LABELS, SCORES)).isInfinite();
    }

    @Test
    void allArePredictedPositiveWhereAMissCostsTooMuchAndTheScoresMislead() {
        assertThat(new ExpectedCost(100, 1).cheapestThreshold(LABELS, new double[] {0.1, 0.3, 0.5, 0.6, 0.7}))
                .isEqualTo(0.1);
    }

    @Test
    void ofEquallyCheapThresholdsTheHighestIsChosen() {
        // To predict one more positive costs as much as to miss it.
        assertThat(new ExpectedCost(3, 3).cheapestThreshold(LABELS, SCORES)).isInfinite();
    }

    @Test
    void tiedRowsAreDecidedTogether() {
        assertThat(new ExpectedCost(10, 1).cheapestThreshold(LABELS, SCORES)).isEqualTo(0.4);
    }

    @Test
    void saysWhatThingsCost() {
        assertThat(new ExpectedCost(50, 1)).hasToString("a missed positive costs 50 and a predicted positive 1");
        assertThat(new ExpectedCost(2.5, 1)).hasToString("a missed positive costs 2.5 and a predicted positive 1");
    }

    @Test
    void aCostOfNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExpectedCost(0, 1))
                .withMessageContaining(
                        "A missed positive costs 0.0 and a predicted positive 1.0: expected finite numbers above 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExpectedCost(1, Double.POSITIVE_INFINITY))
                .withMessageContaining("a predicted positive Infinity");
    }
}
