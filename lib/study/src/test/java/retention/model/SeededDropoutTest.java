package retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.Test;

class SeededDropoutTest {

    @Test
    void dropsItsShareAndKeepsTheMean() {
        var values = forward(dropout(0.3, 1), true);

        int dropped = 0;
        for (float value : values) {
            dropped += value == 0 ? 1 : 0;
            assertThat(value).isIn(0f, 1 / (1 - 0.3f));
        }
        assertThat(dropped / (double) values.length).isBetween(0.29, 0.31);
    }

    @Test
    void leavesAllAsTheyAreInPrediction() {
        assertThat(forward(dropout(0.3, 1), false)).containsOnly(1f);
    }

    @Test
    void drawsAnewEachTimeAndTheSameFromTheSameSeed() {
        var block = dropout(0.5, 1);
        var first = forward(block, true);

        assertThat(forward(block, true)).isNotEqualTo(first);
        assertThat(forward(dropout(0.5, 1), true)).isEqualTo(first);
        assertThat(forward(dropout(0.5, 2), true)).isNotEqualTo(first);
    }

    @Test
    void refusesAShareThatIsNone() {
        assertThatThrownBy(() -> new SeededDropout(1)).hasMessageContaining("is 1.0, expected at least 0 and below 1");
        assertThatThrownBy(() -> new SeededDropout(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    private static SeededDropout dropout(double rate, long seed) {
        var block = new SeededDropout(rate);
        block.seed(seed);
        return block;
    }

    private static float[] forward(SeededDropout block, boolean training) {
        PyTorchEngine.start();
        try (var manager = NDManager.newBaseManager(PyTorchEngine.NAME)) {
            var ones = new NDList(manager.ones(new Shape(200, 100)));
            return block.forward(new ParameterStore(manager, false), ones, training)
                    .singletonOrThrow()
                    .toFloatArray();
        }
    }
}
