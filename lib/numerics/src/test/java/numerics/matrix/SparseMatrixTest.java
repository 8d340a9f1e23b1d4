package numerics.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
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
    void isTheSameFromCsrArraysAndFromRows() {
        var csr = SparseMatrix.of(4, new int[] {0, 2, 2, 5}, new int[] {1, 3, 0, 2, 3}, new double[] {2, 1, 3, 0, -4});
        var rows = SparseMatrix.builder(4)
                .addRow(new TreeMap<>(Map.of(3, 1, 1, 2)))
                .addRow(new TreeMap<Integer, Integer>())
                .addRow(new TreeMap<>(Map.of(0, 3, 3, -4)))
                .build();
        assertThat(csr).isEqualTo(matrix).hasSameHashCodeAs(matrix);
        assertThat(rows).isEqualTo(matrix);
        assertThat(matrix).isNotEqualTo(matrix.selectRows(0, 1)).isNotEqualTo(matrix.map((row, column, value) -> 1));
    }

    @Test
    void givesTheValueAtAPlace() {
        assertThat(matrix.get(2, 3)).isEqualTo(-4);
        assertThat(matrix.get(1, 3)).isZero();
    }

    @Test
    void walksARowByAscendingColumn() {
        var seen = new ArrayList<String>();
        matrix.forEach(0, (column, value) -> seen.add(column + ":" + value));
        assertThat(seen).containsExactly("1:2.0", "3:1.0");
    }

    @Test
    void doesNotChangeWithTheArraysItCameFrom() {
        var values = new double[] {5};
        var one = SparseMatrix.of(1, new int[] {0, 1}, new int[] {0}, values);
        values[0] = 6;
        assertThat(one.get(0, 0)).isEqualTo(5);
    }

    @Test
    void transposes() {
        assertThat(matrix.transpose().toDense())
                .isDeepEqualTo(new double[][] {{0, 0, 3}, {2, 0, 0}, {0, 0, 0}, {1, 0, -4}});
        assertThat(matrix.transpose().transpose()).isEqualTo(matrix);
    }

    @Test
    void multipliesADenseMatrix() {
        var product = matrix.times(new double[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}});
        assertThat(product).isDeepEqualTo(new double[][] {{13, 16}, {0, 0}, {-25, -26}});
    }

    @Test
    void measuresItselfAndItsColumns() {
        assertThat(matrix.frobeniusNorm()).isCloseTo(Math.sqrt(30), within(1e-15));
        assertThat(matrix.columnSums()).containsExactly(3, 2, 0, -3);
    }

    @Test
    void mapsValuesAndForgetsThoseThatBecomeZero() {
        var mapped = matrix.map((row, column, value) -> row == 0 ? 0 : value * column);
        assertThat(mapped.toDense()).isDeepEqualTo(new double[][] {{0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, -12}});
        assertThat(mapped.nonZeros()).isOne();
    }

    @Test
    void selectsRowsInAnyOrder() {
        assertThat(matrix.selectRows(2, 0, 2).toDense()).isDeepEqualTo(new double[][] {DENSE[2], DENSE[0], DENSE[2]});
    }

    @Test
    void mayBeEmpty() {
        var empty = SparseMatrix.builder(0).build();
        assertThat(empty.rows()).isZero();
        assertThat(empty.frobeniusNorm()).isZero();
        assertThat(empty.times(new double[0][])).isEmpty();
    }

    @Test
    void growsBeyondItsFirstRoom() {
        var builder = SparseMatrix.builder(100);
        for (var row = 0; row < 100; row++) {
            builder.add(row / 2, 1).add(row / 2 + 50, 2).endRow();
        }
        var grown = builder.build();
        assertThat(grown.nonZeros()).isEqualTo(200);
        assertThat(grown.get(99, 99)).isEqualTo(2);
        assertThat(grown.columnSums()[0]).isEqualTo(2);
    }

    @Test
    void refusesArraysThatDoNotFitTogether() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparseMatrix.of(2, new int[] {0, 1}, new int[] {0, 1}, new double[] {1, 2}))
                .withMessage("Row pointers go from 0 to the number of values, 2, not from 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparseMatrix.of(2, new int[] {0, 2, 1, 2}, new int[] {0, 1}, new double[] {1, 2}))
                .withMessage("The pointer of row 2 is before row 1's");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparseMatrix.of(2, new int[] {0, 1}, new int[] {0, 1}, new double[] {1}))
                .withMessageContaining("1 values came with 2 columns");
    }

    @Test
    void refusesColumnsOutOfOrderOrOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparseMatrix.builder(3).add(1, 1).add(1, 1))
                .withMessage("Column 1 of row 0 comes after column 1, expected ascending");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparseMatrix.builder(3).add(3, 1))
                .withMessage("Column 3, expected 0 to 2");
    }

    @Test
    void refusesValuesThatAreNotFinite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparseMatrix.builder(3).add(2, Double.NaN))
                .withMessage("Value NaN at row 0, column 2, expected a finite number");
    }

    @Test
    void refusesToForgetARowThatWasNotEnded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparseMatrix.builder(3).add(2, 1).build())
                .withMessage("Row 0 has been begun and not ended, end it first");
    }

    @Test
    void refusesAFactorOfAnotherSize() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.times(new double[3][2]))
                .withMessage("A factor of 4 columns needs one of as many rows, not 3");
    }
}
