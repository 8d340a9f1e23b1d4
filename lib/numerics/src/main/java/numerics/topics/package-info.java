/**
 * Topics of documents and words that tell groups of documents apart: matrix factorization, coherence, matching of two models, log-odds.
 * Documents come as a matrix of counts or weights; how they become one is decided elsewhere.
 */
package numerics.topics;
