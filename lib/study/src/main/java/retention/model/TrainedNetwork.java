package retention.model;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import numerics.Check;
import numerics.TableOf;
import numerics.learning.FeatureMatrix;
import numerics.learning.Logistic;
import numerics.matrix.Vectors;
import tech.tablesaw.api.Table;

/**
 * A network that has been trained. It holds native memory: close it.
 *
 * @param model of DJL
 * @param inputs how many features it takes
 * @param history what happened in each epoch
 */
public record TrainedNetwork(Model model, int inputs, History history) implements AutoCloseable {

    /** Rows in one pass through the network: bounds the memory, and is always the same so that results are too. */
    private static final int CHUNK = 256;

    /**
     * One pass over the training rows. As in Keras, loss and accuracy of training are averages while the weights change, with dropout
     * on; those of validation come after the epoch, without dropout, and can be better.
     *
     * @param number from 1
     * @param steps batches trained on
     * @param loss mean binary cross-entropy, weighted by class where the settings say so
     * @param accuracy share of rows on the right side of probability 0.5
     * @param seconds of wall time, validation included
     */
    public record Epoch(
            int number,
            int steps,
            double loss,
            double accuracy,
            double validationLoss,
            double validationAccuracy,
            double learningRate,
            double seconds) {}

    /**
     * What happened in each epoch of a training.
     *
     * @param bestEpoch the number, from 1, of the epoch with the lowest validation loss, whose weights were kept
     */
    public record History(List<Epoch> epochs, int bestEpoch) {

        public History {
            epochs = List.copyOf(epochs);
        }

        /** The best epoch's record. */
        public Epoch best() {
            return epochs.get(bestEpoch - 1);
        }

        /** One row per epoch: epoch, loss, accuracy, val_loss, val_accuracy, learning_rate, seconds. */
        public Table toTable() {
            return TableOf.rows("training history", epochs)
                    .count("epoch", Epoch::number)
                    .number("loss", Epoch::loss)
                    .number("accuracy", Epoch::accuracy)
                    .number("val_loss", Epoch::validationLoss)
                    .number("val_accuracy", Epoch::validationAccuracy)
                    .number("learning_rate", Epoch::learningRate)
                    .number("seconds", Epoch::seconds)
                    .table();
        }
    }

    /**
     * The probability of being retained, one per row.
     *
     * @param features scaled as those that the network was trained on
     * @throws IllegalArgumentException if their number is another one
     * @throws IllegalStateException if the network has been closed
     */
    public double[] predict(FeatureMatrix features) {
        // In double precision, so that confident rows keep their order instead of all rounding to 1.
        return DoubleStream.of(logits(features)).map(Logistic::probability).toArray();
    }

    double[] logits(FeatureMatrix features) {
        if (!model.getNDManager().isOpen()) {
            throw new IllegalStateException("This network has been closed: predict before closing it.");
        }
        Check.that(features.columns() == inputs, "The network was trained on %d features, got %s.", inputs, features);
        return Vectors.doubles(logits(model, features));
    }

    static float[] logits(Model model, FeatureMatrix features) {
        var logits = new float[features.rows()];
        for (int from = 0; from < logits.length; from += CHUNK) {
            int[] rows =
                    IntStream.range(from, Math.min(from + CHUNK, logits.length)).toArray();
            try (var manager = model.getNDManager().newSubManager()) {
                var input = new NDList(MatrixDataset.array(manager, features, rows));
                var output = model.getBlock().forward(new ParameterStore(manager, false), input, false);
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
