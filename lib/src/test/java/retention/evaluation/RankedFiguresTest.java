package retention.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankedFiguresTest {

    private static final boolean[] LABELS = Cases.labels(15, 185);
    private static final CrossValidation PROTOCOL = new CrossValidation(5, 3, 1);
    private static final Bootstrap BOOTSTRAP = new Bootstrap(500, 0.95, 7);

    @Test
    void haveTheVarianceOfTheBootstrapOfEachMetric() {
        for (int steps : List.of(6, 40, 1_000_000)) {
            var predictions = ties(steps);
            var figures = RankedFigures.of(predictions, 30, BOOTSTRAP);
            var averagePrecision = bootstrapped(predictions, Metrics::averagePrecision);
            assertThat(figures.averagePrecision().estimate()).isCloseTo(averagePrecision.estimate(), within(1e-12));
            assertThat(figures.averagePrecision().lower()).isCloseTo(averagePrecision.lower(), within(1e-9));
            assertThat(figures.averagePrecision().upper()).isCloseTo(averagePrecision.upper(), within(1e-9));
            var logit = bootstrapped(predictions, (l, s) -> Metrics.recallAtK(l, s, 30));
            double recall = logit.estimate();
            double errors = Bootstrap.widening(15, 0.95);
            double half = Math.log(logit.upper() / (1 - logit.upper())) - Math.log(recall / (1 - recall));
            double trials = Math.min(15, errors * errors / (half * half) / (recall * (1 - recall)));
            var expected = Interval.wilson(new Ratio(recall * trials, trials), errors, 0.95);
            assertThat(figures.recallAtK().estimate()).isCloseTo(recall, within(1e-12));
            assertThat(figures.recallAtK().lower()).isCloseTo(expected.lower(), within(1e-9));
            assertThat(figures.recallAtK().upper()).isCloseTo(expected.upper(), within(1e-9));
            assertThat(figures.precisionAtK().estimate())
                    .isCloseTo(predictions.mean((l, s) -> Metrics.precisionAtK(l, s, 30)), within(1e-12));
        }
    }

    @Test
    void precisionAndRecallAtKSayTheSameInOtherUnits() {
        var figures = RankedFigures.of(ties(1000), 30, BOOTSTRAP);
        assertThat(figures.precisionAtK().lower()).isCloseTo(figures.recallAtK().lower() * 15 / 30, within(1e-12));
        assertThat(figures.precisionAtK().upper()).isCloseTo(figures.recallAtK().upper() * 15 / 30, within(1e-12));
    }

    @Test
    void callsNoMoreUsersThanThereAre() {
        var figures = RankedFigures.of(ties(1000), 5000, BOOTSTRAP);
        assertThat(figures.k()).isEqualTo(200);
        assertThat(figures.recallAtK().estimate()).isEqualTo(1);
    }

    @Test
    void nobodyFoundIsNotCertain() {
        var last = IntStream.range(0, 200).mapToDouble(row -> row / 200.0).toArray();
        var predictions = new OutOfFold(LABELS, PROTOCOL.split(LABELS), List.of(last, last, last));
        var recall = RankedFigures.of(predictions, 30, BOOTSTRAP).recallAtK();
        assertThat(recall.estimate()).isZero();
        assertThat(recall.upper()).isGreaterThan(0.15);
    }

    @Test
    void hardlyAnybodyFoundIsNoReasonToExpectEverybody() {
        var last = IntStream.range(0, 200).mapToDouble(row -> row / 200.0).toArray();
        var once = last.clone();
        once[0] = 1;
        var predictions = new OutOfFold(LABELS, PROTOCOL.split(LABELS), List.of(once, last, last));
        var recall = RankedFigures.of(predictions, 30, BOOTSTRAP).recallAtK();
        assertThat(recall.estimate()).isCloseTo(1 / 45.0, within(1e-12));
        assertThat(recall.upper()).isBetween(0.2, 0.6);
    }

    @Test
    void refusesOneRepetitionAndNobodyToCall() {
        var once = new OutOfFold(
                LABELS,
                PROTOCOL.split(LABELS).subList(0, 1),
                ties(10).repetitions().subList(0, 1));
        assertThatThrownBy(() -> RankedFigures.of(once, 30, BOOTSTRAP)).hasMessageContaining("2 repetitions or more");
        assertThatThrownBy(() -> RankedFigures.of(ties(10), 0, BOOTSTRAP)).hasMessageContaining("0 users to call");
    }

    private static OutOfFold ties(int steps) {
        return new OutOfFold(
                LABELS,
                PROTOCOL.split(LABELS),
                IntStream.range(0, 3)
                        .mapToObj(repetition -> {
                            var scores = Cases.randomScores(200, steps, new SplittableRandom(repetition));
                            var random = new Random(repetition);
                            for (int row = 0; row < 15; row++) {
                                scores[row] = Math.max(scores[row], random.nextInt(steps + 1) / (double) steps);
                            }
                            return scores;
                        })
                        .toList());
    }

    private static Interval bootstrapped(OutOfFold predictions, Metric metric) {
        return BOOTSTRAP.logitIntervalWithSplits(LABELS, predictions.repetitions(), metric);
    }
}
