package retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.dataset.SequenceSampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import numerics.Progress;
import numerics.learning.FeatureMatrix;
import numerics.learning.Golden;
import numerics.learning.LabelledMatrix;
import numerics.learning.RandomRows;
import org.junit.jupiter.api.Test;
import retention.model.TrainedNetwork.Epoch;

class NetworkTrainerTest {

    private static final WeightedCrossEntropy EQUAL = new WeightedCrossEntropy(1, 1);
    private static final TrainingSettings QUICK = TrainingSettings.AS_RUN.withEpochs(3);
    private final LabelledMatrix.Split split =
            RandomRows.learnable(200, 10, 0.5, 1).holdOutLast(0.2);

    @Test
    void anEpochOverThePublishedTrainingRowsTakes163Steps() {
        var published = RandomRows.learnable(3249, 772, 0.5, 2).holdOutLast(0.2);

        try (var network = published(TrainingSettings.AS_RUN.withEpochs(1)).fit(published, 42)) {
            assertThat(network.history().epochs()).extracting(Epoch::steps).containsExactly(163);
        }
    }

    @Test
    void learnsWhatCanBeLearned() {
        var data = RandomRows.learnable(600, 10, 0.2, 3).holdOutLast(0.25);

        try (var network = published(TrainingSettings.AS_RUN).fit(data, 42)) {
            assertThat(network.history().best().validationAccuracy()).isGreaterThan(0.85);
        }
    }

    @Test
    void anInterruptEndsTrainingAfterTheEpoch() {
        var trainer = published(QUICK);
        try {
            assertThatThrownBy(() -> trainer.fit(
                            split, 42, (done, total) -> Thread.currentThread().interrupt()))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void theSameSeedGivesTheSameHistoryAndPredictionsBitByBit() {
        var first = train(QUICK, 42);
        var second = train(QUICK, 42);

        assertThat(second.losses()).isEqualTo(first.losses());
        assertThat(second.probabilities()).isEqualTo(first.probabilities());
    }

    @Test
    void anotherSeedGivesAnotherNetwork() {
        assertThat(train(QUICK, 43).probabilities())
                .isNotEqualTo(train(QUICK, 42).probabilities());
    }

    @Test
    void shufflesTheRowsAnewEachEpoch() {
        var rows = RandomRows.learnable(64, 3, 0.5, 1).holdOutLast(0.5);
        var orders = new ArrayList<List<Long>>();
        for (int seed : new int[] {1, 2}) {
            var random = new SplittableRandom(7);
            var order = new NetworkTrainer.ShuffledRows(new Random(seed));
            published(QUICK)
                    .fit(
                            rows,
                            random,
                            dataset -> {
                                var drawn = new ArrayList<Long>();
                                order.sample(dataset).forEachRemaining(drawn::add);
                                orders.add(drawn);
                                return drawn.iterator();
                            },
                            Progress.NONE,
                            block -> {})
                    .close();
        }
        assertThat(orders).hasSize(6).doesNotHaveDuplicates().allSatisfy(order -> assertThat(order)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, 32).boxed().toList()));
    }

    @Test
    void trainingSeveralAtTheSameTimeChangesNoBit() {
        var alone = IntStream.range(0, 6).mapToObj(seed -> train(QUICK, seed)).toList();

        var together = IntStream.range(0, 6)
                .mapToObj(seed ->
                        CompletableFuture.supplyAsync(() -> train(QUICK, seed), command -> new Thread(command).start()))
                .toList();

        assertThat(together.stream().map(CompletableFuture::join).toList()).isEqualTo(alone);
    }

