package numerics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import numerics.learning.CrossValidation;
import numerics.learning.FeatureMatrix;
import numerics.learning.Features;
import numerics.learning.Fold;
import numerics.learning.Learner;
import numerics.learning.OutOfFold;
import org.junit.jupiter.api.Test;

class DecisionsTest {

    private static final boolean[] LABELS = Cases.labels(30, 200);
    private static final CrossValidation PROTOCOL = new CrossValidation(5, 2, 1);
    private static final ExpectedCost COST = new ExpectedCost(8, 1);

    /** Nothing is learned: the score is the feature. */
    private static final Learner AS_IS = (training, seed) -> rows -> rows.values("score");

    @Test
    void byProbabilityContactsWhoIsAboveTheRatioOfTheCosts() {
        var scores = new double[230];
        Arrays.fill(scores, 0.125);
        scores[0] = 0.126;
        scores[229] = 0.9;
        var decisions = Decisions.byProbability(judged(scores), COST);
        assertThat(decisions.meanContacted()).isEqualTo(2);
        assertThat(decisions.meanFound()).isEqualTo(1);
        assertThat(decisions.threshold()).isEqualTo("probability above 0.125");
    }

    @Test
    void noOtherThresholdIsCheaperForCalibratedProbabilities() {
        var random = new Random(1);
        var probabilities =
                random.doubles(20_000).map(each -> (float) (0.5 * each * each)).toArray();
        var labels = new boolean[probabilities.length];
        for (int user = 0; user < labels.length; user++) {
            labels[user] = random.nextDouble() < probabilities[user];
        }
        var judged = PROTOCOL.predict(features(probabilities), labels, AS_IS);
        double best = Decisions.byProbability(judged, COST).costPerUser(0.95).estimate();
        for (double other : new double[] {0.06, 0.25, 0.4}) {
            var asIfDearer = new ExpectedCost(1, other);
            var confusion = Decisions.byProbability(judged, asIfDearer).total();
            assertThat(COST.perUser(confusion)).isGreaterThan(best);
        }
    }

    @Test
    void contactsNobodyWhereAContactCostsMoreThanAMiss() {
        var decisions =
                Decisions.byProbability(judged(new Random(7).doubles(230).toArray()), new ExpectedCost(1, 3));
        assertThat(decisions.meanContacted()).isZero();
        assertThat(decisions.costPerUser(0.95).estimate()).isCloseTo(decisions.contactingNobody(), within(1e-12));
    }

    @Test
    void byOtherFoldsCostsAtLeastAsMuchAsTheThresholdThatIsBestInHindsight() {
        for (int seed = 0; seed < 10; seed++) {
            // Features are floats.
            var scores = Arrays.stream(Cases.normalScores(LABELS, 1, new Random(seed)))
                    .map(score -> (float) score)
                    .toArray();
            var decisions = Decisions.byOtherFolds(judged(scores), COST);
            double best = COST.perUser(ConfusionMatrix.at(COST.cheapestThreshold(LABELS, scores), LABELS, scores));
            assertThat(decisions.costPerUser(0.95).estimate()).isGreaterThan(best - 1e-12);
            assertThat(decisions.total().users()).isEqualTo(2 * 230);
        }
    }

    @Test
    void paysWhereScoresSaySomething() {
        var decisions = Decisions.byOtherFolds(judged(Cases.normalScores(LABELS, 3, new Random(1))), COST);
        assertThat(decisions.costPerUser(0.95).upper())
                .isLessThan(Math.min(decisions.contactingNobody(), decisions.contactingEverybody()));
        assertThat(decisions.meanFound()).isGreaterThan(20);
        assertThat(decisions.meanContacted()).isLessThan(60);
    }

    @Test
    void theOutcomesOfAFoldDoNotMoveItsThreshold() {
        var scores = Cases.normalScores(LABELS, 1, new Random(3));
        var splits = PROTOCOL.split(LABELS);
        var changed = LABELS.clone();
        for (int row : splits.get(0).get(2).test()) {
            changed[row] = !changed[row];
        }
        var before = thresholds(LABELS, splits, scores);
        var after = thresholds(changed, splits, scores);
        assertThat(after[2]).isEqualTo(before[2]);
        assertThat(after).isNotEqualTo(before);
    }

    private static double[] thresholds(boolean[] labels, List<List<Fold>> splits, double... scores) {
        var judged = PROTOCOL.predict(splits, features(scores), labels, AS_IS, (done, total) -> {});
        return Decisions.byOtherFolds(judged, COST).thresholds().get(0);
    }

