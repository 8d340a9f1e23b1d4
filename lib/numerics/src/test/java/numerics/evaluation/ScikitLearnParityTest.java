package numerics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import numerics.learning.Outcomes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures against scikit-learn's, and Wilson's interval and Mann-Whitney's U against SciPy's, to 1e-12. */
class ScikitLearnParityTest {

    private static final double TOLERANCE = 1e-12;
    private static final String RANDOM = "random";
    private static final String HEAVY_TIES = "heavy_ties";
    private static final String IMBALANCED = "imbalanced";
    private static final String CONSTANT = "constant";
    private static final String PERFECT = "perfect";
    private static final String ALL_NEGATIVE = "all_negative_at_half";
    private static final String TWO_USERS = "two_users";

    @ParameterizedTest
    @ValueSource(strings = {RANDOM, HEAVY_TIES, IMBALANCED, CONSTANT, PERFECT, ALL_NEGATIVE, TWO_USERS})
    void figuresAtAThresholdAreTheSame(String name) {
        var golden = Golden.read(name);
        var confusion = ConfusionMatrix.at(0.5, golden.labels(), golden.scores());
        assertThat(new double[] {
                    confusion.truePositives(),
                    confusion.falsePositives(),
                    confusion.falseNegatives(),
                    confusion.trueNegatives()
                })
                .containsExactly(golden.expectedColumn("confusion"));
        assertSame(confusion.accuracy().value(), golden, "accuracy");
        assertSame(confusion.precision().value(), golden, "precision");
        assertSame(confusion.recall().value(), golden, "recall");
        assertSame(confusion.specificity().value(), golden, "specificity");
    }

    @ParameterizedTest
    @ValueSource(strings = {RANDOM, HEAVY_TIES, IMBALANCED, CONSTANT, PERFECT, ALL_NEGATIVE, TWO_USERS})
    void figuresWithoutAThresholdAreTheSame(String name) {
        var golden = Golden.read(name);
        assertSame(Metrics.aucRoc(golden.labels(), golden.scores()), golden, "auc_roc");
        assertSame(Metrics.averagePrecision(golden.labels(), golden.scores()), golden, "average_precision");
        assertSame(Metrics.logLoss(golden.labels(), golden.scores()), golden, "log_loss");
    }

    @ParameterizedTest
    @ValueSource(strings = {RANDOM, HEAVY_TIES, IMBALANCED, CONSTANT, PERFECT, ALL_NEGATIVE, TWO_USERS})
    void calibrationHasTheSameGroups(String name) {
        var golden = Golden.read(name);
        var groups = Calibration.groups(golden.labels(), golden.scores(), 10);
        assertColumn(
                groups.stream().mapToDouble(Calibration.Group::meanProbability).toArray(),
                golden,
                "calibration_quantile",
                0);
        assertColumn(
                groups.stream().mapToDouble(group -> group.observed().value()).toArray(),
                golden,
                "calibration_quantile",
                1);
    }

    @ParameterizedTest
    @ValueSource(strings = {RANDOM, HEAVY_TIES, IMBALANCED, CONSTANT, PERFECT, ALL_NEGATIVE, TWO_USERS})
    void wilsonIntervalOfRecallIsScipys(String name) {
        var golden = Golden.read(name);
        var recall = ConfusionMatrix.at(0.5, golden.labels(), golden.scores()).recall();
        var expected = golden.expectedColumn("recall_wilson_95");
        assertThat(Interval.wilson(recall, 0.95).lower()).isCloseTo(expected[0], within(TOLERANCE));
        assertThat(Interval.wilson(recall, 0.95).upper()).isCloseTo(expected[1], within(TOLERANCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {RANDOM, HEAVY_TIES, IMBALANCED, CONSTANT, PERFECT, ALL_NEGATIVE})
    void cliffsDeltaIsThatOfScipysU(String name) {
        var golden = Golden.read(name);
        int positives = Outcomes.countPositives(golden.labels());
        double pairs = (double) positives * (golden.labels().length - positives);
        assertThat(MetricIntervals.cliffsDelta(golden.labels(), golden.scores(), 0.95)
                        .estimate())
                .isCloseTo(2 * golden.expected("mann_whitney_u") / pairs - 1, within(TOLERANCE));
    }

    private static void assertSame(double actual, Golden golden, String figure) {
        assertThat(actual).as(figure).isCloseTo(golden.expected(figure), within(TOLERANCE));
    }

    private static void assertColumn(double[] actual, Golden golden, String curve, int column) {
        var expected = golden.expectedColumn(curve, column);
        assertThat(actual).as("%s, column %d", curve, column).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] != actual[i]) {
                assertThat(actual[i])
                        .as("%s, column %d, point %d", curve, column, i)
                        .isCloseTo(expected[i], within(TOLERANCE));
            }
        }
    }
}
