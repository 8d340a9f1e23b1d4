package retention.model;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;

/**
 * The published network: Dense 128 (ReLU), batch normalisation, dropout, Dense 64 (ReLU), batch normalisation,
 * dropout, Dense 1. On 772 features it has 108,033 parameters.
 *
 * <p>The last layer gives the logit, and the published sigmoid is applied where the logit is used: in the loss, as
 * Keras does with a model that ends in a sigmoid because it is exact where the probability rounds to 0 or 1, and in
 * {@link TrainedNetwork#predict}.
 *
 * <p>Batch normalisation has Keras' momentum 0.99 and epsilon 1e-3 (DJL defines momentum as Keras does, and converts it
 * for PyTorch). One difference remains: PyTorch's moving variance averages the unbiased variance of each batch, n/(n-1)
 * times Keras' biased one: 16/15 for batches of 16. Outputs in training are the same, those in prediction are up to
 * 3 % closer to each unit's mean.
 */
public final class PublishedNetwork {

    /** The share of units that the published code switches off in a training step; its text says 0.2. */
    public static final double DROPOUT = 0.3;

    private PublishedNetwork() {}

    /** A new, untrained network. */
    public static Block create() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(128).build())
                .add(Activation.reluBlock())
                .add(BatchNorm.builder().optMomentum(0.99f).optEpsilon(1e-3f).build())
                .add(new SeededDropout(DROPOUT))
                .add(Linear.builder().setUnits(64).build())
                .add(Activation.reluBlock())
                .add(BatchNorm.builder().optMomentum(0.99f).optEpsilon(1e-3f).build())
                .add(new SeededDropout(DROPOUT))
                .add(Linear.builder().setUnits(1).build());
    }
}
