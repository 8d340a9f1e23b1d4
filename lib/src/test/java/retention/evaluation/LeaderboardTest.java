package retention.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeaderboardTest {

    private static final boolean[] LABELS = Cases.labels(20, 180);
    private static final CrossValidation PROTOCOL = new CrossValidation(5, 3, 1);

    @Test
    void showsModelsInTheOrderGivenWithTheirIntervals() {
        var table = board().table(Bootstrap.seeded(1), 50);
        assertThat(table.stringColumn("model").asList()).containsExactly("good", "blind");
        assertThat(table.columnNames()).contains("precision at 50", "recall at 50");
        assertThat(table.stringColumn(1).get(0)).matches("0\\.\\d{3} \\[0\\.\\d{3}, 0\\.\\d{3}]");
        assertThat(table.intColumn("repeats").asList()).containsExactly(3, 3);
    }

    @Test
    void reachesNoFurtherThanThereAreUsers() {
        assertThat(board().table(Bootstrap.seeded(1), 1000).columnNames()).contains("precision at 200");
    }

    @Test
    void judgesWithinFolds() {
        var good = scores(2);
        var expected = CrossValidatedAuc.of(LABELS, good.splits(), good.repetitions(), 0.95);
        assertThat(board().aucs()).containsEntry("good", expected.interval());
    }

    @Test
    void comparesOnTheFoldsThatBothHave() {
        var fewer = new OutOfFold(
                LABELS,
                PROTOCOL.split(LABELS).subList(0, 2),
                scores(2).repetitions().subList(0, 2));
        var comparison = new Leaderboard(Map.of("good", scores(2), "fewer", fewer))
                .against("good")
                .get("fewer");
        assertThat(comparison.difference().estimate()).isZero();
        assertThat(comparison.degreesOfFreedom()).isEqualTo(9);
    }

    @Test
    void comparesNoModelsThatWereJudgedOnOtherFolds() {
        var models = new LinkedHashMap<String, OutOfFold>();
        models.put("good", scores(2));
        models.put("ten folds", of(new CrossValidation(10, 3, 1), scores(2).repetitions()));
        assertThatThrownBy(() -> new Leaderboard(models).against("good"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ten folds was judged on other folds than good in repetition 1, 10 folds and 5");
        models.remove("ten folds");
        models.put("another seed", of(new CrossValidation(5, 3, 2), scores(2).repetitions()));
        assertThatThrownBy(() -> new Leaderboard(models).againstTable("good"))
                .hasMessageContaining("another seed was judged on other folds");
    }

    private static OutOfFold of(CrossValidation protocol, List<double[]> repetitions) {
        return new OutOfFold(LABELS, protocol.split(LABELS), repetitions);
    }

    @Test
    void findsTheBetterModelBetter() {
        var comparison = board().against("good").get("blind");
        assertThat(comparison.difference().upper()).isNegative();
        assertThat(board().againstTable("good").rowCount()).isEqualTo(1);
    }

    @Test
    void refusesNoModelsOtherUsersAndAnUnknownReference() {
        assertThatThrownBy(() -> new Leaderboard(Map.of())).isInstanceOf(IllegalArgumentException.class);
        var others = Cases.labels(30, 170);
        var other = new OutOfFold(others, PROTOCOL.split(others), scores(1).repetitions());
        var mixed = new LinkedHashMap<String, OutOfFold>();
        mixed.put("one", scores(1));
        mixed.put("other", other);
        assertThatThrownBy(() -> new Leaderboard(mixed))
                .hasMessageContaining("other was judged on other users than one");
        assertThatThrownBy(() -> board().against("best")).hasMessageContaining("No model 'best' among [good, blind]");
    }

    @Test
    void givesRepeatedCrossValidationAScorecardWhoseAucKnowsTheSplits() {
        var predictions = scores(2);
        var lines = IntervalScorecard.of(predictions, 0.5, Bootstrap.seeded(1)).lines();
        var auc = lines.stream()
                .filter(line -> line.metric().equals("AUC-ROC"))
                .findFirst()
                .orElseThrow();
        assertThat(auc.interval())
                .isEqualTo(CrossValidatedAuc.of(LABELS, predictions.splits(), predictions.repetitions(), 0.95)
                        .interval());
        assertThat(auc.note()).contains("splits");
        assertThat(lines).hasSize(11);
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
