package retention.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

class ModelInterfaceTest {

    @TempDir
    Path folder;

    private final SignatureDef.Builder signature = SignatureDef.newBuilder()
            .putInputs("input_ids", tensor("ids:0", DataType.DT_INT64, -1, -1))
            .putOutputs("last_hidden_state", tensor("last:0", DataType.DT_FLOAT, -1, -1, 4));

    @Test
    void aModelThatShowsOnlyItsLastLayerHasOne() throws IOException {
        var model = read("serving_default");

        assertThat(model.layers()).hasSize(1);
        assertThat(model.width()).isEqualTo(4);
        assertThat(model.inputs()).isEqualTo(Map.of("input_ids", DataType.DT_INT64));
    }

    @Test
    void findsTheHiddenLayersOfGooglesBert() throws IOException {
        signature
                .removeOutputs("last_hidden_state")
                .putOutputs("sequence_output", tensor("m/bert/encoder/Reshape_3:0", DataType.DT_FLOAT, -1, -1, 4));

        assertThat(read("serving_default").layers())
                .extracting(TensorInfo::getName)
                .containsExactly("m/bert/encoder/Reshape_2:0", "m/bert/encoder/Reshape_3:0");
    }

    @Test
    void ordersNamedLayersByNumber() throws IOException {
        for (int layer = 11; layer > 0; layer--) {
            signature.putOutputs("layer_" + layer, tensor("l%d:0".formatted(layer), DataType.DT_FLOAT, -1, -1, 4));
        }

        assertThat(read("serving_default").layers())
                .hasSize(11)
                .extracting(TensorInfo::getName)
                .startsWith("l1:0", "l2:0")
                .endsWith("l10:0", "l11:0");
    }

    @Test
    void namesTheSignaturesWhereTheExpectedOneIsMissing() {
        assertThatThrownBy(() -> read("train"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no signature serving_default, only [train]");
    }

    @Test
    void namesAnInputThatItCannotFeed() {
        signature.putInputs("pixels", tensor("p:0", DataType.DT_INT32, -1));

        assertThatThrownBy(() -> read("serving_default"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("asks for an input pixels");
    }

    @Test
    void refusesAnInputOfAnotherType() {
        signature.putInputs("attention_mask", tensor("m:0", DataType.DT_FLOAT, -1, -1));

        assertThatThrownBy(() -> read("serving_default"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("attention_mask of type DT_FLOAT");
    }

    @Test
    void refusesAModelWithoutTokenIds() {
        signature.removeInputs("input_ids").putInputs("input_mask", tensor("m:0", DataType.DT_INT32, -1, -1));

        assertThatThrownBy(() -> read("serving_default"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no input_ids among its inputs [input_mask]");
    }

    @Test
    void namesTheOutputsWhereNoneIsAHiddenState() {
        signature.removeOutputs("last_hidden_state").putOutputs("logits", tensor("l:0", DataType.DT_FLOAT, -1, 2));

        assertThatThrownBy(() -> read("serving_default"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gives [logits]");
    }

    @Test
    void refusesAHiddenStateOfUnknownWidth() {
        signature.putOutputs("last_hidden_state", tensor("l:0", DataType.DT_FLOAT, -1, -1, -1));

        assertThatThrownBy(() -> read("serving_default"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[-1, -1, -1]");
    }

    @Test
    void namesAFileThatIsNoSavedModel() throws IOException {
        Files.writeString(folder.resolve("saved_model.pb"), "no protocol buffer at all");

        assertThatThrownBy(() -> ModelInterface.of(new EncoderFiles(folder)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(folder.toString());
    }

    private ModelInterface read(String key) throws IOException {
        var model = SavedModel.newBuilder()
                .addMetaGraphs(MetaGraphDef.newBuilder().putSignatureDef(key, signature.build()));
        Files.write(folder.resolve("saved_model.pb"), model.build().toByteArray());
        return ModelInterface.of(new EncoderFiles(folder));
    }

    private static TensorInfo tensor(String name, DataType type, long... sizes) {
        var shape = TensorShapeProto.newBuilder();
        for (var size : sizes) {
            shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
        }
        return TensorInfo.newBuilder()
                .setName(name)
                .setDtype(type)
                .setTensorShape(shape)
                .build();
    }
}
