package numerics.matrix;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import numerics.Check;
import numerics.Interruption;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * The largest singular values of a sparse matrix and their vectors, seeded: latent semantic analysis of a document-term matrix,
 * and where NMF starts from.
 *
 * <p>Source: N. Halko, P.-G. Martinsson and J. A. Tropp, <i>Finding structure with randomness</i>, SIAM Review 53 (2011),
 * algorithms 4.4 and 5.1: subspace iteration from a Gaussian start, with ten columns more than asked for. Each vector's sign is
 * such that the entry of largest size in the right one is positive.
 *
 * @param singularValues largest first
 * @param left the left singular vectors: rows of the matrix x rank
 * @param right the right singular vectors: columns of the matrix x rank
 */
@SuppressWarnings("ArrayRecordComponent") // handed over and never compared
public record TruncatedSvd(double[] singularValues, double[][] left, double[][] right) {
    private static final int OVERSAMPLING = 10;
    private static final int POWER_ITERATIONS = 7;
    /** What is left of a column this much shorter than it was is rounding error. */
    private static final double DEPENDENT = 1e-12;

    /**
     * Decomposes a matrix.
     *
     * @param rank how many singular values, from 1 to the smaller side of the matrix
     * @throws IllegalArgumentException if the matrix is too small for the rank
     */
    public static TruncatedSvd fit(SparseMatrix matrix, int rank, long seed) {
        var smallerSide = Math.min(matrix.rows(), matrix.columns());
        boolean possible = rank >= 1 && rank <= smallerSide;
        Check.that(possible, "%d singular values of %s, expected 1 to %d", rank, matrix, smallerSide);
        var transpose = matrix.transpose();
        var random = new Random(seed);
        var basis = new double[matrix.columns()][Math.min(rank + OVERSAMPLING, smallerSide)];
        Stream.of(basis).forEachOrdered(row -> Arrays.setAll(row, column -> random.nextGaussian()));
        for (var i = 0; i < POWER_ITERATIONS; i++) {
            Interruption.check();
            basis = orthonormal(transpose.times(matrix.times(basis)));
        }
        // The matrix is nearly rows * narrow', and narrow is columns * (columns' * narrow), so that only a small square
        // is left to decompose.
        var rows = orthonormal(matrix.times(basis));
        var narrow = transpose.times(rows);
        var columns = new Array2DRowRealMatrix(orthonormal(narrow), false);
        var core =
                new SingularValueDecomposition(columns.transpose().multiply(new Array2DRowRealMatrix(narrow, false)));
        var left = new Array2DRowRealMatrix(rows, false).multiply(core.getV());
        var right = columns.multiply(core.getU());
        for (var k = 0; k < rank; k++) {
            var largest = DoubleStream.of(right.getColumn(k)).reduce(0, (a, b) -> Math.abs(b) > Math.abs(a) ? b : a);
            if (largest < 0) {
                left.setColumnVector(k, left.getColumnVector(k).mapMultiply(-1));
                right.setColumnVector(k, right.getColumnVector(k).mapMultiply(-1));
            }
        }
        return new TruncatedSvd(
                Arrays.copyOf(core.getSingularValues(), rank), firstColumns(left, rank), firstColumns(right, rank));
    }

    /** Other rows of as many columns in the space of the right singular vectors: rows x rank. */
    public double[][] transform(SparseMatrix rows) {
        return rows.times(right);
    }

    /** An orthonormal basis of the columns, by Gram-Schmidt done twice; a column that depends on earlier ones becomes zero. */
    private static double[][] orthonormal(double[][] matrix) {
        var basis = new Array2DRowRealMatrix(matrix, false).transpose().getData();
        for (var k = 0; k < basis.length; k++) {
            var vector = basis[k];
            var before = Math.sqrt(Vectors.dot(vector, vector));
            for (var i = 0; i < 2 * k; i++) {
                var other = basis[i % k];
                Vectors.addTo(vector, -Vectors.dot(vector, other), other);
            }
            var after = Math.sqrt(Vectors.dot(vector, vector));
            var scale = after > DEPENDENT * before ? 1 / after : 0;
            Arrays.setAll(vector, row -> vector[row] * scale);
        }
        return new Array2DRowRealMatrix(basis, false).transpose().getData();
    }

    private static double[][] firstColumns(RealMatrix matrix, int count) {
        return matrix.getSubMatrix(0, matrix.getRowDimension() - 1, 0, count - 1)
                .getData();
    }
}
