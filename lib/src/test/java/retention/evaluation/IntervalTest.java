package retention.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalTest {

    @Test
    void printsTheEstimateAndItsLimits() {
        assertThat(new Interval(0.7012, 0.58409, 0.81, 0.95)).hasToString("0.7012 [0.5841, 0.8100]");
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
            var labels = Cases.labels((int) values[1], (int) values[3]);
            // The found come first, and the lost who are predicted retained right after the retained.
            var scores = new double[labels.length];
            Arrays.fill(scores, 0, (int) values[0], 1);
            Arrays.fill(scores, (int) values[1], (int) (values[1] + values[3] - values[2]), 1);
            var lines = IntervalScorecard.of(labels, scores, 0.5, new Bootstrap(100, values[4], 1))
                    .lines();
            var metrics = List.of(lines.get(1), lines.get(5), lines.get(6));
            for (int i = 0; i < 3; i++) {
                var made = metrics.get(i);
                assertThat(made.interval().lower()).as(made.metric()).isCloseTo(values[5 + 2 * i], within(1e-6));
                assertThat(made.interval().upper()).as(made.metric()).isCloseTo(values[6 + 2 * i], within(1e-6));
            }
        });
    }

    @Test
    void propagatedOfADifferenceIsNearNewcombes() {
        var first = new Ratio(3, 23);
        var second = new Ratio(400, 3226);
        var newcombe = Interval.newcombe(first, second, 0.95);
        var others = new Ratio(second.denominator() - second.numerator(), second.denominator());
        var made = Interval.propagated(first, others, (a, b) -> a + b - 1, 0.95);
        assertThat(made.lower()).isCloseTo(newcombe.lower(), within(0.005));
        assertThat(made.upper()).isCloseTo(newcombe.upper(), within(0.005));
    }

    @Test
    void propagatedOfNothingFoundHasAWidth() {
        var made = Interval.propagated(new Ratio(0, 20), new Ratio(30, 30), (a, b) -> (a + b) / 2, 0.95);
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
