package numerics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import numerics.learning.Outcomes;
import org.junit.jupiter.api.Test;

class LabelPermutationTest {

    @Test
    void pValueCountsTheTrueLabelsAsOneOfTheShuffles() {
        assertThat(new LabelPermutation(0.9, 0.5, 999, 0).pValue()).isEqualTo(0.001);
        assertThat(new LabelPermutation(0.9, 0.5, 99, 99).pValue()).isEqualTo(1);
    }

    @Test
    void strongSignalReachesTheSmallestP() {
        var labels = Cases.labels(20, 80);
        var scores = Cases.normalScores(labels, 3, new Random(1));
        var test = LabelPermutation.of(labels, shuffled -> Metrics.aucRoc(shuffled, scores), 199, 1);
        assertThat(test.atLeastAsLarge()).isZero();
        assertThat(test.pValue()).isEqualTo(1 / 200.0);
        assertThat(test.chanceMean()).isCloseTo(0.5, within(0.02));
    }

    @Test
    void pValuesAreUniformWithoutSignal() {
        var labels = Cases.labels(10, 40);
        var random = new Random(2);
        int small = 0;
        double sum = 0;
        for (int i = 0; i < 500; i++) {
            var scores = Cases.normalScores(labels, 0, random);
            double p = LabelPermutation.of(labels, shuffled -> Metrics.aucRoc(shuffled, scores), 99, i)
                    .pValue();
            sum += p;
            small += p <= 0.1 ? 1 : 0;
        }
        assertThat(sum / 500).isCloseTo(0.5, within(0.04));
        assertThat(small / 500.0).isCloseTo(0.1, within(0.04));
    }

    @Test
    void exactProbabilityIsApproachedOnATinyCase() {
        // The one positive has the highest of four scores, which one shuffle in four repeats.
        var test = LabelPermutation.of(
                new boolean[] {true, false, false, false},
                labels -> Metrics.aucRoc(labels, new double[] {4, 3, 2, 1}),
                4000,
                3);
        assertThat(test.pValue()).isCloseTo(0.25, within(0.02));
    }

    @Test
    void constantScoresHavePOne() {
        assertThat(LabelPermutation.of(Cases.labels(3, 7), labels -> Metrics.aucRoc(labels, new double[10]), 50, 1)
                        .pValue())
                .isEqualTo(1);
    }

    @Test
    void shufflesKeepTheNumberOfPositives() {
        var test = LabelPermutation.of(Cases.labels(7, 20), Outcomes::countPositives, 100, 1);
        assertThat(test.observed()).isEqualTo(7);
        assertThat(test.chanceMean()).isEqualTo(7);
    }

    @Test
    void seedFixesTheResult() {
        var labels = Cases.labels(10, 40);
        var scores = Cases.normalScores(labels, 0.3, new Random(5));
        var test = LabelPermutation.of(labels, shuffled -> Metrics.averagePrecision(shuffled, scores), 100, 9);
        assertThat(LabelPermutation.of(labels, shuffled -> Metrics.averagePrecision(shuffled, scores), 100, 9))
                .isEqualTo(test);
        assertThat(LabelPermutation.of(labels, shuffled -> Metrics.averagePrecision(shuffled, scores), 100, 10))
                .isNotEqualTo(test);
    }

    @Test
    void printsTheFigures() {
        assertThat(new LabelPermutation(0.7012, 0.5003, 999, 2))
                .hasToString("0.7012 against 0.5003 by chance, p = 0.0030 (999 permutations)");
    }

    @Test
    void noPermutationsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelPermutation.of(Cases.labels(1, 1), labels -> 1, 0, 1))
                .withMessageContaining("0 permutations");
    }

    @Test
    void statisticThatGivesNanIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelPermutation.of(Cases.labels(1, 1), labels -> Double.NaN, 10, 1))
                .withMessageContaining("The statistic gave NaN");
    }

    @Test
    void pValuesThatAreTooSmallAreFound() {
        var random = new Random(1);
        assertThat(LabelPermutation.uniformity(
                        1_000_000,
                        1,
                        DoubleStream.generate(() -> Math.pow(random.nextDouble(), 1.6))
                                .limit(200)
                                .toArray()))
                .isLessThan(0.001);
    }

    @Test
    void pValuesOfAValidTestAreSeldomRejected() {
        // Nine permutations leave ten steps, which are far from uniform without the random place.
        var random = new Random(2);
        int found = 0;
        for (int i = 0; i < 400; i++) {
            var stepped = IntStream.range(0, 200)
                    .mapToDouble(j -> (1 + random.nextInt(10)) / 10.0)
                    .toArray();
            found += LabelPermutation.uniformity(9, i, stepped) <= 0.05 ? 1 : 0;
        }
        assertThat(found / 400.0).isBetween(0.02, 0.09);
    }

    @Test
    void placesWithinTheStepsAreSeeded() {
        var stepped = new double[] {0.1, 0.1, 0.6, 1};
        assertThat(LabelPermutation.uniformity(9, 1, stepped)).isEqualTo(LabelPermutation.uniformity(9, 1, stepped));
        assertThat(LabelPermutation.uniformity(9, 1, stepped)).isNotEqualTo(LabelPermutation.uniformity(9, 2, stepped));
    }

    @Test
    void oneValueHasNoDistribution() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelPermutation.uniformity(9, 1, 0.1))
                .withMessageContaining("1 p-values: expected 2 or more");
    }
}
