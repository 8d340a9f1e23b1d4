package retention.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;

class RankedFiguresTest {

    private static final boolean[] LABELS = Cases.labels(15, 185);
    private static final CrossValidation PROTOCOL = new CrossValidation(5, 3, 1);
    private static final double LEVEL = 0.95;

    @Test
    void averagePrecisionHasTheVarianceOfLeavingEachUserOutAndOfTheSplits() {
        for (int steps : List.of(6, 40, 1_000_000)) {
            var predictions = ties(steps);
            var averages = new double[3];
            double ofUsers = 0;
            for (int repetition = 0; repetition < 3; repetition++) {
                var scores = predictions.repetitions().get(repetition);
                averages[repetition] = Metrics.averagePrecision(LABELS, scores);
                var without = IntStream.range(0, 200)
                        .mapToDouble(user -> Metrics.averagePrecision(
                                Rows.pick(LABELS, others(user)), Rows.pick(scores, others(user))))
                        .toArray();
                ofUsers += (15 - 1) * StatUtils.populationVariance(without, 0, 15) / 3;
                ofUsers += (185 - 1) * StatUtils.populationVariance(without, 15, 185) / 3;
            }
            var expected = Interval.logit(
                    StatUtils.mean(averages), ofUsers + 4 / 3.0 * StatUtils.variance(averages), 15, LEVEL);
            var made = RankedFigures.of(predictions, 30, LEVEL).averagePrecision();
            assertThat(made.estimate()).isCloseTo(expected.estimate(), within(1e-12));
            assertThat(made.lower()).isCloseTo(expected.lower(), within(1e-9));
            assertThat(made.upper()).isCloseTo(expected.upper(), within(1e-9));
        }
    }

    @Test
    void averagePrecisionOfScoresThatSayNothingIsSeldomAboveThePrevalence() {
        var labels = Cases.labels(20, 300);
        var random = new Random(7);
        int above = 0;
        int held = 0;
        for (int i = 0; i < 400; i++) {
            var scores = Cases.normalScores(labels, 0, random);
            var made = RankedFigures.of(
                            new OutOfFold(
                                    labels, new CrossValidation(5, 2, 1).split(labels), List.of(scores, scores)),
                            30,
                            LEVEL)
                    .averagePrecision();
            above += made.lower() > 0.0625 ? 1 : 0;
            held += made.contains(0.0625) ? 1 : 0;
        }
        assertThat(above / 400.0).isLessThan(0.06);
        assertThat(held / 400.0).isBetween(0.9, 0.99);
    }

    private static int[] others(int user) {
        return IntStream.range(0, 200).filter(other -> other != user).toArray();
    }

    @Test
    void precisionAndRecallAtKSayTheSameInOtherUnits() {
        var figures = RankedFigures.of(ties(1000), 30, LEVEL);
        assertThat(figures.precisionAtK().lower()).isCloseTo(figures.recallAtK().lower() * 15 / 30, within(1e-12));
        assertThat(figures.precisionAtK().upper()).isCloseTo(figures.recallAtK().upper() * 15 / 30, within(1e-12));
    }

    @Test
    void callsNoMoreUsersThanThereAre() {
        var figures = RankedFigures.of(ties(1000), 5000, LEVEL);
        assertThat(figures.k()).isEqualTo(200);
        assertThat(figures.recallAtK().estimate()).isEqualTo(1);
    }

    @Test
    void nobodyFoundIsNotCertain() {
        var last = IntStream.range(0, 200).mapToDouble(row -> row / 200.0).toArray();
        var predictions = new OutOfFold(LABELS, PROTOCOL.split(LABELS), List.of(last, last, last));
        var recall = RankedFigures.of(predictions, 30, LEVEL).recallAtK();
        assertThat(recall.estimate()).isZero();
        assertThat(recall.upper()).isGreaterThan(0.15);
    }

    @Test
    void hardlyAnybodyFoundIsNoReasonToExpectEverybody() {
        var last = IntStream.range(0, 200).mapToDouble(row -> row / 200.0).toArray();
        var once = last.clone();
        once[0] = 1;
        var predictions = new OutOfFold(LABELS, PROTOCOL.split(LABELS), List.of(once, last, last));
        var recall = RankedFigures.of(predictions, 30, LEVEL).recallAtK();
        assertThat(recall.estimate()).isCloseTo(1 / 45.0, within(1e-12));
        assertThat(recall.upper()).isBetween(0.2, 0.6);
    }

    @Test
    void refusesOneRepetitionAndNobodyToCall() {
        var once = new OutOfFold(
                LABELS,
                PROTOCOL.split(LABELS).subList(0, 1),
                ties(10).repetitions().subList(0, 1));
        assertThatThrownBy(() -> RankedFigures.of(once, 30, LEVEL)).hasMessageContaining("2 repetitions or more");
        assertThatThrownBy(() -> RankedFigures.of(ties(10), 0, LEVEL)).hasMessageContaining("0 users to call");
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
}
