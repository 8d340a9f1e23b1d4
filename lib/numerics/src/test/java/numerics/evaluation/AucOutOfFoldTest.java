package numerics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import numerics.learning.CrossValidation;
import numerics.learning.Fold;
import numerics.learning.OutOfFold;
import numerics.learning.Outcomes;
import org.junit.jupiter.api.Test;

class AucOutOfFoldTest {

    private static final JsonObject GOLDEN = Golden.read("additions").json().getAsJsonObject("placements");

    @Test
    void agreesWithScikitLearnAndDelongsPlacements() {
        var scores = new ArrayList<double[]>();
        var splits = new ArrayList<int[]>();
        GOLDEN.getAsJsonArray("repeats").forEach(element -> {
            scores.add(Golden.doubles(element.getAsJsonObject().getAsJsonArray("scores")));
            splits.add(folds(Golden.doubles(element.getAsJsonObject().getAsJsonArray("test"))));
        });
        var auc = repeats(Cases.labels(12, 48), splits, scores);
        var interval = Golden.doubles(GOLDEN.getAsJsonArray("interval"));
        var made = auc.logit(12, 0.95);
        assertThat(made.estimate()).isCloseTo(interval[0], within(1e-12));
        assertThat(made.lower()).isCloseTo(interval[1], within(1e-9));
        assertThat(made.upper()).isCloseTo(interval[2], within(1e-9));
        assertThat(Math.sqrt(auc.sampling())).isCloseTo(GOLDEN.get("user_error").getAsDouble(), within(1e-12));
        assertThat(Math.sqrt(auc.split())).isCloseTo(GOLDEN.get("split_error").getAsDouble(), within(1e-12));
    }

    @Test
    void aShiftOfAWholeFoldChangesNothingWithinIt() {
        var labels = Cases.labels(10, 90);
        var splits = new CrossValidation(5, 2, 1).split(labels);
        var plain = List.of(Cases.normalScores(labels, 1, new Random(1)), Cases.normalScores(labels, 1, new Random(2)));
        var shifted = plain.stream().map(double[]::clone).toList();
        for (int row : Fold.numbered(splits.get(0)).get(0).test()) {
            shifted.get(0)[row] += 100;
        }
        var before = repeats(labels, splits, plain);
        var after = repeats(labels, splits, shifted);
        assertThat(after.mean()).isEqualTo(before.mean());
        assertThat(after.split()).isEqualTo(before.split());
    }

    @Test
    void repeatsThatAgreeAddNothingForTheSplit() {
        var labels = Cases.labels(10, 90);
        var scores = Cases.normalScores(labels, 1, new Random(1));
        var split = new CrossValidation(5, 1, 1).split(labels).get(0);
        assertThat(repeats(labels, List.of(split, split), List.of(scores, scores))
                        .split())
                .isZero();
    }

    @Test
    void perfectRankingIsNotCertain() {
        var labels = Cases.labels(20, 80);
        var scores = Cases.normalScores(labels, 1000, new Random(1));
        var splits = new CrossValidation(5, 2, 1).split(labels);
        assertThat(auc(labels, splits, List.of(scores, scores))).isEqualTo(Interval.wilson(new Ratio(20, 20), 0.95));
    }

    @Test
    void intervalHoldsChanceWhereThereIsNothingToLearnAndOneOfScoresDoesNot() {
        var labels = Cases.labels(20, 300);
        var random = new Random(11);
        int held = 0;
        int ofScores = 0;
        int dataSets = 300;
        for (int i = 0; i < dataSets; i++) {
            var features = IntStream.range(0, 4)
                    .mapToObj(feature -> Cases.normalScores(labels, 0, random))
                    .toList();
            var splits = new CrossValidation(5, 10, i).split(labels);
            var scores = splits.stream()
                    .map(folds -> outOfFold(labels, features, folds))
                    .toList();
            held += auc(labels, splits, scores).contains(0.5) ? 1 : 0;
            ofScores += MetricIntervals.auc(labels, scores.get(0), 0.95).contains(0.5) ? 1 : 0;
        }
        assertThat((double) held / dataSets).isBetween(0.92, 0.98);
        assertThat((double) ofScores / dataSets).isLessThan(0.9);
    }

