package numerics.topics;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import numerics.matrix.SparseMatrix;

/**
 * Whether words occur together: normalised pointwise mutual information of each pair, counted over the documents of a corpus,
 * averaged over pairs. It is 1 for words that occur only together, 0 for independent ones and -1 for words that never meet.
 *
 * <p>Sources: G. Bouma, <i>Normalized (pointwise) mutual information in collocation extraction</i>, GSCL (2009); J. H. Lau, D.
 * Newman and T. Baldwin, <i>Machine reading tea leaves</i>, EACL (2014), for its use on the top words of topics. A whole document
 * is the window.
 */
public final class Coherence {
    private final int documents;
    private final BitSet[] documentsOfTerm;

    private Coherence(int documents, BitSet[] documentsOfTerm) {
        this.documents = documents;
        this.documentsOfTerm = documentsOfTerm;
    }

    /** Coherence by the documents x terms of a corpus, of which only zero or not counts. */
    public static Coherence in(SparseMatrix documents) {
        var documentsOfTerm = new BitSet[documents.columns()];
        Arrays.setAll(documentsOfTerm, term -> new BitSet(documents.rows()));
        for (var row = 0; row < documents.rows(); row++) {
            var document = row;
            documents.forEach(row, (term, value) -> documentsOfTerm[term].set(document));
        }
        return new Coherence(documents.rows(), documentsOfTerm);
    }

    /**
     * The mean over all pairs of terms.
     *
     * @return NaN for fewer than two terms
     * @throws IndexOutOfBoundsException if the corpus has no such term
     */
    public double of(int... terms) {
        return IntStream.range(0, terms.length)
                .boxed()
                .flatMapToDouble(
                        second -> IntStream.range(0, second).mapToDouble(first -> npmi(terms[first], terms[second])))
                .average()
                .orElse(Double.NaN);
    }

    private double npmi(int first, int second) {
        var both = (BitSet) documentsOfTerm[first].clone();
        both.and(documentsOfTerm[second]);
        var together = both.cardinality();
        if (together == 0) {
            return -1;
        }
        if (together == documents) {
            // Two words of every document: the limit of words that occur only together.
            return 1;
        }
        var lift = (double) together
                * documents
                / ((double) documentsOfTerm[first].cardinality() * documentsOfTerm[second].cardinality());
        return Math.log(lift) / -Math.log((double) together / documents);
    }
}
