package retention.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import numerics.matrix.SparseMatrix;
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
        if (minDocuments < 1) {
            throw new IllegalArgumentException(
                    "minDocuments must be a whole number from 1; you gave %d.".formatted(minDocuments));
        }
        if (!(maxShare > 0 && maxShare <= 1)) {
            throw new IllegalArgumentException(
                    "maxShare must be above 0 and at most 1; you gave %s.".formatted(maxShare));
        }
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
        var frequencies = new HashMap<String, Integer>();
        for (var document : documents) {
            new HashSet<>(terms(document)).forEach(term -> frequencies.merge(term, 1, Integer::sum));
        }
        var most = maxShare * documents.size();
        var kept = frequencies.entrySet().stream()
                .filter(term -> term.getValue() >= minDocuments && term.getValue() <= most)
                .sorted(Map.Entry.comparingByKey(BY_CODE_POINTS))
                .toList();
        if (kept.isEmpty()) {
            throw new IllegalArgumentException(
                    "Of %d terms in %d documents none is in at least %d and at most %s of them; ask for less"
                            .formatted(frequencies.size(), documents.size(), minDocuments, most));
        }
        var documentFrequencies = new LinkedHashMap<String, Integer>();
        kept.forEach(term -> documentFrequencies.put(term.getKey(), term.getValue()));
        return new Fitted(this, documentFrequencies, documents.size());
    }

    /** The matrix of the very documents that it is fitted to: for descriptions, not for judging a model. */
    public DocumentTermMatrix fitTransform(List<List<String>> documents) {
        return fit(documents).transform(documents);
    }

    /** The terms of a document, one for each occurrence. */
    private List<String> terms(List<String> words) {
        if (longest == 1) {
            return words;
        }
        return IntStream.rangeClosed(shortest, longest)
                .boxed()
                .flatMap(length -> IntStream.rangeClosed(0, words.size() - length)
                        .mapToObj(start -> String.join(" ", words.subList(start, start + length))))
                .toList();
    }

    /** A vectorizer that has learnt its terms, and turns any documents into a matrix of them. Immutable. */
    public static final class Fitted {
        private final Vectorizer settings;
        private final Map<String, Integer> documentFrequencies;
        private final int documents;
        private final List<String> terms;
        private final Map<String, Integer> columns = new HashMap<>();

        /** @param documentFrequencies of the terms in the order of the columns */
        Fitted(Vectorizer settings, Map<String, Integer> documentFrequencies, int documents) {
            this.settings = settings;
            this.documentFrequencies = documentFrequencies;
            this.documents = documents;
            this.terms = List.copyOf(documentFrequencies.keySet());
            terms.forEach(term -> columns.put(term, columns.size()));
        }

        /** The terms in the order of the matrix's columns, which is that of code points. */
        public List<String> terms() {
            return terms;
        }

        /** How many of the fitted documents have each term, in the order of the columns. */
        Map<String, Integer> documentFrequencies() {
            return documentFrequencies;
        }

        /** How many documents it was fitted to. */
        int documents() {
            return documents;
        }

        /** The documents as rows; terms that were not learnt are left out, and a document without any is a row of zeros. */
        public DocumentTermMatrix transform(List<List<String>> others) {
            return new DocumentTermMatrix(
                    SparseMatrix.of(terms.size(), others.stream().map(this::row)), terms);
        }

        private SortedMap<Integer, Double> row(List<String> document) {
            var row = new TreeMap<Integer, Double>();
            settings.terms(document).stream()
                    .filter(columns::containsKey)
                    .forEach(term -> row.merge(columns.get(term), 1.0, Double::sum));
            switch (settings.weighting) {
                case COUNT -> {}
                case PRESENCE -> row.replaceAll((column, count) -> 1.0);
                case TF_IDF -> {
                    row.replaceAll((column, count) -> count * idf(terms.get(column)));
                    var length = Math.sqrt(row.values().stream()
                            .mapToDouble(weight -> weight * weight)
                            .sum());
                    row.replaceAll((column, weight) -> weight / length);
                }
            }
            return row;
        }

        private double idf(String term) {
            return Math.log((1.0 + documents) / (1.0 + documentFrequencies.get(term))) + 1;
        }
    }
}
