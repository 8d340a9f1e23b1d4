package numerics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RatioTest {

    @Test
    void definedRatioIsItsQuotient() {
        assertThat(new Ratio(3, 4).value()).isEqualTo(0.75);
        assertThat(new Ratio(3, 4).isDefined()).isTrue();
        assertThat(new Ratio(3, 4)).hasToString("0.7500");
    }

    @Test
    void zeroOverZeroIsZeroAndSaysThatItIsUndefined() {
        assertThat(new Ratio(0, 0).value()).isZero();
        assertThat(new Ratio(0, 0).isDefined()).isFalse();
        assertThat(new Ratio(0, 0)).hasToString("0.0000 (undefined: 0/0)");
    }

    @Test
    void measuredZeroIsDefined() {
        assertThat(new Ratio(0, 20).isDefined()).isTrue();
        assertThat(new Ratio(0, 20)).hasToString("0.0000");
    }

    @Test
    void somethingOverNothingIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Ratio(1, 0)).withMessageContaining("Ratio 1.0/0.0");
    }

    @Test
    void nanIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Ratio(Double.NaN, 2));
    }
}
