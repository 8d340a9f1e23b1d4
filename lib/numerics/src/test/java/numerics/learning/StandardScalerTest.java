package numerics.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class StandardScalerTest {

    private final Golden.Scaler sklearn = Golden.read("scaler.json", Golden.Scaler.class);
    private final FeatureMatrix fitted =
            FeatureMatrix.numbered("c", Arrays.copyOf(sklearn.rows(), sklearn.fitted_on()));

    @Test
    void learnsTheMeansAndDeviationsOfScikitLearn() {
        var scaler = StandardScaler.fit(fitted);

        for (int j = 0; j < fitted.columns(); j++) {
            assertThat(scaler.mean()[j]).isCloseTo(sklearn.mean()[j], Percentage.withPercentage(1e-10));
            assertThat(scaler.scale()[j]).isCloseTo(sklearn.scale()[j], Percentage.withPercentage(1e-7));
        }
    }

    @Test
    void transformsRowsItHasNotSeenAsScikitLearn() {
        var transformed = StandardScaler.fit(fitted)
                .transform(FeatureMatrix.numbered("c", sklearn.rows()))
                .toArray();

        for (int i = 0; i < transformed.length; i++) {
            for (int j = 0; j < transformed[i].length; j++) {
                double expected = sklearn.transformed()[i][j];
                assertThat((double) transformed[i][j]).isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
            }
        }
    }

    @Test
    void aConstantColumnIsCentredAndNotScaled() {
        var matrix = FeatureMatrix.numbered("c", new float[][] {{0.1f}, {0.1f}, {0.1f}});

        var scaler = StandardScaler.fit(matrix);

        assertThat(scaler.scale()).containsExactly(1);
        assertThat(scaler.transform(matrix).value(2, 0)).isCloseTo(0, within(1e-7f));
    }

    @Test
    void columnsAfterTheFirstPassAsTheyAre() {
        var matrix = FeatureMatrix.numbered("c", new float[][] {{1, 7}, {3, 9}});

        var scaled = StandardScaler.fitFirst(1, matrix).transform(matrix);

        assertThat(scaled.toArray()).isDeepEqualTo(new float[][] {{-1, 7}, {1, 9}});
    }

    @Test
    void refusesAnotherNumberOfColumns() {
        var scaler = StandardScaler.fit(fitted);
        var other = FeatureMatrix.numbered("c", new float[][] {{1, 2}});

        assertThatThrownBy(() -> scaler.transform(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fitted on 7 columns")
                .hasMessageContaining("1 x 2 features");
    }

    @Test
    void refusesToScaleMoreColumnsThanThereAre() {
        assertThatThrownBy(() -> StandardScaler.fitFirst(8, fitted))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("first 8 columns");
    }
}
