package numerics.topics;

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
final class Coherence {

    private Coherence() {}

    /**
     * The mean over all pairs of terms, NaN for fewer than two.
     *
     * @param termDocuments terms x documents, of which only zero or not counts
     */
    static double of(SparseMatrix termDocuments, int... terms) {
        int documents = termDocuments.columns();
        var documentsOf = IntStream.of(terms)
                .mapToObj(term -> {
                    var in = new BitSet(documents);
                    termDocuments.forEach(term, (document, value) -> in.set(document));
                    return in;
                })
                .toList();
        return IntStream.range(0, terms.length)
                .boxed()
                .flatMapToDouble(second -> IntStream.range(0, second)
                        .mapToDouble(first -> npmi(documentsOf.get(first), documentsOf.get(second), documents)))
                .average()
                .orElse(Double.NaN);
    }

    private static double npmi(BitSet first, BitSet second, int documents) {
        var both = (BitSet) first.clone();
        both.and(second);
        int together = both.cardinality();
        if (together == 0) {
            return -1;
        }
        if (together == documents) {
            // Two words of every document: the limit of words that occur only together.
            return 1;
        }
        double lift = (double) together * documents / ((double) first.cardinality() * second.cardinality());
        return Math.log(lift) / -Math.log((double) together / documents);
    }
}
