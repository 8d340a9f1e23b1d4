package numerics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class IntervalTest {

    @Test
    void printsTheEstimateAndItsLimits() {
        assertThat(new Interval(0.7012, 0.58409, 0.81, 0.95)).hasToString("0.70 [0.58, 0.81]");
    }

    @Test
    void containsItsLimits() {
        var interval = new Interval(0.5, 0.4, 0.6, 0.95);
        assertThat(interval.contains(0.4)).isTrue();
        assertThat(interval.contains(0.6)).isTrue();
        assertThat(interval.contains(0.61)).isFalse();
        assertThat(interval.contains(0.39)).isFalse();
    }

    @Test
    void newcombeAgreesWithStatsmodels() {
        Golden.read("newcombe").json().getAsJsonArray("rows").forEach(row -> {
            var values = Golden.doubles(row.getAsJsonArray());
            var interval =
                    Interval.newcombe(new Ratio(values[0], values[1]), new Ratio(values[2], values[3]), values[4]);
            assertThat(interval.estimate()).isEqualTo(values[0] / values[1] - values[2] / values[3]);
            assertThat(interval.lower()).isCloseTo(values[5], within(1e-12));
            assertThat(interval.upper()).isCloseTo(values[6], within(1e-12));
        });
    }

    @Test
    void propagatedAgreesWithAMinimiserOfSciPy() {
        Golden.read("propagated").json().getAsJsonArray("rows").forEach(row -> {
            var values = Golden.doubles(row.getAsJsonArray());
            var recall = new Ratio(values[0], values[1]);
            var specificity = new Ratio(values[2], values[3]);
            double users = values[1] + values[3];
            var figures = List.<DoubleBinaryOperator>of(
                    (found, spared) -> (found + spared) / 2,
                    (found, spared) -> -(values[1] * (50 - 49 * found) + values[3] * (1 - spared)) / users);
            for (int i = 0; i < 2; i++) {
                var made = Interval.propagated(recall, specificity, figures.get(i), errors(values[4]), values[4]);
                assertThat(made.lower()).isCloseTo(values[5 + 2 * i], within(1e-6));
                assertThat(made.upper()).isCloseTo(values[6 + 2 * i], within(1e-6));
            }
        });
    }

    private static double errors(double level) {
        return NormalDistribution.of(0, 1).inverseCumulativeProbability((1 + level) / 2);
    }

    @Test
    void logitIntervalStaysWithinZeroAndOne() {
        var interval = Repeats.once(0.97, 0.01).logit(3, 0.999);
        assertThat(interval.lower()).isPositive();
        assertThat(interval.upper()).isLessThanOrEqualTo(1);
        assertThat(interval.contains(0.97)).isTrue();
    }

    @Test
    void logitIntervalGoesAsFarAsStudentsTOfTheSmallerClass() {
        // t of 19 degrees of freedom, widened for 20 positives.
        double half = 2.093024054408263 * Math.sqrt(20 / 19.0) * 0.1 / 0.25;
        assertThat(Repeats.once(0.5, 0.01).logit(20, 0.95).upper()).isCloseTo(1 / (1 + Math.exp(-half)), within(1e-9));
    }

    @Test
    void logitIntervalOfAPerfectRankingIsNotCertain() {
        assertThat(Repeats.once(1, 0).logit(20, 0.95)).isEqualTo(Interval.wilson(new Ratio(20, 20), 0.95));
    }

    @Test
    void printsAsManyDecimalsAsAreWanted() {
        assertThat(new Interval(-0.7012, -0.81, 0.58409, 0.95).shown(2)).isEqualTo("-0.70 [-0.81, 0.58]");
    }

    @Test
    void propagatedOfADifferenceIsNearNewcombes() {
        var first = new Ratio(3, 23);
        var second = new Ratio(400, 3226);
        var newcombe = Interval.newcombe(first, second, 0.95);
        var others = new Ratio(second.denominator() - second.numerator(), second.denominator());
        var made = Interval.propagated(first, others, (a, b) -> a + b - 1, errors(0.95), 0.95);
        assertThat(made.lower()).isCloseTo(newcombe.lower(), within(0.005));
        assertThat(made.upper()).isCloseTo(newcombe.upper(), within(0.005));
    }

    @Test
    void propagatedOfNothingFoundHasAWidth() {
        var made = Interval.propagated(new Ratio(0, 20), new Ratio(30, 30), (a, b) -> (a + b) / 2, errors(0.95), 0.95);
        assertThat(made.estimate()).isEqualTo(0.5);
        assertThat(made.lower()).isLessThan(0.49);
        assertThat(made.upper()).isGreaterThan(0.57);
    }

    @Test
    void wilsonOfNothingFoundBeginsAtZeroAndIsNotCertain() {
        var interval = Interval.wilson(new Ratio(0, 20), 0.95);
        assertThat(interval.lower()).isZero();
        assertThat(interval.upper()).isBetween(0.161, 0.162);
    }

    @Test
    void wilsonOfAllFoundMirrorsThatOfNone() {
        var none = Interval.wilson(new Ratio(0, 20), 0.9);
        var all = Interval.wilson(new Ratio(20, 20), 0.9);
        assertThat(all.upper()).isEqualTo(1);
        assertThat(all.lower()).isEqualTo(1 - none.upper());
    }

    @Test
    void wilsonWithoutATrialCouldBeAnything() {
        assertThat(Interval.wilson(new Ratio(0, 0), 0.95)).isEqualTo(new Interval(0, 0, 1, 0.95));
    }

    @Test
    void higherLevelIsWider() {
        var ratio = new Ratio(7, 20);
        assertThat(Interval.wilson(ratio, 0.99).width())
                .isGreaterThan(Interval.wilson(ratio, 0.9).width());
    }

    @Test
    void wilsonRefusesMoreSuccessesThanTrials() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Interval.wilson(new Ratio(3, 2), 0.95))
                .withMessageContaining("3.0/2.0 is no proportion");
    }

    @Test
    void levelInPercentIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Interval.wilson(new Ratio(1, 2), 95))
                .withMessageContaining("95.0: expected between 0 and 1");
    }

    @Test
    void swappedLimitsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Interval(0.5, 0.6, 0.4, 0.95));
    }
}
