package numerics.matrix;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * The largest singular values of a sparse matrix and their vectors, seeded: latent semantic analysis of a document-term matrix,
 * and where NMF starts from.
 *
 * <p>Source: N. Halko, P.-G. Martinsson and J. A. Tropp, <i>Finding structure with randomness</i>, SIAM Review 53 (2011),
 * algorithms 4.4 and 5.1: subspace iteration from a Gaussian start, with ten columns more than asked for. Each vector's sign is
 * such that the entry of largest size in the right one is positive.
 */
public final class TruncatedSvd {
    private static final int OVERSAMPLING = 10;
    private static final int POWER_ITERATIONS = 7;
    /** What is left of a column this much shorter than it was is rounding error. */
    private static final double DEPENDENT = 1e-12;

    private final double[] singularValues;
    private final double[][] left;
    private final double[][] right;

    private TruncatedSvd(double[] singularValues, double[][] left, double[][] right) {
        this.singularValues = singularValues;
        this.left = left;
        this.right = right;
    }

    /**
     * Decomposes a matrix.
     *
     * @param rank how many singular values, from 1 to the smaller side of the matrix
     * @throws IllegalArgumentException if the matrix is too small for the rank
     */
    public static TruncatedSvd fit(SparseMatrix matrix, int rank, long seed) {
        var smallerSide = Math.min(matrix.rows(), matrix.columns());
        if (rank < 1 || rank > smallerSide) {
            throw new IllegalArgumentException(
                    "%d singular values of %s, expected 1 to %d".formatted(rank, matrix, smallerSide));
        }
        var transposed = matrix.transpose();
        var width = Math.min(rank + OVERSAMPLING, smallerSide);
        var rows = orthonormal(matrix.times(gaussian(matrix.columns(), width, new Random(seed))));
        for (var i = 0; i < POWER_ITERATIONS; i++) {
            rows = orthonormal(matrix.times(orthonormal(transposed.times(rows))));
        }
        // matrix = rows * projected', and projected = columns * core, so that only the small core is left to decompose.
        var projected = transposed.times(rows);
        var columns = orthonormal(projected);
        var core = new SingularValueDecomposition(new Array2DRowRealMatrix(transposeTimes(columns, projected), false));
        var left = times(rows, core.getV().getData(), rank);
        var right = times(columns, core.getU().getData(), rank);
        for (var k = 0; k < rank; k++) {
            if (largestEntry(right, k) < 0) {
                negate(left, k);
                negate(right, k);
            }
        }
        return new TruncatedSvd(Arrays.copyOf(core.getSingularValues(), rank), left, right);
    }

    /** How many singular values there are. */
    public int rank() {
        return singularValues.length;
    }

    /** The singular values, largest first. */
    public double[] singularValues() {
        return singularValues.clone();
    }

    /** The left singular vectors: rows of the matrix x rank. */
    public double[][] left() {
        return Arrays.stream(left).map(double[]::clone).toArray(double[][]::new);
    }

    /** The right singular vectors: columns of the matrix x rank. */
    public double[][] right() {
        return Arrays.stream(right).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * Other rows in the space of the right singular vectors: rows x rank.
     *
     * @throws IllegalArgumentException if the rows have more or fewer columns than the decomposed matrix
     */
    public double[][] transform(SparseMatrix rows) {
        return rows.times(right);
    }

    private static double[][] gaussian(int rows, int columns, Random random) {
        var matrix = new double[rows][columns];
        for (var row : matrix) {
            Arrays.setAll(row, column -> random.nextGaussian());
        }
        return matrix;
    }

    /** An orthonormal basis of the columns, by Gram-Schmidt done twice; a column that depends on earlier ones becomes zero. */
    private static double[][] orthonormal(double[][] matrix) {
        var width = matrix[0].length;
        var basis = new double[width][matrix.length];
        for (var k = 0; k < width; k++) {
            var vector = basis[k];
            for (var row = 0; row < matrix.length; row++) {
                vector[row] = matrix[row][k];
            }
            var before = Math.sqrt(dot(vector, vector));
            for (var i = 0; i < 2 * k; i++) {
                var other = basis[i % k];
                var along = dot(vector, other);
                for (var row = 0; row < vector.length; row++) {
                    vector[row] -= along * other[row];
                }
            }
            var after = Math.sqrt(dot(vector, vector));
            var scale = after > DEPENDENT * before ? 1 / after : 0;
            for (var row = 0; row < vector.length; row++) {
                vector[row] *= scale;
            }
        }
        var result = new double[matrix.length][width];
        for (var row = 0; row < matrix.length; row++) {
            for (var k = 0; k < width; k++) {
                result[row][k] = basis[k][row];
            }
        }
        return result;
    }

    private static double dot(double[] a, double[] b) {
        var sum = 0.0;
        for (var i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[][] transposeTimes(double[][] a, double[][] b) {
        var product = new double[a[0].length][b[0].length];
        for (var row = 0; row < a.length; row++) {
            for (var i = 0; i < product.length; i++) {
                for (var j = 0; j < product[i].length; j++) {
                    product[i][j] += a[row][i] * b[row][j];
                }
            }
        }
        return product;
    }

    /** The first columns of the product of a tall matrix and a small one. */
    private static double[][] times(double[][] tall, double[][] small, int columns) {
        var product = new double[tall.length][columns];
        for (var row = 0; row < tall.length; row++) {
            for (var i = 0; i < small.length; i++) {
                for (var k = 0; k < columns; k++) {
                    product[row][k] += tall[row][i] * small[i][k];
                }
            }
        }
        return product;
    }

    private static double largestEntry(double[][] matrix, int column) {
        var largest = 0.0;
        for (var row : matrix) {
            if (Math.abs(row[column]) > Math.abs(largest)) {
                largest = row[column];
            }
        }
        return largest;
    }

    private static void negate(double[][] matrix, int column) {
        for (var row : matrix) {
            row[column] = -row[column];
        }
    }
}
