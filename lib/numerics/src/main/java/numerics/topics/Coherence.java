package numerics.topics;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Objects;
import java.util.Optional;
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
    private final SparseMatrix documents;

    private Coherence(SparseMatrix documents) {
        this.documents = documents;
    }

    /** Coherence by the documents x terms of a corpus, of which only zero or not counts. */
    public static Coherence in(SparseMatrix documents) {
        return new Coherence(documents);
    }

    /**
     * The mean over all pairs of terms.
     *
     * @return NaN for fewer than two terms
     * @throws IndexOutOfBoundsException if the corpus has no such term
     */
    public double of(int... terms) {
        var documentsOf = new HashMap<Integer, BitSet>();
        for (var term : terms) {
            documentsOf.put(Objects.checkIndex(term, documents.columns()), new BitSet());
        }
        for (var row = 0; row < documents.rows(); row++) {
            var document = row;
            documents.forEach(row, (term, value) -> Optional.ofNullable(documentsOf.get(term))
                    .ifPresent(in -> in.set(document)));
        }
        return IntStream.range(0, terms.length)
                .boxed()
                .flatMapToDouble(second -> IntStream.range(0, second)
                        .mapToDouble(first -> npmi(documentsOf.get(terms[first]), documentsOf.get(terms[second]))))
                .average()
                .orElse(Double.NaN);
    }

    private double npmi(BitSet first, BitSet second) {
        var both = (BitSet) first.clone();
        both.and(second);
        var together = both.cardinality();
        if (together == 0) {
            return -1;
        }
        if (together == documents.rows()) {
            // Two words of every document: the limit of words that occur only together.
            return 1;
        }
        var lift = (double) together * documents.rows() / ((double) first.cardinality() * second.cardinality());
        return Math.log(lift) / -Math.log((double) together / documents.rows());
    }
}
