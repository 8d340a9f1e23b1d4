package numerics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import numerics.learning.CrossValidation;
import numerics.learning.Fold;
import numerics.learning.OutOfFold;
import numerics.learning.Outcomes;
import org.junit.jupiter.api.Test;

class AucDifferenceTest {

    private static final boolean[] LABELS = Cases.labels(20, 180);
    private static final List<int[]> SPLITS = new CrossValidation(5, 3, 1).split(LABELS);
    private static final OutOfFold GOOD = scores(1.5, 1);
    private static final OutOfFold BLIND = scores(0, 2);

    @Test
    void agreesWithPlacementsCountedPairByPair() {
        var golden = Golden.read("paired").json();
        var splits = new ArrayList<int[]>();
        var first = new ArrayList<double[]>();
        var second = new ArrayList<double[]>();
        golden.getAsJsonArray("repeats").forEach(element -> {
            var repeat = element.getAsJsonObject();
            first.add(Golden.doubles(repeat.getAsJsonArray("first")));
            second.add(Golden.doubles(repeat.getAsJsonArray("second")));
            splits.add(folds(repeat));
        });
        var labels = Cases.labels(12, 48);
        var one = new OutOfFold(labels, splits, first);
        var other = new OutOfFold(labels, splits, second);
        var made = MetricIntervals.aucDifference(one, other, golden.get("level").getAsDouble());
        var interval = Golden.doubles(golden.getAsJsonArray("interval"));
        assertThat(made.estimate()).isCloseTo(interval[0], within(1e-12));
        assertThat(made.lower()).isCloseTo(interval[1], within(1e-9));
        assertThat(made.upper()).isCloseTo(interval[2], within(1e-9));
        var repeats = MetricIntervals.aucDifferenceRepeats(one, other);
        assertThat(Math.sqrt(repeats.sampling()))
                .isCloseTo(golden.get("user_error").getAsDouble(), within(1e-12));
        assertThat(Math.sqrt(repeats.split()))
                .isCloseTo(golden.get("split_error").getAsDouble(), within(1e-12));
    }

    @Test
    void theDifferenceIsThatOfTheTwoAucs() {
        var made = MetricIntervals.aucDifference(GOOD, BLIND, 0.95);
        assertThat(made.estimate()).isCloseTo(auc(GOOD) - auc(BLIND), within(1e-12));
        assertThat(made.lower()).isPositive();
    }

    @Test
    void swappingTheLearnersTurnsTheSign() {
        var made = MetricIntervals.aucDifference(GOOD, BLIND, 0.95);
        var turned = MetricIntervals.aucDifference(BLIND, GOOD, 0.95);
        assertThat(turned.estimate()).isCloseTo(-made.estimate(), within(1e-15));
        assertThat(turned.lower()).isCloseTo(-made.upper(), within(1e-15));
    }

    @Test
    void aLearnerDoesNotDifferFromItself() {
        assertThat(MetricIntervals.aucDifference(GOOD, GOOD, 0.95)).isEqualTo(new Interval(0, 0, 0, 0.95));
    }

    @Test
    void scalesOfFoldsDoNotMatter() {
        var shifted = GOOD.repetitions();
        for (int row : Fold.numbered(SPLITS.get(0)).get(0).test()) {
            shifted.get(0)[row] = 1000 + 3 * shifted.get(0)[row];
        }
        assertThat(MetricIntervals.aucDifference(new OutOfFold(LABELS, SPLITS, shifted), BLIND, 0.95))
                .isEqualTo(MetricIntervals.aucDifference(GOOD, BLIND, 0.95));
    }

    @Test
    void seldomSeparatesEqualLearnersWithoutASignal() {
        var random = new Random(5);
        int wrong = 0;
        int dataSets = 300;
        for (int i = 0; i < dataSets; i++) {
            var splits = new CrossValidation(5, 8, i).split(LABELS);
            var first = new OutOfFold(LABELS, splits, outOfFold(splits, random));
            var second = new OutOfFold(LABELS, splits, outOfFold(splits, random));
            wrong += MetricIntervals.aucDifference(first, second, 0.95).contains(0) ? 0 : 1;
        }
        assertThat((double) wrong / dataSets).isBetween(0.02, 0.08);
    }

