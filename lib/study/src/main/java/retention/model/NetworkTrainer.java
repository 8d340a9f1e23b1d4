package retention.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.Dropout;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.BatchSampler;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Sampler;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import numerics.Check;
import numerics.Interruption;
import numerics.Progress;
import numerics.learning.FeatureMatrix;
import numerics.learning.LabelledMatrix;
import retention.project.Sha256;

/**
 * Trains a network for two classes the way Keras' {@code fit} does, with DJL on PyTorch.
 *
 * <p>Kernels start Glorot-uniform and biases at zero; Adam has Keras' betas 0.9 and 0.999 and its epsilon 1e-7; the
 * learning rate falls on a plateau of the validation loss, training stops early, and the weights of the best epoch are
 * kept. DJL's own early stopping compares with the epoch before instead of the best one and restores no weights, so the
 * loop here is explicit.
 *
 * <p>The same rows, settings and seed give the same history and the same network, bit by bit, on one machine, however many are
 * trained at the same time: initial weights, order of the rows and {@link SeededDropout} have generators of their own.
 *
 * @param network supplies a new network that takes the features and gives one logit, without a sigmoid at its end
 * @param settings how to train it
 */
public record NetworkTrainer(Supplier<Block> network, TrainingSettings settings) {

    /** Of so many rows is the training by which networks are told apart. */
    private static final int SAMPLE = 80;

    /**
     * Trains a new network. A last batch of a single row, which has no variance to normalise by, is left out.
     *
     * @param split rows to learn from and rows whose loss is watched, with the same features
     * @param seed of the initial weights, the order of the rows and the dropout
     * @param progress is called after each epoch, and for the rest at once when training stops early
     * @return the network with the weights of its best epoch; to be closed by the caller
     * @throws IllegalArgumentException if rows, features, layers or balanced weights do not fit together; the message says which
     * @throws IllegalStateException if a loss is no longer a finite number
     */
    public TrainedNetwork fit(LabelledMatrix.Split split, long seed, Progress progress) {
        var random = new SplittableRandom(seed);
        return fit(split, random, new ShuffledRows(new Random(random.nextLong())), progress, block -> {});
    }

    /** As {@link #fit(LabelledMatrix.Split, long, Progress)}, without reports of progress. */
    public TrainedNetwork fit(LabelledMatrix.Split split, long seed) {
        return fit(split, seed, Progress.NONE);
    }

