package numerics.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
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
                .isThrownBy(() -> new SparseMatrix(3, new int[][] {{3}}, new double[][] {{1}}))
                .withMessage("1.0 at row 0, column 3: expected finite numbers in ascending columns of 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SparseMatrix(3, new int[][] {{-1}}, new double[][] {{1}}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparseMatrix.of(3, new double[][] {{1, 2}}))
                .withMessage("Row 0 has 2 numbers, expected 3");
    }

    @Test
    void refusesArraysOfOtherSizesOrOutOfOrder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SparseMatrix(3, new int[][] {{0, 1}}, new double[][] {{1}}))
                .withMessage("Row 0 has 2 columns and 1 values, expected as many");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SparseMatrix(3, new int[][] {{1, 1}}, new double[][] {{1, 2}}))
                .withMessage("2.0 at row 0, column 1: expected finite numbers in ascending columns of 3");
    }

    @Test
    void refusesValuesThatAreNotFinite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparseMatrix.of(3, new double[][] {{0, 0, Double.NaN}}))
                .withMessage("NaN at row 0, column 2: expected finite numbers in ascending columns of 3");
    }

    @Test
    void refusesAFactorOfAnotherSize() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.times(new double[3][2]))
                .withMessage("A factor of 4 columns needs one of as many rows, not 3");
    }
}
