package retention.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BenjaminiHochbergTest {

    @Test
    void manyTestsGiveScipysQValues() {
        var golden = Golden.read("groups").json();
        var qValues = BenjaminiHochberg.qValues(Golden.doubles(golden.getAsJsonArray("p")));
        assertThat(qValues).containsExactly(Golden.doubles(golden.getAsJsonArray("q")), within(1e-15));
    }

    @Test
    void oneTestNeedsNoCorrection() {
        assertThat(BenjaminiHochberg.qValues(0.04)).containsExactly(0.04);
    }

    @Test
    void noTestHasNoQValue() {
        assertThat(BenjaminiHochberg.qValues()).isEmpty();
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenjaminiHochberg.qValues(0.5, Double.NaN))
                .withMessage("The p-value at 1 is NaN: expected 0..1.");
    }
}
