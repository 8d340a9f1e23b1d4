package retention.model;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;
import numerics.learning.FeatureMatrix;
import numerics.learning.Logistic;

/** A network that has been trained, and how that went. It holds native memory: close it. */
public final class TrainedNetwork implements AutoCloseable {

    /** Rows in one pass through the network: bounds the memory, and is always the same so that results are too. */
    private static final int CHUNK = 256;

    private final Model model;
    private final int inputs;
    private final History history;

    TrainedNetwork(Model model, int inputs, History history) {
        this.model = model;
        this.inputs = inputs;
        this.history = history;
    }

    /** What happened in each epoch. */
    public History history() {
        return history;
    }

    /**
     * The probability of being retained, one per row.
     *
     * @param features prepared as those that the network was trained on, scaled in the same way
     * @throws IllegalArgumentException if the number of features is another one
     * @throws IllegalStateException if the network has been closed
     */
    public double[] predict(FeatureMatrix features) {
        var logits = logits(features);
        // In double precision, so that confident rows keep their order instead of all rounding to 1.
        return IntStream.range(0, logits.length)
                .mapToDouble(i -> Logistic.probability(logits[i]))
                .toArray();
    }

    float[] logits(FeatureMatrix features) {
        if (!model.getNDManager().isOpen()) {
            throw new IllegalStateException("This network has been closed: predict before closing it.");
        }
        if (features.columns() != inputs) {
            throw new IllegalArgumentException(
                    "The network was trained on %d features, got %s.".formatted(inputs, features));
        }
        return logits(model, features);
    }

    static float[] logits(Model model, FeatureMatrix features) {
        var logits = new float[features.rows()];
        for (int from = 0; from < logits.length; from += CHUNK) {
            int[] rows =
                    IntStream.range(from, Math.min(from + CHUNK, logits.length)).toArray();
            var values = FloatBuffer.allocate(rows.length * features.columns());
            features.put(values, rows);
            try (var manager = model.getNDManager().newSubManager()) {
                var input = manager.create(values.flip(), new Shape(rows.length, features.columns()), DataType.FLOAT32);
                var output = model.getBlock().forward(new ParameterStore(manager, false), new NDList(input), false);
                System.arraycopy(output.singletonOrThrow().toFloatArray(), 0, logits, from, rows.length);
            }
        }
        return logits;
    }

    /** Frees the native memory; closing again does nothing. */
    @Override
    public void close() {
        model.close();
    }
}