    TrainedNetwork fit(
            LabelledMatrix.Split split,
            SplittableRandom random,
            Sampler.SubSampler order,
            Progress progress,
            Consumer<Block> initialised) {
        var features = split.training().features();
        Check.that(features.rows() >= 2, "Training needs two rows or more, got %s.", features);
        split.validation().features().requireNames(features.names(), "The network that is to be validated");
        var model = PyTorchEngine.newModel("network");
        try {
            var block = network.get();
            seedDropout(block, random);
            model.setBlock(block);
            var callbacks = new KerasCallbacks(settings);
            var loss = settings.loss(split.training());
            var kernels = random.split();
            var config = new DefaultTrainingConfig(loss)
                    .optDevices(new Device[] {Device.cpu()})
                    .optInitializer(
                            (manager, shape, type) -> glorotUniform(manager, shape, kernels), Parameter.Type.WEIGHT);
            boolean lastOfOne = split.training().rows() % settings.batchSize() == 1;
            var dataset = MatrixDataset.builder(split.training())
                    .setSampling(new BatchSampler(order, settings.batchSize(), lastOfOne))
                    .build();
            var epochs = new ArrayList<TrainedNetwork.Epoch>();
            var best = List.<float[]>of();
            int bestEpoch = 0;
            try (var trainer = model.newTrainer(config)) {
                var input = new Shape(
                        settings.batchSize(), split.training().features().columns());
                trainer.initialize(input);
                checkOutput(block, input);
                initialised.accept(block);
                var adam = new KerasAdam(trainer.getManager(), block);
                progress.report(0, settings.epochs());
                for (int number = 1; number <= settings.epochs() && !callbacks.shouldStop(); number++) {
                    Interruption.check();
                    long start = System.nanoTime();
                    double learningRate = callbacks.learningRate();
                    var training = Scores.inTraining(trainer, dataset, loss, () -> adam.step(learningRate));
                    var logits = TrainedNetwork.logits(model, split.validation().features());
                    var validation = Scores.of(FloatBuffer.wrap(logits), split.validation()::label, 0, loss);
                    checkFinite(number, training, validation);
                    epochs.add(new TrainedNetwork.Epoch(
                            number,
                            training.steps,
                            training.loss,
                            training.accuracy,
                            validation.loss,
                            validation.accuracy,
                            learningRate,
                            (System.nanoTime() - start) / 1e9));
                    if (callbacks.improved(validation.loss)) {
                        best = parameters(block).map(NDArray::toFloatArray).toList();
                        bestEpoch = number;
                    }
                    boolean last = callbacks.shouldStop() || number == settings.epochs();
                    progress.report(last ? settings.epochs() : number, settings.epochs());
                }
            }
            var weights = best.iterator();
            parameters(block).forEach(array -> KerasAdam.memory(array).put(weights.next()));
            // Nothing changes the weights from here on, and predicting need not prepare for gradients.
            block.freezeParameters(true);
            return new TrainedNetwork(
                    model, split.training().features().columns(), new TrainedNetwork.History(epochs, bestEpoch));
        } catch (IOException | TranslateException e) {
            model.close();
            throw new IllegalStateException("DJL could not handle rows that are in memory.", e);
        } catch (RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }

    /**
     * A digest of what the networks of this supplier are, whatever they are made of: of what one predicts after a short training on rows
     * that are always the same. Another layer, size, activation or rate of dropout gives another digest; another processor may.
     *
     * @param inputs the number of features, 1 or more
     * @return 64 hexadecimal digits
     * @throws IllegalArgumentException if the layers do not fit together; the message says which
     */
    public static String digest(Supplier<Block> network, int inputs) {
        var random = new Random(1);
        var labels = new boolean[SAMPLE];
        var values = new float[SAMPLE][inputs];
        for (int row = 0; row < SAMPLE; row++) {
            labels[row] = row % 2 == 0;
            for (int column = 0; column < inputs; column++) {
                values[row][column] = (float) random.nextGaussian();
            }
        }
        var rows = new LabelledMatrix(FeatureMatrix.numbered("x", values), labels);
        var settings = TrainingSettings.AS_RUN.withEpochs(2);
        try (var trained = new NetworkTrainer(network, settings).fit(settings.split(rows, 1), 1)) {
            return Sha256.of(Arrays.toString(trained.logits(rows.features())));
        }
    }

    /** The rows in a new order each time that they are asked for. */
    record ShuffledRows(Random random) implements Sampler.SubSampler {
        @Override
        public Iterator<Long> sample(RandomAccessDataset rows) {
            var order = LongStream.range(0, rows.size()).boxed().collect(Collectors.toCollection(ArrayList::new));
            Collections.shuffle(order, random);
            return order.iterator();
        }
    }

    private static void seedDropout(Block block, SplittableRandom random) {
        Check.that(
                !(block instanceof Dropout),
                "DJL's Dropout draws from a generator that belongs to the process: use SeededDropout, so that a training can be repeated.");
        if (block instanceof SeededDropout dropout) {
            dropout.seed(random.nextLong());
        }
        block.getChildren().values().forEach(child -> seedDropout(child, random));
    }

    /** All numbers that the network keeps, in their order. */
    private static Stream<NDArray> parameters(Block block) {
        return block.getParameters().values().stream().map(Parameter::getArray);
    }

    /**
     * Draws a kernel of the shape {@code (out, in)} uniformly between plus and minus {@code sqrt(6 / (in + out))}, as Keras'
     * {@code GlorotUniform} (X. Glorot and Y. Bengio, <i>Understanding the difficulty of training deep feedforward neural networks</i>,
     * AISTATS 2010). The generator of DJL's initializers belongs to the process.
     */
    private static NDArray glorotUniform(NDManager manager, Shape shape, SplittableRandom random) {
        var kernel = new float[Math.toIntExact(shape.size())];
        double limit = Math.sqrt(6.0 / (shape.get(0) + kernel.length / shape.get(0)));
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) (limit * (2 * random.nextDouble() - 1));
        }
        return manager.create(kernel, shape);
    }

    private static void checkOutput(Block block, Shape input) {
        var output = block.getOutputShapes(new Shape[] {input})[0];
        if (!output.equals(new Shape(input.get(0), 1))) {
            throw new IllegalArgumentException(
                    "The network turns %s into %s, expected one logit per row: end it with one unit."
                            .formatted(input, output));
        }
        var last = block;
        while (last instanceof SequentialBlock) {
            last = last.getChildren().valueAt(last.getChildren().size() - 1);
        }
        Check.that(
                !NetworkSummary.name(last).toLowerCase(Locale.ROOT).contains("sigmoid"),
                "The network ends in a sigmoid, expected the logit before it: leave the sigmoid out, training and prediction apply it.");
    }

    /** Means over rows, in double precision, and the batches that they came in. */
    private record Scores(double loss, double accuracy, int steps) {

        static Scores of(FloatBuffer logits, IntPredicate labels, int steps, WeightedCrossEntropy loss) {
            double sum = 0;
            int right = 0;
            for (int i = 0; i < logits.limit(); i++) {
                sum += loss.of(logits.get(i), labels.test(i));
                right += logits.get(i) > 0 == labels.test(i) ? 1 : 0;
            }
            return new Scores(sum / logits.limit(), (double) right / logits.limit(), steps);
        }

        /** Of the rows of an epoch, each with the weights that it was just trained with. */
        static Scores inTraining(Trainer trainer, MatrixDataset dataset, WeightedCrossEntropy loss, Runnable update)
                throws IOException, TranslateException {
            var logits = FloatBuffer.allocate(Math.toIntExact(dataset.size()));
            var labels = FloatBuffer.allocate(logits.capacity());
            int steps = 0;
            var one = (PtNDArray) trainer.getManager().ones(new Shape());
            for (var batch : trainer.iterateDataset(dataset)) {
                // DJL's gradient collector allows one at a time; PyTorch itself keeps the mode for each thread.
                JniUtils.setGradMode(true);
                try (batch) {
                    var predictions = trainer.forward(batch.getData());
                    var mean = (PtNDArray) loss.evaluate(batch.getLabels(), predictions);
                    JniUtils.backward(mean, one, false, false);
                    logits.put(predictions.singletonOrThrow().toFloatArray());
                    labels.put(batch.getLabels().singletonOrThrow().toFloatArray());
                } finally {
                    JniUtils.setGradMode(false);
                }
                update.run();
                steps++;
            }
            return of(logits.flip(), i -> labels.get(i) == 1, steps, loss);
        }
    }

    private static void checkFinite(int epoch, Scores training, Scores validation) {
        if (!Double.isFinite(training.loss) || !Double.isFinite(validation.loss)) {
            throw new IllegalStateException(
                    "Training diverged in epoch %d: loss %s, validation loss %s. Scale the features or lower the learning rate."
                            .formatted(epoch, training.loss, validation.loss));
        }
    }

    /**
     * What Keras' {@code EarlyStopping} and {@code ReduceLROnPlateau} decide after each epoch, by the loss of the watched rows, with
     * Keras' defaults: min_delta 0 of the one and 1e-4 of the other, cooldown 0, min_lr 0.
     */
    static final class KerasCallbacks {

        private static final double MIN_DELTA = 1e-4;

        private final TrainingSettings settings;
        private double learningRate;
        private double best = Double.POSITIVE_INFINITY;
        private int sinceBest;
        private double bestOfPlateau = Double.POSITIVE_INFINITY;
        private int onPlateau;

        KerasCallbacks(TrainingSettings settings) {
            this.settings = settings;
            learningRate = settings.learningRate();
        }

        /** The learning rate of the epoch to come. */
        double learningRate() {
            return learningRate;
        }

        /** Takes the loss of the epoch that has ended and says whether it is the lowest so far. */
        boolean improved(double loss) {
            if (loss + MIN_DELTA < bestOfPlateau) {
                bestOfPlateau = loss;
                onPlateau = 0;
            } else if (++onPlateau >= settings.plateauPatience()) {
                learningRate *= settings.plateauFactor();
                onPlateau = 0;
            }
            sinceBest = loss < best ? 0 : sinceBest + 1;
            best = Math.min(best, loss);
            return sinceBest == 0;
        }

        boolean shouldStop() {
            return sinceBest >= settings.earlyStoppingPatience();
        }
    }
}
