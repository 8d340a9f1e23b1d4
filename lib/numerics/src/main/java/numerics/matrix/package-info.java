/** Sparse matrices, their singular vectors, and nearest neighbours among dense vectors. */
package numerics.matrix;
