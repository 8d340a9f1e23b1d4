package numerics.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import numerics.evaluation.Cases;
import org.junit.jupiter.api.Test;

class StratifiedFoldsTest {

    @Test
    void twentyRetainedOverFiveFoldsAreFourEach() {
        var labels = Cases.labels(20, 3229);
        for (var fold : split(5, 1, labels)) {
            assertThat(positives(labels, fold.test())).isEqualTo(4);
            assertThat(positives(labels, fold.train())).isEqualTo(16);
        }
    }

    @Test
    void testRowsPartitionAllRowsAndTrainIsTheRest() {
        var random = new SplittableRandom(2);
        for (int round = 0; round < 100; round++) {
            int k = 2 + random.nextInt(6);
            var labels = Cases.labels(k + random.nextInt(20), k + random.nextInt(50));
            var folds = split(k, round, labels);
            assertThat(folds).hasSize(k);
            assertThat(folds.stream()
                            .flatMapToInt(fold -> Arrays.stream(fold.test()))
                            .sorted()
                            .boxed())
                    .containsExactlyElementsOf(rows(labels));
            for (var fold : folds) {
                assertThat(IntStream.concat(Arrays.stream(fold.train()), Arrays.stream(fold.test()))
                                .sorted()
                                .boxed())
                        .containsExactlyElementsOf(rows(labels));
                assertThat(fold.train()).isSorted();
                assertThat(fold.test()).isSorted();
            }
        }
    }

    @Test
    void foldsDifferByAtMostOneUserInEachClassAndInAll() {
        var random = new SplittableRandom(3);
        for (int round = 0; round < 100; round++) {
            int k = 2 + random.nextInt(6);
            var labels = Cases.labels(k + random.nextInt(20), k + random.nextInt(50));
            var folds = split(k, round, labels);
            assertLevel(folds.stream().mapToInt(fold -> fold.test().length));
            assertLevel(folds.stream().mapToInt(fold -> positives(labels, fold.test())));
            assertLevel(folds.stream().mapToInt(fold -> fold.test().length - positives(labels, fold.test())));
        }
    }

    @Test
    void sameSeedGivesTheSameFoldsAndAnotherSeedOthers() {
        var labels = Cases.labels(10, 90);
        var split = new CrossValidation(5, 1, 7).split(labels).get(0);
        assertThat(split)
                .isEqualTo(new CrossValidation(5, 1, 7).split(labels).get(0))
                .isNotEqualTo(new CrossValidation(5, 1, 8).split(labels).get(0));
    }

    @Test
    void rowsAreShuffledBeforeTheyAreDealt() {
        assertThat(split(5, 1, Cases.labels(50, 50)).get(0).test())
                .isNotEqualTo(
                        IntStream.range(0, 100).filter(row -> row % 5 == 0).toArray());
    }

    @Test
    void repetitionsDifferAndBeginWithTheSingleSplit() {
        var labels = Cases.labels(10, 40);
        var repeated = new CrossValidation(5, 3, 3).split(labels);
        assertThat(repeated).hasSize(3);
        assertThat(repeated.get(0))
                .isEqualTo(new CrossValidation(5, 1, 3).split(labels).get(0))
                .isNotEqualTo(repeated.get(1));
        assertThat(repeated.get(1)).isNotEqualTo(repeated.get(2));
    }

    @Test
    void classSmallerThanTheFoldsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new CrossValidation(5, 1, 1).split(Cases.labels(4, 100)).get(0))
                .withMessageContaining("5 folds of 4 positives and 100 negatives")
                .withMessageContaining("Use fewer folds");
    }

    @Test
    void oneFoldIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CrossValidation(1, 1, 1))
                .withMessageContaining("1 folds");
    }

    @Test
    void noRepetitionIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CrossValidation(2, 0, 1))
                .withMessageContaining("0 repetitions");
    }

    private static void assertLevel(IntStream sizes) {
        var statistics = sizes.summaryStatistics();
        assertThat(statistics.getMax() - statistics.getMin()).isLessThanOrEqualTo(1);
    }

    private static int positives(boolean[] labels, int[] rows) {
        return (int) Arrays.stream(rows).filter(row -> labels[row]).count();
    }

    private static List<Integer> rows(boolean[] labels) {
        return IntStream.range(0, labels.length).boxed().toList();
    }

    private static List<Fold> split(int folds, long seed, boolean[] labels) {
        return Fold.numbered(new CrossValidation(folds, 1, seed).split(labels).get(0));
    }
}
