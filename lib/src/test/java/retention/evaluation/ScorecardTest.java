package retention.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalDouble;
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
                .containsExactly(
                        "accuracy",
                        "balanced accuracy",
                        "precision",
                        "recall",
                        "specificity",
                        "F1",
                        "Matthews correlation",
                        "AUC-ROC",
                        "average precision",
                        "Brier score",
                        "log loss");
        assertThat(table.doubleColumn("value").getDouble(7)).isEqualTo(Metrics.aucRoc(LABELS, PROBABILITIES));
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
    void correlationIsUndefinedWhenEverybodyIsPredicted() {
        assertThat(note(Scorecard.of(LABELS, NOBODY, 0), "Matthews correlation"))
                .isEqualTo("undefined (0/0: everybody is predicted retained), shown as 0");
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
        assertThat(baseline.f1()).isCloseTo(40.0 / 3269, within(1e-15));
    }

    @Test
    void baselineOfOneClassIsCertain() {
        assertThat(Baseline.of(new boolean[4])).isEqualTo(new Baseline(0, 1, 0, 0, 0));
    }

    @Test
    void intervalTableHoldsEstimateLimitsAndBaseline() {
        var table = IntervalScorecard.of(LABELS, PROBABILITIES, 0.1, new Bootstrap(200, 0.95, 1))
                .table();
        assertThat(table.columnNames()).containsExactly("metric", "estimate", "lower", "upper", "baseline", "note");
        assertThat(table.doubleColumn("baseline").getDouble(8)).isEqualTo(0.05);
        assertThat(table.doubleColumn("baseline").isMissing(3)).isTrue();
    }

    @Test
    void intervalsHaveTheScorecardsEstimates() {
        var scorecard = Scorecard.of(LABELS, PROBABILITIES, 0.1);
        var intervals = IntervalScorecard.of(LABELS, PROBABILITIES, 0.1, new Bootstrap(200, 0.9, 1));
        assertThat(intervals.level()).isEqualTo(0.9);
        assertThat(intervals.lines()).hasSameSizeAs(scorecard.lines());
        for (int i = 0; i < intervals.lines().size(); i++) {
            var line = intervals.lines().get(i);
            assertThat(line.metric()).isEqualTo(scorecard.lines().get(i).metric());
            assertThat(line.interval().estimate())
                    .isEqualTo(scorecard.lines().get(i).value());
            assertThat(line.interval().width()).as(line.metric()).isPositive();
            assertThat(line.interval().level()).isEqualTo(0.9);
        }
    }

    @Test
    void nothingFoundIsNotCertain() {
        var intervals = IntervalScorecard.of(LABELS, NOBODY, 0.5, new Bootstrap(100, 0.95, 1));
        var precision = intervals.lines().get(2);
        var recall = intervals.lines().get(3);
        assertThat(precision.interval()).isEqualTo(new Interval(0, 0, 1, 0.95));
        assertThat(precision.note()).contains("undefined (0/0)");
        assertThat(recall.interval().upper()).isGreaterThan(0.16);
        assertThat(recall.baseline()).isEqualTo(OptionalDouble.empty());
        assertThat(intervals.lines().get(6).interval()).isEqualTo(new Interval(0, -1, 1, 0.95));
        assertThat(intervals.lines().get(1).interval().width()).isPositive();
    }

    @Test
    void whoeverFindsNobodyIsNotSurelyWorseThanChance() {
        var labels = Cases.labels(23, 3226);
        var probabilities = new double[3249];
        Arrays.fill(probabilities, 23, 23 + 171, 1);
        var intervals = IntervalScorecard.of(labels, probabilities, 0.5, new Bootstrap(100, 0.95, 1));
        var balanced = intervals.lines().get(1);
        var f1 = intervals.lines().get(5);
        var matthews = intervals.lines().get(6);
        assertThat(balanced.metric()).isEqualTo("balanced accuracy");
        assertThat(balanced.interval().contains(0.5)).isTrue();
        assertThat(balanced.interval().estimate()).isLessThan(0.5);
        assertThat(matthews.interval().contains(0)).isTrue();
        assertThat(matthews.interval().estimate()).isNegative();
        assertThat(f1.interval().lower()).isZero();
        // A recall of 0.143, the limit of 0 of 23, gives no F1 above 0.04 among so many predicted.
        assertThat(f1.interval().upper()).isBetween(0.03, 0.04);
        assertThat(matthews.note()).isEqualTo("from Wilson's of recall and specificity");
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
