package retention.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import java.util.SplittableRandom;

/**
 * Draws kernels uniformly between plus and minus {@code sqrt(6 / (in + out))}, as Keras' {@code GlorotUniform} (X. Glorot and Y.
 * Bengio, <i>Understanding the difficulty of training deep feedforward neural networks</i>, AISTATS 2010), from a generator
 * of its own: that of DJL's initializers belongs to the process.
 */
record GlorotUniform(SplittableRandom random) implements Initializer {

    /** @param shape of the kernel, {@code (out, in)} */
    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType type) {
        int values = Math.toIntExact(shape.size());
        double limit = Math.sqrt(6.0 / (shape.get(0) + values / shape.get(0)));
        var kernel = new float[values];
        for (int i = 0; i < values; i++) {
            kernel[i] = (float) (limit * (2 * random.nextDouble() - 1));
        }
        return manager.create(kernel, shape).toType(type, false);
    }
}
