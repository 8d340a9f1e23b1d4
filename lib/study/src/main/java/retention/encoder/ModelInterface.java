package retention.encoder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * What an encoder's SavedModel takes and gives, read from its own signature.
 *
 * @param inputs the type of each named input: {@value #IDS}, those of {@link #MASKS} and of segments
 * @param layers the hidden states of layer 1, 2, ..., each {@code [texts, tokens, width]}
 * @param width numbers per token
 */
record ModelInterface(Map<String, DataType> inputs, List<TensorInfo> layers, int width) {

    /** The signature that Keras and TensorFlow Hub write when they are not told otherwise. */
    private static final String SIGNATURE = "serving_default";

    /** Names of the last layer's output: TensorFlow Hub's BERT, and Hugging Face's models. */
    private static final List<String> LAST_LAYER = List.of("sequence_output", "last_hidden_state");

    /**
     * Google's BERT reshapes what layer k gave back to {@code [texts, tokens, width]} in the node {@code Reshape_{k+1}}
     * ({@code modeling.py}, {@code transformer_model}); the last of them is {@code sequence_output}.
     */
    private static final Pattern BERT_LAST_LAYER = Pattern.compile("(.*/encoder/Reshape_)(\\d+):0");

    /** The token ids. */
    static final String IDS = "input_ids";

    /** 1 for a real token, 0 for padding. */
    static final Set<String> MASKS = Set.of("input_mask", "attention_mask");

    /** All that can be fed; the last two are 0 everywhere, since all tokens belong to the first and only sentence. */
    private static final List<String> FED =
            List.of(IDS, "input_mask", "attention_mask", "segment_ids", "token_type_ids");

    /**
     * Reads the interface; no native library is needed.
     *
     * @throws IllegalStateException if the model is no encoder in this sense; the message says what it has
     */
    static ModelInterface of(EncoderFiles files) {
        try {
            var model = SavedModel.parseFrom(Files.readAllBytes(files.folder().resolve("saved_model.pb")));
            expect(model.getMetaGraphsCount() > 0, "has no graph");
            return of(model.getMetaGraphs(0));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the SavedModel in " + files.folder(), e);
        } catch (IllegalStateException e) {
            throw new IllegalStateException("The SavedModel in %s %s.".formatted(files.folder(), e.getMessage()), e);
        }
    }

    private static ModelInterface of(MetaGraphDef graph) {
        var signatures = graph.getSignatureDefMap();
        expect(
                signatures.containsKey(SIGNATURE),
                "has no signature %s, only %s".formatted(SIGNATURE, sorted(signatures)));
        var signature = signatures.get(SIGNATURE);
        var inputs = new TreeMap<String, DataType>();
        signature.getInputsMap().forEach((name, tensor) -> {
            var type = tensor.getDtype();
            expect(
                    FED.contains(name) && (type == DataType.DT_INT32 || type == DataType.DT_INT64),
                    "asks for an input %s of type %s, expected whole numbers for any of %s".formatted(name, type, FED));
            inputs.put(name, type);
        });
        expect(inputs.containsKey(IDS), "has no %s among its inputs %s".formatted(IDS, inputs.keySet()));
        var layers = layers(signature);
        expect(
                !layers.isEmpty(),
                "gives %s, expected one of %s, or layer_1, layer_2, ..."
                        .formatted(sorted(signature.getOutputsMap()), LAST_LAYER));
        var shape = layers.get(layers.size() - 1).getTensorShape().getDimList().stream()
                .map(TensorShapeProto.Dim::getSize)
                .toList();
        expect(
                shape.size() == 3 && shape.get(2) > 0,
                "gives hidden states of shape %s, expected [texts, tokens, width] with a known width".formatted(shape));
        return new ModelInterface(Collections.unmodifiableMap(inputs), layers, Math.toIntExact(shape.get(2)));
    }

    private static void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** Outputs named by layer, as our export script writes them, or all that can be found behind the last layer. */
    private static List<TensorInfo> layers(SignatureDef signature) {
        var outputs = signature.getOutputsMap();
        var named = IntStream.iterate(1, layer -> layer + 1)
                .mapToObj(layer -> outputs.get("layer_" + layer))
                .takeWhile(Objects::nonNull)
                .toList();
        if (!named.isEmpty()) {
            return named;
        }
        return LAST_LAYER.stream()
                .filter(outputs::containsKey)
                .findFirst()
                .map(name -> bertLayers(outputs.get(name)))
                .orElse(List.of());
    }

    /** All layers of Google's BERT; of another model only the last one, which then counts as its layer 1. */
    private static List<TensorInfo> bertLayers(TensorInfo last) {
        var matcher = BERT_LAST_LAYER.matcher(last.getName());
        if (!matcher.matches()) {
            return List.of(last);
        }
        return IntStream.rangeClosed(2, Integer.parseInt(matcher.group(2)))
                .mapToObj(reshape -> last.toBuilder()
                        .setName(matcher.group(1) + reshape + ":0")
                        .build())
                .toList();
    }

    /** The graph with a signature that gives these layers; TensorFlow computes nothing behind the highest of them. */
    static MetaGraphDef withSignature(MetaGraphDef graph, String key, Map<String, TensorInfo> outputs) {
        var signature = SignatureDef.newBuilder()
                .putAllInputs(graph.getSignatureDefOrThrow(SIGNATURE).getInputsMap())
                .putAllOutputs(outputs);
        return graph.toBuilder().putSignatureDef(key, signature.build()).build();
    }

    private static List<String> sorted(Map<String, ?> map) {
        return map.keySet().stream().sorted().toList();
    }
}
