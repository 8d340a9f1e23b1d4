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
import numerics.learning.Inputs;
import numerics.learning.Rows;
import org.junit.jupiter.api.Test;

class CrossValidatedAucDifferenceTest {

    private static final boolean[] LABELS = Cases.labels(20, 180);
    private static final List<List<Fold>> SPLITS = new CrossValidation(5, 3, 1).split(LABELS);
    private static final List<double[]> GOOD = scores(1.5, 1);
    private static final List<double[]> BLIND = scores(0, 2);

    @Test
    void agreesWithPlacementsCountedPairByPair() {
        var golden = Golden.read("paired").json();
        var splits = new ArrayList<List<Fold>>();
        var first = new ArrayList<double[]>();
        var second = new ArrayList<double[]>();
        golden.getAsJsonArray("repeats").forEach(element -> {
            var repeat = element.getAsJsonObject();
            first.add(Golden.doubles(repeat.getAsJsonArray("first")));
            second.add(Golden.doubles(repeat.getAsJsonArray("second")));
            splits.add(folds(repeat));
        });
        var made = CrossValidatedAucDifference.of(
                Cases.labels(12, 48), splits, first, second, golden.get("level").getAsDouble());
        var interval = Golden.doubles(golden.getAsJsonArray("interval"));
        assertThat(made.difference().estimate()).isCloseTo(interval[0], within(1e-12));
        assertThat(made.difference().lower()).isCloseTo(interval[1], within(1e-9));
        assertThat(made.difference().upper()).isCloseTo(interval[2], within(1e-9));
        assertThat(made.userError()).isCloseTo(golden.get("user_error").getAsDouble(), within(1e-12));
        assertThat(made.splitError()).isCloseTo(golden.get("split_error").getAsDouble(), within(1e-12));
        assertThat(made.pValue()).isCloseTo(golden.get("p").getAsDouble(), within(1e-9));
    }

    @Test
    void theDifferenceIsThatOfTheTwoAucs() {
        var made = CrossValidatedAucDifference.of(LABELS, SPLITS, GOOD, BLIND, 0.95);
        assertThat(made.difference().estimate())
                .isCloseTo(
                        auc(GOOD).interval().estimate() - auc(BLIND).interval().estimate(), within(1e-12));
        assertThat(made.difference().lower()).isPositive();
        assertThat(made.pValue()).isLessThan(0.05);
    }

    @Test
    void swappingTheLearnersTurnsTheSign() {
        var made = CrossValidatedAucDifference.of(LABELS, SPLITS, GOOD, BLIND, 0.95);
        var turned = CrossValidatedAucDifference.of(LABELS, SPLITS, BLIND, GOOD, 0.95);
        assertThat(turned.difference().estimate()).isCloseTo(-made.difference().estimate(), within(1e-15));
        assertThat(turned.pValue()).isCloseTo(made.pValue(), within(1e-15));
    }

    @Test
    void aLearnerDoesNotDifferFromItself() {
        var made = CrossValidatedAucDifference.of(LABELS, SPLITS, GOOD, GOOD, 0.95);
        assertThat(made.difference()).isEqualTo(new Interval(0, 0, 0, 0.95));
        assertThat(made.pValue()).isEqualTo(1);
    }

    @Test
    void scalesOfFoldsDoNotMatter() {
        var shifted = GOOD.stream().map(double[]::clone).toList();
        for (int row : SPLITS.get(0).get(0).test()) {
            shifted.get(0)[row] = 1000 + 3 * shifted.get(0)[row];
        }
        assertThat(CrossValidatedAucDifference.of(LABELS, SPLITS, shifted, BLIND, 0.95))
                .isEqualTo(CrossValidatedAucDifference.of(LABELS, SPLITS, GOOD, BLIND, 0.95));
    }

    @Test
    void seldomCallsEqualLearnersDifferentWhereThereIsNothingToLearn() {
        var random = new Random(5);
        int wrong = 0;
        int dataSets = 300;
        for (int i = 0; i < dataSets; i++) {
            var splits = new CrossValidation(5, 8, i).split(LABELS);
            var first = outOfFold(splits, random);
            var second = outOfFold(splits, random);
            wrong += CrossValidatedAucDifference.of(LABELS, splits, first, second, 0.95)
                                    .pValue()
                            <= 0.05
                    ? 1
                    : 0;
        }
        assertThat((double) wrong / dataSets).isBetween(0.02, 0.08);
    }

    @Test
    void saysItsFigures() {
        assertThat(CrossValidatedAucDifference.of(LABELS, SPLITS, GOOD, GOOD, 0.95))
                .hasToString("0.0000 [0.0000, 0.0000], p = 1.00");
    }

    @Test
    void oneRepeatIsTooFew() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CrossValidatedAucDifference.of(
                        LABELS, SPLITS.subList(0, 1), GOOD.subList(0, 1), BLIND.subList(0, 1), 0.95))
                .withMessageContaining("1 splits: expected 2 or more");
    }

    @Test
    void learnersOfDifferentRepeatsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CrossValidatedAucDifference.of(LABELS, SPLITS, GOOD, BLIND.subList(0, 2), 0.95))
                .withMessageContaining("3 splits and scores of 3 and 2");
    }

    @Test
    void aFoldWithoutRetainedUsersIsRefused() {
        var labels = Cases.labels(2, 4);
        var folds = List.of(
                new Fold(new int[] {4, 5}, new int[] {0, 1, 2, 3}), new Fold(new int[] {0, 1, 2, 3}, new int[] {4, 5}));
        var scores = List.of(new double[6], new double[6]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CrossValidatedAucDifference.of(labels, List.of(folds, folds), scores, scores, 0.95))
                .withMessageContaining("AUC-ROC is undefined for 0 retained and 2 lost");
    }

    private static List<double[]> scores(double shift, long seed) {
        var random = new Random(seed);
        var ofUser = Cases.normalScores(LABELS, shift, random);
        return IntStream.range(0, SPLITS.size())
                .mapToObj(repeat -> IntStream.range(0, LABELS.length)
                        .mapToDouble(user -> ofUser[user] + 0.3 * random.nextGaussian())
                        .toArray())
                .toList();
    }

    private static CrossValidatedAuc auc(List<double[]> scores) {
        return CrossValidatedAuc.of(LABELS, SPLITS, scores, 0.95);
    }

    private static List<Fold> folds(JsonObject repeat) {
        var testedIn = Golden.doubles(repeat.getAsJsonArray("test"));
        return IntStream.range(0, 3)
                .mapToObj(fold -> new Fold(
                        IntStream.range(0, testedIn.length)
                                .filter(row -> testedIn[row] != fold)
                                .toArray(),
                        IntStream.range(0, testedIn.length)
                                .filter(row -> testedIn[row] == fold)
                                .toArray()))
                .toList();
    }

    /** Four features of noise, scored along the line from the mean of the lost to that of the retained outside the fold. */
    private static List<double[]> outOfFold(List<List<Fold>> splits, Random random) {
        var features = IntStream.range(0, 4)
                .mapToObj(feature -> Cases.normalScores(LABELS, 0, random))
                .toList();
        return splits.stream()
                .map(folds -> {
                    var scores = new double[LABELS.length];
                    for (var fold : folds) {
                        for (var feature : features) {
                            double weight = 0;
                            int[] train = fold.train();
                            int retained = Inputs.countRetained(Rows.pick(LABELS, train));
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
