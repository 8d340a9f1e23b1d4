package retention.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import retention.model.FeatureMatrix;
import retention.model.Features;
import retention.model.FirthLogistic;
import retention.model.Learner;

class InnerThresholdTest {

    private static final boolean[] LABELS = Cases.labels(30, 200);
    private static final CrossValidation PROTOCOL = new CrossValidation(5, 2, 1);
    private static final ExpectedCost COST = new ExpectedCost(8, 1);

    /** Nothing is learned: the score is the feature. */
    private static final Learner AS_IS = (training, seed) -> rows -> rows.values("score");

    @Test
    void costsAtLeastAsMuchAsTheThresholdThatIsBestInHindsight() {
        for (int seed = 0; seed < 10; seed++) {
            var scores = Cases.normalScores(LABELS, 1, new Random(seed));
            // Features are floats.
            var rounded = Arrays.stream(scores).map(score -> (float) score).toArray();
            for (var calls : List.of(calls(AS_IS, scores), ofOtherFolds(AS_IS, scores))) {
                assertThat(calls.costPerUser(0.95).estimate())
                        .isGreaterThan(COST.best(LABELS, rounded).costPerUser() - 1e-12);
                assertThat(calls.total().users()).isEqualTo(2 * 230);
            }
        }
    }

    @Test
    void paysWhereScoresSaySomething() {
        var calls = calls(AS_IS, Cases.normalScores(LABELS, 3, new Random(1)));
        assertThat(calls.costPerUser(0.95).upper())
                .isLessThan(Math.min(calls.callingNobody(), calls.callingEverybody()));
        assertThat(calls.meanFound()).isGreaterThan(20);
        assertThat(calls.meanCalled()).isLessThan(60);
    }

    @Test
    void isNotFooledByAModelThatKnowsItsTrainingUsersByHeart() {
        var numbers = IntStream.range(0, 230).asDoubleStream().toArray();
        Learner byHeart = (training, seed) -> {
            var known = new ArrayList<Double>();
            for (int row = 0; row < training.rows(); row++) {
                if (training.label(row)) {
                    known.add((double) training.features().value(row, 0));
                }
            }
            return rows -> Arrays.stream(rows.values("score"))
                    .map(row -> known.contains(row) ? 1 : 0)
                    .toArray();
        };
        // Nobody unseen ever scores, so that the honest threshold calls all or none.
        for (var calls : List.of(calls(byHeart, numbers), ofOtherFolds(byHeart, numbers))) {
            assertThat(calls.meanCalled()).isIn(0.0, 230.0);
            assertThat(calls.costPerUser(0.95).estimate())
                    .isGreaterThanOrEqualTo(Math.min(calls.callingNobody(), calls.callingEverybody()) - 1e-12);
        }
    }

    @Test
    void theOutcomesOfAFoldDoNotMoveItsThreshold() {
        var scores = Cases.normalScores(LABELS, 1, new Random(3));
        var splits = PROTOCOL.split(LABELS);
        var fold = splits.get(0).get(2).test();
        var changed = LABELS.clone();
        for (int row : fold) {
            changed[row] = !changed[row];
        }
        var before = thresholds(LABELS, splits, scores);
        var after = thresholds(changed, splits, scores);
        assertThat(after[2]).isEqualTo(before[2]);
        assertThat(after).isNotEqualTo(before);
    }

    private static double[] thresholds(boolean[] labels, List<List<Fold>> splits, double... scores) {
        var learner = new FirthLogistic();
        var outer = PROTOCOL.predict(splits, features(scores), labels, learner, (done, total) -> {});
        return InnerThreshold.of(outer, features(scores), learner, COST, 1)
                .thresholds()
                .get(0);
    }

    @Test
    void judgesAnInnerFoldByAModelOfTheFoldsThatAreLeft() {
        var numbers = IntStream.range(0, 230).asDoubleStream().toArray();
        var sizes = new ArrayList<Integer>();
        Learner counting = (training, seed) -> {
            sizes.add(training.rows());
            var seen = training.features().values("score");
            return rows -> Arrays.stream(rows.values("score"))
                    .map(row -> Arrays.stream(seen).anyMatch(one -> one == row) ? 1 : 0)
                    .toArray();
        };
        var outer = PROTOCOL.predict(features(numbers), LABELS, AS_IS);
        var calls = InnerThreshold.of(outer, features(numbers), counting, COST, 1);
        assertThat(sizes).hasSize(2 * 10).containsOnly(3 * 46);
        // No inner model had seen whom it judged: all score 0, and the threshold calls all or none.
        assertThat(calls.thresholds()).allSatisfy(each -> assertThat(each).containsOnly(0));
    }

