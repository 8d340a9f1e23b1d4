package numerics.topics;

import java.util.BitSet;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import numerics.Check;
import numerics.matrix.SparseMatrix;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * Documents by terms: one row per document, one column per term.
 *
 * @param values counts or weights, such as TF-IDF
 * @param terms the term of each column
 */
public record DocumentTermMatrix(SparseMatrix values, List<String> terms) {

    public DocumentTermMatrix {
        terms = List.copyOf(terms);
        if (values.columns() != terms.size()) {
            throw new IllegalArgumentException("Each column has one term, but %d terms came with %d columns"
                    .formatted(terms.size(), values.columns()));
        }
    }

    public int documents() {
        return values.rows();
    }

    /** Topics of the documents by {@link Nmf}. */
    public Nmf nmf(int topics) {
        return Nmf.fit(values, topics);
    }

    /**
     * Whether random starts of {@link Nmf} group the documents in the same way: the mean of {@link MutualInformation#adjusted} of
     * their dominant topics over all pairs of starts, 1 if all are the same.
     *
     * @param starts how many, 2 or more
     */
    public double stability(int topics, int starts) {
        Check.that(starts >= 2, "Stability of %d starts, expected 2 or more.", starts);
        var groupings = IntStream.rangeClosed(1, starts)
                .parallel()
                .mapToObj(seed -> Nmf.fromRandom(values, topics, seed).shares().dominant())
                .toList();
        return meanOfPairs(groupings, MutualInformation::adjusted);
    }

    /** The mean of a measure over all pairs of a list, NaN if there is none. */
    private static <T> double meanOfPairs(List<T> list, ToDoubleBiFunction<T, T> measure) {
        return IntStream.range(0, list.size())
                .boxed()
                .flatMapToDouble(second -> list.subList(0, second).stream()
                        .mapToDouble(first -> measure.applyAsDouble(first, list.get(second))))
                .average()
                .orElse(Double.NaN);
    }

    /**
     * What helps to choose a number of topics of {@link Nmf}: a table of topics, coherence and stability, both 1 at most. All are
     * fitted side by side.
     *
     * @param words how many top words of each topic are judged by their coherence
     * @param starts how many random starts are compared, 2 or more
     * @param topics the numbers of topics to try
     */
    public Table numbersOfTopics(int words, int starts, int... topics) {
        var coherence = IntStream.of(topics).parallel().mapToDouble(number -> nmf(number)
                .coherence(this, words));
        var stability = IntStream.of(topics).parallel().mapToDouble(number -> stability(number, starts));
        return Table.create(
                "Coherence and stability by number of topics",
                IntColumn.create("topics", topics),
                DoubleColumn.create("coherence", coherence.toArray()),
                DoubleColumn.create("stability", stability.toArray()));
    }

    /**
     * Whether words occur together: normalised pointwise mutual information of each pair, counted over whole documents, averaged over
     * pairs. It is 1 for words that occur only together, 0 for independent ones, -1 for words that never meet, and NaN for fewer than
     * two.
     *
     * <p>Sources: G. Bouma, <i>Normalized (pointwise) mutual information in collocation extraction</i>, GSCL (2009); J. H. Lau, D.
     * Newman and T. Baldwin, <i>Machine reading tea leaves</i>, EACL (2014), for its use on the top words of topics.
     *
     * @param termDocuments terms x documents, of which only zero or not counts
     */
    static double coherence(SparseMatrix termDocuments, int... terms) {
        int documents = termDocuments.columns();
        var documentsOf = IntStream.of(terms)
                .mapToObj(term -> {
                    var in = new BitSet(documents);
                    termDocuments.forEach(term, (document, value) -> in.set(document));
                    return in;
                })
                .toList();
        return meanOfPairs(documentsOf, (first, second) -> npmi(first, second, documents));
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

    /** Which terms tell some documents from the others, of counts. */
    public LogOdds logOdds(boolean[] inFirst) {
        return LogOdds.between(this, inFirst);
    }
}
