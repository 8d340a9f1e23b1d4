package retention.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Pair;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The Adam optimiser (D. P. Kingma and J. Ba, <i>Adam: a method for stochastic optimization</i>, ICLR 2015) with the betas and the
 * epsilon of Keras, for all parameters of a network at once.
 *
 * <p>It computes what DJL's own does, rounded in the same way. DJL's has PyTorch go through a parameter some fifteen times in a step,
 * which takes longer than the forward pass.
 */
final class KerasAdam {

    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-7f;

    private final List<PtNDArray> parameters;
    private final List<FloatBuffer> memory;
    /** Of each parameter, where PyTorch adds to it; there from the first backward pass on. */
    private List<FloatBuffer> gradientMemory = List.of();

    /** Of all parameters, one after the other, as all arrays here. */
    private final float[] weights;

    private final float[] gradients;
    private final float[] means;
    private final float[] squares;
    /** The squares again, for PyTorch's square root, which rounds in another way than Java's. */
    private final NDArray variances;

    private int updates;

    /**
     * Begins with the weights that the network has; only this may change them from here on.
     *
     * @param manager owns what is needed in each step
     */
    KerasAdam(NDManager manager, Block network) {
        parameters = network.getParameters().stream()
                .map(Pair::getValue)
                .filter(Parameter::requiresGradient)
                .map(parameter -> (PtNDArray) parameter.getArray())
                .toList();
        memory = parameters.stream().map(KerasAdam::memory).toList();
        weights = new float[memory.stream().mapToInt(FloatBuffer::limit).sum()];
        gradients = new float[weights.length];
        means = new float[weights.length];
        squares = new float[weights.length];
        variances = manager.zeros(new Shape(weights.length));
        read(memory, weights);
    }

    /** Where PyTorch keeps the numbers of an array, to be read and written. */
    static FloatBuffer memory(NDArray array) {
        return array.toByteBuffer(true).asFloatBuffer();
    }

    private static void read(List<FloatBuffer> parts, float[] into) {
        int from = 0;
        for (var part : parts) {
            part.get(0, into, from, part.limit());
            from += part.limit();
        }
    }

    /** Changes the weights by the gradients that a backward pass has left, and sets these to zero for the next one. */
    void step(double learningRate) {
        if (updates++ == 0) {
            gradientMemory = parameters.stream()
                    .map(parameter -> memory(parameter.getGradient()))
                    .toList();
        }
        read(gradientMemory, gradients);
        parameters.forEach(JniUtils::zeroGrad);
        // Each loop is of one line, because such loops alone are compiled for many numbers at once.
        for (int i = 0; i < means.length; i++) {
            means[i] = Math.fma(1 - BETA1, gradients[i], means[i] * BETA1);
        }
        for (int i = 0; i < squares.length; i++) {
            squares[i] = Math.fma((1 - BETA2) * gradients[i], gradients[i], squares[i] * BETA2);
        }
        memory(variances).put(squares);
        var roots = gradients;
        try (var computed = variances.sqrt()) {
            memory(computed).get(roots);
        }
        double ofMean = 1 - Math.pow(BETA1, updates);
        double ofSquare = 1 - Math.pow(BETA2, updates);
        float rate = (float) ((float) learningRate * Math.sqrt(ofSquare) / ofMean);
        for (int i = 0; i < weights.length; i++) {
            weights[i] -= means[i] * rate / (roots[i] + EPSILON);
        }
        int from = 0;
        for (var part : memory) {
            part.put(0, weights, from, part.limit());
            from += part.limit();
        }
    }
}
