package retention.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import retention.model.FeatureMatrix;
import retention.model.LabelledMatrix;
import retention.model.Learner;
import retention.model.Predictor;

class PermutationImportanceTest {

    private static final boolean[] LABELS = Cases.labels(20, 100);
    private static final FeatureMatrix ROWS = rows();
    private static final List<List<Fold>> SPLITS = new StratifiedFolds(5, 1).repeated(LABELS, 3);
    private static final Predictor FIRST_ONLY = rows -> rows.values("signal");

    @Test
    void onePermutationDropsWhatScikitLearnsMetricDrops() {
        var golden = Golden.read("additions").json().getAsJsonObject("dependence");
        var array = golden.getAsJsonArray("labels");
        var labels = new boolean[array.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = array.get(row).getAsBoolean();
        }
        var upsideDown = IntStream.range(0, labels.length)
                .map(row -> labels.length - 1 - row)
                .toArray();
        assertThat(PermutationImportance.drop(
                        LogisticFormula.of(golden),
                        LogisticFormula.rows(golden),
                        labels,
                        Metrics::aucRoc,
                        0,
                        upsideDown))
                .isCloseTo(golden.get("turned_drop").getAsDouble(), within(1e-12));
    }

    @Test
    void aFeatureThatTheModelDoesNotUseDropsNothing() {
        var importance = PermutationImportance.of(FIRST_ONLY, ROWS, LABELS, Metrics::aucRoc, 5, 1);
        assertThat(importance.features().get(1)).isEqualTo(new PermutationImportance.Importance("noise", 0, 0));
    }

    @Test
    void theOnlyFeatureDropsAllThatIsBetterThanChance() {
        var importance = PermutationImportance.of(FIRST_ONLY, ROWS, LABELS, Metrics::aucRoc, 200, 1);
        assertThat(importance.score()).isEqualTo(Metrics.aucRoc(LABELS, ROWS.values("signal")));
        assertThat(importance.features().get(0).meanDrop()).isCloseTo(importance.score() - 0.5, within(0.02));
        // The deviation of an AUC of shuffled scores.
        assertThat(importance.features().get(0).standardDeviation())
                .isCloseTo(Math.sqrt(121 / (12.0 * 20 * 100)), within(0.015));
    }

    @Test
    void sameSeedGivesTheSameDropsAndAnotherSeedOthers() {
        var importance = PermutationImportance.of(FIRST_ONLY, ROWS, LABELS, Metrics::aucRoc, 3, 1);
        assertThat(PermutationImportance.of(FIRST_ONLY, ROWS, LABELS, Metrics::aucRoc, 3, 1))
                .isEqualTo(importance);
        assertThat(PermutationImportance.of(FIRST_ONLY, ROWS, LABELS, Metrics::aucRoc, 3, 2))
                .isNotEqualTo(importance);
    }

    @Test
    void heldOutRowsAreNotChanged() {
        var before = ROWS.toArray();
        PermutationImportance.of(FIRST_ONLY, ROWS, LABELS, Metrics::aucRoc, 2, 1);
        assertThat(ROWS.toArray()).isDeepEqualTo(before);
    }

    @Test
    void overFoldsTheModelIsFittedOutsideAndJudgedWithin() {
        var folds = new StratifiedFolds(5, 1).split(LABELS);
        var fittedOn = new ArrayList<Integer>();
        Learner learner = (training, seed) -> {
            fittedOn.add(training.rows());
            return FIRST_ONLY;
        };
        var importance =
                PermutationImportance.overFolds(learner, LabelledMatrix.of(ROWS, LABELS), folds, Metrics::aucRoc, 3, 1);
        assertThat(fittedOn).containsExactly(96, 96, 96, 96, 96);
        assertThat(importance.score())
                .isCloseTo(
                        folds.stream()
                                .mapToDouble(fold -> Metrics.aucRoc(
                                        Rows.pick(LABELS, fold.test()), Rows.pick(ROWS.values("signal"), fold.test())))
                                .average()
                                .orElseThrow(),
                        within(1e-15));
        assertThat(importance.features().get(0).meanDrop()).isPositive();
    }

