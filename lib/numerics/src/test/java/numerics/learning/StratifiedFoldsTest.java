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
        for (var fold : new CrossValidation(5, 1, 1).split(labels).get(0)) {
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
            var folds = new CrossValidation(k, 1, round).split(labels).get(0);
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
            var folds = new CrossValidation(k, 1, round).split(labels).get(0);
            assertLevel(folds.stream().mapToInt(fold -> fold.test().length));
            assertLevel(folds.stream().mapToInt(fold -> positives(labels, fold.test())));
            assertLevel(folds.stream().mapToInt(fold -> fold.test().length - positives(labels, fold.test())));
        }
    }

    @Test
    void sameSeedGivesTheSameFoldsAndAnotherSeedOthers() {
        var labels = Cases.labels(10, 90);
        assertThat(tests(new CrossValidation(5, 1, 7).split(labels).get(0)))
                .isDeepEqualTo(tests(new CrossValidation(5, 1, 7).split(labels).get(0)));
        assertThat(Arrays.deepEquals(
                        tests(new CrossValidation(5, 1, 7).split(labels).get(0)),
                        tests(new CrossValidation(5, 1, 8).split(labels).get(0))))
                .isFalse();
    }

    @Test
    void rowsAreShuffledBeforeTheyAreDealt() {
        var labels = Cases.labels(50, 50);
        var first = new CrossValidation(5, 1, 1).split(labels).get(0).get(0).test();
        assertThat(first)
                .isNotEqualTo(
                        IntStream.range(0, 100).filter(row -> row % 5 == 0).toArray());
    }

    @Test
    void repetitionsDifferAndBeginWithTheSingleSplit() {
        var labels = Cases.labels(10, 40);
        var repeated = new CrossValidation(5, 3, 3).split(labels);
        assertThat(repeated).hasSize(3);
        assertThat(tests(repeated.get(0)))
                .isDeepEqualTo(tests(new CrossValidation(5, 1, 3).split(labels).get(0)));
        assertThat(Arrays.deepEquals(tests(repeated.get(0)), tests(repeated.get(1))))
                .isFalse();
        assertThat(Arrays.deepEquals(tests(repeated.get(1)), tests(repeated.get(2))))
                .isFalse();
    }

    @Test
    void changingAReturnedArrayDoesNotChangeTheFold() {
        var fold = new CrossValidation(2, 1, 1).split(Cases.labels(4, 4)).get(0).get(0);
        fold.test()[0] = 99;
        assertThat(fold.test()).doesNotContain(99);
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

    private static int[][] tests(List<Fold> folds) {
        return folds.stream().map(Fold::test).toArray(int[][]::new);
    }
}
