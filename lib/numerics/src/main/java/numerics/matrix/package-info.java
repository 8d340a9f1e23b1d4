/** Sparse matrices and their singular vectors; products, angles and nearest neighbours of dense vectors. */
package numerics.matrix;
