package numerics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import numerics.learning.CrossValidation;
import numerics.learning.OutOfFold;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;

class AveragePrecisionTest {

    private static final boolean[] LABELS = Cases.labels(15, 185);
    private static final CrossValidation PROTOCOL = new CrossValidation(5, 3, 1);
    private static final double LEVEL = 0.95;

    @Test
    void averagePrecisionHasTheVarianceOfTheInfluenceOfEachRowAndOfTheSplits() {
        for (int steps : List.of(6, 40, 1_000_000)) {
            var predictions = ties(steps);
            var averages = new double[3];
            double ofRows = 0;
            for (int repetition = 0; repetition < 3; repetition++) {
                var scores = predictions.repetitions().get(repetition);
                double average = Metrics.averagePrecision(LABELS, scores);
                averages[repetition] = average;
                for (int row = 0; row < 200; row++) {
                    double n = LABELS[row] ? 15 : 185;
                    double influence = (withMoreOf(row, scores) - average) / 1e-6;
                    ofRows += influence * influence / (n * n) / 3;
                }
            }
            var expected = new Repeats(StatUtils.mean(averages), ofRows, 4 / 3.0 * StatUtils.variance(averages))
                    .logit(15, LEVEL);
            var made = MetricIntervals.averagePrecision(predictions, LEVEL);
            assertThat(made.estimate()).isCloseTo(expected.estimate(), within(1e-12));
            assertThat(made.lower()).isCloseTo(expected.lower(), within(1e-5));
            assertThat(made.upper()).isCloseTo(expected.upper(), within(1e-5));
        }
    }

    /** The average precision by definition, where a row has a little more weight and the others of the class have less. */
    private static double withMoreOf(int more, double... scores) {
        var weights = new double[200];
        for (int row = 0; row < 200; row++) {
            double n = LABELS[more] ? 15 : 185;
            weights[row] = LABELS[row] != LABELS[more] ? 1 : 1 - 1e-6 + (row == more ? n * 1e-6 : 0);
        }
        double sum = 0;
        for (int row = 0; row < 15; row++) {
            double found = 0;
            double reaching = 0;
            for (int other = 0; other < 200; other++) {
                if (scores[other] >= scores[row]) {
                    reaching += weights[other];
                    found += LABELS[other] ? weights[other] : 0;
                }
            }
            sum += weights[row] * found / reaching / 15;
        }
        return sum;
    }

    @Test
    void averagePrecisionOfScoresThatSayNothingIsSeldomAboveThePrevalence() {
        var labels = Cases.labels(20, 300);
        var random = new Random(7);
        int above = 0;
        int held = 0;
        for (int i = 0; i < 400; i++) {
            var scores = Cases.normalScores(labels, 0, random);
            var made = MetricIntervals.averagePrecision(
                    new OutOfFold(labels, new CrossValidation(5, 2, 1).split(labels), List.of(scores, scores)), LEVEL);
            above += made.lower() > 0.0625 ? 1 : 0;
            held += made.contains(0.0625) ? 1 : 0;
        }
        assertThat(above / 400.0).isLessThan(0.06);
        assertThat(held / 400.0).isBetween(0.9, 0.99);
    }

    @Test
    void refusesOneRepetition() {
        var once = new OutOfFold(
                LABELS,
                PROTOCOL.split(LABELS).subList(0, 1),
                ties(10).repetitions().subList(0, 1));
        assertThatThrownBy(() -> MetricIntervals.averagePrecision(once, LEVEL))
                .hasMessageContaining("1 repetitions: expected 2 or more");
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
