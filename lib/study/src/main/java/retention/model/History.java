package retention.model;

import java.util.List;
import numerics.TableOf;
import tech.tablesaw.api.Table;

/**
 * What happened in each epoch of a training.
 *
 * @param epochs in order, at least one
 * @param bestEpoch the number, from 1, of the epoch with the lowest validation loss, whose weights were kept
 */
public record History(List<Epoch> epochs, int bestEpoch) {

    /**
     * One pass over the training rows.
     *
     * <p>Loss and accuracy of training are averages over the epoch's batches while the weights change, with dropout
     * on, as Keras reports them; so they can be worse than those of validation, which come after the epoch and without
     * dropout.
     *
     * @param number from 1
     * @param steps batches trained on
     * @param loss mean binary cross-entropy in training, weighted by class where the settings say so
     * @param accuracy share of training rows on the right side of probability 0.5
     * @param validationLoss mean binary cross-entropy of the validation rows, weighted as that of training
     * @param validationAccuracy share of validation rows on the right side of probability 0.5
     * @param learningRate in this epoch
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
