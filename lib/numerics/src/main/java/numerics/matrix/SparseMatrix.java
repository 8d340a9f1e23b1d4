package numerics.matrix;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

/**
 * An immutable sparse matrix of doubles, compressed by rows (CSR): of each row the columns, ascending, that are not zero, and their
 * values. Dense matrices beside it are {@code double[rows][columns]}.
 */
public final class SparseMatrix {
    private final int columns;
    /** Entries of row i lie at rowPointers[i] (inclusive) to rowPointers[i + 1] (exclusive). */
    private final int[] rowPointers;

    private final int[] columnIndices;
    private final double[] values;

    /** Takes ownership of the arrays, which hold no zeros. */
    private SparseMatrix(int columns, int[] rowPointers, int[] columnIndices, double[] values) {
        this.columns = columns;
        this.rowPointers = rowPointers;
        this.columnIndices = columnIndices;
        this.values = values;
    }

    /**
     * A matrix from the three arrays of the CSR format, which are copied; values that are zero are left out.
     *
     * @param rowPointers {@code rows + 1} numbers from 0 to the number of values, never falling
     * @param columnIndices the column of each value, from 0 to {@code columns - 1}, ascending within a row
     * @throws IllegalArgumentException if the arrays do not fit together or a value is not finite
     */
    public static SparseMatrix of(int columns, int[] rowPointers, int[] columnIndices, double[] values) {
        if (columns < 0) {
            throw new IllegalArgumentException("A matrix has 0 columns or more, not %d".formatted(columns));
        }
        if (columnIndices.length != values.length) {
            throw new IllegalArgumentException("Each value has one column, but %d values came with %d columns"
                    .formatted(values.length, columnIndices.length));
        }
        if (rowPointers.length == 0 || rowPointers[0] != 0 || rowPointers[rowPointers.length - 1] != values.length) {
            throw new IllegalArgumentException("Row pointers go from 0 to the number of values, %d, not %s"
                    .formatted(
                            values.length,
                            rowPointers.length == 0
                                    ? "none at all"
                                    : "from " + rowPointers[0] + " to " + rowPointers[rowPointers.length - 1]));
        }
        for (var row = 0; row < rowPointers.length - 1; row++) {
            if (rowPointers[row] > rowPointers[row + 1]) {
                throw new IllegalArgumentException("The pointer of row %d is before row %d's".formatted(row + 1, row));
            }
        }
        var builder = builder(columns);
        for (var row = 0; row < rowPointers.length - 1; row++) {
            for (var i = rowPointers[row]; i < rowPointers[row + 1]; i++) {
                builder.add(columnIndices[i], values[i]);
            }
            builder.endRow();
        }
        return builder.build();
    }

    /** The same numbers as a dense matrix, without its zeros; all rows must be {@code columns} long. */
    public static SparseMatrix of(int columns, double[][] dense) {
        var builder = builder(columns);
        for (var row : dense) {
            if (row.length != columns) {
                throw new IllegalArgumentException("A row has %d numbers, expected %d".formatted(row.length, columns));
            }
            for (var column = 0; column < columns; column++) {
                builder.add(column, row[column]);
            }
            builder.endRow();
        }
        return builder.build();
    }

    /** A matrix that is made row by row. */
    public static Builder builder(int columns) {
        if (columns < 0) {
            throw new IllegalArgumentException("A matrix has 0 columns or more, not %d".formatted(columns));
        }
        return new Builder(columns);
    }

    /** Number of rows. */
    public int rows() {
        return rowPointers.length - 1;
    }

    /** Number of columns. */
    public int columns() {
        return columns;
    }

    /** Number of values that are not zero. */
    public int nonZeros() {
        return values.length;
    }

    /** Number of values of a row that are not zero. */
    public int nonZeros(int row) {
        Objects.checkIndex(row, rows());
        return rowPointers[row + 1] - rowPointers[row];
    }

    /** The value at a place, by binary search in its row. */
    public double get(int row, int column) {
        Objects.checkIndex(row, rows());
        Objects.checkIndex(column, columns);
        var at = Arrays.binarySearch(columnIndices, rowPointers[row], rowPointers[row + 1], column);
        return at < 0 ? 0 : values[at];
    }

    /** Calls back with each value of a row that is not zero, columns ascending. */
    public void forEach(int row, Entry entry) {
        Objects.checkIndex(row, rows());
        for (var i = rowPointers[row]; i < rowPointers[row + 1]; i++) {
            entry.accept(columnIndices[i], values[i]);
        }
    }

    /** The matrix with each value that is not zero replaced by a function of its row, its column and itself. */
    public SparseMatrix map(Mapping mapping) {
        var builder = builder(columns);
        for (var row = 0; row < rows(); row++) {
            for (var i = rowPointers[row]; i < rowPointers[row + 1]; i++) {
                builder.add(columnIndices[i], mapping.apply(row, columnIndices[i], values[i]));
            }
            builder.endRow();
        }
        return builder.build();
    }

    /** The named rows in the named order; a row may be named more than once. */
    public SparseMatrix selectRows(int... selected) {
        var builder = builder(columns);
        for (var row : selected) {
            forEach(row, builder::add);
            builder.endRow();
        }
        return builder.build();
    }

