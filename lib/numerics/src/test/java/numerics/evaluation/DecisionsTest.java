package numerics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import numerics.learning.CrossValidation;
import numerics.learning.FeatureMatrix;
import numerics.learning.Features;
import numerics.learning.Learner;
import numerics.learning.OutOfFold;
import numerics.learning.Outcomes;
import org.junit.jupiter.api.Test;

class DecisionsTest {

    private static final boolean[] LABELS = Cases.labels(30, 200);
    private static final CrossValidation PROTOCOL = new CrossValidation(5, 2, 1);
    private static final ExpectedCost COST = new ExpectedCost(8, 1);

    /** Nothing is learned: the score is the feature. */
    private static final Learner AS_IS = (training, seed) -> rows -> rows.values("score");

    @Test
    void byProbabilityPredictsWhatIsAboveTheRatioOfTheCosts() {
        var scores = new double[230];
        Arrays.fill(scores, 0.125);
        scores[0] = 0.126;
        scores[229] = 0.9;
        var decisions = Decisions.byProbability(judged(scores), COST);
        assertThat(decisions.meanPredictedPositives()).isEqualTo(2);
        assertThat(decisions.meanTruePositives()).isEqualTo(1);
        assertThat(decisions.threshold()).isEqualTo("probability above 0.125");
    }

    @Test
    void noOtherThresholdIsCheaperForCalibratedProbabilities() {
        var random = new Random(1);
        var probabilities =
                random.doubles(20_000).map(each -> (float) (0.5 * each * each)).toArray();
        var labels = new boolean[probabilities.length];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = random.nextDouble() < probabilities[row];
        }
        var judged = PROTOCOL.predict(features(probabilities), labels, AS_IS);
        double best = Decisions.byProbability(judged, COST).costPerRow(0.95).estimate();
        for (double other : new double[] {0.06, 0.25, 0.4}) {
            var atAnotherThreshold = Decisions.byProbability(judged, new ExpectedCost(1, other));
            assertThat(COST.of(atAnotherThreshold.repetitions().get(0)) / labels.length)
                    .isGreaterThan(best);
        }
    }

    @Test
    void predictsNoPositiveWhereThatCostsMoreThanAMiss() {
        var decisions =
                Decisions.byProbability(judged(new Random(7).doubles(230).toArray()), new ExpectedCost(1, 3));
        assertThat(decisions.meanPredictedPositives()).isZero();
        assertThat(decisions.costPerRow(0.95).estimate()).isCloseTo(30 / 230.0, within(1e-12));
    }

    @Test
    void byOtherFoldsCostsAtLeastAsMuchAsTheThresholdThatIsBestInHindsight() {
        for (int seed = 0; seed < 10; seed++) {
            // Features are floats.
            var scores = Arrays.stream(Cases.normalScores(LABELS, 1, new Random(seed)))
                    .map(score -> (float) score)
                    .toArray();
            var decisions = Decisions.byOtherFolds(judged(scores), COST);
            double best = COST.of(ConfusionMatrix.at(COST.cheapestThreshold(LABELS, scores), LABELS, scores)) / 230;
            assertThat(decisions.costPerRow(0.95).estimate()).isGreaterThan(best - 1e-12);
            assertThat(decisions.repetitions()).hasSize(2).allSatisfy(counts -> assertThat(counts.rows())
                    .isEqualTo(230));
        }
    }

    @Test
    void paysWhereScoresSaySomething() {
        var decisions = Decisions.byOtherFolds(judged(Cases.normalScores(LABELS, 3, new Random(1))), COST);
        assertThat(decisions.costPerRow(0.95).upper()).isLessThan(Math.min(8 * 30 / 230.0, 1));
        assertThat(decisions.meanTruePositives()).isGreaterThan(20);
        assertThat(decisions.meanPredictedPositives()).isLessThan(60);
    }

    @Test
    void decidesAboutAFoldByTheThresholdThatIsCheapestOnTheOthers() {
        var judged = judged(Cases.normalScores(LABELS, 1, new Random(4)));
        int predicted = 0;
        for (int repetition = 0; repetition < 2; repetition++) {
            var scores = judged.repetitions().get(repetition);
            for (var fold : judged.splits().get(repetition)) {
                // The outcomes of the fold itself do not move its threshold.
                double threshold = COST.cheapestThreshold(
                        Outcomes.pick(LABELS, fold.train()), Outcomes.pick(scores, fold.train()));
                for (int row : fold.test()) {
                    predicted += scores[row] >= threshold ? 1 : 0;
                }
            }
        }
        assertThat(Decisions.byOtherFolds(judged, COST).meanPredictedPositives())
                .isEqualTo(predicted / 2.0);
    }

    @Test
    void theCostIsThatOfMissedAndPredictedPositives() {
        for (var cost : List.of(COST, new ExpectedCost(1, 3))) {
            var decisions = Decisions.byOtherFolds(judged(Cases.normalScores(LABELS, 1, new Random(9))), cost);
            var interval = decisions.costPerRow(0.95);
            double missed = 30 - decisions.meanTruePositives();
            assertThat(interval.estimate())
                    .isCloseTo(
                            (cost.missedPositive() * missed
                                            + cost.predictedPositive() * decisions.meanPredictedPositives())
                                    / 230,
                            within(1e-12));
            assertThat(interval.contains(interval.estimate())).isTrue();
        }
    }

    @Test
    void aCostWhereNoPositiveIsFoundIsNotCertain() {
        var worst = IntStream.range(0, 230)
                .mapToDouble(row -> row < 30 ? 0.01 : row / 230.0)
                .toArray();
        var decisions = Decisions.byProbability(judged(worst), new ExpectedCost(8, 7.6));
        assertThat(decisions.meanTruePositives()).isZero();
        // Up to an eighth of thirty positives may be found among others.
        assertThat(decisions.costPerRow(0.95).width()).isGreaterThan(30 * 0.4 / 230.0 / 8);
    }

    @Test
    void oneRowOfAClassIsTooFewForAnInterval() {
        var decisions = new Decisions(List.of(new ConfusionMatrix(1, 0, 0, 9)), COST, "none needed");
        assertThatThrownBy(() -> decisions.costPerRow(0.95))
                .hasMessageContaining("1 rows of the smaller class: expected at least 2 of each");
    }

    @Test
    void aTableSaysOfEachModelWhomItPredictsPositive() {
        var judged = judged(Cases.normalScores(LABELS, 1, new Random(8)));
        var models = new LinkedHashMap<String, Decisions>();
        models.put("other folds", Decisions.byOtherFolds(judged, COST));
        models.put("at a half", Decisions.byProbability(judged, new ExpectedCost(2, 1)));
        var table = Decisions.table(models);
        assertThat(table.stringColumn("model").asList()).containsExactly("other folds", "at a half");
        assertThat(table.stringColumn("threshold").asList())
                .containsExactly("from the other folds", "probability above 0.5");
        assertThat(table.stringColumn("true positives").get(0)).matches("\\d+\\.\\d of 30");
    }

    private static OutOfFold judged(double... scores) {
        return PROTOCOL.predict(features(scores), LABELS, AS_IS);
    }

    private static Features features(double... scores) {
        return FeatureMatrix.of(
                List.of("score"),
                Arrays.stream(scores)
                        .mapToObj(score -> new float[] {(float) score})
                        .toArray(float[][]::new));
    }
}
