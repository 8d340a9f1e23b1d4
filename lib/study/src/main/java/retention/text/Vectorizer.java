package retention.text;

import it.unimi.dsi.fastutil.ints.Int2DoubleRBTreeMap;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.Check;
import numerics.matrix.SparseMatrix;
import numerics.matrix.Vectors;
import numerics.topics.DocumentTermMatrix;

/**
 * How documents, each a list of words, become a matrix: scikit-learn's CountVectorizer and TfidfVectorizer in their definitions.
 * Immutable; {@link #fit} learns the terms from some documents, such as a training fold, and gives what transforms any:
 * {@code Vectorizer.tfIdf().minDocuments(5).maxShare(0.5).fit(training).transform(validation)}.
 *
 * <p>TF-IDF is a term's count times {@code ln((1 + n) / (1 + df)) + 1}, where {@code df} of the {@code n} fitted documents have the
 * term, and each document is then divided by its Euclidean length ({@code smooth_idf=True}, {@code norm="l2"}).
 *
 * @param weighting what a value is
 * @param shortest words of the shortest term, 1 or more
 * @param longest words of the longest term; words of one term are joined by a space
 * @param minDocuments a term is kept if at least so many documents have it
 * @param maxShare a term is kept if at most this share of the documents have it, in (0, 1]
 */
public record Vectorizer(Weighting weighting, int shortest, int longest, int minDocuments, double maxShare) {

    /** What a value of the matrix is. */
    public enum Weighting {
        /** How often the term occurs in the document. */
        COUNT,
        /** 1 where the term occurs in the document. */
        PRESENCE,
        /** The count by the term's rarity, documents of length 1. */
        TF_IDF
    }

