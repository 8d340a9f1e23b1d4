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
import numerics.learning.Features;
import numerics.learning.OutOfFold;
import numerics.learning.Prevalence;
import org.junit.jupiter.api.Test;

class LeaderboardTest {

    private static final boolean[] LABELS = Cases.labels(20, 180);
    private static final CrossValidation PROTOCOL = new CrossValidation(5, 3, 1);

    @Test
    void showsModelsInTheOrderGivenWithTheirIntervals() {
        var table = board().table();
        assertThat(table.stringColumn("model").asList()).containsExactly("good", "blind");
        assertThat(table.columnNames())
                .containsExactly("model", "AUC-ROC (0.5)", "average precision (10.0 %)", "repeats");
        assertThat(table.stringColumn(1).get(0))
                .isEqualTo(board().aucs().get("good").shown(2));
        assertThat(table.stringColumn(2).get(0))
                .isEqualTo(MetricIntervals.averagePrecision(scores(2), 0.95).percent());
        assertThat(table.intColumn("repeats").asList()).containsExactly(3, 3);
    }

    @Test
    void judgesWithinFolds() {
        var good = scores(2);
        assertThat(board().aucs()).containsEntry("good", MetricIntervals.auc(good, 0.95));
    }

    @Test
    void givesAModelThatRanksNothingWhatChanceGetsAndNoInterval() {
        var constant = new CrossValidation(5, 3, 1)
                .predict(Features.of(FeatureMatrix.of(List.of("zero"), new float[200][1])), LABELS, new Prevalence());
        assertThat(constant.ranksNobody()).isTrue();
        assertThat(scores(1).ranksNobody()).isFalse();
        var board = new Leaderboard(Map.of("prevalence", constant));
        assertThat(board.aucs().get("prevalence")).isEqualTo(new Interval(0.5, 0.5, 0.5, 0.95));
        var row = board.table();
        assertThat(row.stringColumn(1).get(0)).isEqualTo("0.50, all tied");
        assertThat(row.stringColumn(2).get(0)).isEqualTo("10.0 %, all tied");
    }

    @Test
    void judgesSomeOfTheRowsByTheSamePredictions() {
        var members = new boolean[200];
        Arrays.fill(members, 5, 120, true);
        var some = board().among(members);
        var predictions = some.models().get("good");
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
        assertThatThrownBy(() -> board().among(new boolean[3])).hasMessageContaining("3 values for 200");
    }

    @Test
    void comparesWithinFoldsWhereAFoldHasNoPositive() {
        var members = new boolean[200];
        Arrays.fill(members, 17, 200, true);
        // Three positives in five folds.
        var auc = board().among(members).aucs().get("good");
        assertThat(auc.estimate()).isBetween(0.5, 1.0);
    }

    @Test
    void refusesNoModelsAndOtherUsers() {
        assertThatThrownBy(() -> new Leaderboard(Map.of())).isInstanceOf(IllegalArgumentException.class);
        var others = Cases.labels(30, 170);
        var other = new OutOfFold(others, PROTOCOL.split(others), scores(1).repetitions());
        var mixed = new LinkedHashMap<String, OutOfFold>();
        mixed.put("one", scores(1));
        mixed.put("other", other);
        assertThatThrownBy(() -> new Leaderboard(mixed))
                .hasMessageContaining("other was judged on other rows than one");
    }

    @Test
    void refusesPredictionsThatDoNotMatchTheirFolds() {
        assertThatThrownBy(() -> new OutOfFold(LABELS, PROTOCOL.split(LABELS), List.of(new double[200])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 splits and scores of 1 repetitions");
    }

    private static Leaderboard board() {
        var models = new LinkedHashMap<String, OutOfFold>();
        models.put("good", scores(2));
        models.put("blind", scores(0));
        return new Leaderboard(models);
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
