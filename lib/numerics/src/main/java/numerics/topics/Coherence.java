package numerics.topics;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import numerics.matrix.SparseMatrix;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * Whether the top words of a topic occur together: normalised pointwise mutual information of each pair, counted over the
 * documents of a corpus, averaged over pairs. It is 1 for words that occur only together, 0 for independent ones and -1 for words
 * that never meet.
 *
 * <p>Sources: G. Bouma, <i>Normalized (pointwise) mutual information in collocation extraction</i>, GSCL (2009); J. H. Lau, D.
 * Newman and T. Baldwin, <i>Machine reading tea leaves</i>, EACL (2014), for its use on topics. A whole document is the window.
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

    /**
     * The coherence of each topic's top words; NaN where a topic has fewer than two.
     *
     * @throws IllegalArgumentException if the model was fitted to another number of terms than this corpus has
     */
    public double[] byTopic(TopicModel model, int words) {
        int terms = model.topicTerms()[0].length;
        if (terms != documentsOfTerm.length) {
            throw new IllegalArgumentException(
                    "A model of %,d terms cannot be judged by a corpus of %,d: make both with the same vectorizer."
                            .formatted(terms, documentsOfTerm.length));
        }
        return IntStream.range(0, model.topics())
                .mapToDouble(topic -> of(model.topTerms(topic, words)))
                .toArray();
    }

    /**
     * The mean coherence of a model's topics; those with fewer than two words are left out, and NaN if all are.
     *
     * @throws IllegalArgumentException as {@link #byTopic}
     */
    public double of(TopicModel model, int words) {
        return Arrays.stream(byTopic(model, words))
                .filter(coherence -> !Double.isNaN(coherence))
                .average()
                .orElse(Double.NaN);
    }

    /**
     * The curve to choose a number of topics by: a table of topics and coherence.
     *
     * @param fit a model of so many topics
     * @param words how many top words of each topic are judged
     * @param topics the numbers of topics to try
     * @throws IllegalArgumentException as {@link #byTopic}
     */
    public Table curve(IntFunction<? extends TopicModel> fit, int words, int... topics) {
        return Table.create(
                "Coherence by number of topics",
                IntColumn.create("topics", topics),
                DoubleColumn.create(
                        "coherence", IntStream.of(topics).mapToDouble(number -> of(fit.apply(number), words))));
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
