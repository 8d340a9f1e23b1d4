package retention.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import retention.model.FeatureMatrix;
import retention.model.Features;
import retention.model.Learner;

class InnerThresholdTest {

    private static final boolean[] LABELS = Cases.labels(30, 200);
    private static final CrossValidation PROTOCOL = new CrossValidation(5, 1, 1);
    private static final ExpectedCost COST = new ExpectedCost(8, 1);

    /** Nothing is learned: the score is the feature. */
    private static final Learner AS_IS = (training, seed) -> rows -> rows.values("score");

    @Test
    void costsAtLeastAsMuchAsTheThresholdThatIsBestInHindsight() {
        for (int seed = 0; seed < 10; seed++) {
            var scores = Cases.normalScores(LABELS, 1, new Random(seed));
            var choice = InnerThreshold.of(PROTOCOL, features(scores), LABELS, AS_IS, COST);
            // Features are floats.
            var rounded = Arrays.stream(scores).map(score -> (float) score).toArray();
            assertThat(choice.costPerUser())
                    .isGreaterThan(COST.best(LABELS, rounded).costPerUser() - 1e-12);
            assertThat(choice.confusion().users()).isEqualTo(230);
            assertThat(choice.threshold()).isNaN();
        }
    }

    @Test
    void pays() {
        var scores = Cases.normalScores(LABELS, 3, new Random(1));
        assertThat(InnerThreshold.of(PROTOCOL, features(scores), LABELS, AS_IS, COST)
                        .saving())
                .isPositive();
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
        var choice = InnerThreshold.of(PROTOCOL, features(numbers), LABELS, byHeart, COST);
        assertThat(choice.confusion().predictedRetained()).isIn(0, 230);
        assertThat(choice.saving()).isLessThanOrEqualTo(0);
    }

    @Test
    void refusesFewerRetainedThanInnerFolds() {
        assertThatThrownBy(
                        () -> InnerThreshold.of(PROTOCOL, features(new double[100]), Cases.labels(5, 95), AS_IS, COST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Use fewer folds");
    }

    private static Features features(double... scores) {
        return Features.of(FeatureMatrix.of(
                List.of("score"),
                Arrays.stream(scores)
                        .mapToObj(score -> new float[] {(float) score})
                        .toArray(float[][]::new)));
    }
}
