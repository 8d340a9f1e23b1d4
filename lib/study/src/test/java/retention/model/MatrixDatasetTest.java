package retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import numerics.learning.FeatureMatrix;
import numerics.learning.LabelledMatrix;
import org.junit.jupiter.api.Test;

class MatrixDatasetTest {

    private final LabelledMatrix data = new LabelledMatrix(
            FeatureMatrix.of(List.of("likes", "shares"), new float[][] {{0.1f, 1}, {2, 3}, {4, 5}}),
            new boolean[] {false, true, false});
    private final MatrixDataset dataset =
            MatrixDataset.builder(data).setSampling(2, false).build();

    @Test
    void namesItsFeaturesAndItsLabel() {
        assertThat(dataset.getFeatures()).extracting(f -> f.getName()).containsExactly("likes", "shares");
        assertThat(dataset.getLabels()).extracting(f -> f.getName()).containsExactly("retained");
        assertThat(dataset.size()).isEqualTo(3);
    }

    @Test
    void batchesRowsWithTheirLabels() throws IOException, TranslateException {
        PyTorchEngine.start();
        var seen = new ArrayList<float[]>();

        try (var manager = NDManager.newBaseManager(PyTorchEngine.NAME)) {
            for (Batch batch : dataset.getData(manager)) {
                seen.add(batch.getData().singletonOrThrow().toFloatArray());
                seen.add(batch.getLabels().singletonOrThrow().toFloatArray());
                batch.close();
            }
        }

        assertThat(seen)
                .containsExactly(new float[] {0.1f, 1, 2, 3}, new float[] {0, 1}, new float[] {4, 5}, new float[] {0});
    }

    @Test
    void handsOutCellsAsTheTextOfTheirNumbers() {
        assertThat(dataset.getCell(0, "likes")).isEqualTo("0.1");
        assertThat(dataset.getCell(1, "retained")).isEqualTo("1");
        assertThat(dataset.getRowDirect(2, dataset.getFeatures())).containsExactly("4.0", "5.0");
    }

    @Test
    void namesTheFeatureThatIsNotThere() {
        assertThatThrownBy(() -> dataset.getCell(0, "age"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No feature 'age' among [likes, shares]");
    }
}