    /** Scikit-learn sorts terms by code points; Java's own order of strings is another beyond the BMP. */
    private static final Comparator<String> BY_CODE_POINTS =
            (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

    public Vectorizer {
        if (shortest < 1 || longest < shortest) {
            throw new IllegalArgumentException(
                    "Terms of %d to %d words, expected 1 or more and the shorter first".formatted(shortest, longest));
        }
        Check.setting(minDocuments >= 1, "minDocuments", minDocuments, "a whole number from 1");
        Check.setting(maxShare > 0 && maxShare <= 1, "maxShare", maxShare, "above 0 and at most 1");
    }

    /** Counts of single words, all of them. */
    public static Vectorizer counts() {
        return new Vectorizer(Weighting.COUNT, 1, 1, 1, 1);
    }

    /** TF-IDF of single words, all of them. */
    public static Vectorizer tfIdf() {
        return new Vectorizer(Weighting.TF_IDF, 1, 1, 1, 1);
    }

    /** The same terms, counted. */
    public Vectorizer asCounts() {
        return new Vectorizer(Weighting.COUNT, shortest, longest, minDocuments, maxShare);
    }

    /** The same terms, 1 where a document has them. */
    public Vectorizer asPresence() {
        return new Vectorizer(Weighting.PRESENCE, shortest, longest, minDocuments, maxShare);
    }

    /** The same with terms of so many words in a row. */
    public Vectorizer nGrams(int shortest, int longest) {
        return new Vectorizer(weighting, shortest, longest, minDocuments, maxShare);
    }

    /** The same without terms that fewer documents have. */
    public Vectorizer minDocuments(int minDocuments) {
        return new Vectorizer(weighting, shortest, longest, minDocuments, maxShare);
    }

    /** The same without terms that a greater share of the documents have. */
    public Vectorizer maxShare(double maxShare) {
        return new Vectorizer(weighting, shortest, longest, minDocuments, maxShare);
    }

    /**
     * Learns terms and their rarity from documents.
     *
     * @throws IllegalArgumentException if no term is left
     */
    public Fitted fit(List<List<String>> documents) {
        var numbers = new ConcurrentHashMap<String, Integer>();
        return fitted(numbers, numbered(documents.stream(), numbers));
    }

    /** The matrix of the very documents that it is fitted to: for descriptions, not for judging a model. */
    public DocumentTermMatrix fitTransform(List<List<String>> documents) {
        return fitTransform(documents.stream());
    }

    /**
     * The same of documents, in their order, of which each is needed only once, so that the words of all are never there together:
     * {@code fitTransform(texts.parallelStream().map(segmenter::words))}.
     */
    public DocumentTermMatrix fitTransform(Stream<List<String>> documents) {
        var numbers = new ConcurrentHashMap<String, Integer>();
        var terms = numbered(documents, numbers);
        var fitted = fitted(numbers, terms);
        var columns = new int[numbers.size()];
        numbers.forEach((term, number) -> columns[number] = fitted.columns.getInt(term));
        return fitted.matrix(
                terms.stream().map(document -> IntStream.of(document).map(number -> columns[number])));
    }

    /**
     * The numbers of the terms of each document, one for each occurrence.
     *
     * @param numbers are given out as terms come
     */
    private List<int[]> numbered(Stream<List<String>> documents, Map<String, Integer> numbers) {
        var next = new AtomicInteger();
        return documents
                .map(words -> terms(words)
                        .mapToInt(term -> numbers.computeIfAbsent(term, another -> next.getAndIncrement()))
                        .toArray())
                .toList();
    }

    private Stream<String> terms(List<String> words) {
        if (longest == 1) {
            return words.stream();
        }
        return IntStream.rangeClosed(shortest, longest).boxed().flatMap(length -> IntStream.rangeClosed(
                        0, words.size() - length)
                .mapToObj(start -> String.join(" ", words.subList(start, start + length))));
    }

    private Fitted fitted(Map<String, Integer> numbers, List<int[]> documents) {
        Check.that(!documents.isEmpty(), "No texts: expected one or more.");
        var frequencies = new int[numbers.size()];
        documents.forEach(document -> IntStream.of(document).distinct().forEach(term -> frequencies[term]++));
        double most = maxShare * documents.size();
        var kept = new TreeMap<String, Integer>(BY_CODE_POINTS);
        numbers.forEach((term, number) -> {
            if (frequencies[number] >= minDocuments && frequencies[number] <= most) {
                kept.put(term, frequencies[number]);
            }
        });
        if (kept.isEmpty()) {
            throw new IllegalArgumentException(
                    "Of %d terms in %d documents, none is in at least %d and at most %.0f of them: lower minDocuments or raise maxShare"
                            .formatted(numbers.size(), documents.size(), minDocuments, Math.floor(most)));
        }
        return new Fitted(this, kept, documents.size());
    }

    /** A vectorizer that has learnt its terms, and turns any documents into a matrix of them. Immutable. */
    public static final class Fitted {
        private static final int NONE = -1;

        private final Vectorizer settings;
        private final Map<String, Integer> documentFrequencies;
        private final List<String> terms;
        private final Object2IntOpenHashMap<String> columns = new Object2IntOpenHashMap<>();
        /** The rarity of each term, by which its counts are multiplied. */
        private final double[] idf;

        /** @param documentFrequencies of the terms in the order of the columns */
        Fitted(Vectorizer settings, Map<String, Integer> documentFrequencies, int documents) {
            this.settings = settings;
            this.documentFrequencies = documentFrequencies;
            this.terms = List.copyOf(documentFrequencies.keySet());
            columns.defaultReturnValue(NONE);
            terms.forEach(term -> columns.put(term, columns.size()));
            this.idf = documentFrequencies.values().stream()
                    .mapToDouble(frequency -> Math.log((1.0 + documents) / (1.0 + frequency)) + 1)
                    .toArray();
        }

        /** The terms in the order of the matrix's columns, which is that of code points. */
        public List<String> terms() {
            return terms;
        }

        /** How many of the fitted documents have each term, in the order of the columns. */
        Map<String, Integer> documentFrequencies() {
            return documentFrequencies;
        }

        /** The documents as rows; terms that were not learnt are left out, and a document without any is a row of zeros. */
        public DocumentTermMatrix transform(List<List<String>> others) {
            return matrix(others.stream().map(words -> settings.terms(words).mapToInt(columns::getInt)));
        }

        /** @param rows of each document the columns of its terms, one for each occurrence, {@link #NONE} for a term without one */
        private DocumentTermMatrix matrix(Stream<IntStream> rows) {
            var indices = new ArrayList<int[]>();
            var values = new ArrayList<double[]>();
            rows.forEachOrdered(row -> {
                var counts = new Int2DoubleRBTreeMap();
                row.filter(column -> column != NONE).forEach(column -> counts.addTo(column, 1));
                var found = counts.keySet().toIntArray();
                indices.add(found);
                values.add(weighed(found, counts.values().toDoubleArray()));
            });
            return new DocumentTermMatrix(
                    new SparseMatrix(terms.size(), indices.toArray(int[][]::new), values.toArray(double[][]::new)),
                    terms);
        }

        /** @param counts are written over */
        private double[] weighed(int[] columns, double... counts) {
            switch (settings.weighting) {
                case COUNT -> {}
                case PRESENCE -> Arrays.fill(counts, 1);
                case TF_IDF -> {
                    Arrays.setAll(counts, i -> counts[i] * idf[columns[i]]);
                    double length = Math.sqrt(Vectors.dot(counts, counts));
                    Arrays.setAll(counts, i -> counts[i] / length);
                }
            }
            return counts;
        }
    }
}
