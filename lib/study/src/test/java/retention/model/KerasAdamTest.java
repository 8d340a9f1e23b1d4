package retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class KerasAdamTest {

    private static final int ROWS = 8;
    private static final int FEATURES = 12;
    private static final double RATE = 0.01;

    @Test
    void movesThePublishedNetworkAsDjlsAdamDoes() {
        compare(PublishedNetwork::create);
    }

    @Test
    void movesARecurrentNetworkAsDjlsAdamDoes() {
        compare(Recurrent.of(6, 2, 4));
    }

    private static void compare(Supplier<Block> network) {
        var own = trained(network, true);
        var djls = trained(network, false);

        assertThat(own).hasSameSizeAs(djls).isNotEmpty();
        for (int i = 0; i < own.size(); i++) {
            assertThat(own.get(i)).as("parameter %d", i).containsExactly(djls.get(i), within(1e-6f));
        }
    }

    /** The numbers of a network after five steps on random rows. */
    private static List<float[]> trained(Supplier<Block> network, boolean own) {
        var random = new Random(7);
        try (var model = PyTorchEngine.newModel("adam")) {
            var loss = new WeightedCrossEntropy(1, 1);
            model.setBlock(network.get());
            var config = new DefaultTrainingConfig(loss)
                    .optDevices(new Device[] {Device.cpu()})
                    .optInitializer(
                            (manager, shape, type) -> manager.create(numbers(shape, random), shape),
                            Parameter.Type.WEIGHT)
                    .optOptimizer(Adam.builder()
                            .optLearningRateTracker(Tracker.fixed((float) RATE))
                            .optEpsilon(1e-7f)
                            .build());
            try (var trainer = model.newTrainer(config)) {
                var shape = new Shape(ROWS, FEATURES);
                trainer.initialize(shape);
                var adam = new KerasAdam(trainer.getManager(), model.getBlock());
                for (int step = 0; step < 5; step++) {
                    try (var rows = trainer.getManager().create(numbers(shape, random), shape);
                            var labels = trainer.getManager().ones(new Shape(ROWS, 1))) {
                        backward(trainer, loss, rows, labels);
                    }
                    if (own) {
                        adam.step(RATE);
                    } else {
                        trainer.step();
                    }
                }
            }
            return model.getBlock().getParameters().values().stream()
                    .map(Parameter::getArray)
                    .map(NDArray::toFloatArray)
                    .toList();
        }
    }

    private static void backward(Trainer trainer, WeightedCrossEntropy loss, NDArray rows, NDArray labels) {
        JniUtils.setGradMode(true);
        try {
            var mean = (PtNDArray) loss.evaluate(new NDList(labels), trainer.forward(new NDList(rows)));
            JniUtils.backward(mean, (PtNDArray) mean.onesLike(), false, false);
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    private static float[] numbers(Shape shape, Random random) {
        var numbers = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }
}
