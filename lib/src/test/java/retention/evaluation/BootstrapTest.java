package retention.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    private static final boolean[] LABELS = Cases.labels(20, 300);
    private static final double[] SCORES = Cases.normalScores(LABELS, 1, new Random(1));

    @Test
    void estimateIsTheMetricOfTheDataItself() {
        var bootstrap = new Bootstrap(200, 0.95, 1);
        double auc = Metrics.aucRoc(LABELS, SCORES);
        assertThat(bootstrap.logitInterval(LABELS, SCORES, Metrics::aucRoc).estimate())
                .isEqualTo(auc);
        assertThat(bootstrap.percentileInterval(LABELS, SCORES, Metrics::aucRoc).estimate())
                .isEqualTo(auc);
    }

    @Test
    void sameSeedGivesTheSameIntervalAndAnotherSeedAnother() {
        var interval = new Bootstrap(200, 0.95, 1).logitInterval(LABELS, SCORES, Metrics::aucRoc);
        assertThat(new Bootstrap(200, 0.95, 1).logitInterval(LABELS, SCORES, Metrics::aucRoc))
                .isEqualTo(interval);
        assertThat(new Bootstrap(200, 0.95, 2).logitInterval(LABELS, SCORES, Metrics::aucRoc))
                .isNotEqualTo(interval);
    }

    @Test
    void everyResampleHasThePrevalenceOfTheData() {
        var interval = new Bootstrap(200, 0.95, 1)
                .percentileInterval(LABELS, SCORES, (labels, scores) -> Metrics.prevalence(labels));
        assertThat(interval).isEqualTo(new Interval(0.0625, 0.0625, 0.0625, 0.95));
    }

    @Test
    void resamplesKeepEachScoreWithItsLabel() {
        var marked = new double[LABELS.length];
        for (int row = 0; row < marked.length; row++) {
            marked[row] = LABELS[row] ? row + 1000 : row;
        }
        var interval = new Bootstrap(100, 0.95, 1).percentileInterval(LABELS, marked, (labels, scores) -> {
            int torn = 0;
            for (int row = 0; row < labels.length; row++) {
                torn += labels[row] == scores[row] >= 1000 ? 0 : 1;
            }
            return torn;
        });
        assertThat(interval.upper()).isZero();
    }

    @Test
    void resamplesVaryWithTheDrawnUsers() {
        var distinct = new Bootstrap(300, 0.95, 1)
                .percentileInterval(
                        LABELS,
                        SCORES,
                        (labels, scores) ->
                                (double) Arrays.stream(scores).distinct().count() / scores.length);
        // A draw with replacement leaves out e^-1 of the users.
        assertThat(distinct.lower()).isLessThan(0.632);
        assertThat(distinct.upper()).isGreaterThan(0.632).isLessThan(0.75);
    }

    @Test
    void orderOfTheRowsOnlyChangesTheDraws() {
        var reversedLabels = new boolean[LABELS.length];
        var reversedScores = new double[LABELS.length];
        for (int row = 0; row < LABELS.length; row++) {
            reversedLabels[row] = LABELS[LABELS.length - 1 - row];
            reversedScores[row] = SCORES[LABELS.length - 1 - row];
        }
        var bootstrap = new Bootstrap(200, 0.95, 1);
        assertThat(bootstrap.logitInterval(reversedLabels, reversedScores, Metrics::averagePrecision))
                .isEqualTo(bootstrap.logitInterval(LABELS, SCORES, Metrics::averagePrecision));
    }

    @Test
    void logitIntervalStaysWithinZeroAndOne() {
        var labels = Cases.labels(3, 30);
        var scores = Cases.normalScores(labels, 2.5, new Random(3));
        var interval = new Bootstrap(300, 0.999, 1).logitInterval(labels, scores, Metrics::aucRoc);
        assertThat(interval.lower()).isPositive();
        assertThat(interval.upper()).isLessThanOrEqualTo(1);
        assertThat(interval.contains(interval.estimate())).isTrue();
    }

    @Test
    void perfectRankingOfTwentyIsNotCertain() {
        var perfect = Cases.normalScores(LABELS, 1000, new Random(1));
        assertThat(new Bootstrap(100, 0.95, 1).logitInterval(LABELS, perfect, Metrics::aucRoc))
                .isEqualTo(Interval.wilson(new Ratio(20, 20), 0.95));
    }

    @Test
    void differenceOfAModelAndItselfIsZero() {
        var difference = new Bootstrap(100, 0.95, 1).difference(LABELS, SCORES, SCORES, Metrics::aucRoc);
        assertThat(difference).isEqualTo(new Interval(0, 0, 0, 0.95));
    }

    @Test
    void differenceOfTwoAlikeModelsIsNarrowerThanTheirOwnIntervals() {
        var random = new Random(4);
        var almost = Arrays.stream(SCORES)
                .map(score -> score + 0.1 * random.nextGaussian())
                .toArray();
        var bootstrap = new Bootstrap(300, 0.95, 1);
        assertThat(bootstrap.difference(LABELS, SCORES, almost, Metrics::aucRoc).width())
                .isLessThan(bootstrap
                                .percentileInterval(LABELS, SCORES, Metrics::aucRoc)
                                .width()
                        / 3);
    }

    @Test
    void differenceFindsTheBetterModel() {
        var noise = Cases.normalScores(LABELS, 0, new Random(5));
        var better = Cases.normalScores(LABELS, 2, new Random(6));
        assertThat(new Bootstrap(300, 0.95, 1)
                        .difference(LABELS, better, noise, Metrics::aucRoc)
                        .lower())
                .isPositive();
    }

    @Test
    void aucIntervalHoldsItsLevelWithTwentyRetained() {
        assertThat(coverage(0, 0.5, Metrics::aucRoc)).isBetween(0.93, 0.98);
        // Two normals one apart by 0.7416 have this AUC.
        assertThat(coverage(0.7416, 0.7, Metrics::aucRoc)).isBetween(0.93, 0.98);
    }

    @Test
    void averagePrecisionIntervalDoesNotFindSignalWhereThereIsNone() {
        assertThat(coverage(0, 0.0625, Metrics::averagePrecision)).isBetween(0.94, 0.99);
    }

    @Test
    void percentileIntervalHoldsItsLevelForALocation() {
        Metric meanOfRetained = (labels, scores) -> {
            double sum = 0;
            for (int row = 0; row < labels.length; row++) {
                sum += labels[row] ? scores[row] : 0;
            }
            return sum / 20;
        };
        var random = new Random(9);
        int covered = 0;
        for (int i = 0; i < 300; i++) {
            var scores = Cases.normalScores(LABELS, 3, random);
            covered += new Bootstrap(200, 0.95, i)
                            .percentileInterval(LABELS, scores, meanOfRetained)
                            .contains(3)
                    ? 1
                    : 0;
        }
        assertThat(covered / 300.0).isBetween(0.93, 0.975);
    }

    @Test
    void wideningGoesToNothingWithManyOfEachClass() {
        var labels = Cases.labels(1000, 1000);
        var scores = Cases.normalScores(labels, 1, new Random(8));
        var bootstrap = new Bootstrap(500, 0.95, 1);
        var logit = bootstrap.logitInterval(labels, scores, Metrics::aucRoc);
        var percentile = bootstrap.percentileInterval(labels, scores, Metrics::aucRoc);
        assertThat(logit.lower()).isCloseTo(percentile.lower(), within(0.005));
        assertThat(logit.upper()).isCloseTo(percentile.upper(), within(0.005));
    }

    @Test
    void oneRepeatHasTheIntervalOfItsScores() {
        var bootstrap = new Bootstrap(200, 0.95, 1);
        assertThat(bootstrap.logitInterval(LABELS, List.of(SCORES), Metrics::averagePrecision))
                .isEqualTo(bootstrap.logitInterval(LABELS, SCORES, Metrics::averagePrecision));
        assertThat(bootstrap.percentileInterval(LABELS, List.of(SCORES), Metrics::averagePrecision))
                .isEqualTo(bootstrap.percentileInterval(LABELS, SCORES, Metrics::averagePrecision));
    }

    @Test
    void repeatsAreJudgedOnTheSameResampledUsers() {
        // The second repeat turns the first upside down: on the same users their AUCs always add up to 1.
        var turned = Arrays.stream(SCORES).map(score -> -score).toArray();
        var interval = new Bootstrap(200, 0.95, 1).percentileInterval(LABELS, List.of(SCORES, turned), Metrics::aucRoc);
        assertThat(interval.lower()).isCloseTo(0.5, within(1e-12));
        assertThat(interval.upper()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void meanOverRepeatsIsTheEstimate() {
        var other = Cases.normalScores(LABELS, 0.5, new Random(2));
        assertThat(new Bootstrap(100, 0.95, 1)
                        .logitInterval(LABELS, List.of(SCORES, other), Metrics::aucRoc)
                        .estimate())
                .isEqualTo((Metrics.aucRoc(LABELS, SCORES) + Metrics.aucRoc(LABELS, other)) / 2);
    }

    @Test
    void repeatsThatAgreeAddNothingForTheSplits() {
        var bootstrap = new Bootstrap(200, 0.95, 1);
        var one = bootstrap.logitInterval(LABELS, SCORES, Metrics::averagePrecision);
        var withSplits = bootstrap.logitIntervalWithSplits(LABELS, List.of(SCORES, SCORES), Metrics::averagePrecision);
        assertThat(withSplits.lower()).isCloseTo(one.lower(), within(1e-12));
        assertThat(withSplits.upper()).isCloseTo(one.upper(), within(1e-12));
    }

    @Test
    void repeatsThatDisagreeMakeItWider() {
        // With this metric no resample differs, so that only the repeats do: 0.4 and 0.6.
        Metric firstScore = (labels, scores) -> scores[0];
        var low = new double[LABELS.length];
        var high = new double[LABELS.length];
        Arrays.fill(low, 0.4);
        Arrays.fill(high, 0.6);
        var interval = new Bootstrap(100, 0.95, 1).logitIntervalWithSplits(LABELS, List.of(low, high), firstScore);
        // t of 19 degrees of freedom, widened for 20 retained, times the root of 1.5 * 0.02, on the logit scale.
        double half = 2.093024054408263 * Math.sqrt(20 / 19.0) * Math.sqrt(0.03) / 0.25;
        assertThat(interval.upper()).isCloseTo(1 / (1 + Math.exp(-half)), within(1e-9));
        assertThat(interval.estimate()).isEqualTo(0.5);
    }

    @Test
    void oneRepeatDoesNotTellAboutSplits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.seeded(1).logitIntervalWithSplits(LABELS, List.of(SCORES), Metrics::aucRoc))
                .withMessageContaining("Scores of 1 repeats: expected 2 or more");
    }

    @Test
    void scoresOfNoRepeatAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.seeded(1).logitInterval(LABELS, List.of(), Metrics::aucRoc))
                .withMessageContaining("Scores of no repeat");
    }

    @Test
    void repeatOfAnotherLengthIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Bootstrap.seeded(1).percentileInterval(LABELS, List.of(SCORES, new double[3]), Metrics::aucRoc))
                .withMessageContaining("320 labels but 3 scores");
    }

    @Test
    void oneRetainedUserIsTooFew() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Bootstrap.seeded(1).logitInterval(Cases.labels(1, 10), new double[11], Metrics::aucRoc))
                .withMessageContaining("1 retained and 10 lost users: expected at least 2 of each");
    }

    @Test
    void metricOnAnotherScaleIsPointedToThePercentiles() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.seeded(1).logitInterval(LABELS, SCORES, (labels, scores) -> 1.5))
                .withMessageContaining("The metric is 1.5: expected 0..1. Use percentileInterval");
    }

    @Test
    void metricThatGivesNanIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Bootstrap.seeded(1).percentileInterval(LABELS, SCORES, (labels, scores) -> Double.NaN))
                .withMessageContaining("The metric gave NaN");
    }

    @Test
    void secondScoresOfAnotherLengthAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.seeded(1).difference(LABELS, SCORES, new double[3], Metrics::aucRoc))
                .withMessageContaining("320 labels but 3 scores");
    }

    @Test
    void tooFewResamplesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bootstrap(20, 0.95, 1))
                .withMessageContaining("20 resamples");
    }

    /** In which share of 300 data sets of 20 retained and 300 lost users the 95 % logit interval holds the truth. */
    private static double coverage(double shift, double truth, Metric metric) {
        var random = new Random(7);
        int covered = 0;
        for (int i = 0; i < 300; i++) {
            var scores = Cases.normalScores(LABELS, shift, random);
            covered += new Bootstrap(200, 0.95, i)
                            .logitInterval(LABELS, scores, metric)
                            .contains(truth)
                    ? 1
                    : 0;
        }
        return covered / 300.0;
    }
}
