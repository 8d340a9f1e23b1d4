package numerics.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SparseMatrixTest {
    private static final double[][] DENSE = {{0, 2, 0, 1}, {0, 0, 0, 0}, {3, 0, 0, -4}};
    private final SparseMatrix matrix = SparseMatrix.of(4, DENSE);

    @Test
    void keepsOnlyWhatIsNotZero() {
        assertThat(matrix.rows()).isEqualTo(3);
        assertThat(matrix.columns()).isEqualTo(4);
        assertThat(matrix.nonZeros()).isEqualTo(4);
        assertThat(matrix.nonZeros(1)).isZero();
        assertThat(matrix.toDense()).isDeepEqualTo(DENSE);
    }

    @Test
    void isTheSameFromRowsByColumn() {
        var rows = SparseMatrix.of(
                4, Stream.of(Map.of(3, 1.0, 1, 2.0), Map.of(2, 0.0), new TreeMap<>(Map.of(0, 3.0, 3, -4.0))));
        assertThat(rows.toDense()).isDeepEqualTo(DENSE);
        assertThat(rows.nonZeros()).isEqualTo(4);
    }

    @Test
    void walksARowByAscendingColumn() {
        var seen = new ArrayList<String>();
        matrix.forEach(0, (column, value) -> seen.add(column + ":" + value));
        assertThat(seen).containsExactly("1:2.0", "3:1.0");
    }

    @Test
    void transposes() {
        assertThat(matrix.transpose().toDense())
                .isDeepEqualTo(new double[][] {{0, 0, 3}, {2, 0, 0}, {0, 0, 0}, {1, 0, -4}});
        assertThat(matrix.transpose().transpose().toDense()).isDeepEqualTo(DENSE);
    }

    @Test
    void multipliesADenseMatrix() {
        var product = matrix.times(new double[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}});
        assertThat(product).isDeepEqualTo(new double[][] {{13, 16}, {0, 0}, {-25, -26}});
    }

    @Test
    void countsZerosInItsMean() {
        assertThat(matrix.mean()).isCloseTo(2 / 12.0, within(1e-15));
    }

    @Test
    void selectsRowsInAnyOrder() {
        assertThat(matrix.selectRows(2, 0, 2).toDense()).isDeepEqualTo(new double[][] {DENSE[2], DENSE[0], DENSE[2]});
    }

    @Test
    void mayBeEmpty() {
        var empty = SparseMatrix.of(0, new double[0][0]);
        assertThat(empty.rows()).isZero();
        assertThat(empty.mean()).isZero();
        assertThat(empty.times(new double[0][])).isEmpty();
    }

    @Test
    void refusesColumnsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparseMatrix.of(3, Stream.of(Map.of(3, 1.0))))
                .withMessage("1.0 at row 0, column 3: expected a finite number in 3 columns");
        assertThatIllegalArgumentException().isThrownBy(() -> SparseMatrix.of(3, Stream.of(Map.of(-1, 1.0))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparseMatrix.of(3, new double[][] {{1, 2}}))
                .withMessage("Row 0 has 2 numbers, expected 3");
    }

    @Test
    void refusesArraysOfOtherSizesOrOutOfOrder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparseMatrix.of(3, new int[][] {{0, 1}}, new double[][] {{1}}))
                .withMessage("Row 0 has 2 columns and 1 values, expected as many");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparseMatrix.of(3, new int[][] {{1, 1}}, new double[][] {{1, 2}}))
                .withMessage("Column 1 after column 1 in row 0, expected them ascending");
    }

    @Test
    void multipliesByItselfTransposed() {
        var many = SparseMatrix.of(
                4, IntStream.range(0, 120_000).mapToObj(row -> DENSE[row % 3]).toArray(double[][]::new));
        var dense = new double[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}};

        assertThat(many.blocks()).hasSize(4).startsWith(0).endsWith(120_000);
        var product = many.gramTimes(dense);
        var expected = matrix.selectRows(0, 1, 2).gramTimes(dense);
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 2; column++) {
                assertThat(product[row][column]).isEqualTo(40_000 * expected[row][column]);
            }
        }
        assertThat(expected).isDeepEqualTo(matrix.transpose().times(matrix.times(dense)));
    }

    @Test
    void refusesValuesThatAreNotFinite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparseMatrix.of(3, new double[][] {{0, 0, Double.NaN}}))
                .withMessage("NaN at row 0, column 2: expected a finite number in 3 columns");
    }

    @Test
    void refusesAFactorOfAnotherSize() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.times(new double[3][2]))
                .withMessage("A factor of 4 columns needs one of as many rows, not 3");
    }
}