    @Test
    void modelsOfFoldsAreClosed() {
        var closed = new ArrayList<Long>();
        Learner learner = (training, seed) -> new Predictor() {
            @Override
            public double[] predict(FeatureMatrix rows) {
                return rows.values("signal");
            }

            @Override
            public void close() {
                closed.add(seed);
            }
        };
        PermutationImportance.overFolds(
                learner,
                LabelledMatrix.of(ROWS, LABELS),
                new StratifiedFolds(2, 1).split(LABELS),
                Metrics::aucRoc,
                2,
                7);
        assertThat(closed).containsExactly(7L, 8L);
    }

    @Test
    void tableHasARowForEachFeature() {
        var table = PermutationImportance.of(FIRST_ONLY, ROWS, LABELS, Metrics::aucRoc, 2, 1)
                .table();
        assertThat(table.stringColumn("feature").asList()).containsExactly("signal", "noise");
        assertThat(table.columnNames()).containsExactly("feature", "mean drop", "standard deviation");
    }

    @Test
    void oneShuffleIsTooFew() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PermutationImportance.of(FIRST_ONLY, ROWS, LABELS, Metrics::aucRoc, 1, 1))
                .withMessageContaining("1 repeats: expected 2 or more");
    }

    @Test
    void labelsOfOtherUsersAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        PermutationImportance.of(FIRST_ONLY, ROWS, Arrays.copyOf(LABELS, 7), Metrics::aucRoc, 2, 1))
                .withMessageContaining("7 labels for 120 x 2 features");
    }

    @Test
    void noFoldsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PermutationImportance.overFolds(
                        (training, seed) -> FIRST_ONLY,
                        LabelledMatrix.of(ROWS, LABELS),
                        List.of(),
                        Metrics::aucRoc,
                        2,
                        1))
                .withMessageContaining("No folds");
    }

    @Test
    void theDropOfTheOnlyFeatureIsSureAndThatOfAnIdleOneIsNot() {
        var drops = PermutationImportance.aucDrops(
                (training, seed) -> FIRST_ONLY, LabelledMatrix.of(ROWS, LABELS), SPLITS, 50, 0.95, 1);
        assertThat(drops.keySet()).containsExactly("signal", "noise");
        var signal = drops.get("signal");
        var auc = CrossValidatedAuc.of(
                LABELS, SPLITS, List.of(ROWS.values("signal"), ROWS.values("signal"), ROWS.values("signal")), 0.95);
        assertThat(signal.difference().estimate()).isCloseTo(auc.interval().estimate() - 0.5, within(0.02));
        assertThat(signal.oneSidedPValue()).isLessThan(0.001);
        assertThat(drops.get("noise").difference()).isEqualTo(new Interval(0, 0, 0, 0.95));
        assertThat(drops.get("noise").oneSidedPValue()).isEqualTo(0.5);
    }

    @Test
    void dropsAreTheSameTwice() {
        var data = LabelledMatrix.of(ROWS, LABELS);
        assertThat(PermutationImportance.aucDrops((training, seed) -> FIRST_ONLY, data, SPLITS, 2, 0.95, 1))
                .isEqualTo(PermutationImportance.aucDrops((training, seed) -> FIRST_ONLY, data, SPLITS, 2, 0.95, 1));
    }

    @Test
    void dropsWithoutAShuffleOrOfOneRepeatAreRefused() {
        var data = LabelledMatrix.of(ROWS, LABELS);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> PermutationImportance.aucDrops((training, seed) -> FIRST_ONLY, data, SPLITS, 0, 0.95, 1))
                .withMessageContaining("0 shuffles");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PermutationImportance.aucDrops(
                        (training, seed) -> FIRST_ONLY, data, SPLITS.subList(0, 1), 2, 0.95, 1))
                .withMessageContaining("1 splits: expected 2 or more");
    }

    private static FeatureMatrix rows() {
        var signal = Cases.normalScores(LABELS, 1.5, new Random(1));
        var noise = Cases.normalScores(LABELS, 0, new Random(2));
        var rows = new float[LABELS.length][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = new float[] {(float) signal[row], (float) noise[row]};
        }
        return FeatureMatrix.of(List.of("signal", "noise"), rows);
    }
}
