package retention.encoder;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.tensorflow.engine.SavedModelBundle;
import ai.djl.tensorflow.engine.TfSymbolBlock;
import ai.djl.tensorflow.engine.javacpp.JavacppUtils;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import numerics.Interruption;
import numerics.Progress;
import numerics.ReadAhead;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.proto.TensorInfo;
import retention.project.Project;

/**
 * A frozen transformer encoder: texts in, float32 vectors out. One pass through the network serves every readout that
 * is asked for, and goes no deeper than the highest layer among them.
 *
 * <p>Any text is accepted. A lone surrogate, which UTF-8 cannot carry, counts as U+FFFD; control characters are
 * dropped, as by BERT's own cleaning; a text of which nothing is left is embedded as {@code [CLS] [SEP]}.
 *
 * <p>Opening one is cheap: the engine starts with the first batch, so that a run which finds everything in its store
 * never loads it. Not for use by several threads at once.
 */
public final class Encoder implements AutoCloseable {

    /** Where a text is cut, as published: {@code [CLS]} and {@code [SEP]} are among these tokens. */
    public static final int MAX_TOKENS = 128;

    private static final String ENGINE = "TensorFlow";

    /** Where the engine looks for its native libraries. */
    private static final String LIBRARY_PATH = "TENSORFLOW_LIBRARY_PATH";

    /** Texts times tokens of one pass; measured on two cores: 1024 and more take longer, as they leave the caches. */
    private static final int TOKENS_PER_BATCH = 512;

    /** Passes at the same time, each on one core: cores that share one product of matrices wait for each other. */
    private static final int WORKERS = Runtime.getRuntime().availableProcessors();

    /** Shuffles the batches, so that progress runs evenly; the vectors do not depend on it. */
    private static final long BATCH_ORDER_SEED = 0;

    /** The numbers in which the network multiplies matrices. */
    public enum Precision {
        /** 32 bits: the vectors of every other implementation, up to rounding. */
        FLOAT32,
        /**
         * 16 bits, where the processor multiplies them in hardware (AVX512-BF16 or AMX): less exact, and on some processors faster,
         * by what {@code make bench STAGE=encode} measures. Elsewhere TensorFlow leaves the network as it is.
         */
        BFLOAT16
    }

    private final EncoderFiles files;
    private final Precision precision;
    private String digest = "";
    private ModelInterface model;
    private HuggingFaceTokenizer tokenizer;
    private SavedModelBundle bundle;

    /** Its inputs and layers are read when they are first needed. */
    Encoder(EncoderFiles files, Precision precision) {
        this.files = files;
        this.precision = precision;
    }

    /**
     * Opens the encoder of this checkout, see {@link EncoderFiles#find()}, which then computes in {@link Precision#FLOAT32}.
     *
     * @throws IllegalStateException if it is not installed or damaged; the message says how to install it
     */
    public static Encoder open() {
        return open(Precision.FLOAT32);
    }

    /** As {@link #open()}, in a precision. */
    public static Encoder open(Precision precision) {
        return new Encoder(EncoderFiles.find(), precision);
    }

    /** What tells its vectors from those of another encoder, cut, precision or readout; good for a file's name. */
    String name(Readout readout) {
        if (digest.isEmpty()) {
            digest = files.digest();
        }
        var unusual =
                precision == Precision.FLOAT32 ? "" : "-" + precision.name().toLowerCase(Locale.ROOT);
        return "%s-%s-cut%d%s".formatted(digest.substring(0, 16), readout, MAX_TOKENS, unusual);
    }

    /** Where a text is cut, {@code [CLS]} and {@code [SEP]} included. */
    public int maxTokens() {
        return MAX_TOKENS;
    }

    /** How many layers it has; the last one has this number. */
    public int layers() {
        return model().layers().size();
    }

    /** Numbers in a vector. */
    public int width() {
        return model().width();
    }

    /** How many tokens each text has after the cut, {@code [CLS]} and {@code [SEP]} included. */
    public int[] tokenCounts(List<String> texts) {
        return texts.stream()
                .map(WordPieceTokenizer::wellFormed)
                .mapToInt(text -> tokenizer().encode(text).getIds().length)
                .toArray();
    }

