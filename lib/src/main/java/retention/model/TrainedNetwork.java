package retention.model;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;
import retention.project.AtomicFile;
import retention.project.Sha256;

/** A network that has been trained, and how that went. It holds native memory: close it. */
public final class TrainedNetwork implements AutoCloseable {

    static final String NAME = "network";
    private static final String WEIGHTS = NAME + "-0000.params";
    private static final String DESCRIPTION = NAME + ".json";
    /** Rows in one pass through the network: bounds the memory, and is always the same so that results are too. */
    private static final int CHUNK = 256;

    private final Model model;
    private final int inputs;
    private final NetworkSummary summary;
    private final History history;

    TrainedNetwork(Model model, int inputs, NetworkSummary summary, History history) {
        this.model = model;
        this.inputs = inputs;
        this.summary = summary;
        this.history = history;
    }

    /** What happened in each epoch. */
    public History history() {
        return history;
    }

    /** The network's layers. */
    public NetworkSummary summary() {
        return summary;
    }

    /** The number of features that a row must have. */
    public int inputs() {
        return inputs;
    }

    /**
     * The probability of being retained, one a row.
     *
     * @param features prepared as those that the network was trained on, scaled in the same way
     * @throws IllegalArgumentException if the number of features is another one
     * @throws IllegalStateException if the network has been closed
     */
    public double[] predict(FeatureMatrix features) {
        if (!model.getNDManager().isOpen()) {
            throw new IllegalStateException("This network has been closed: predict before closing it.");
        }
        if (features.columns() != inputs) {
            throw new IllegalArgumentException(
                    "The network was trained on %d features, got %s.".formatted(inputs, features));
        }
        var logits = logits(model.getBlock(), model.getNDManager(), features);
        var probabilities = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            // In double precision, so that confident rows keep their order instead of all rounding to 1.
            probabilities[i] = 1 / (1 + Math.exp(-logits[i]));
        }
        return probabilities;
    }

    /** As {@link #predict(FeatureMatrix)}, of {@code n x inputs()} finite values. */
    public double[] predict(float[][] rows) {
        return predict(FeatureMatrix.numbered("feature", rows));
    }

    static float[] logits(Block block, NDManager parent, FeatureMatrix features) {
        var logits = new float[features.rows()];
        for (int from = 0; from < logits.length; from += CHUNK) {
            int rows = Math.min(CHUNK, logits.length - from);
            var values = FloatBuffer.allocate(rows * features.columns());
            for (int i = from; i < from + rows; i++) {
                values.put(features.row(i));
            }
            try (var manager = parent.newSubManager()) {
                var input = manager.create(values.rewind(), new Shape(rows, features.columns()));
                var output = block.forward(new ParameterStore(manager, false), new NDList(input), false);
                System.arraycopy(output.singletonOrThrow().toFloatArray(), 0, logits, from, rows);
            }
        }
        return logits;
    }

    private record Description(int inputs, NetworkSummary network, History history, String sha256) {}

    /**
     * Writes the weights and their description into a folder, which is created where it is missing; what was saved
     * there before is replaced, each of the two files in one step. A run killed between the two leaves a pair that
     * {@link #load} refuses, because the description has the digest of its weights.
     *
     * @throws IOException if the folder cannot be written to
     */
    public void save(Path folder) throws IOException {
        Files.createDirectories(folder);
        // DJL names the file itself, so that it gets a folder of its own.
        var unfinished = Files.createTempDirectory(folder, "." + NAME);
        try {
            model.setProperty("Epoch", "0");
            model.save(unfinished, NAME);
            AtomicFile.move(unfinished.resolve(WEIGHTS), folder.resolve(WEIGHTS));
        } finally {
            Files.deleteIfExists(unfinished.resolve(WEIGHTS));
            Files.deleteIfExists(unfinished);
        }
        var description = new Description(inputs, summary, history, sha256(folder));
        var gson = new GsonBuilder().setPrettyPrinting().create();
        AtomicFile.write(folder.resolve(DESCRIPTION), gson.toJson(description) + "\n");
    }

    /**
     * Reads a saved network, which predicts what it did before, bit by bit.
     *
     * @param network supplies a network of the same layers as the saved one
     * @throws NoSuchFileException if the folder holds no saved network
     * @throws IOException if what it holds is damaged
     * @throws IllegalArgumentException if the saved network has other layers
     */
    public static TrainedNetwork load(Path folder, Supplier<Block> network) throws IOException {
        var description = description(folder);
        var expected = description.network();
        var supplied = NetworkSummary.of(network, description.inputs());
        if (!supplied.layers().equals(expected.layers())) {
            throw new IllegalArgumentException(
                    "The network saved in %s has %d layers with %s, the one given has %d with %s: give the one that was trained."
                            .formatted(
                                    folder,
                                    expected.layers().size(),
                                    expected,
                                    supplied.layers().size(),
                                    supplied));
        }
        var model = PyTorchEngine.newModel(NAME);
        try {
            model.setBlock(network.get());
            model.load(folder, NAME);
            model.getBlock().freezeParameters(true);
            return new TrainedNetwork(model, description.inputs(), supplied, description.history());
        } catch (MalformedModelException e) {
            model.close();
            throw damaged(folder, e);
        } catch (IOException | RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }

    private static Description description(Path folder) throws IOException {
        for (var name : new String[] {DESCRIPTION, WEIGHTS}) {
            if (!Files.isRegularFile(folder.resolve(name))) {
                throw new NoSuchFileException(
                        folder.resolve(name).toString(), null, "no saved network here, train and save it first");
            }
        }
        try {
            var description = new Gson().fromJson(Files.readString(folder.resolve(DESCRIPTION)), Description.class);
            if (description == null || !sha256(folder).equals(description.sha256())) {
                throw damaged(folder, null);
            }
            return description;
        } catch (JsonParseException e) {
            throw damaged(folder, e);
        }
    }

    private static IOException damaged(Path folder, Throwable cause) {
        return new IOException(
                "The network saved in %s is damaged: %s and %s do not belong together. Train and save it again."
                        .formatted(folder, WEIGHTS, DESCRIPTION),
                cause);
    }

    private static String sha256(Path folder) throws IOException {
        return Sha256.of(folder.resolve(WEIGHTS));
    }

    /** Frees the native memory; closing again does nothing. */
    @Override
    public void close() {
        model.close();
    }
}