    @Test
    void refusesDropoutThatDrawsFromTheGeneratorOfTheProcess() {
        Supplier<Block> own = () -> new SequentialBlock()
                .add(new SequentialBlock().add(Dropout.builder().optRate(0.5f).build()))
                .add(Linear.builder().setUnits(1).build());

        assertThatThrownBy(() -> new NetworkTrainer(own, QUICK).fit(split, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use SeededDropout");
    }

    @Test
    void theWatchedLossWeighsTheClassesAsTrainingDoes() {
        var rows = RandomRows.learnable(120, 4, 1, 3).holdOutLast(0.3);
        var weights = WeightedCrossEntropy.balanced(rows.training());

        try (var network = published(QUICK.balanced()).fit(rows, 42)) {
            assertThat(crossEntropy(network, rows.validation(), weights))
                    .isCloseTo(network.history().best().validationLoss(), within(1e-12))
                    .isNotCloseTo(crossEntropy(network, rows.validation(), EQUAL), within(1e-3));
        }
    }

    @Test
    void kernelsStartGlorotUniformAndBiasesAtZero() {
        var wide = RandomRows.learnable(20, 772, 0.5, 4).holdOutLast(0.2);
        var limit = Golden.read("network.json", Golden.Network.class).glorot_limit();
        var start = new ArrayList<float[]>();

        published(QUICK)
                .fit(wide, new SplittableRandom(1), new SequenceSampler(), Progress.NONE, block -> block.getParameters()
                        .values()
                        .forEach(p -> start.add(p.getArray().toFloatArray())))
                .close();

        double squares = 0;
        double largest = 0;
        for (float value : start.get(0)) {
            largest = Math.max(largest, Math.abs(value));
            squares += value * value;
        }
        assertThat(largest).isBetween(0.999 * limit, limit);
        // The variance of a uniform draw is limit² / 3.
        assertThat(squares / start.get(0).length).isBetween(0.32 * limit * limit, 0.35 * limit * limit);
        assertThat(start.get(1)).containsOnly(0);
    }

    @Test
    void keepsTheWeightsOfTheBestEpoch() {
        // So noisy and fast that the validation loss soon rises again.
        var noisy = RandomRows.learnable(120, 10, 3, 5).holdOutLast(0.3);
        var settings = new TrainingSettings(16, 30, 0.01, 5, 3, 0.5, false, false);

        try (var network = published(settings).fit(noisy, 42)) {
            var history = network.history();
            assertThat(history.epochs().size()).isLessThan(30);
            assertThat(history.epochs()).hasSize(history.bestEpoch() + 5);
            assertThat(crossEntropy(network, noisy.validation(), EQUAL))
                    .isCloseTo(history.best().validationLoss(), within(1e-12));
        }
    }

    @Test
    void tellsOfEachEpochAndOfTheEnd() {
        var seen = new ArrayList<String>();

        published(QUICK)
                .fit(split, 42, (done, total) -> seen.add(done + "/" + total))
                .close();

        assertThat(seen).containsExactly("0/3", "1/3", "2/3", "3/3");
    }

    @Test
    void leavesOutALastBatchOfOneRow() {
        var oneOver = RandomRows.learnable(41, 4, 0.5, 6);
        var parts = new LabelledMatrix.Split(oneOver.select(range(33)), oneOver);

        try (var network = published(QUICK).fit(parts, 42)) {
            assertThat(network.history().epochs()).extracting(Epoch::steps).containsOnly(2);
            assertThat(network.predict(oneOver.features())).doesNotContain(Double.NaN);
        }
    }

    @Test
    void historyIsATableWithARowAnEpoch() {
        try (var network = published(QUICK).fit(split, 42)) {
            var table = network.history().toTable();

            assertThat(table.columnNames())
                    .containsExactly(
                            "epoch", "loss", "accuracy", "val_loss", "val_accuracy", "learning_rate", "seconds");
            assertThat(table.rowCount()).isEqualTo(3);
            assertThat(table.doubleColumn("val_loss").get(2))
                    .isEqualTo(network.history().epochs().get(2).validationLoss());
        }
    }

    @Test
    void trainsANetworkThatAStudentComposed() {
        Supplier<Block> own = () -> new SequentialBlock()
                .add(Linear.builder().setUnits(4).build())
                .add(Activation.tanhBlock())
                .add(Linear.builder().setUnits(1).build());

        try (var network = new NetworkTrainer(own, QUICK).fit(split, 42)) {
            assertThat(DoubleStream.of(network.predict(split.validation().features())))
                    .hasSize(40)
                    .allMatch(p -> p > 0 && p < 1);
        }
    }

    @Test
    void refusesANetworkThatEndsInASigmoid() {
        Supplier<Block> sigmoid = () ->
                new SequentialBlock().add(Linear.builder().setUnits(1).build()).add(Activation.sigmoidBlock());

        assertThatThrownBy(() -> new NetworkTrainer(sigmoid, QUICK).fit(split, 42))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ends in a sigmoid");
    }

    @Test
    void refusesANetworkWithMoreThanOneOutput() {
        Supplier<Block> two = () -> Linear.builder().setUnits(2).build();

        assertThatThrownBy(() -> new NetworkTrainer(two, QUICK).fit(split, 42))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected one logit per row");
    }

    @Test
    void refusesPartsWithOtherFeatures() {
        var parts = new LabelledMatrix.Split(split.training(), RandomRows.learnable(10, 9, 0.5, 1));

        assertThatThrownBy(() -> published(QUICK).fit(parts, 42))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("learned from 10 features")
                .hasMessageContaining("got 9: [f0,");
    }

    @Test
    void saysSoWhenTheLossIsNoLongerANumber() {
        var huge = new float[20][1];
        for (int i = 0; i < huge.length; i++) {
            huge[i][0] = i % 2 == 0 ? Float.MAX_VALUE : -Float.MAX_VALUE;
        }
        var data = new LabelledMatrix(FeatureMatrix.numbered("f", huge), new boolean[20]);

        assertThatThrownBy(() -> published(QUICK).fit(data.holdOutLast(0.2), 42))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("diverged in epoch 1")
                .hasMessageContaining("Scale the features");
    }

    @Test
    void aClosedNetworkLeavesNoNativeMemoryOpen() {
        var managers = new ArrayList<NDManager>();

        published(QUICK)
                .fit(
                        split,
                        new SplittableRandom(1),
                        new SequenceSampler(),
                        Progress.NONE,
                        block -> managers.add(managerOf(block)))
                .close();

        assertThat(managers).singleElement().matches(manager -> !manager.isOpen());
    }

    @Test
    void aTrainingThatFailsLeavesNoNativeMemoryOpen() {
        var managers = new ArrayList<NDManager>();

        assertThatThrownBy(() -> published(QUICK)
                        .fit(split, new SplittableRandom(1), new SequenceSampler(), Progress.NONE, block -> {
                            managers.add(managerOf(block));
                            throw new IllegalStateException("stop here");
                        }))
                .hasMessage("stop here");

        assertThat(managers).singleElement().matches(manager -> !manager.isOpen());
    }

    /** A setting of a layer that no table of layers shows changes the digest as well. */
    @Test
    void theDigestOfANetworkChangesWithWhateverItDoes() {
        var digests = new ArrayList<String>();
        for (var settings :
                new double[][] {{8, 0.3, 0.99}, {8, 0.3, 0.99}, {9, 0.3, 0.99}, {8, 0.301, 0.99}, {8, 0.3, 0.98}}) {
            digests.add(NetworkTrainer.digest(() -> layers(settings, Activation.reluBlock()), 6));
        }
        digests.add(
                NetworkTrainer.digest(() -> layers(new double[] {8, 0.3, 0.99}, Activation.leakyReluBlock(0.1f)), 6));
        digests.add(NetworkTrainer.digest(() -> layers(new double[] {8, 0.3, 0.99}, Activation.reluBlock()), 7));
        assertThat(digests.get(1)).isEqualTo(digests.get(0)).hasSize(64);
        assertThat(digests.subList(1, digests.size())).doesNotHaveDuplicates();
    }

    private static Block layers(double[] settings, Block activation) {
        return new SequentialBlock()
                .add(Linear.builder().setUnits((long) settings[0]).build())
                .add(activation)
                .add(BatchNorm.builder().optMomentum((float) settings[2]).build())
                .add(new SeededDropout(settings[1]))
                .add(Linear.builder().setUnits(1).build());
    }

    private static NDManager managerOf(Block block) {
        return block.getParameters().valueAt(0).getArray().getManager();
    }

    private record Outcome(List<Double> losses, List<Double> probabilities) {}

    private Outcome train(TrainingSettings settings, long seed) {
        try (var network = published(settings).fit(split, seed)) {
            var losses = network.history().epochs().stream()
                    .flatMap(e -> List.of(e.loss(), e.validationLoss()).stream())
                    .toList();
            var probabilities = network.predict(split.validation().features());
            return new Outcome(losses, DoubleStream.of(probabilities).boxed().toList());
        }
    }

    private static double crossEntropy(TrainedNetwork network, LabelledMatrix rows, WeightedCrossEntropy weights) {
        var probabilities = network.predict(rows.features());
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            sum -= rows.label(i)
                    ? weights.weight(true) * Math.log(probabilities[i])
                    : weights.weight(false) * Math.log(1 - probabilities[i]);
        }
        return sum / rows.rows();
    }

    private static int[] range(int end) {
        return IntStream.range(0, end).toArray();
    }

    private static NetworkTrainer published(TrainingSettings settings) {
        return new NetworkTrainer(PublishedNetwork::create, settings);
    }
}