    /**
     * Computes texts batch by batch. Which texts share a batch depends on all of them, wanted or not, because in the last
     * bits a vector depends on its batch: so a run that goes on after a kill gives the very vectors of one that was not
     * killed.
     *
     * @param texts by key, well-formed (see {@link WordPieceTokenizer#wellFormed}); equal ones are not noticed
     * @param wanted whether the text of a key must be computed; a batch with one that must is computed whole
     * @param done takes the vectors of each batch, by readout and key
     */
    void forEachBatch(
            Map<String, String> texts,
            Predicate<String> wanted,
            List<Readout> readouts,
            Progress progress,
            Consumer<Map<Readout, Map<String, float[]>>> done) {
        if (texts.keySet().stream().noneMatch(wanted) || readouts.isEmpty()) {
            return;
        }
        readouts.forEach(this::requireLayer);
        // The network is read while texts are cut into tokens.
        var cut = CompletableFuture.supplyAsync(() -> batches(texts));
        TfSymbolBlock network;
        try {
            network = network(readouts);
        } finally {
            // Also where no network can be read, because the caller may close the tokenizer next.
            cut.handle((batches, thrown) -> thrown).join();
        }
        var batches = ReadAhead.join(cut).stream()
                .filter(batch -> batch.keySet().stream().anyMatch(wanted))
                .toList();
        int total = batches.stream().mapToInt(Map::size).sum();
        int computed = 0;
        progress.report(0, total);
        var workers = new ForkJoinPool(WORKERS);
        var passes = batches.stream()
                .map(batch -> CompletableFuture.supplyAsync(() -> pass(network, batch, readouts), workers))
                .toList();
        try {
            for (int i = 0; i < passes.size(); i++) {
                Interruption.check();
                done.accept(ReadAhead.join(passes.get(i)));
                computed += batches.get(i).size();
                progress.report(computed, total);
            }
        } finally {
            passes.forEach(pass -> pass.cancel(false));
            // A pass that has begun uses the session, which the caller may close next.
            workers.awaitQuiescence(1, TimeUnit.MINUTES);
            workers.shutdown();
        }
    }

    /** Closes the network and frees its memory; the encoder cannot be used again. */
    @Override
    public void close() {
        if (tokenizer != null) {
            tokenizer.close();
        }
        // All networks share the bundle's one session, which their own close would end once each.
        if (bundle != null) {
            bundle.close();
        }
    }

    void requireLayer(Readout readout) {
        if (readout.layer() > layers()) {
            throw new IllegalArgumentException("Layer %d: the encoder in %s has layers 1 to %d."
                    .formatted(readout.layer(), files.folder(), layers()));
        }
    }

    /** Read when it is first needed, as the graph of BERT takes half a second. */
    private ModelInterface model() {
        if (model == null) {
            model = ModelInterface.of(files);
        }
        return model;
    }

    private HuggingFaceTokenizer tokenizer() {
        if (tokenizer == null) {
            tokenizer = WordPieceTokenizer.open(files, MAX_TOKENS);
        }
        return tokenizer;
    }

    /** The tokens of texts by their keys: those of about the same length together, so that little is padded. */
    private List<Map<String, long[]>> batches(Map<String, String> texts) {
        var tokens = new LinkedHashMap<String, long[]>();
        texts.forEach((key, text) -> tokens.put(key, tokenizer().encode(text).getIds()));
        var byLength = tokens.keySet().stream()
                .sorted(Comparator.comparingInt(key -> tokens.get(key).length))
                .toList();
        var batches = new ArrayList<Map<String, long[]>>();
        for (var key : byLength) {
            int last = batches.size() - 1;
            if (last < 0 || (batches.get(last).size() + 1) * tokens.get(key).length > TOKENS_PER_BATCH) {
                batches.add(new LinkedHashMap<>());
            }
            batches.get(batches.size() - 1).put(key, tokens.get(key));
        }
        Collections.shuffle(batches, new Random(BATCH_ORDER_SEED));
        return batches;
    }

