package retention.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReadoutTest {

    /** Two texts of three places, width 2; the second text has two real tokens. */
    private static final float[] STATES = {1, 2, 3, 4, 5, 6, 10, 20, 30, 40, Float.NaN, Float.NaN};

    @Test
    void clsTakesTheFirstToken() {
        assertThat(Readout.cls(1).pool(STATES, 6, 2, 2)).containsExactly(10, 20);
    }

    @Test
    void meanLeavesPaddingOut() {
        assertThat(Readout.mean(1).pool(STATES, 6, 2, 2)).containsExactly(20, 30);
    }

    @Test
    void aReadoutIsNamedAsInFiles() {
        assertThat(Readout.mean(6)).hasToString("layer6-mean");
        assertThat(Readout.cls(12)).hasToString("layer12-cls");
    }

    @Test
    void layersAreCountedFromOne() {
        assertThatThrownBy(() -> Readout.cls(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Layer 0");
    }
}
