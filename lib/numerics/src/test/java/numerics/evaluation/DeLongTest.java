package numerics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DeLongTest {

    private static final boolean[] LABELS = Cases.labels(20, 300);

    @Test
    void estimateIsTheAuc() {
        var scores = Cases.normalScores(LABELS, 1, new Random(1));
        assertThat(DeLong.auc(LABELS, scores, 0.95).estimate()).isEqualTo(Metrics.aucRoc(LABELS, scores));
    }

    @Test
    void holdsItsLevelWithTwentyRetained() {
        assertThat(coverage(0, 0.5)).isBetween(0.93, 0.98);
        // Two normals one apart by 0.7416 have this AUC.
        assertThat(coverage(0.7416, 0.7)).isBetween(0.93, 0.98);
    }

    @Test
    void perfectRankingOfTwentyIsNotCertain() {
        var perfect = Cases.normalScores(LABELS, 1000, new Random(1));
        assertThat(DeLong.auc(LABELS, perfect, 0.95)).isEqualTo(Interval.wilson(new Ratio(20, 20), 0.95));
    }

    @Test
    void oneRetainedUserIsTooFew() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeLong.auc(Cases.labels(1, 10), new double[11], 0.95))
                .withMessageContaining("1 retained and 10 lost users: expected at least 2 of each");
    }

    @Test
    void scoresOfOtherUsersAndLevelsInPercentAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeLong.auc(LABELS, new double[3], 0.95))
                .withMessageContaining("320 labels but 3 scores");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeLong.auc(LABELS, new double[320], 95))
                .withMessageContaining("95.0: expected between 0 and 1");
    }

    /** In which share of 400 data sets the 95 % interval holds the truth. */
    private static double coverage(double shift, double truth) {
        var random = new Random(7);
        int covered = 0;
        for (int i = 0; i < 400; i++) {
            covered += DeLong.auc(LABELS, Cases.normalScores(LABELS, shift, random), 0.95)
                            .contains(truth)
                    ? 1
                    : 0;
        }
        return covered / 400.0;
    }
}
