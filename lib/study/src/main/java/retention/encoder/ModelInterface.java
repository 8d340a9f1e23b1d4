package retention.encoder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * What an encoder's SavedModel takes and gives, read from its own signature.
 *
 * @param inputs what each named input is fed with
 * @param layers the hidden states of layer 1, 2, ..., each {@code [texts, tokens, width]}
 * @param width numbers a token
 */
record ModelInterface(Map<String, Input> inputs, List<TensorInfo> layers, int width) {

    /** The signature that Keras and TensorFlow Hub write when they are not told otherwise. */
    private static final String SIGNATURE = "serving_default";

    /** Names of the last layer's output: TensorFlow Hub's BERT, and Hugging Face's models. */
    private static final List<String> LAST_LAYER = List.of("sequence_output", "last_hidden_state");

    /** Outputs named by layer, as our export script writes them. */
    private static final Pattern NAMED_LAYER = Pattern.compile("layer_(\\d+)");

    /**
     * Google's BERT reshapes what layer k gave back to {@code [texts, tokens, width]} in the node {@code Reshape_{k+1}}
     * ({@code modeling.py}, {@code transformer_model}); the last of them is {@code sequence_output}.
     */
    private static final Pattern BERT_LAST_LAYER = Pattern.compile("(.*/encoder/Reshape_)(\\d+):0");

    /** What an input is fed with. */
    enum Role {
        /** The token ids. */
        IDS,
        /** 1 for a real token, 0 for padding. */
        MASK,
        /** 0 everywhere: all tokens belong to the first and only sentence. */
        SEGMENTS
    }

    /** How an input is fed. */
    record Input(Role role, DataType type) {}

    /**
     * Reads the interface; no native library is needed.
     *
     * @throws IllegalStateException if the model is no encoder in this sense; the message says what it has
     */
    static ModelInterface of(EncoderFiles files) {
        try {
            var model = SavedModel.parseFrom(Files.readAllBytes(files.folder().resolve("saved_model.pb")));
            if (model.getMetaGraphsCount() == 0) {
                throw new IllegalStateException("The SavedModel in %s has no graph.".formatted(files.folder()));
            }
            return of(model.getMetaGraphs(0), files);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the SavedModel in " + files.folder(), e);
        }
    }

    private static ModelInterface of(MetaGraphDef graph, EncoderFiles files) {
        var signature = Optional.ofNullable(graph.getSignatureDefMap().get(SIGNATURE))
                .orElseThrow(() -> new IllegalStateException("The SavedModel in %s has no signature %s, only %s."
                        .formatted(files.folder(), SIGNATURE, sorted(graph.getSignatureDefMap()))));
        var inputs = new TreeMap<String, Input>();
        signature.getInputsMap().forEach((name, tensor) -> inputs.put(name, input(name, tensor, files)));
        if (inputs.values().stream().noneMatch(input -> input.role() == Role.IDS)) {
            throw new IllegalStateException("The SavedModel in %s has no input_ids among its inputs %s."
                    .formatted(files.folder(), inputs.keySet()));
        }
        var layers = layers(signature, graph);
        if (layers.isEmpty()) {
            throw new IllegalStateException(
                    "The SavedModel in %s gives %s, expected one of %s, or layer_1, layer_2, ..."
                            .formatted(files.folder(), sorted(signature.getOutputsMap()), LAST_LAYER));
        }
        var shape = layers.get(layers.size() - 1).getTensorShape();
        var width = shape.getDimCount() == 3 ? (int) shape.getDim(2).getSize() : -1;
        if (width < 1) {
            throw new IllegalStateException(
                    "The SavedModel in %s gives hidden states of shape %s, expected [texts, tokens, width] with a known width."
                            .formatted(
                                    files.folder(),
                                    shape.getDimList().stream()
                                            .map(d -> d.getSize())
                                            .toList()));
        }
        return new ModelInterface(Collections.unmodifiableMap(inputs), layers, width);
    }

    private static Input input(String name, TensorInfo tensor, EncoderFiles files) {
        var role =
                switch (name) {
                    case "input_ids" -> Role.IDS;
                    case "input_mask", "attention_mask" -> Role.MASK;
                    case "segment_ids", "token_type_ids" -> Role.SEGMENTS;
                    default ->
                        throw new IllegalStateException(
                                "The SavedModel in %s asks for an input %s, expected only input_ids, input_mask or attention_mask, and segment_ids or token_type_ids."
                                        .formatted(files.folder(), name));
                };
        if (tensor.getDtype() != DataType.DT_INT32 && tensor.getDtype() != DataType.DT_INT64) {
            throw new IllegalStateException("The SavedModel in %s takes %s as %s, expected DT_INT32 or DT_INT64."
                    .formatted(files.folder(), name, tensor.getDtype()));
        }
        return new Input(role, tensor.getDtype());
    }

    private static List<TensorInfo> layers(SignatureDef signature, MetaGraphDef graph) {
        var outputs = signature.getOutputsMap();
        var named = new TreeMap<Integer, TensorInfo>();
        outputs.forEach((name, tensor) -> {
            var matcher = NAMED_LAYER.matcher(name);
            if (matcher.matches()) {
                named.put(Integer.valueOf(matcher.group(1)), tensor);
            }
        });
        if (!named.isEmpty() && named.firstKey() == 1 && named.lastKey() == named.size()) {
            return List.copyOf(named.values());
        }
        var last = LAST_LAYER.stream()
                .filter(outputs::containsKey)
                .map(outputs::get)
                .findFirst();
        return last.map(tensor -> bertLayers(tensor, graph)).orElse(List.of());
    }

    /** All layers of Google's BERT; of another model only the last one, which then counts as its layer 1. */
    private static List<TensorInfo> bertLayers(TensorInfo last, MetaGraphDef graph) {
        var matcher = BERT_LAST_LAYER.matcher(last.getName());
        if (!matcher.matches()) {
            return List.of(last);
        }
        var nodes = graph.getGraphDef().getNodeList().stream()
                .map(node -> node.getName())
                .collect(Collectors.toUnmodifiableSet());
        var layers = new ArrayList<TensorInfo>();
        for (int reshape = 2; reshape <= Integer.parseInt(matcher.group(2)); reshape++) {
            var node = matcher.group(1) + reshape;
            if (!nodes.contains(node)) {
                return List.of(last);
            }
            layers.add(last.toBuilder().setName(node + ":0").build());
        }
        return List.copyOf(layers);
    }

    /** The graph with a signature that gives these layers; TensorFlow computes nothing behind the highest of them. */
    static MetaGraphDef withSignature(MetaGraphDef graph, String key, Map<String, TensorInfo> outputs) {
        var inputs = graph.getSignatureDefOrThrow(SIGNATURE).getInputsMap();
        return graph.toBuilder()
                .putSignatureDef(
                        key,
                        SignatureDef.newBuilder()
                                .putAllInputs(inputs)
                                .putAllOutputs(outputs)
                                .build())
                .build();
    }

    private static List<String> sorted(Map<String, ?> map) {
        return map.keySet().stream().sorted().toList();
    }
}
