package retention.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.LSTM;
import java.util.function.Supplier;

/**
 * A network that reads a user's days in order: one layer of long short-term memory (S. Hochreiter and J. Schmidhuber,
 * <i>Long short-term memory</i>, Neural Computation 9, 1997), and one unit on its state after the last day.
 *
 * <p>A row of features is a calendar laid flat, day by day: all channels of the first day, then all of the second.
 */
public final class Recurrent {

    private Recurrent() {}

    /**
     * Supplies a new, untrained network, for {@link NetworkTrainer} and {@link NetworkLearner}, which refuses rows of another number
     * of features.
     *
     * @param days in a row, such as the 31 of a month
     * @param channels numbers a day, such as posts and likes; a row has {@code days * channels} features
     * @param state numbers that the memory holds, such as 8
     */
    public static Supplier<Block> of(int days, int channels, int state) {
        return () -> new SequentialBlock()
                .add(new LambdaBlock(rows -> new NDList(calendar(rows.singletonOrThrow(), days, channels)), "Days"))
                .add(LSTM.builder()
                        .setStateSize(state)
                        .setNumLayers(1)
                        .optBatchFirst(true)
                        .build())
                .add(new LambdaBlock(states -> new NDList(states.get(0).get(new NDIndex(":, -1"))), "LastDay"))
                .add(Linear.builder().setUnits(1).build());
    }

    /** From {@code n x (days * channels)} to {@code n x days x channels}. */
    private static NDArray calendar(NDArray rows, int days, int channels) {
        long features = rows.getShape().get(1);
        if (features != (long) days * channels) {
            throw new IllegalArgumentException(
                    "The recurrent network takes %d days of %d channels, %d features, got %d."
                            .formatted(days, channels, days * channels, features));
        }
        return rows.reshape(-1, days, channels);
    }
}
