package retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutOfFoldTest {

    private static final NetworkTrainer TRAINER = NetworkTrainer.published(
            TrainingSettings.AS_RUN.withEpochs(4).withClassWeights(ClassWeights.Rule.BALANCED));

    private final LabelledMatrix data = Rows.learnable(150, 5, 0.3, 1);
    private final int[][] folds = folds(150, 3);

    @Test
    void predictsEveryRowBetterThanChance() {
        var result = OutOfFold.predict(data, folds, 5, TRAINER, TrainingProgress.SILENT);

        var probabilities = result.probabilities();
        assertThat(DoubleStream.of(probabilities)).hasSize(150).allMatch(p -> p > 0 && p < 1);
        assertThat(result.histories()).hasSize(3);
        assertThat(mean(probabilities, true)).isGreaterThan(mean(probabilities, false) + 0.1);
    }

    @Test
    void aFoldsOwnLabelsDoNotReachItsPredictions() {
        var flipped = data.labels();
        for (int row : folds[1]) {
            flipped[row] = !flipped[row];
        }
        var other = LabelledMatrix.of(data.features(), flipped);

        var before = OutOfFold.predict(data, folds, 5, TRAINER, TrainingProgress.SILENT)
                .probabilities();
        var after = OutOfFold.predict(other, folds, 5, TRAINER, TrainingProgress.SILENT)
                .probabilities();

        assertThat(pick(after, folds[1])).isEqualTo(pick(before, folds[1]));
        assertThat(pick(after, folds[0])).isNotEqualTo(pick(before, folds[0]));
    }

    @Test
    void theScalerDoesNotSeeTheFoldsRows() {
        var values = data.features().toArray();
        int outlier = folds[2][0];
        values[outlier][0] = 1e6f;
        var other = data.withFeatures(FeatureMatrix.numbered("f", values));

        var before = OutOfFold.predict(data, folds, 5, TRAINER, TrainingProgress.SILENT)
                .probabilities();
        var after = OutOfFold.predict(other, folds, 5, TRAINER, TrainingProgress.SILENT)
                .probabilities();

        for (int row : folds[2]) {
            if (row != outlier) {
                assertThat(after[row]).isEqualTo(before[row]);
            }
        }
    }

    @Test
    void countsEpochsOverAllFolds() {
        var seen = new ArrayList<Integer>();

        OutOfFold.predict(data, folds, 5, TRAINER, (epoch, done, total) -> {
            assertThat(total).isEqualTo(12);
            seen.add(done);
        });

        assertThat(seen).isSorted().endsWith(12);
    }

    @Test
    void refusesARowInTwoFolds() {
        folds[0][0] = folds[1][0];

        refuses("Row 1 of fold 1 is in fold 0 too");
    }

    @Test
    void refusesARowThatIsNotThere() {
        folds[2][0] = 150;

        refuses("Row 150 of fold 2 is not in the data");
    }

    @Test
    void refusesARowInNoFold() {
        folds[2] = IntStream.of(folds[2]).skip(1).toArray();

        refuses("Row 2 is in no fold");
    }

    @Test
    void refusesASingleFold() {
        assertThatThrownBy(() -> OutOfFold.predict(data, folds(150, 1), 5, TRAINER, TrainingProgress.SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two folds or more, got 1");
    }

    private void refuses(String message) {
        assertThatThrownBy(() -> OutOfFold.predict(data, folds, 5, TRAINER, TrainingProgress.SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static int[][] folds(int rows, int count) {
        return IntStream.range(0, count)
                .mapToObj(fold ->
                        IntStream.range(0, rows).filter(i -> i % count == fold).toArray())
                .toArray(int[][]::new);
    }

    private static double[] pick(double[] values, int[] rows) {
        return IntStream.of(rows).mapToDouble(i -> values[i]).toArray();
    }

    private double mean(double[] probabilities, boolean label) {
        return IntStream.range(0, probabilities.length)
                .filter(i -> data.label(i) == label)
                .mapToDouble(i -> probabilities[i])
                .average()
                .orElseThrow();
    }
}
