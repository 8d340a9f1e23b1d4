package retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FocalLossTest {

    private static final Golden.Focal GOLDEN = Golden.read("focal.json", Golden.Focal.class);

    static List<Golden.FocalCase> cases() {
        return GOLDEN.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheLossesOfKeras(Golden.FocalCase golden) {
        var loss = new WeightedCrossEntropy(ClassWeights.EQUAL, golden.gamma());

        for (int i = 0; i < golden.losses().length; i++) {
            double keras = golden.losses()[i];
            assertThat(loss.of(GOLDEN.logits()[i], golden.retained())).isCloseTo(keras, within(1e-6 + 1e-5 * keras));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void trainsOnTheMeanOfTheLossesOfKeras(Golden.FocalCase golden) {
        double mean = Arrays.stream(golden.losses()).average().orElseThrow();

        assertThat(evaluate(GOLDEN.logits(), golden.retained(), golden.gamma(), ClassWeights.EQUAL))
                .isCloseTo(mean, within(1e-5 * mean));
    }

    @Test
    void aClassWeightMultipliesIt() {
        float[] logits = {-1, 2};

        assertThat(evaluate(logits, true, 2, new ClassWeights(1, 10)))
                .isCloseTo(10 * evaluate(logits, true, 2, ClassWeights.EQUAL), within(1e-5));
    }

    @Test
    void itsSlopeIsFiniteForLogitsBeyondAllDoubt() {
        var logits = new float[] {-200, -100, 0, 100, 200};
        var manager = NDManager.newBaseManager(PyTorchEngine.NAME);
        try (manager;
                var gradients = PyTorchEngine.start().newGradientCollector()) {
            var input = manager.create(logits, new Shape(5, 1));
            input.setRequiresGradient(true);
            gradients.backward(new WeightedCrossEntropy(ClassWeights.EQUAL, 0.5)
                    .evaluate(new NDList(manager.ones(new Shape(5, 1))), new NDList(input)));

            for (float slope : input.getGradient().toFloatArray()) {
                assertThat(slope).isFinite();
            }
        }
    }

    @Test
    void givesTheHistoryOfATrainingInKeras() {
        var training = Golden.read("training.json", Golden.Training.class);
        var settings = KerasTrainingTest.settings(training)
                .withEpochs(GOLDEN.epochs())
                .withPatience(GOLDEN.epochs(), GOLDEN.epochs())
                .withFocalGamma(GOLDEN.gamma());

        try (var network = KerasTrainingTest.train(training, settings, block -> {})) {
            var epochs = network.history().epochs();
            assertThat(epochs).hasSize(GOLDEN.epochs());
            for (int i = 0; i < epochs.size(); i++) {
                assertThat(epochs.get(i).loss()).isCloseTo(GOLDEN.loss()[i], within(1e-5));
                assertThat(epochs.get(i).validationLoss()).isCloseTo(GOLDEN.val_loss()[i], within(1e-5));
            }
        }
    }

    private static double evaluate(float[] logits, boolean retained, double gamma, ClassWeights weights) {
        PyTorchEngine.start();
        try (var manager = NDManager.newBaseManager(PyTorchEngine.NAME)) {
            var shape = new Shape(logits.length, 1);
            var labels = retained ? manager.ones(shape) : manager.zeros(shape);
            return new WeightedCrossEntropy(weights, gamma)
                    .evaluate(new NDList(labels), new NDList(manager.create(logits, shape)))
                    .getFloat();
        }
    }
}