    /** Columns x rows. */
    public SparseMatrix transpose() {
        var pointers = new int[columns + 1];
        for (var column : columnIndices) {
            pointers[column + 1]++;
        }
        for (var column = 0; column < columns; column++) {
            pointers[column + 1] += pointers[column];
        }
        var next = Arrays.copyOf(pointers, columns);
        var transposedColumns = new int[values.length];
        var transposedValues = new double[values.length];
        for (var row = 0; row < rows(); row++) {
            for (var i = rowPointers[row]; i < rowPointers[row + 1]; i++) {
                var at = next[columnIndices[i]]++;
                transposedColumns[at] = row;
                transposedValues[at] = values[i];
            }
        }
        return new SparseMatrix(rows(), pointers, transposedColumns, transposedValues);
    }

    /**
     * The product with a dense matrix of {@code columns()} rows: {@code rows()} rows, as wide as the other.
     *
     * @throws IllegalArgumentException if the other has another number of rows
     */
    public double[][] times(double[][] dense) {
        if (dense.length != columns) {
            throw new IllegalArgumentException(
                    "A factor of %d columns needs one of as many rows, not %d".formatted(columns, dense.length));
        }
        var width = columns == 0 ? 0 : dense[0].length;
        var product = new double[rows()][width];
        for (var row = 0; row < rows(); row++) {
            var sum = product[row];
            for (var i = rowPointers[row]; i < rowPointers[row + 1]; i++) {
                var value = values[i];
                var factor = dense[columnIndices[i]];
                for (var k = 0; k < width; k++) {
                    sum[k] += value * factor[k];
                }
            }
        }
        return product;
    }

    /** The sum of each column. */
    public double[] columnSums() {
        var sums = new double[columns];
        for (var i = 0; i < values.length; i++) {
            sums[columnIndices[i]] += values[i];
        }
        return sums;
    }

    /** The square root of the sum of all squared values. */
    public double frobeniusNorm() {
        return norm(0, values.length);
    }

    /** The same numbers as rows x columns, zeros included. */
    public double[][] toDense() {
        var dense = new double[rows()][columns];
        for (var row = 0; row < rows(); row++) {
            var target = dense[row];
            forEach(row, (column, value) -> target[column] = value);
        }
        return dense;
    }

    private double norm(int from, int to) {
        var squares = 0.0;
        for (var i = from; i < to; i++) {
            squares += values[i] * values[i];
        }
        return Math.sqrt(squares);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SparseMatrix that
                && columns == that.columns
                && Arrays.equals(rowPointers, that.rowPointers)
                && Arrays.equals(columnIndices, that.columnIndices)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                columns, Arrays.hashCode(rowPointers), Arrays.hashCode(columnIndices), Arrays.hashCode(values));
    }

    @Override
    public String toString() {
        return "SparseMatrix[" + rows() + " x " + columns + ", " + nonZeros() + " not zero]";
    }

    /** Takes a value that is not zero. */
    @FunctionalInterface
    public interface Entry {
        void accept(int column, double value);
    }

    /** Makes a value from one that is not zero and its place. */
    @FunctionalInterface
    public interface Mapping {
        double apply(int row, int column, double value);
    }

    /** Collects a matrix row by row, columns ascending within a row. */
    public static final class Builder {
        private final int columns;
        private int[] pointers = new int[16];
        private int rows;
        private int[] indices = new int[64];
        private double[] numbers = new double[64];
        private int size;
        private int lastColumn = -1;

        private Builder(int columns) {
            this.columns = columns;
        }

        /**
         * Adds a value to the current row; a zero is left out.
         *
         * @throws IllegalArgumentException if the column is not after the last, or not in the matrix, or the value is not finite
         */
        public Builder add(int column, double value) {
            if (column < 0 || column >= columns) {
                throw new IllegalArgumentException("Column %d, expected 0 to %d".formatted(column, columns - 1));
            }
            if (column <= lastColumn) {
                throw new IllegalArgumentException("Column %d of row %d comes after column %d, expected ascending"
                        .formatted(column, rows, lastColumn));
            }
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "Value %s at row %d, column %d, expected a finite number".formatted(value, rows, column));
            }
            lastColumn = column;
            if (value != 0) {
                if (size == indices.length) {
                    indices = Arrays.copyOf(indices, 2 * size);
                    numbers = Arrays.copyOf(numbers, 2 * size);
                }
                indices[size] = column;
                numbers[size] = value;
                size++;
            }
            return this;
        }

        /** Ends the current row, which may be empty. */
        public Builder endRow() {
            rows++;
            if (rows == pointers.length) {
                pointers = Arrays.copyOf(pointers, 2 * rows);
            }
            pointers[rows] = size;
            lastColumn = -1;
            return this;
        }

        /** Adds a whole row: its values by column. */
        public Builder addRow(SortedMap<Integer, ? extends Number> row) {
            if (lastColumn != -1) {
                throw new IllegalArgumentException("Row %d has been begun and not ended, end it first".formatted(rows));
            }
            for (Map.Entry<Integer, ? extends Number> entry : row.entrySet()) {
                add(entry.getKey(), entry.getValue().doubleValue());
            }
            return endRow();
        }

        /** The matrix of all rows that have been ended. */
        public SparseMatrix build() {
            if (lastColumn != -1) {
                throw new IllegalArgumentException("Row %d has been begun and not ended, end it first".formatted(rows));
            }
            return new SparseMatrix(
                    columns,
                    Arrays.copyOf(pointers, rows + 1),
                    Arrays.copyOf(indices, size),
                    Arrays.copyOf(numbers, size));
        }
    }
}
