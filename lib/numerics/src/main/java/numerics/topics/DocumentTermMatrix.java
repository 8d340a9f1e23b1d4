package numerics.topics;

import java.util.List;
import numerics.matrix.SparseMatrix;

/**
 * Documents by terms: one row per document, one column per term.
 *
 * @param values counts or TF-IDF weights, as the vectorizer was told
 * @param terms the term of each column, in the order of code points
 */
public record DocumentTermMatrix(SparseMatrix values, List<String> terms) {

    public DocumentTermMatrix {
        terms = List.copyOf(terms);
        if (values.columns() != terms.size()) {
            throw new IllegalArgumentException("Each column has one term, but %d terms came with %d columns"
                    .formatted(terms.size(), values.columns()));
        }
    }

    /** Number of documents. */
    public int documents() {
        return values.rows();
    }
}
