package numerics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScorecardTest {

    private static final boolean[] LABELS = Cases.labels(20, 380);
    private static final double[] PROBABILITIES = Arrays.stream(Cases.normalScores(LABELS, 1, new Random(1)))
            .map(score -> 1 / (1 + Math.exp(3 - score)))
            .toArray();
    private static final double[] NOBODY = new double[400];

    @Test
    void tableHoldsMetricValueAndNote() {
        var table = Scorecard.of(LABELS, PROBABILITIES, 0.1).table();
        assertThat(table.columnNames()).containsExactly("metric", "value", "note");
        assertThat(table.stringColumn("metric").asList())
                .containsExactly("accuracy", "precision", "recall", "specificity", "AUC-ROC", "average precision");
        assertThat(table.doubleColumn("value").getDouble(4)).isEqualTo(Metrics.aucRoc(LABELS, PROBABILITIES));
    }

    @Test
    void averagePrecisionIsReadAgainstThePrevalence() {
        assertThat(note(Scorecard.of(LABELS, PROBABILITIES, 0.5), "average precision"))
                .isEqualTo("prevalence: 0.0500");
    }

    @Test
    void accuracyIsReadAgainstTheLargerClass() {
        assertThat(note(Scorecard.of(LABELS, PROBABILITIES, 0.5), "accuracy"))
                .isEqualTo("all in the larger class: 0.9500");
    }

    @Test
    void undefinedPrecisionIsZeroAndSaysWhy() {
        var scorecard = Scorecard.of(LABELS, NOBODY, 0.5);
        assertThat(value(scorecard, "precision")).isZero();
        assertThat(note(scorecard, "precision")).isEqualTo("undefined (0/0: nobody is predicted retained), shown as 0");
        assertThat(note(scorecard, "recall")).isEqualTo("0 of 20 found");
    }

    @Test
    void oneClassAloneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scorecard.of(new boolean[3], new double[3], 0.5))
                .withMessageContaining("0 retained and 3 lost users");
    }

    @Test
    void baselineOfTheStudyIsThePublishedAccuracy() {
        var baseline = Baseline.of(Cases.labels(20, 3229));
        assertThat(baseline.accuracy()).isEqualTo(0.9938442597722376);
        assertThat(baseline.prevalence()).isEqualTo(20.0 / 3249);
    }

    @Test
    void baselineOfOneClassIsCertain() {
        assertThat(Baseline.of(new boolean[4])).isEqualTo(new Baseline(0, 1, 0));
    }

    private static double value(Scorecard scorecard, String metric) {
        return line(scorecard, metric).value();
    }

    private static String note(Scorecard scorecard, String metric) {
        return line(scorecard, metric).note();
    }

    private static Scorecard.Line line(Scorecard scorecard, String metric) {
        return scorecard.lines().stream()
                .filter(line -> line.metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }
}
