package numerics.matrix;

import static numerics.matrix.Vectors.dot;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import numerics.Interruption;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.DiagonalMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
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
    /** The same of eigenvalues, which are squares, of a computed matrix. */
    private static final double SMALLEST_EIGENVALUE = 1e-14;

    private final SparseMatrix matrix;
    private final double[] singularValues;
    /** What the matrix makes left singular vectors of. */
    private final double[][] toLeft;

    private final double[][] right;

    private TruncatedSvd(SparseMatrix matrix, double[] singularValues, double[][] toLeft, double[][] right) {
        this.matrix = matrix;
        this.singularValues = singularValues;
        this.toLeft = toLeft;
        this.right = right;
    }

    /**
     * Decomposes a matrix.
     *
     * @param rank how many singular values, from 1 to the smaller side of the matrix; those below a ten millionth of the largest may
     *     be given as 0
     * @throws IllegalArgumentException if the matrix is too small for the rank
     */
    public static TruncatedSvd fit(SparseMatrix matrix, int rank, long seed) {
        var smallerSide = Math.min(matrix.rows(), matrix.columns());
        if (rank < 1 || rank > smallerSide) {
            throw new IllegalArgumentException(
                    "%d singular values of %s, expected 1 to %d".formatted(rank, matrix, smallerSide));
        }
        var transpose = matrix.transpose();
        var random = new Random(seed);
        var basis = new double[matrix.columns()][Math.min(rank + OVERSAMPLING, smallerSide)];
        Stream.of(basis).forEachOrdered(row -> Arrays.setAll(row, column -> random.nextGaussian()));
        for (var i = 0; i < POWER_ITERATIONS; i++) {
            Interruption.check();
            basis = orthonormal(transpose.times(matrix.times(basis)));
        }
        // With matrix * basis = rows * root, where the rows are orthonormal: projected = matrix' * rows.
        var q = new Array2DRowRealMatrix(basis, false);
        var gramTimesBasis = new Array2DRowRealMatrix(transpose.times(matrix.times(basis)), false);
        var rootInverse = inverseRoot(q.transpose().multiply(gramTimesBasis));
        var projected = gramTimesBasis.multiply(rootInverse);
        // projected = columns * core, so that only the small core is left to decompose.
        var columns = new Array2DRowRealMatrix(orthonormal(projected.getData()), false);
        var core = new SingularValueDecomposition(columns.transpose().multiply(projected));
        var toLeft = firstColumns(q.multiply(rootInverse.multiply(core.getV())), rank);
        var right = firstColumns(columns.multiply(core.getU()), rank);
        for (var k = 0; k < rank; k++) {
            var largest = DoubleStream.of(right.getColumn(k)).reduce(0, (a, b) -> Math.abs(b) > Math.abs(a) ? b : a);
            if (largest < 0) {
                toLeft.setColumnVector(k, toLeft.getColumnVector(k).mapMultiply(-1));
                right.setColumnVector(k, right.getColumnVector(k).mapMultiply(-1));
            }
        }
        return new TruncatedSvd(
                matrix, Arrays.copyOf(core.getSingularValues(), rank), toLeft.getData(), right.getData());
    }

    /** An inverse of a square root of a symmetric matrix none of whose eigenvalues is negative; zeros stay zeros. */
    private static RealMatrix inverseRoot(RealMatrix gram) {
        var eigen = new EigenDecomposition(gram.add(gram.transpose()).scalarMultiply(0.5));
        var values = eigen.getRealEigenvalues();
        var largest = DoubleStream.of(values).max().orElseThrow();
        return eigen.getV()
                .multiply(new DiagonalMatrix(DoubleStream.of(values)
                        .map(value -> value > SMALLEST_EIGENVALUE * largest ? 1 / Math.sqrt(value) : 0)
                        .toArray()));
    }

    /** The singular values, largest first. */
    public double[] singularValues() {
        return singularValues.clone();
    }

    /** The left singular vectors: rows of the matrix x rank, computed anew. */
    public double[][] left() {
        return matrix.times(toLeft);
    }

    /** The right singular vectors: columns of the matrix x rank. */
    public double[][] right() {
        return Stream.of(right).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * Other rows in the space of the right singular vectors: rows x rank.
     *
     * @throws IllegalArgumentException if the rows have more or fewer columns than the decomposed matrix
     */
    public double[][] transform(SparseMatrix rows) {
        return rows.times(right);
    }

    /** An orthonormal basis of the columns, by Gram-Schmidt done twice; a column that depends on earlier ones becomes zero. */
    private static double[][] orthonormal(double[][] matrix) {
        var basis = new Array2DRowRealMatrix(matrix, false).transpose().getData();
        for (var k = 0; k < basis.length; k++) {
            var vector = basis[k];
            var before = Math.sqrt(dot(vector, vector));
            for (var i = 0; i < 2 * k; i++) {
                var other = basis[i % k];
                var along = dot(vector, other);
                Vectors.addTo(vector, -along, other);
            }
            var after = Math.sqrt(dot(vector, vector));
            var scale = after > DEPENDENT * before ? 1 / after : 0;
            Arrays.setAll(vector, row -> vector[row] * scale);
        }
        return new Array2DRowRealMatrix(basis, false).transpose().getData();
    }

    private static RealMatrix firstColumns(RealMatrix matrix, int count) {
        return matrix.getSubMatrix(0, matrix.getRowDimension() - 1, 0, count - 1);
    }
}