    @Test
    void keepsItsCoverageWhereFoldsHaveNoPositiveToCompare() {
        var random = new Random(6);
        var members = new boolean[LABELS.length];
        Arrays.fill(members, 15, members.length, true); // 5 of the 20 positives, in five folds
        int covered = 0;
        int dataSets = 300;
        for (int i = 0; i < dataSets; i++) {
            var splits = new CrossValidation(5, 4, i).split(LABELS);
            var first = new OutOfFold(LABELS, splits, outOfFold(splits, random)).among(members);
            var second = new OutOfFold(LABELS, splits, outOfFold(splits, random)).among(members);
            covered += MetricIntervals.aucDifference(first, second, 0.95).contains(0) ? 1 : 0;
        }
        assertThat((double) covered / dataSets).isBetween(0.95, 1.0);
    }

    @Test
    void oneRepeatIsTooFew() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricIntervals.aucDifference(first(1, GOOD), BLIND, 0.95))
                .withMessageContaining("1 repetitions: expected 2 or more");
    }

    @Test
    void learnersAreComparedOnTheRepeatsThatBothHave() {
        assertThat(MetricIntervals.aucDifference(GOOD, first(2, BLIND), 0.95))
                .isEqualTo(MetricIntervals.aucDifference(first(2, GOOD), first(2, BLIND), 0.95));
    }

    @Test
    void learnersOfDifferentFoldsOrLabelsAreRefused() {
        var otherFolds = new OutOfFold(LABELS, new CrossValidation(4, 3, 1).split(LABELS), GOOD.repetitions());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricIntervals.aucDifference(GOOD, otherFolds, 0.95))
                .withMessageContaining("different rows or folds");
        var otherLabels = new OutOfFold(Cases.labels(21, 179), SPLITS, GOOD.repetitions());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricIntervals.aucDifference(GOOD, otherLabels, 0.95))
                .withMessageContaining("different rows or folds");
    }

    @Test
    void aFoldOfPositivesAloneIsRefused() {
        var labels = Cases.labels(4, 2);
        int[] folds = {1, 1, 1, 1, 2, 2};
        var predictions = new OutOfFold(labels, List.of(folds, folds), List.of(new double[6], new double[6]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricIntervals.aucDifference(predictions, predictions, 0.95))
                .withMessageContaining("AUC-ROC is undefined for 4 positives and 0");
    }

    private static OutOfFold first(int count, OutOfFold all) {
        return new OutOfFold(LABELS, SPLITS.subList(0, count), all.repetitions().subList(0, count));
    }

    private static OutOfFold scores(double shift, long seed) {
        var random = new Random(seed);
        var ofRow = Cases.normalScores(LABELS, shift, random);
        return new OutOfFold(
                LABELS,
                SPLITS,
                IntStream.range(0, SPLITS.size())
                        .mapToObj(repeat -> IntStream.range(0, LABELS.length)
                                .mapToDouble(row -> ofRow[row] + 0.3 * random.nextGaussian())
                                .toArray())
                        .toList());
    }

    private static double auc(OutOfFold predictions) {
        return MetricIntervals.auc(predictions, 0.95).estimate();
    }

    private static int[] folds(JsonObject repeat) {
        return DoubleStream.of(Golden.doubles(repeat.getAsJsonArray("test")))
                .mapToInt(fold -> (int) fold + 1)
                .toArray();
    }

    /** Four features of noise, scored along the line from the mean of the lost to that of the retained outside the fold. */
    private static List<double[]> outOfFold(List<int[]> splits, Random random) {
        var features = IntStream.range(0, 4)
                .mapToObj(feature -> Cases.normalScores(LABELS, 0, random))
                .toList();
        return splits.stream()
                .map(folds -> {
                    var scores = new double[LABELS.length];
                    for (var fold : Fold.numbered(folds)) {
                        for (var feature : features) {
                            double weight = 0;
                            int[] train = fold.train();
                            int retained = Outcomes.countPositives(Outcomes.pick(LABELS, train));
                            for (int row : train) {
                                weight += LABELS[row]
                                        ? feature[row] / retained
                                        : -feature[row] / (train.length - retained);
                            }
                            for (int row : fold.test()) {
                                scores[row] += weight * feature[row];
                            }
                        }
                    }
                    return scores;
                })
                .toList();
    }
}
