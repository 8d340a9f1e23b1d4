/**
 * Sparse matrices and their singular vectors; products, angles and nearest neighbours of dense vectors.
 *
 * <pre>{@code
 * import numerics.Numbers;
 * import numerics.matrix.*;
 *
 * var counts = SparseMatrix.of(3, new double[][] {{2, 1, 0}, {4, 2, 0}, {0, 0, 3}});
 * System.out.println(counts.nonZeros() + " of " + counts.rows() * counts.columns() + " numbers are stored");
 * var values = TruncatedSvd.fit(counts, 2, 42).singularValues();
 * System.out.println("singular values " + Numbers.fixed(values[0], 3) + " and " + Numbers.fixed(values[1], 3));
 * var cosine = Vectors.cosine(new double[] {2, 1, 0}, new double[] {4, 2, 0});
 * System.out.println("cosine of the first two rows " + Numbers.fixed(cosine, 3));
 * }</pre>
 *
 * <p>This prints
 *
 * <pre>{@code
 * 5 of 9 numbers are stored
 * singular values 5.000 and 3.000
 * cosine of the first two rows 1.000
 * }</pre>
 */
package numerics.matrix;
