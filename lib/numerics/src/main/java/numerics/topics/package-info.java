/**
 * Topics of documents and words that tell groups of documents apart: matrix factorization, coherence, agreement of
 * groupings, log-odds. Documents come as a matrix of counts or weights; how they become one is decided elsewhere.
 *
 * <pre>{@code
 * import numerics.matrix.*;
 * import numerics.topics.*;
 *
 * var words = List.of("cat", "dog", "vote", "court");
 * var counts = SparseMatrix.of(4, new double[][] {{2, 1, 0, 0}, {1, 2, 0, 0}, {0, 0, 1, 1}, {0, 0, 2, 3}});
 * var topics = new DocumentTermMatrix(counts, words).nmf(2);
 * System.out.println("topics: " + topics.names(words, 2));
 * System.out.println("of the four documents: " + topics.shares().dominant());
 * }</pre>
 *
 * <p>This prints
 *
 * <pre>{@code
 * topics: [court vote, cat dog]
 * of the four documents: [1, 1, 0, 0]
 * }</pre>
 */
package numerics.topics;