    private Map<Readout, Map<String, float[]>> pass(
            TfSymbolBlock network, Map<String, long[]> batch, List<Readout> readouts) {
        int longest = batch.values().stream().mapToInt(ids -> ids.length).max().orElseThrow();
        try (var manager = Engine.getEngine(ENGINE).newBaseManager(Device.cpu())) {
            var inputs = new NDList();
            for (var name : network.describeInput().keys()) {
                var input = array(manager, name, batch.values(), longest);
                input.setName(name);
                inputs.add(input);
            }
            var states = network.forward(new ParameterStore(manager, false), inputs, false).stream()
                    .collect(Collectors.toMap(NDArray::getName, NDArray::toFloatArray));
            var vectors = new LinkedHashMap<Readout, Map<String, float[]>>();
            for (var readout : readouts) {
                var layer = states.get(Integer.toString(readout.layer()));
                var rows = new LinkedHashMap<String, float[]>();
                batch.forEach((key, ids) ->
                        rows.put(key, readout.pool(layer, rows.size() * longest * width(), ids.length, width())));
                vectors.put(readout, rows);
            }
            return vectors;
        }
    }

    private NDArray array(NDManager manager, String input, Collection<long[]> texts, int longest) {
        var flat = LongBuffer.allocate(texts.size() * longest);
        for (var ids : texts) {
            var row = ids.clone();
            if (!input.equals(ModelInterface.IDS)) {
                Arrays.fill(row, ModelInterface.MASKS.contains(input) ? 1 : 0);
            }
            flat.put(Arrays.copyOf(row, longest));
        }
        var shape = new Shape(texts.size(), longest);
        return model().inputs().get(input) == DataType.DT_INT64
                ? manager.create(flat.array(), shape)
                : manager.create(
                        LongStream.of(flat.array()).mapToInt(Math::toIntExact).toArray(), shape);
    }

    private TfSymbolBlock network(List<Readout> readouts) {
        if (bundle == null) {
            bundle = bundle();
        }
        var outputs = new TreeMap<String, TensorInfo>();
        readouts.forEach(readout ->
                outputs.put(Integer.toString(readout.layer()), model().layers().get(readout.layer() - 1)));
        var key = "layers " + outputs.keySet();
        var graph = ModelInterface.withSignature(bundle.getMetaGraphDef(), key, outputs);
        return new TfSymbolBlock(new SavedModelBundle(bundle.getGraph(), bundle.getSession(), graph), key);
    }

    private SavedModelBundle bundle() {
        prepareTensorFlow();
        // The engine's own start comes first: it loads the native library.
        Engine.getEngine(ENGINE);
        var config = JavacppUtils.getSessionConfig().toBuilder();
        if (precision == Precision.BFLOAT16) {
            config.getGraphOptionsBuilder()
                    .getRewriteOptionsBuilder()
                    .setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON);
        }
        try {
            return JavacppUtils.loadSavedModelBundle(
                    files.folder().toString(), new String[] {"serve"}, config.build(), null);
        } catch (RuntimeException e) {
            // Its exceptions have no class of their own in common.
            throw new IllegalStateException(
                    "TensorFlow cannot read the encoder in %s; `make setup` repairs the default one."
                            .formatted(files.folder()),
                    e);
        }
    }

    /**
     * Unpacks TensorFlow's native libraries, where they are not yet, and tells the engine where they are, unless the user has told
     * it. Must run before the engine starts.
     */
    private static void prepareTensorFlow() {
        Project.find().prepareNatives();
        Project.setUnlessSet("ai.djl.tensorflow.num_intraop_threads", "1");
        Project.setUnlessSet("ai.djl.tensorflow.num_interop_threads", Integer.toString(WORKERS));
        if (System.getenv(LIBRARY_PATH) != null || System.getProperty(LIBRARY_PATH) != null) {
            return;
        }
        var resources = "/org/tensorflow/internal/c_api/%s/".formatted(Loader.getPlatform());
        try {
            var folder = Optional.ofNullable(Loader.cacheResource(resources))
                    .orElseThrow(() -> new IllegalStateException(
                            "No TensorFlow for %s on the classpath: expected the resources %s of org.tensorflow:tensorflow-core-native. Set %s to the folder of an installed one."
                                    .formatted(Loader.getPlatform(), resources, LIBRARY_PATH)));
            System.setProperty(LIBRARY_PATH, folder.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack TensorFlow from " + resources, e);
        }
    }
}
