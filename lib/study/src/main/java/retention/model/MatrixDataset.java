package retention.model;

import ai.djl.basicdataset.tabular.TabularDataset;
import ai.djl.basicdataset.tabular.utils.Feature;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.DataIterable;
import ai.djl.training.dataset.Sampler;
import ai.djl.translate.TranslateException;
import ai.djl.util.Progress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import numerics.learning.LabelledMatrix;

/**
 * A {@link LabelledMatrix} as a tabular dataset of DJL, with one numeric feature a column and the numeric label
 * {@value #LABEL}: what a DJL training loop draws its batches from.
 *
 * <p>A tabular dataset hands out its cells as text. Ours still does, but writes whole rows as numbers, which is what
 * batches are made of: parsing 16 x 772 texts a step would take longer than the step.
 */
public final class MatrixDataset extends TabularDataset {

    /** The name of the label: 1 for retained, 0 for lost. */
    public static final String LABEL = "retained";

    private final LabelledMatrix matrix;
    private final Map<String, Integer> columns;

    private MatrixDataset(Builder builder) {
        super(builder);
        matrix = builder.matrix;
        var names = matrix.features().names();
        columns = IntStream.range(0, names.size()).boxed().collect(Collectors.toMap(names::get, j -> j));
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
        var column = columns.get(featureName);
        if (column == null) {
            throw new IllegalArgumentException("No feature '%s' in %s.".formatted(featureName, matrix.features()));
        }
        return Float.toString(matrix.features().value(row, column));
    }

    @Override
    public NDList getRowFeatures(NDManager manager, long index, List<Feature> selected) {
        int row = Math.toIntExact(index);
        if (selected == labels) {
            return new NDList(manager.create(new float[] {matrix.label(row) ? 1 : 0}));
        }
        if (selected == features) {
            return new NDList(manager.create(matrix.features().row(row)));
        }
        return super.getRowFeatures(manager, index, selected);
    }

    @Override
    public Iterable<Batch> getData(NDManager manager, Sampler from, ExecutorService executor)
            throws IOException, TranslateException {
        prepare();
        return new Batches(manager, from, executor);
    }

    @Override
    protected long availableSize() {
        return matrix.rows();
    }

    /** Nothing to prepare: the numbers are in memory. */
    @Override
    public void prepare(Progress progress) {}

    /** The shape and the number of retained rows. */
    @Override
    public String toString() {
        return matrix.toString();
    }

    /** Batches that cross to the native side as one array each; DJL's own do so row by row, which takes a third of a training. */
    private final class Batches extends DataIterable {

        Batches(NDManager manager, Sampler from, ExecutorService executor) {
            super(
                    MatrixDataset.this,
                    manager,
                    from,
                    MatrixDataset.this.dataBatchifier,
                    MatrixDataset.this.labelBatchifier,
                    MatrixDataset.this.pipeline,
                    MatrixDataset.this.targetPipeline,
                    executor,
                    MatrixDataset.this.prefetchNumber,
                    MatrixDataset.this.device);
        }

        @Override
        protected Batch fetch(List<Long> indices, int progress) {
            var ofBatch = manager.newSubManager();
            int columns = matrix.features().columns();
            var rows = new float[indices.size() * columns];
            var outcomes = new float[indices.size()];
            for (int i = 0; i < outcomes.length; i++) {
                int row = Math.toIntExact(indices.get(i));
                System.arraycopy(matrix.features().row(row), 0, rows, i * columns, columns);
                outcomes[i] = matrix.label(row) ? 1 : 0;
            }
            return new Batch(
                    ofBatch,
                    new NDList(ofBatch.create(rows, new Shape(outcomes.length, columns))),
                    new NDList(ofBatch.create(outcomes, new Shape(outcomes.length, 1))),
                    outcomes.length,
                    dataBatchifier,
                    labelBatchifier,
                    progress,
                    dataset.size());
        }
    }

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