    @Test
    void callsBySomeFoldsThresholdsOnlyWhoIsInThem() {
        var scores = Cases.normalScores(LABELS, 1, new Random(4));
        var outer = PROTOCOL.predict(features(scores), LABELS, AS_IS);
        var calls = InnerThreshold.ofOtherFolds(outer, COST);
        int called = 0;
        for (int repetition = 0; repetition < 2; repetition++) {
            for (int fold = 0; fold < 5; fold++) {
                double threshold = calls.thresholds().get(repetition)[fold];
                for (int row : outer.splits().get(repetition).get(fold).test()) {
                    called += outer.repetitions().get(repetition)[row] >= threshold ? 1 : 0;
                }
            }
        }
        assertThat(calls.total().predictedRetained()).isEqualTo(called);
    }

    @Test
    void aCostHasTheVarianceOfItsMeanOverUsersAndOfTheSplits() {
        var calls = calls(AS_IS, Cases.normalScores(LABELS, 1, new Random(5)));
        var values = PROTOCOL.predict(features(Cases.normalScores(LABELS, 1, new Random(5))), LABELS, AS_IS)
                .repetitions();
        var costs = new ArrayList<double[]>();
        for (int repetition = 0; repetition < 2; repetition++) {
            var ofUsers = new double[230];
            var folds = PROTOCOL.split(LABELS).get(repetition);
            for (int fold = 0; fold < 5; fold++) {
                for (int row : folds.get(fold).test()) {
                    boolean called =
                            values.get(repetition)[row] >= calls.thresholds().get(repetition)[fold];
                    ofUsers[row] = called ? 1 / 8.0 : LABELS[row] ? 1 : 0;
                }
            }
            costs.add(ofUsers);
        }
        var means = costs.stream().mapToDouble(StatUtils::mean).toArray();
        double ofUsers = costs.stream()
                .mapToDouble(cost -> ofClass(cost, 0, 30) + ofClass(cost, 30, 230))
                .average()
                .orElseThrow();
        var expected = Interval.logit(StatUtils.mean(means), ofUsers + 1.5 * StatUtils.variance(means), 30, 0.95);
        var interval = calls.costPerUser(0.95);
        assertThat(interval.estimate()).isCloseTo(8 * expected.estimate(), within(1e-12));
        // Wilson's limits of the shares instead of a logit of the whole, so alike and not the same.
        assertThat(interval.lower()).isCloseTo(8 * expected.lower(), within(0.1 * interval.width()));
        assertThat(interval.upper()).isCloseTo(8 * expected.upper(), within(0.1 * interval.width()));
    }

    /** What the users of one class, who stand together, add to the variance of a mean over all users. */
    private static double ofClass(double[] cost, int from, int to) {
        return (to - from) * StatUtils.populationVariance(cost, from, to - from) / ((double) cost.length * cost.length);
    }

    @Test
    void aCostWhereNobodyIsFoundIsNotCertain() {
        var worst = IntStream.range(0, 230).mapToDouble(user -> user / 230.0).toArray();
        var calls = Calls.at(0.95, PROTOCOL.predict(features(worst), LABELS, AS_IS), COST);
        assertThat(calls.meanFound()).isZero();
        var interval = calls.costPerUser(0.95);
        assertThat(interval.estimate()).isCloseTo((30 * 8 + calls.meanCalled()) / 230, within(1e-12));
        // Up to an eighth of thirty retained users may be found among others.
        assertThat(interval.width()).isGreaterThan(30 * 7 / 230.0 / 8);
    }

