package numerics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

    @Test
    void scoreAtTheThresholdIsPredictedPositive() {
        var confusion = ConfusionMatrix.at(0.5, new boolean[] {true, true, false}, new double[] {0.5, 0.4999, 0.5});
        assertThat(confusion).isEqualTo(new ConfusionMatrix(1, 1, 1, 0));
    }

    @Test
    void publishedFailureHasHighAccuracyAndStatesItsUndefinedPrecision() {
        var confusion = new ConfusionMatrix(0, 0, 20, 3229);
        assertThat(confusion.accuracy().value()).isEqualTo(0.9938442597722376);
        assertThat(confusion.baselineAccuracy()).isEqualTo(0.9938442597722376);
        assertThat(confusion.precision()).hasToString("0.0000 (undefined: 0/0)");
        assertThat(confusion.recall()).isEqualTo(new Ratio(0, 20));
    }

    @Test
    void perfectPredictionScoresOneThroughout() {
        var confusion = new ConfusionMatrix(20, 0, 0, 3229);
        assertThat(confusion.accuracy().value()).isEqualTo(1);
        assertThat(confusion.precision().value()).isEqualTo(1);
        assertThat(confusion.specificity().value()).isEqualTo(1);
    }

    @Test
    void oneClassAloneLeavesWhatNeedsTheOtherUndefined() {
        var confusion = new ConfusionMatrix(0, 3, 0, 4);
        assertThat(confusion.recall().isDefined()).isFalse();
        assertThat(confusion.specificity().isDefined()).isTrue();
    }

    @Test
    void lengthsThatDifferAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfusionMatrix.at(0.5, new boolean[2], new double[3]))
                .withMessageContaining("2 labels but 3 scores");
    }

    @Test
    void nanThresholdIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfusionMatrix.at(Double.NaN, new boolean[1], new double[1]))
                .withMessageContaining("threshold is NaN");
    }

    @Test
    void negativeCountIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConfusionMatrix(1, -1, 0, 0))
                .withMessageContaining("FP -1");
    }

    @Test
    void matrixWithoutRowsIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ConfusionMatrix(0, 0, 0, 0));
    }
}