    @Test
    void oneRepeatIsTooFew() {
        var labels = Cases.labels(10, 90);
        var splits = new CrossValidation(5, 1, 1).split(labels);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> repeats(labels, splits, List.of(new double[100])))
                .withMessageContaining("1 repetitions: expected 2 or more");
    }

    @Test
    void scoresOfOneSplitOnlyAreRefused() {
        var labels = Cases.labels(10, 90);
        var splits = new CrossValidation(5, 2, 1).split(labels);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> repeats(labels, splits, List.of(new double[100])))
                .withMessageContaining("2 splits and scores of 1");
    }

    @Test
    void foldsOfOtherRowsAreRefused() {
        var labels = Cases.labels(10, 90);
        var splits = new CrossValidation(5, 2, 1).split(Cases.labels(10, 80));
        var scores = List.of(new double[100], new double[100]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> repeats(labels, splits, scores))
                .withMessageContaining(
                        "90 rows were divided into the folds [1, 2, 3, 4, 5]: expected one fold for each of 100 rows");
    }

    @Test
    void foldsWithAGapAreRefused() {
        var labels = Cases.labels(2, 2);
        for (var numbers : List.of(new int[] {1, 3, 1, 3}, new int[] {0, 1, 2, 2}, new int[] {1, 1, 1, 1})) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new OutOfFold(labels, List.of(numbers), List.of(new double[4])))
                    .withMessageContaining("1, 2 and so on without a gap");
        }
    }

    @Test
    void aFoldWithoutPositivesHasNothingToCompare() {
        var labels = Cases.labels(2, 4);
        var split = folds(0, 0, 0, 0, 1, 1);
        var scores = List.of(new double[] {2, 3, 1, 1, 9, 9}, new double[] {1, 3, 2, 2, 9, 9});
        assertThat(repeats(labels, List.of(split, split), scores).mean()).isEqualTo((1 + 0.5) / 2);
    }

    @Test
    void aFoldOfPositivesAloneIsRefused() {
        var labels = Cases.labels(2, 4);
        var split = folds(0, 0, 1, 1, 1, 1);
        var scores = List.of(new double[6], new double[6]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> repeats(labels, List.of(split, split), scores))
                .withMessageContaining("AUC-ROC is undefined for 2");
    }

    private static Repeats repeats(boolean[] labels, List<int[]> splits, List<double[]> scores) {
        return MetricIntervals.aucRepeats(new OutOfFold(labels, splits, scores));
    }

    private static Interval auc(boolean[] labels, List<int[]> splits, List<double[]> scores) {
        return MetricIntervals.auc(new OutOfFold(labels, splits, scores), 0.95);
    }

    /** The numbers of folds that are counted from 0. */
    private static int[] folds(double... testedIn) {
        return IntStream.range(0, testedIn.length)
                .map(row -> (int) testedIn[row] + 1)
                .toArray();
    }

    /** Scores along the line from the mean of the lost to that of the retained, of users outside the fold. */
    private static double[] outOfFold(boolean[] labels, List<double[]> features, int[] folds) {
        var scores = new double[labels.length];
        for (var fold : Fold.numbered(folds)) {
            int[] train = fold.train();
            int[] test = fold.test();
            for (var feature : features) {
                double weight = 0;
                int retained = Outcomes.countPositives(Outcomes.pick(labels, train));
                for (int row : train) {
                    weight += labels[row] ? feature[row] / retained : -feature[row] / (train.length - retained);
                }
                for (int row : test) {
                    scores[row] += weight * feature[row];
                }
            }
        }
        return scores;
    }
}
