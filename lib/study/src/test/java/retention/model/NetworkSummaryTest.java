package retention.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import numerics.learning.Golden;
import org.junit.jupiter.api.Test;
import retention.model.NetworkSummary.Layer;

class NetworkSummaryTest {

    private final NetworkSummary published = NetworkSummary.of(PublishedNetwork::create, 772);

    @Test
    void countsThePublishedNetworksParametersAsKeras() {
        var keras = Golden.read("network.json", Golden.Network.class);

        assertThat(published.parameters()).isEqualTo(108_033).isEqualTo(keras.parameters());
        assertThat(published.trainable()).isEqualTo(107_649).isEqualTo(keras.trainable());
        assertThat(published.nonTrainable()).isEqualTo(384);
    }

    @Test
    void listsTheLayersInOrder() {
        assertThat(published.layers())
                .containsExactly(
                        new Layer("Linear", "(n, 128)", 98_944, 98_944),
                        new Layer("ReLU", "(n, 128)", 0, 0),
                        new Layer("BatchNorm", "(n, 128)", 512, 256),
                        new Layer("Dropout 0.3", "(n, 128)", 0, 0),
                        new Layer("Linear", "(n, 64)", 8_256, 8_256),
                        new Layer("ReLU", "(n, 64)", 0, 0),
                        new Layer("BatchNorm", "(n, 64)", 256, 128),
                        new Layer("Dropout 0.3", "(n, 64)", 0, 0),
                        new Layer("Linear", "(n, 1)", 65, 65));
    }

    @Test
    void endsItsTableWithTheTotals() {
        var table = published.toTable();

        assertThat(table.columnNames()).containsExactly("layer", "output shape", "parameters", "trainable");
        assertThat(table.row(9).getString("layer")).isEqualTo("total");
        assertThat(table.row(9).getLong("parameters")).isEqualTo(108_033);
        assertThat(table.row(9).getLong("trainable")).isEqualTo(107_649);
    }

    @Test
    void looksIntoNestedSequences() {
        var nested = NetworkSummary.of(
                () -> new SequentialBlock()
                        .add(new SequentialBlock()
                                .add(Linear.builder().setUnits(3).build()))
                        .add(Linear.builder().setUnits(1).build()),
                2);

        assertThat(nested.layers()).extracting(Layer::parameters).containsExactly(9L, 4L);
    }
}
