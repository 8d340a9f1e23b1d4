package retention.evaluation;

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
            int retained = row.get("retained").getAsInt();
            var labels = Cases.labels(retained, scores.length - retained);
            var best = new ExpectedCost(
                            row.get("missing").getAsDouble(), row.get("calling").getAsDouble())
                    .best(labels, scores);
            var expected = Golden.doubles(row.getAsJsonArray("best"));
            assertThat(best.costPerUser()).isCloseTo(expected[0], within(1e-12));
            assertThat(best.threshold()).isEqualTo(expected[1]);
            assertThat(best.confusion().truePositives()).isEqualTo((int) expected[2]);
            assertThat(best.confusion().falsePositives()).isEqualTo((int) expected[3]);
            assertThat(best.callingNobody()).isCloseTo(row.get("nobody").getAsDouble(), within(1e-12));
            assertThat(best.callingEverybody()).isCloseTo(row.get("everybody").getAsDouble(), within(1e-12));
        });
    }

    @Test
    void everyCallCostsWhoeverIsCalled() {
        // Three called, one of them lost; nobody missed.
        assertThat(new ExpectedCost(10, 1).perUser(ConfusionMatrix.at(0.4, LABELS, SCORES)))
                .isEqualTo(3 / 5.0);
        // One called, one missed.
        assertThat(new ExpectedCost(10, 1).perUser(ConfusionMatrix.at(0.5, LABELS, SCORES)))
                .isEqualTo(11 / 5.0);
    }

    @Test
    void aCallThatCostsMoreThanAMissIsNeverMade() {
        var best = new ExpectedCost(1, 2).best(LABELS, SCORES);
        assertThat(best.threshold()).isInfinite();
        assertThat(best.costPerUser()).isEqualTo(best.callingNobody());
    }

    @Test
    void everybodyIsCalledWhereAMissCostsTooMuchAndTheScoresMislead() {
        var best = new ExpectedCost(100, 1).best(LABELS, new double[] {0.1, 0.3, 0.5, 0.6, 0.7});
        assertThat(best.threshold()).isEqualTo(0.1);
        assertThat(best.costPerUser()).isEqualTo(best.callingEverybody()).isEqualTo(1);
    }

    @Test
    void ofEquallyCheapThresholdsTheHighestIsChosen() {
        // To call one more user who was retained costs as much as to miss that user.
        assertThat(new ExpectedCost(3, 3).best(LABELS, SCORES).threshold()).isInfinite();
    }

    @Test
    void usersWhoTieAreCalledTogether() {
        var best = new ExpectedCost(10, 1).best(LABELS, SCORES);
        assertThat(best.threshold()).isEqualTo(0.4);
        assertThat(best.confusion()).isEqualTo(new ConfusionMatrix(2, 1, 0, 2));
    }

    @Test
    void aCostOfNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExpectedCost(0, 1))
                .withMessageContaining("missing a retained user is 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExpectedCost(1, Double.POSITIVE_INFINITY))
                .withMessageContaining("calling a user is Infinity");
    }
}
