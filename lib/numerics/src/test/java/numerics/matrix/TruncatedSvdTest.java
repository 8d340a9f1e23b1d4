package numerics.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TruncatedSvdTest {
    private static final JsonObject GOLDEN = TopicsGolden.read("svd").getAsJsonObject();
    private static final SparseMatrix MATRIX = TopicsGolden.sparse(GOLDEN.getAsJsonObject("matrix"));

    @Test
    void findsNumpysSingularValues() {
        var expected = TopicsGolden.doubles(GOLDEN.getAsJsonArray("singular_values"));
        assertThat(TruncatedSvd.fit(MATRIX, 5, 1).singularValues()).containsExactly(expected, within(1e-6));
    }

    @Test
    void findsNumpysSingularVectors() {
        var svd = TruncatedSvd.fit(MATRIX, 5, 1);
        var left = TopicsGolden.matrix(GOLDEN.getAsJsonArray("left"));
        var right = TopicsGolden.matrix(GOLDEN.getAsJsonArray("right"));
        for (var row = 0; row < left.length; row++) {
            assertThat(svd.left()[row]).containsExactly(left[row], within(1e-4));
        }
        for (var row = 0; row < right.length; row++) {
            assertThat(svd.right()[row]).containsExactly(right[row], within(1e-4));
        }
    }

    @Test
    void findsTheSameWhenTransposed() {
        var svd = TruncatedSvd.fit(MATRIX.transpose(), 5, 1);
        assertThat(svd.singularValues())
                .containsExactly(TopicsGolden.doubles(GOLDEN.getAsJsonArray("singular_values")), within(1e-6));
    }

    @Test
    void placesRowsWhereTheirLeftVectorsLie() {
        var svd = TruncatedSvd.fit(MATRIX, 3, 1);
        var placed = svd.transform(MATRIX.selectRows(4))[0];
        var expected = svd.left()[4];
        Arrays.setAll(expected, k -> expected[k] * svd.singularValues()[k]);
        assertThat(placed).containsExactly(expected, within(1e-4));
    }

    @Test
    void isTheSameToTheBitForTheSameSeed() {
        assertThat(TruncatedSvd.fit(MATRIX, 3, 9).left())
                .isDeepEqualTo(TruncatedSvd.fit(MATRIX, 3, 9).left());
    }

    @Test
    void givesZerosBeyondTheRankOfTheMatrix() {
        var svd =
                TruncatedSvd.fit(SparseMatrix.of(3, new double[][] {{1, 2, 0}, {2, 4, 0}, {0, 0, 0}, {3, 6, 0}}), 3, 1);
        assertThat(svd.singularValues()).containsExactly(new double[] {Math.sqrt(70), 0, 0}, within(1e-12));
        assertThat(Arrays.stream(svd.left()).flatMapToDouble(Arrays::stream)).allMatch(Double::isFinite);
    }

    @Test
    void refusesMoreThanTheSmallerSide() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TruncatedSvd.fit(MATRIX, 26, 1))
                .withMessageContaining("26 singular values of")
                .withMessageEndingWith("expected 1 to 25");
    }
}
