package retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.dataset.SequenceSampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import numerics.Progress;
import numerics.learning.FeatureMatrix;
import numerics.learning.Golden;
import numerics.learning.LabelledMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retention.model.TrainedNetwork.Epoch;

/**
 * The same start, batches and settings as a training in Keras, without dropout: every figure is compared. Keras' class weights do
 * not reach its val_loss, so that the run with class weights gave Keras the weight of each watched row.
 */
class KerasTrainingTest {

    private final Golden.Training golden = Golden.read("training.json", Golden.Training.class);
    private final FeatureMatrix x = FeatureMatrix.numbered("x", golden.x());
    private final List<float[]> weights = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"unbiased moving variance, false", "balanced class weights, true"})
    void givesKerasHistoryWeightsAndPredictions(String name, boolean balanced) {
        var keras = golden.run(name);

        try (var network = train(balanced)) {
            var history = network.history();
            assertThat(history.epochs()).hasSameSizeAs(asList(keras.history().loss()));
            compare(history, keras.history());
            assertThat(network.predict(x)).containsExactly(keras.probabilities(), within(1e-5));
        }
        for (int i = 0; i < weights.size(); i++) {
            assertThat(weights.get(i))
                    .as("weights %d", i)
                    .containsExactly(keras.weights().get(i), within(2e-5f));
        }
    }

    @Test
    void differsFromPlainKerasByTheMovingVarianceAlone() {
        var keras = golden.run("keras");

        try (var network = train(false)) {
            var epochs = network.history().epochs();
            assertThat(network.history().bestEpoch()).isEqualTo(best(keras.history()));
            for (int i = 0; i < epochs.size(); i++) {
                assertThat(epochs.get(i).loss()).isCloseTo(keras.history().loss()[i], within(1e-5));
                assertThat(epochs.get(i).validationLoss())
                        .isCloseTo(keras.history().val_loss()[i], within(5e-3));
            }
            assertThat(network.predict(x)).containsExactly(keras.probabilities(), within(5e-3));
        }
        for (int i = 0; i < weights.size(); i++) {
            boolean movingVariance = i == 5 || i == 11;
            if (!movingVariance) {
                assertThat(weights.get(i))
                        .as("weights %d", i)
                        .containsExactly(keras.weights().get(i), within(2e-5f));
            }
        }
    }

    @Test
    void theMovingVarianceIsAtMostTheSmallestBatchsCorrectionFromKeras() {
        var keras = golden.run("keras");
        // The last batch has 37 - 4 * 8 = 5 rows: n / (n - 1) = 1.25.
        float largest = 1.25f;

        train(false).close();

        for (int layer : new int[] {5, 11}) {
            for (int i = 0; i < weights.get(layer).length; i++) {
                float biased = keras.weights().get(layer)[i];
                assertThat(weights.get(layer)[i]).isBetween(biased * 1.0001f, biased * largest);
            }
        }
    }

    private void compare(TrainedNetwork.History history, Golden.Recorded keras) {
        assertThat(history.bestEpoch()).isEqualTo(best(keras));
        for (int i = 0; i < history.epochs().size(); i++) {
            Epoch epoch = history.epochs().get(i);
            assertThat(epoch.steps()).isEqualTo(5);
            assertThat(epoch.loss()).isCloseTo(keras.loss()[i], within(1e-5));
            assertThat(epoch.accuracy()).isCloseTo(keras.accuracy()[i], within(1e-6));
            assertThat(epoch.validationLoss()).isCloseTo(keras.val_loss()[i], within(1e-5));
            assertThat(epoch.validationAccuracy()).isCloseTo(keras.val_accuracy()[i], within(1e-6));
            assertThat(epoch.learningRate()).isCloseTo(keras.learning_rate()[i], within(1e-8));
        }
    }

    private static int best(Golden.Recorded keras) {
        var losses = keras.val_loss();
        return 1
                + IntStream.range(0, losses.length)
                        .reduce((a, b) -> losses[b] < losses[a] ? b : a)
                        .orElseThrow();
    }

    private static List<Double> asList(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    /** Trains the network of the golden file from its start, on its first rows in their order. */
    private TrainedNetwork train(boolean balanced) {
        var labels = new boolean[golden.y().length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = golden.y()[i] == 1;
        }
        var data = new LabelledMatrix(x, labels);
        var split = new LabelledMatrix.Split(
                data.select(IntStream.range(0, golden.rows()).toArray()),
                data.select(IntStream.range(golden.rows(), data.rows()).toArray()));
        var settings = new TrainingSettings(
                golden.batch(), golden.epochs(), golden.learning_rate(), 5, 3, 0.5, balanced, false);
        var kept = new Block[1];
        var trained = new NetworkTrainer(KerasTrainingTest::network, settings)
                .fit(split, new SplittableRandom(1), new SequenceSampler(), Progress.NONE, block -> {
                    start(golden, block);
                    kept[0] = block;
                });
        kept[0].getParameters().values().forEach(p -> weights.add(p.getArray().toFloatArray()));
        return trained;
    }

    private static void start(Golden.Training golden, Block block) {
        var parameters = block.getParameters().values();
        assertThat(parameters).hasSameSizeAs(golden.start());
        for (int i = 0; i < parameters.size(); i++) {
            var parameter = parameters.get(i);
            boolean trainable = parameter.requiresGradient();
            parameter.freeze(true);
            try (var start =
                    parameter.getArray().getManager().create(golden.start().get(i), parameter.getShape())) {
                parameter.getArray().subi(parameter.getArray()).addi(start);
            }
            parameter.freeze(!trainable);
        }
    }

    private static Block network() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(8).build())
                .add(Activation.reluBlock())
                .add(BatchNorm.builder().optMomentum(0.99f).optEpsilon(1e-3f).build())
                .add(Linear.builder().setUnits(4).build())
                .add(Activation.reluBlock())
                .add(BatchNorm.builder().optMomentum(0.99f).optEpsilon(1e-3f).build())
                .add(Linear.builder().setUnits(1).build());
    }
}
