package retention.encoder;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.tensorflow.engine.SavedModelBundle;
import ai.djl.tensorflow.engine.TfSymbolBlock;
import ai.djl.tensorflow.engine.javacpp.JavacppUtils;
import ai.djl.training.ParameterStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import numerics.Progress;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorInfo;

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

    /** The published cut, {@code [CLS]} and {@code [SEP]} included. */
    public static final int MAX_TOKENS = 128;

    /** Texts times tokens of one pass; measured on two cores: 1024 and more take longer, as they leave the caches. */
    private static final int TOKENS_PER_BATCH = 512;

    /** Shuffles the batches, so that progress runs evenly; the vectors do not depend on it. */
    private static final long BATCH_ORDER_SEED = 0;

    private final EncoderFiles files;
    private final int maxTokens;
    private final ModelInterface model;
    private final Map<List<Integer>, TfSymbolBlock> networks = new LinkedHashMap<>();
    private WordPieceTokenizer tokenizer;
    private SavedModelBundle bundle;

    private Encoder(EncoderFiles files, int maxTokens) {
        this.files = files;
        this.maxTokens = maxTokens;
        this.model = ModelInterface.of(files);
    }

    /**
     * Opens the encoder of this checkout, see {@link EncoderFiles#find()}.
     *
     * @throws IllegalStateException if it is not installed; the message says how to install it
     */
    public static Encoder open() {
        return new Encoder(EncoderFiles.find(), MAX_TOKENS);
    }

    /** Opens the encoder in a folder, see {@link #open(Path, int)}, with the published cut at {@value #MAX_TOKENS}. */
    public static Encoder open(Path folder) {
        return open(folder, MAX_TOKENS);
    }

    /**
     * Opens the encoder in a folder. Its inputs and layers are read from the model: {@code input_ids}, with or without
     * a mask and segments, and {@code layer_1, layer_2, ...}, {@code sequence_output} or {@code last_hidden_state}. A
     * model that shows nothing but its last layer has one layer here.
     *
     * @param maxTokens where a text is cut, from 3 (one token of text) to what the model was trained for
     * @throws IllegalStateException if the folder holds no complete encoder, or one with another interface
     */
    public static Encoder open(Path folder, int maxTokens) {
        if (maxTokens < 3) {
            throw new IllegalArgumentException(
                    "Cut at %d tokens: expected at least 3, [CLS], [SEP] and one of the text.".formatted(maxTokens));
        }
        return new Encoder(EncoderFiles.in(folder), maxTokens);
    }

    /** The files that it runs. */
    public EncoderFiles files() {
        return files;
    }

    /** Where a text is cut, {@code [CLS]} and {@code [SEP]} included. */
    public int maxTokens() {
        return maxTokens;
    }

    /** How many layers it has; the last one has this number. */
    public int layers() {
        return model.layers().size();
    }

    /** Numbers a vector. */
    public int width() {
        return model.width();
    }

    /** How many tokens each text has after the cut, {@code [CLS]} and {@code [SEP]} included. */
    public int[] tokenCounts(List<String> texts) {
        var wellFormed = texts.stream().map(WordPieceTokenizer::wellFormed).toList();
        return IntStream.range(0, texts.size())
                .map(i -> tokenizer().ids(wellFormed.get(i)).length)
                .toArray();
    }

    /**
     * Embeds texts; equal texts are computed once.
     *
     * @return {@code [texts.size()][width()]}
     * @throws IllegalArgumentException if the encoder has no such layer
     */
    public float[][] embed(List<String> texts, Readout readout) {
        return embed(texts, List.of(readout), Progress.NONE).get(readout);
    }

    /**
     * Embeds texts for several readouts in one pass; equal texts are computed once.
     *
     * @return by readout, in the order asked: {@code [texts.size()][width()]}; equal texts share one array
     * @throws IllegalArgumentException if the encoder has no such layer
     */
    public Map<Readout, float[][]> embed(List<String> texts, List<Readout> readouts, Progress progress) {
        var wellFormed = texts.stream().map(WordPieceTokenizer::wellFormed).toList();
        var distinct = wellFormed.stream().distinct().toList();
        var places = new LinkedHashMap<String, Integer>();
        distinct.forEach(text -> places.put(text, places.size()));

        var vectors = new LinkedHashMap<Readout, float[][]>();
        readouts.forEach(readout -> vectors.put(readout, new float[distinct.size()][]));
        forEachBatch(distinct, place -> true, readouts, progress, batch -> batch.vectors()
                .forEach((readout, rows) -> {
                    for (int row = 0; row < rows.length; row++) {
                        vectors.get(readout)[batch.texts()[row]] = rows[row];
                    }
                }));

        var embedded = new LinkedHashMap<Readout, float[][]>();
        vectors.forEach((readout, rows) -> embedded.put(
                readout, wellFormed.stream().map(text -> rows[places.get(text)]).toArray(float[][]::new)));
        return Collections.unmodifiableMap(embedded);
    }

    /**
     * What one pass gave.
     *
     * @param texts the places of the batch's texts in the list that was asked for
     * @param vectors by readout, one row per text of the batch
     */
    @SuppressWarnings("ArrayRecordComponent") // A parcel that is opened once, never compared.
    record Batch(int[] texts, Map<Readout, float[][]> vectors) {}

    /** Takes batches as they are done. */
    @FunctionalInterface
    interface BatchSink {
        void accept(Batch batch);
    }

    /**
     * Computes texts batch by batch. Which texts share a batch depends on all of them, wanted or not, because in the last
     * bits a vector depends on its batch: so a run that goes on after a kill gives the very vectors of one that was not
     * killed.
     *
     * @param texts well-formed, see {@link WordPieceTokenizer#wellFormed}; equal ones are not noticed
     * @param wanted whether the text at a place must be computed; a batch with one that must is computed whole
     */
    void forEachBatch(
            List<String> texts, IntPredicate wanted, List<Readout> readouts, Progress progress, BatchSink sink) {
        readouts.forEach(this::requireLayer);
        if (IntStream.range(0, texts.size()).noneMatch(wanted) || readouts.isEmpty()) {
            return;
        }
        var ids = texts.stream().map(text -> tokenizer().ids(text)).toArray(int[][]::new);
        var network = network(
                readouts.stream().map(Readout::layer).distinct().sorted().toList());
        var batches = batches(ids).stream()
                .filter(places -> Arrays.stream(places).anyMatch(wanted))
                .toList();
        int total = batches.stream().mapToInt(places -> places.length).sum();
        int done = 0;
        for (var places : batches) {
            sink.accept(new Batch(places, pass(network, ids, places, readouts)));
            done += places.length;
            progress.report(done, total);
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

    private WordPieceTokenizer tokenizer() {
        if (tokenizer == null) {
            tokenizer = WordPieceTokenizer.open(files, maxTokens);
        }
        return tokenizer;
    }

    /** Texts of about the same length together, so that little is padded. */
    private static List<int[]> batches(int[][] ids) {
        var byLength = IntStream.range(0, ids.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> ids[i].length))
                .toList();
        var batches = new ArrayList<int[]>();
        int from = 0;
        for (int to = 1; to <= byLength.size(); to++) {
            if (to == byLength.size() || (to + 1 - from) * ids[byLength.get(to)].length > TOKENS_PER_BATCH) {
                batches.add(byLength.subList(from, to).stream()
                        .mapToInt(Integer::intValue)
                        .toArray());
                from = to;
            }
        }
        Collections.shuffle(batches, new Random(BATCH_ORDER_SEED));
        return batches;
    }

    private Map<Readout, float[][]> pass(TfSymbolBlock network, int[][] ids, int[] places, List<Readout> readouts) {
        int longest = 0;
        for (int place : places) {
            longest = Math.max(longest, ids[place].length);
        }
        try (var manager = Engine.getEngine("TensorFlow").newBaseManager(Device.cpu())) {
            var inputs = new NDList();
            for (var name : network.describeInput().keys()) {
                var input = array(manager, model.inputs().get(name), ids, places, longest);
                input.setName(name);
                inputs.add(input);
            }
            var outputs = network.forward(new ParameterStore(manager, false), inputs, false);
            var states = new TreeMap<Integer, float[]>();
            for (var output : outputs) {
                states.put(layerOf(output.getName()), output.toFloatArray());
            }
            var vectors = new LinkedHashMap<Readout, float[][]>();
            for (var readout : readouts) {
                var rows = new float[places.length][];
                for (int row = 0; row < rows.length; row++) {
                    rows[row] = readout.pooling()
                            .pool(
                                    states.get(readout.layer()),
                                    row * longest * width(),
                                    ids[places[row]].length,
                                    width());
                }
                vectors.put(readout, rows);
            }
            return vectors;
        }
    }

    private static NDArray array(
            NDManager manager, ModelInterface.Input input, int[][] ids, int[] places, int longest) {
        var flat = new int[places.length * longest];
        for (int row = 0; row < places.length; row++) {
            var tokens = ids[places[row]];
            for (int column = 0; column < tokens.length; column++) {
                flat[row * longest + column] = switch (input.role()) {
                    case IDS -> tokens[column];
                    case MASK -> 1;
                    case SEGMENTS -> 0;
                };
            }
        }
        var shape = new Shape(places.length, longest);
        return input.type() == DataType.DT_INT64
                ? manager.create(IntStream.of(flat).asLongStream().toArray(), shape)
                : manager.create(flat, shape);
    }

    private TfSymbolBlock network(List<Integer> layers) {
        return networks.computeIfAbsent(layers, this::load);
    }

    private TfSymbolBlock load(List<Integer> layers) {
        if (bundle == null) {
            Natives.prepare();
            // The engine's own start comes first: it loads the native library.
            Engine.getEngine("TensorFlow");
            bundle = JavacppUtils.loadSavedModelBundle(
                    files.folder().toString(), new String[] {"serve"}, JavacppUtils.getSessionConfig(), null);
        }
        var outputs = new LinkedHashMap<String, TensorInfo>();
        layers.forEach(layer -> outputs.put(outputOf(layer), model.layers().get(layer - 1)));
        var key = "layers " + layers;
        var graph = ModelInterface.withSignature(bundle.getMetaGraphDef(), key, outputs);
        return new TfSymbolBlock(new SavedModelBundle(bundle.getGraph(), bundle.getSession(), graph), key);
    }

    private static String outputOf(int layer) {
        return Integer.toString(layer);
    }

    private static int layerOf(String output) {
        return Integer.parseInt(output);
    }
}