    @Test
    void whereACallIsDearerThanAMissFindingCosts() {
        var calls = Calls.at(
                0.5,
                PROTOCOL.predict(features(Cases.normalScores(LABELS, 1, new Random(9))), LABELS, AS_IS),
                new ExpectedCost(1, 3));
        var interval = calls.costPerUser(0.95);
        double missed = 30 - calls.meanFound();
        assertThat(interval.estimate()).isCloseTo((missed + 3 * calls.meanCalled()) / 230, within(1e-12));
        assertThat(interval.contains(interval.estimate())).isTrue();
    }

    @Test
    void ofSomeUsersCountsThemAlone() {
        var calls = calls(AS_IS, Cases.normalScores(LABELS, 1, new Random(6)));
        var members = new boolean[230];
        Arrays.fill(members, 10, 130, true);
        var some = calls.among(members);
        assertThat(some.total().users()).isEqualTo(2 * 120);
        assertThat(some.total().retained()).isEqualTo(2 * 20);
        assertThat(some.callingNobody()).isCloseTo(8 * 20 / 120.0, within(1e-12));
        assertThatThrownBy(() -> calls.among(new boolean[3])).hasMessageContaining("3 values for 230 users");
    }

    @Test
    void saysHowTheThresholdWasChosen() {
        var scores = Cases.normalScores(LABELS, 1, new Random(7));
        assertThat(calls(AS_IS, scores).description())
                .isEqualTo("a threshold from an inner cross-validation, where a miss costs 8 and a call 1");
        assertThat(ofOtherFolds(AS_IS, scores).description()).startsWith("a threshold from the other folds");
        var fixed = Calls.at(0.5, PROTOCOL.predict(features(scores), LABELS, AS_IS), COST);
        assertThat(fixed.description()).isEqualTo("threshold 0.5");
        assertThat(fixed.total())
                .isEqualTo(new ConfusionMatrix(
                        2 * ConfusionMatrix.at(0.5, LABELS, scores).truePositives(),
                        2 * ConfusionMatrix.at(0.5, LABELS, scores).falsePositives(),
                        2 * ConfusionMatrix.at(0.5, LABELS, scores).falseNegatives(),
                        2 * ConfusionMatrix.at(0.5, LABELS, scores).trueNegatives()));
        assertThatThrownBy(() -> Calls.at(Double.NaN, PROTOCOL.predict(features(scores), LABELS, AS_IS), COST))
                .hasMessageContaining("NaN");
    }

    @Test
    void aTableShowsModelsAtOnePriceBesideThePoliciesThatNeedNone() {
        var scores = Cases.normalScores(LABELS, 1, new Random(8));
        var models = new LinkedHashMap<String, Calls>();
        models.put("inner", calls(AS_IS, scores));
        models.put("others", ofOtherFolds(AS_IS, scores));
        var table = Calls.table(models);
        assertThat(table.name())
                .contains("of 230 users, where a miss costs 8 and a call 1", "nobody costs 1.043", "everybody 1.000");
        assertThat(table.stringColumn("threshold").asList())
                .containsExactly("from an inner cross-validation", "from the other folds");
        assertThat(table.stringColumn("retained among them").get(0)).matches("\\d+\\.\\d of 30");
        models.put(
                "dearer",
                InnerThreshold.ofOtherFolds(PROTOCOL.predict(features(scores), LABELS, AS_IS), new ExpectedCost(9, 1)));
        assertThatThrownBy(() -> Calls.table(models)).hasMessageContaining("expected the same for all models");
        assertThatThrownBy(() -> Calls.table(Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesTwoFolds() {
        var halves = new CrossValidation(2, 1, 1).predict(features(new double[230]), LABELS, AS_IS);
        assertThatThrownBy(() -> InnerThreshold.of(halves, features(new double[230]), AS_IS, COST, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 folds: expected 3 or more");
    }

    private static Calls calls(Learner learner, double... scores) {
        var outer = PROTOCOL.predict(features(scores), LABELS, learner);
        return InnerThreshold.of(outer, features(scores), learner, COST, 1);
    }

    private static Calls ofOtherFolds(Learner learner, double... scores) {
        return InnerThreshold.ofOtherFolds(PROTOCOL.predict(features(scores), LABELS, learner), COST);
    }

    private static Features features(double... scores) {
        return Features.of(FeatureMatrix.of(
                List.of("score"),
                Arrays.stream(scores)
                        .mapToObj(score -> new float[] {(float) score})
                        .toArray(float[][]::new)));
    }
}
