package retention.model;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.SplittableRandom;
import numerics.Check;
import numerics.Numbers;

/**
 * Inverted dropout, as DJL's own: in training each value is set to zero with a probability, the rate, and the others are
 * divided by one minus the rate; in prediction all values pass as they are.
 *
 * <p>DJL's block draws from PyTorch's generator, which belongs to the process. This one has a generator of its own, which
 * {@link NetworkTrainer} seeds, so that networks can be trained at the same time and each comes out as if it were alone.
 */
public final class SeededDropout extends AbstractBlock {

    private final float rate;
    private SplittableRandom random = new SplittableRandom(0);

    /**
     * A block without parameters.
     *
     * @param rate share of values to set to zero in training, at least 0 and below 1
     * @throws IllegalArgumentException if it is not
     */
    public SeededDropout(double rate) {
        Check.that(rate >= 0 && rate < 1, "The rate of dropout is %s, expected at least 0 and below 1.", rate);
        this.rate = (float) rate;
    }

    void seed(long seed) {
        random = new SplittableRandom(seed);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> arguments) {
        if (!training || rate == 0) {
            return inputs;
        }
        var values = inputs.singletonOrThrow();
        var mask = new float[Math.toIntExact(values.size())];
        // Looked up, because a processor cannot guess which way a random choice goes.
        float[] choices = {1 / (1 - rate), 0};
        for (int i = 0; i < mask.length; i++) {
            mask[i] = choices[random.nextDouble() < rate ? 1 : 0];
        }
        return new NDList(values.mul(values.getManager().create(mask, values.getShape())));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return inputs;
    }

    /** Such as {@code Dropout 0.3}. */
    @Override
    public String toString() {
        return Numbers.text("Dropout %s", rate);
    }
}