    @Test
    void decidesByAFoldsThresholdOnlyAboutWhoIsInIt() {
        var judged = judged(Cases.normalScores(LABELS, 1, new Random(4)));
        var decisions = Decisions.byOtherFolds(judged, COST);
        int contacted = 0;
        for (int repetition = 0; repetition < 2; repetition++) {
            for (int fold = 0; fold < 5; fold++) {
                double threshold = decisions.thresholds().get(repetition)[fold];
                for (int row : judged.splits().get(repetition).get(fold).test()) {
                    contacted += judged.repetitions().get(repetition)[row] >= threshold ? 1 : 0;
                }
            }
        }
        assertThat(decisions.total().predictedRetained()).isEqualTo(contacted);
    }

    @Test
    void theCostIsThatOfMissesAndContacts() {
        for (var cost : List.of(COST, new ExpectedCost(1, 3))) {
            var decisions = Decisions.byOtherFolds(judged(Cases.normalScores(LABELS, 1, new Random(9))), cost);
            var interval = decisions.costPerUser(0.95);
            double missed = 30 - decisions.meanFound();
            assertThat(interval.estimate())
                    .isCloseTo(
                            (cost.costOfMissing() * missed + cost.costOfContact() * decisions.meanContacted()) / 230,
                            within(1e-12));
            assertThat(interval.contains(interval.estimate())).isTrue();
        }
    }

    @Test
    void aCostWhereNobodyIsFoundIsNotCertain() {
        var worst = IntStream.range(0, 230)
                .mapToDouble(user -> user < 30 ? 0.01 : user / 230.0)
                .toArray();
        var decisions = Decisions.byProbability(judged(worst), new ExpectedCost(8, 7.6));
        assertThat(decisions.meanFound()).isZero();
        // Up to an eighth of thirty retained users may be found among others.
        assertThat(decisions.costPerUser(0.95).width()).isGreaterThan(30 * 0.4 / 230.0 / 8);
    }

    @Test
    void ofSomeUsersCountsThemAlone() {
        var decisions = Decisions.byOtherFolds(judged(Cases.normalScores(LABELS, 1, new Random(6))), COST);
        var members = new boolean[230];
        Arrays.fill(members, 10, 130, true);
        var some = decisions.among(members);
        assertThat(some.total().users()).isEqualTo(2 * 120);
        assertThat(some.total().retained()).isEqualTo(2 * 20);
        assertThat(some.contactingNobody()).isCloseTo(8 * 20 / 120.0, within(1e-12));
        assertThatThrownBy(() -> decisions.among(new boolean[3])).hasMessageContaining("3 values for 230 users");
    }

    @Test
    void aTableHasThePoliciesThatNeedNoModelFirst() {
        var judged = judged(Cases.normalScores(LABELS, 1, new Random(8)));
        var models = new LinkedHashMap<String, Decisions>();
        models.put("other folds", Decisions.byOtherFolds(judged, COST));
        var table = Decisions.table(models);
        assertThat(table.name()).contains("of 230 users, where a miss costs 8 and a contact 1");
        assertThat(table.stringColumn("model").asList()).containsExactly("nobody", "everybody", "other folds");
        assertThat(table.stringColumn("cost per user [95 % interval]").asList().subList(0, 2))
                .containsExactly("1.043", "1.000");
        assertThat(table.stringColumn("retained among them").get(2)).matches("\\d+\\.\\d of 30");
        models.put("dearer", Decisions.byOtherFolds(judged, new ExpectedCost(9, 1)));
        assertThatThrownBy(() -> Decisions.table(models)).hasMessageContaining("expected the same outcomes and costs");
    }

    @Test
    void decisionsAboutDifferentOutcomesAreNotCompared() {
        var labels = LABELS.clone();
        labels[0] = false;
        var scores = Cases.normalScores(LABELS, 1, new Random(8));
        var models = Map.of(
                "twenty",
                Decisions.byOtherFolds(judged(scores), COST),
                "other outcome",
                Decisions.byOtherFolds(PROTOCOL.predict(features(scores), labels, AS_IS), COST));
        assertThatThrownBy(() -> Decisions.table(models)).hasMessageContaining("expected the same outcomes and costs");
    }

    private static OutOfFold judged(double... scores) {
        return PROTOCOL.predict(features(scores), LABELS, AS_IS);
    }

    private static Features features(double... scores) {
        return Features.of(FeatureMatrix.of(
                List.of("score"),
                Arrays.stream(scores)
                        .mapToObj(score -> new float[] {(float) score})
                        .toArray(float[][]::new)));
    }
}
