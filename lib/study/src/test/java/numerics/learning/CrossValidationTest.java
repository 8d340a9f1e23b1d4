package numerics.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import numerics.Progress;
import numerics.evaluation.Cases;
import org.junit.jupiter.api.Test;
import retention.model.Forest;
import retention.model.NetworkLearner;
import retention.model.SeededDropout;
import retention.model.TrainingSettings;

class CrossValidationTest {

    private static final boolean[] LABELS = Cases.labels(10, 40);
    private static final FeatureMatrix ROW_NUMBERS = FeatureMatrix.of(
            List.of("row"),
            IntStream.range(0, 50).mapToObj(row -> new float[] {row}).toArray(float[][]::new));

    @Test
    void judgesEveryUserByAModelThatHasNotSeenThem() {
        Learner remembering = (training, seed) -> {
            var seen = rows(training.features());
            return rows -> rows(rows).stream()
                    .mapToDouble(row -> seen.contains(row) ? 1 : 0)
                    .toArray();
        };
        var result = new CrossValidation(5, 3, 1).predict(ROW_NUMBERS, LABELS, remembering);
        assertThat(result.repetitions()).hasSize(3).allSatisfy(scores -> assertThat(scores)
                .containsOnly(0));
    }

    @Test
    void learnsFeaturesFromTheTrainingRowsOnly() {
        var learnedFrom = Collections.synchronizedList(new ArrayList<Integer>());
        Features features = training -> {
            learnedFrom.add(training.length);
            return ROW_NUMBERS;
        };
        new CrossValidation(5, 2, 1).predict(features, LABELS, new Prevalence());
        assertThat(learnedFrom).hasSize(10).containsOnly(40);
    }

    @Test
    void givesEachFitASeedOfItsOwn() {
        Learner telling = (training, seed) ->
                rows -> DoubleStream.generate(() -> seed).limit(rows.rows()).toArray();
        var result = new CrossValidation(2, 2, 100).predict(ROW_NUMBERS, LABELS, telling);
        for (int repetition = 0; repetition < 2; repetition++) {
            int[] folds = result.foldNumbers().get(repetition);
            int first = 100 + 2 * repetition;
            assertThat(result.repetitions().get(repetition))
                    .containsExactly(IntStream.of(folds)
                            .mapToDouble(fold -> first + fold - 1)
                            .toArray());
        }
    }

    @Test
    void dealsAnewInEachRepetition() {
        var splits = new CrossValidation(5, 2, 1).split(LABELS);
        assertThat(splits.get(0)).isNotEqualTo(splits.get(1));
    }

    @Test
    void averagesScoresOverRepetitions() {
        Learner lucky = (training, seed) -> rows -> {
            var random = new Random(seed);
            return random.doubles(rows.rows()).toArray();
        };
        var result = new CrossValidation(5, 4, 3).predict(ROW_NUMBERS, LABELS, lucky);
        assertThat(result.mean()[7])
                .isCloseTo(
                        result.repetitions().stream()
                                .mapToDouble(scores -> scores[7])
                                .average()
                                .orElseThrow(),
                        within(1e-12));
    }

