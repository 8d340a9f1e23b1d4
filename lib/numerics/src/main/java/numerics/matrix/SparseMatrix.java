package numerics.matrix;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.Check;

/**
 * An immutable sparse matrix of doubles: of each row the columns, ascending, that are not zero, and their values. Dense matrices
 * beside it are {@code double[rows][columns]}.
 */
public final class SparseMatrix {
    private final int columns;
    /** Of each row the columns that are not zero, ascending; rows may be shared between matrices. */
    private final int[][] indices;

    private final double[][] values;

    /**
     * A matrix of these arrays, which are not copied.
     *
     * @param indices of each row the columns, ascending
     * @param values of each row the values at these columns, none 0
     * @throws IllegalArgumentException if there is no such column, columns do not ascend, or a value is not finite
     */
    public SparseMatrix(int columns, int[][] indices, double[][] values) {
        for (var row = 0; row < values.length; row++) {
            if (indices[row].length != values[row].length) {
                throw new IllegalArgumentException("Row %d has %d columns and %d values, expected as many"
                        .formatted(row, indices[row].length, values[row].length));
            }
            var before = -1;
            for (var i = 0; i < values[row].length; i++) {
                var column = indices[row][i];
                if (column <= before || column >= columns || !Double.isFinite(values[row][i])) {
                    throw new IllegalArgumentException(
                            "%s at row %d, column %d: expected finite numbers in ascending columns of %d"
                                    .formatted(values[row][i], row, column, columns));
                }
                before = column;
            }
        }
        this.columns = columns;
        this.indices = indices;
        this.values = values;
    }

    /** The same numbers as a dense matrix, each of whose rows is {@code columns} long, without its zeros. */
    public static SparseMatrix of(int columns, double[][] dense) {
        var indices = new int[dense.length][];
        var values = new double[dense.length][];
        for (var row = 0; row < dense.length; row++) {
            var numbers = dense[row];
            Check.that(numbers.length == columns, "Row %d has %d numbers, expected %d", row, numbers.length, columns);
            indices[row] = IntStream.range(0, columns)
                    .filter(column -> numbers[column] != 0)
                    .toArray();
            values[row] = Arrays.stream(numbers).filter(number -> number != 0).toArray();
        }
        return new SparseMatrix(columns, indices, values);
    }

    public int rows() {
        return indices.length;
    }

    public int columns() {
        return columns;
    }

    public int nonZeros() {
        return IntStream.range(0, rows()).map(this::nonZeros).sum();
    }

    /** Number of values of a row that are not zero. */
    public int nonZeros(int row) {
        return indices[row].length;
    }

    /** The mean of all values, zeros included; 0 for a matrix without any. */
    public double mean() {
        var places = (double) rows() * columns;
        return places == 0
                ? 0
                : Stream.of(values).flatMapToDouble(Arrays::stream).sum() / places;
    }

    /** Calls back with each value of a row that is not zero, columns ascending. */
    public void forEach(int row, Entry entry) {
        for (var i = 0; i < indices[row].length; i++) {
            entry.accept(indices[row][i], values[row][i]);
        }
    }

    /** The named rows in the named order; a row may be named more than once. */
    public SparseMatrix selectRows(int... selected) {
        return new SparseMatrix(
                columns,
                IntStream.of(selected).mapToObj(row -> indices[row]).toArray(int[][]::new),
                IntStream.of(selected).mapToObj(row -> values[row]).toArray(double[][]::new));
    }

    /** Columns x rows. */
    public SparseMatrix transpose() {
        var next = new int[columns];
        Stream.of(indices).flatMapToInt(Arrays::stream).forEach(column -> next[column]++);
        var rowsOf = IntStream.of(next).mapToObj(int[]::new).toArray(int[][]::new);
        var valuesOf = IntStream.of(next).mapToObj(double[]::new).toArray(double[][]::new);
        Arrays.fill(next, 0);
        for (var i = 0; i < rows(); i++) {
            var row = i;
            forEach(row, (column, value) -> {
                rowsOf[column][next[column]] = row;
                valuesOf[column][next[column]++] = value;
            });
        }
        return new SparseMatrix(rows(), rowsOf, valuesOf);
    }

    /** The product with a dense matrix of {@code columns()} rows: {@code rows()} rows, as wide as the other. */
    public double[][] times(double[][] dense) {
        if (dense.length != columns) {
            throw new IllegalArgumentException(
                    "A factor of %d columns needs one of as many rows, not %d".formatted(columns, dense.length));
        }
        return IntStream.range(0, rows())
                .parallel()
                .mapToObj(row -> rowTimes(row, dense))
                .toArray(double[][]::new);
    }

    /** The product of one row with a dense matrix of {@code columns()} rows. */
    public double[] rowTimes(int row, double[][] dense) {
        var product = new double[columns == 0 ? 0 : dense[0].length];
        for (var i = 0; i < indices[row].length; i++) {
            Vectors.addTo(product, values[row][i], dense[indices[row][i]]);
        }
        return product;
    }

    /** The same numbers as rows x columns, zeros included. */
    public double[][] toDense() {
        var dense = new double[rows()][columns];
        for (var row = 0; row < dense.length; row++) {
            var target = dense[row];
            forEach(row, (column, value) -> target[column] = value);
        }
        return dense;
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
}
