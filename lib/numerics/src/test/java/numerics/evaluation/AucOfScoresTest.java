package numerics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AucOfScoresTest {

    private static final boolean[] LABELS = Cases.labels(20, 300);

    @Test
    void estimateIsTheAuc() {
        var scores = Cases.normalScores(LABELS, 1, new Random(1));
        assertThat(MetricIntervals.auc(LABELS, scores, 0.95).estimate()).isEqualTo(Metrics.aucRoc(LABELS, scores));
    }

    @Test
    void holdsItsLevelWithTwentyPositives() {
        assertThat(coverage(0, 0.5)).isBetween(0.93, 0.98);
        // Two normals one apart by 0.7416 have this AUC.
        assertThat(coverage(0.7416, 0.7)).isBetween(0.93, 0.98);
    }

    @Test
    void perfectRankingOfTwentyIsNotCertain() {
        var perfect = Cases.normalScores(LABELS, 1000, new Random(1));
        assertThat(MetricIntervals.auc(LABELS, perfect, 0.95)).isEqualTo(Interval.wilson(new Ratio(20, 20), 0.95));
    }

    @Test
    void onePositiveIsTooFew() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricIntervals.auc(Cases.labels(1, 10), new double[11], 0.95))
                .withMessageContaining("expected at least 2 of each");
    }

    @Test
    void scoresOfOtherRowsAndLevelsInPercentAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricIntervals.auc(LABELS, new double[3], 0.95))
                .withMessageContaining("320 labels but 3 scores");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricIntervals.auc(LABELS, new double[320], 95))
                .withMessageContaining("95.0: expected between 0 and 1");
    }

    @Test
    void cliffsDeltaIsTwiceTheAucLessOne() {
        var scores = Cases.normalScores(LABELS, 1.5, new Random(1));
        var auc = MetricIntervals.auc(LABELS, scores, 0.9);
        assertThat(MetricIntervals.cliffsDelta(LABELS, scores, 0.9))
                .isEqualTo(new Interval(2 * auc.estimate() - 1, 2 * auc.lower() - 1, 2 * auc.upper() - 1, 0.9));
    }

    @Test
    void cliffsDeltaHasTheSignOfThePositives() {
        assertThat(delta(1.5, 1).lower()).isPositive();
        assertThat(delta(0, 2).contains(0)).isTrue();
        assertThat(delta(-1.5, 3).upper()).isNegative();
        assertThat(MetricIntervals.cliffsDelta(LABELS, new double[320], 0.9)).isEqualTo(new Interval(0, 0, 0, 0.9));
    }

    private static Interval delta(double shift, long seed) {
        return MetricIntervals.cliffsDelta(LABELS, Cases.normalScores(LABELS, shift, new Random(seed)), 0.9);
    }

    @Test
    void aMissingValueIsRefused() {
        var column = new double[320];
        column[7] = Double.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricIntervals.cliffsDelta(LABELS, column, 0.9))
                .withMessageContaining("row 7 is NaN");
    }

    /** In which share of 400 data sets the 95 % interval holds the truth. */
    private static double coverage(double shift, double truth) {
        var random = new Random(7);
        int covered = 0;
        for (int i = 0; i < 400; i++) {
            covered += MetricIntervals.auc(LABELS, Cases.normalScores(LABELS, shift, random), 0.95)
                            .contains(truth)
                    ? 1
                    : 0;
        }
        return covered / 400.0;
    }
}
