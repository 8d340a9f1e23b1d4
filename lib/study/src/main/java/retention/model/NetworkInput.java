package retention.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import numerics.learning.FeatureMatrix;

/** Rows of features as PyTorch takes them, in memory that is used again for the rows to come: to ask for it takes longer than to fill it. */
final class NetworkInput {

    private final FeatureMatrix features;
    private ByteBuffer memory = ByteBuffer.allocateDirect(0);

    NetworkInput(FeatureMatrix features) {
        this.features = features;
    }

    /** These rows, {@code rows.length x columns}, until others are asked for. */
    NDArray of(NDManager manager, int... rows) {
        int bytes = rows.length * features.columns() * Float.BYTES;
        if (memory.capacity() < bytes) {
            memory = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }
        memory.limit(bytes);
        features.put(memory.asFloatBuffer(), rows);
        return manager.create(memory, new Shape(rows.length, features.columns()), DataType.FLOAT32);
    }
}
