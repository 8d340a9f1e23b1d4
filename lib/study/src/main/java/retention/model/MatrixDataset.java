package retention.model;

import ai.djl.basicdataset.tabular.TabularDataset;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Sampler;
import ai.djl.util.Progress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.stream.StreamSupport;
import numerics.learning.FeatureMatrix;
import numerics.learning.LabelledMatrix;

/**
 * A {@link LabelledMatrix} as a tabular dataset of DJL, with one numeric feature per column and the numeric label
 * {@value #LABEL}: what a DJL training loop draws its batches from.
 *
 * <p>A tabular dataset hands out its cells as text. So does this one, but its batches cross to the native side as one array each: parsing
 * 16 x 772 texts would take longer than a step.
 */
public final class MatrixDataset extends TabularDataset {

    /** The name of the label: 1 for retained, 0 for lost. */
    public static final String LABEL = "retained";

    private final LabelledMatrix matrix;

    private MatrixDataset(Builder builder) {
        super(builder);
        matrix = builder.matrix;
    }

    /** Starts the dataset of this matrix; {@code setSampling(batchSize, shuffle, dropLast)} must follow. */
    public static Builder builder(LabelledMatrix matrix) {
        var builder = new Builder(matrix);
        matrix.features().names().forEach(builder::addNumericFeature);
        return builder.addNumericLabel(LABEL);
    }

    @Override
    public String getCell(long rowIndex, String featureName) {
        int row = Math.toIntExact(rowIndex);
        if (featureName.equals(LABEL)) {
            return matrix.label(row) ? "1" : "0";
        }
        return Float.toString(matrix.features().value(row, matrix.features().column(featureName)));
    }

    @Override
    public Iterable<Batch> getData(NDManager manager, Sampler from, ExecutorService executor) {
        Iterable<List<Long>> indices = () -> from.sample(this);
        return () -> StreamSupport.stream(indices.spliterator(), false)
                .map(rows -> batch(manager.newSubManager(), rows))
                .iterator();
    }

    private Batch batch(NDManager manager, List<Long> indices) {
        var rows = indices.stream().mapToInt(Math::toIntExact).toArray();
        var labels = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            labels[i] = matrix.label(rows[i]) ? 1 : 0;
        }
        return new Batch(
                manager,
                new NDList(array(manager, matrix.features(), rows)),
                new NDList(manager.create(labels, new Shape(rows.length, 1))),
                rows.length,
                dataBatchifier,
                labelBatchifier,
                0,
                0);
    }

    /** These rows of features, on the native side. */
    static NDArray array(NDManager manager, FeatureMatrix features, int... rows) {
        var shape = new Shape(rows.length, features.columns());
        int bytes = rows.length * features.columns() * Float.BYTES;
        var values = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        features.put(values.asFloatBuffer(), rows);
        return manager.create(values, shape, DataType.FLOAT32);
    }

    @Override
    protected long availableSize() {
        return matrix.rows();
    }

    /** Nothing to prepare: the numbers are in memory. */
    @Override
    public void prepare(Progress progress) {}

    /** Builds a {@link MatrixDataset}. */
    public static final class Builder extends TabularDataset.BaseBuilder<Builder> {

        private final LabelledMatrix matrix;

        private Builder(LabelledMatrix matrix) {
            this.matrix = matrix;
        }

        @Override
        protected Builder self() {
            return this;
        }

        /** Returns the dataset. */
        public MatrixDataset build() {
            return new MatrixDataset(this);
        }
    }
}