    @Test
    void closesEachModelAfterItsFold() {
        var open = new AtomicInteger();
        Learner counting = (training, seed) -> {
            open.incrementAndGet();
            return new Predictor() {
                @Override
                public double[] predict(FeatureMatrix rows) {
                    return new double[rows.rows()];
                }

                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        };
        new CrossValidation(5, 1, 1).predict(ROW_NUMBERS, LABELS, counting);
        assertThat(open).hasValue(0);
    }

    private static final NetworkLearner NETWORK = new NetworkLearner(
            () -> new SequentialBlock()
                    .add(Linear.builder().setUnits(4).build())
                    .add(new SeededDropout(0.3))
                    .add(Linear.builder().setUnits(1).build()),
            TrainingSettings.AS_RUN.withEpochs(2).balanced(),
            1);

    @Test
    void fittingSeveralAtOnceChangesNothing() {
        var random = new Random(5);
        var columns = new float[50][3];
        for (var row : columns) {
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        var features = FeatureMatrix.of(List.of("a", "b", "c"), columns);
        var protocol = new CrossValidation(5, 3, 1);
        for (var learner : List.of(
                new FirthLogistic(),
                new Forest(20, 2, 2, 2),
                new Forest(20, 2, 2, 2).withFeatures("a", "c"),
                new FirthLogistic().subsampled(0.5),
                NETWORK)) {
            assertThat(repetitions(protocol.predict(features, LABELS, learner)))
                    .isDeepEqualTo(oneAfterTheOther(protocol, features, learner));
        }
    }

    private static double[][] oneAfterTheOther(CrossValidation protocol, Features features, Learner learner) {
        var repetitions = new ArrayList<double[]>();
        long seed = protocol.seed();
        for (var split : protocol.split(LABELS)) {
            var scores = new double[LABELS.length];
            for (var fold : Fold.numbered(split)) {
                var rows = features.fit(fold.train());
                var training = new LabelledMatrix(rows, LABELS).select(fold.train());
                try (var predictor = learner.fit(training, seed++)) {
                    Outcomes.put(predictor.predict(rows.select(fold.test())), scores, fold.test());
                }
            }
            repetitions.add(scores);
        }
        return repetitions.toArray(double[][]::new);
    }

    @Test
    void saysWhatWentWrongInAFit() {
        var one = new FirthLogistic();
        Features broken = training -> {
            throw new IllegalStateException("No such vocabulary.");
        };
        assertThatThrownBy(() -> new CrossValidation(5, 1, 1).predict(broken, LABELS, one))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("No such vocabulary.");
    }

    @Test
    void tellsHowFarItIsFromTheThreadThatAsks() {
        var heard = new ArrayList<String>();
        new CrossValidation(2, 2, 1)
                .predict(
                        ROW_NUMBERS,
                        LABELS,
                        new FirthLogistic(),
                        (done, total) -> heard.add(done + "/" + total + " "
                                + Thread.currentThread().getName()));
        var here = Thread.currentThread().getName();
        assertThat(heard).containsExactly("0/4 " + here, "1/4 " + here, "2/4 " + here, "3/4 " + here, "4/4 " + here);
    }

    @Test
    void fitsOfOneLearnerDoNotWaitForTheLastOfAnother() {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
        var folds = new CrossValidation(2, 1, 1);
        var begun = new CountDownLatch(1);
        Learner first = (training, seed) -> {
            assertThat(seed == 1 || awaited(begun)).isTrue();
            return new Prevalence().fit(training, seed);
        };
        Learner second = (training, seed) -> {
            begun.countDown();
            return new FirthLogistic().fit(training, seed);
        };

        var features = ROW_NUMBERS;
        var both = folds.predict(folds.split(LABELS), features, LABELS, List.of(first, second), Progress.NONE);

        assertThat(both).hasSize(2);
        assertThat(repetitions(both.get(0))).isDeepEqualTo(repetitions(folds.predict(features, LABELS, first)));
        assertThat(repetitions(both.get(1))).isDeepEqualTo(repetitions(folds.predict(features, LABELS, second)));
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void tellsHowFarItIs() {
        var heard = new ArrayList<String>();
        new CrossValidation(2, 2, 1)
                .predict(ROW_NUMBERS, LABELS, new Prevalence(), (done, total) -> heard.add(done + "/" + total));
        assertThat(heard).containsExactly("0/4", "1/4", "2/4", "3/4", "4/4");
    }

    @Test
    void showsALearnerTheNamedFeaturesOnly() {
        var wide = ROW_NUMBERS.beside(FeatureMatrix.of(List.of("zero"), new float[50][1]));
        Learner first = (training, seed) -> rows -> rows.values(rows.names().get(0));
        var data = new LabelledMatrix(wide, LABELS);
        try (var predictor = first.withFeatures("zero").fit(data, 1)) {
            assertThat(predictor.predict(wide)).containsOnly(0);
        }
        assertThatThrownBy(() -> first.withFeatures("two").fit(data, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No feature 'two' among [row, zero].");
    }

    @Test
    void refusesFewerThanTwoFoldsAndTooFewRetained() {
        assertThatThrownBy(() -> new CrossValidation(1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CrossValidation(5, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> new CrossValidation(5, 1, 1).predict(ROW_NUMBERS, Cases.labels(4, 46), new Prevalence()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Use fewer folds");
    }

    private static double[][] repetitions(OutOfFold predictions) {
        return predictions.repetitions().toArray(double[][]::new);
    }

    private static List<Float> rows(FeatureMatrix features) {
        return Arrays.stream(features.toArray()).map(row -> row[0]).toList();
    }
}
