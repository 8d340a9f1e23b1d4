package numerics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EffectSizesTest {

    private static final boolean[] LABELS = Cases.labels(20, 200);
    private static final double LEVEL = 0.9;
    private static final double[] SIGNAL = Cases.normalScores(LABELS, 1.5, new Random(1));

    @Test
    void limitsAreThoseOfTheAuc() {
        var auc = DeLong.auc(LABELS, SIGNAL, LEVEL);
        assertThat(EffectSizes.cliffsDelta(LABELS, SIGNAL, LEVEL))
                .isEqualTo(new Interval(2 * auc.estimate() - 1, 2 * auc.lower() - 1, 2 * auc.upper() - 1, LEVEL));
    }

    @Test
    void oneRetainedUserIsTooFew() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EffectSizes.cliffsDelta(Cases.labels(1, 5), new double[6], 0.95))
                .withMessageContaining("1 retained and 5 lost users: expected at least 2");
    }

    @Test
    void directionIsThatOfTheRetained() {
        assertThat(EffectSizes.cliffsDelta(LABELS, SIGNAL, LEVEL).lower()).isPositive();
        assertThat(EffectSizes.cliffsDelta(LABELS, Cases.normalScores(LABELS, 0, new Random(2)), LEVEL)
                        .contains(0))
                .isTrue();
        assertThat(EffectSizes.cliffsDelta(LABELS, Cases.normalScores(LABELS, -1.5, new Random(3)), LEVEL)
                        .upper())
                .isNegative();
    }

    @Test
    void aFeatureThatIsTheSameForAllSaysNothing() {
        assertThat(EffectSizes.cliffsDelta(LABELS, new double[220], LEVEL)).isEqualTo(new Interval(0, 0, 0, LEVEL));
    }

    @Test
    void aMissingValueIsRefused() {
        var column = new double[220];
        column[7] = Double.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EffectSizes.cliffsDelta(LABELS, column, LEVEL))
                .withMessageContaining("row 7 is NaN");
    }
}
