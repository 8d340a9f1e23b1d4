package numerics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import numerics.learning.CrossValidation;
import numerics.learning.FeatureMatrix;
import numerics.learning.OutOfFold;
import numerics.learning.Prevalence;
import org.junit.jupiter.api.Test;

class SeveralModelsTest {

    private static final boolean[] LABELS = Cases.labels(20, 180);
    private static final CrossValidation PROTOCOL = new CrossValidation(5, 3, 1);

    @Test
    void haveOneIntervalEachInTheOrderGiven() {
        var aucs = MetricIntervals.each(models(), SeveralModelsTest::auc);
        assertThat(aucs.keySet()).containsExactly("good", "blind");
        assertThat(aucs).containsEntry("good", MetricIntervals.auc(scores(2), 0.95));
    }

    @Test
    void givesAModelThatRanksNothingWhatChanceGetsAndNoInterval() {
        var constant = new CrossValidation(5, 3, 1)
                .predict(FeatureMatrix.of(List.of("zero"), new float[200][1]), LABELS, new Prevalence());
        assertThat(constant.ranksNobody()).isTrue();
        assertThat(scores(1).ranksNobody()).isFalse();
        assertThat(auc(constant)).isEqualTo(new Interval(0.5, 0.5, 0.5, 0.95));
        assertThat(MetricIntervals.averagePrecision(constant, 0.95)).isEqualTo(new Interval(0.1, 0.1, 0.1, 0.95));
    }

    @Test
    void judgesSomeOfTheRowsByTheSamePredictions() {
        var members = new boolean[200];
        Arrays.fill(members, 5, 120, true);
        var predictions = scores(2).among(members);
        assertThat(predictions.labels()).hasSize(115);
        assertThat(predictions.repetitions().get(1)[3])
                .isEqualTo(scores(2).repetitions().get(1)[8]);
        assertThat(predictions.splits().get(0).stream()
                        .mapToInt(fold -> fold.test().length)
                        .sum())
                .isEqualTo(115);
        var before = scores(2).splits().get(2).get(4);
        var fold = predictions.splits().get(2).get(4);
        assertThat(fold.test())
                .containsExactly(IntStream.of(before.test())
                        .filter(row -> members[row])
                        .map(row -> row - 5)
                        .toArray());
        assertThatThrownBy(() -> scores(2).among(new boolean[3])).hasMessageContaining("3 values for 200");
    }

    @Test
    void comparesWithinFoldsWhereAFoldHasNoPositive() {
        var members = new boolean[200];
        Arrays.fill(members, 17, 200, true);
        // Three positives in five folds.
        assertThat(auc(scores(2).among(members)).estimate()).isBetween(0.5, 1.0);
    }

    @Test
    void refusesPredictionsThatDoNotMatchTheirFolds() {
        assertThatThrownBy(() -> new OutOfFold(LABELS, PROTOCOL.split(LABELS), List.of(new double[200])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 splits and scores of 1 repetitions");
    }

    private static Interval auc(OutOfFold predictions) {
        return MetricIntervals.auc(predictions, 0.95);
    }

    private static Map<String, OutOfFold> models() {
        var models = new LinkedHashMap<String, OutOfFold>();
        models.put("good", scores(2));
        models.put("blind", scores(0));
        return models;
    }

    private static OutOfFold scores(double shift) {
        return new OutOfFold(
                LABELS,
                PROTOCOL.split(LABELS),
                IntStream.range(0, 3)
                        .mapToObj(repetition -> Cases.normalScores(LABELS, shift, new Random(repetition)))
                        .map(scores -> Arrays.stream(scores)
                                .map(score -> 1 / (1 + Math.exp(-score)))
                                .toArray())
                        .toList());
    }
}
