package retention.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import numerics.matrix.SparseMatrix;
import numerics.topics.DocumentTermMatrix;

/** A vectorizer that has learnt its terms, and turns any documents into a matrix of them. Immutable. */
public final class FittedVectorizer {
    private final Vectorizer settings;
    private final List<String> terms;
    private final Map<String, Integer> columns = new HashMap<>();
    private final int[] documentFrequencies;
    private final int documents;
    private final double[] idf;

    FittedVectorizer(Vectorizer settings, List<String> terms, int[] documentFrequencies, int documents) {
        this.settings = settings;
        this.terms = terms;
        this.documentFrequencies = documentFrequencies;
        this.documents = documents;
        this.idf = new double[terms.size()];
        for (var column = 0; column < idf.length; column++) {
            columns.put(terms.get(column), column);
            idf[column] = Math.log((1.0 + documents) / (1.0 + documentFrequencies[column])) + 1;
        }
    }

    /** The terms in the order of the matrix's columns, which is that of code points. */
    public List<String> terms() {
        return terms;
    }

    /** How many of the fitted documents have the term of a column. */
    int documentFrequency(int column) {
        return documentFrequencies[column];
    }

    /** How many documents it was fitted to. */
    int documents() {
        return documents;
    }

    /** The documents as rows; terms that were not learnt are left out, and a document without any is a row of zeros. */
    public DocumentTermMatrix transform(List<List<String>> documents) {
        return new DocumentTermMatrix(
                SparseMatrix.of(terms.size(), documents.stream().map(this::row)), terms);
    }

    private SortedMap<Integer, Double> row(List<String> document) {
        var row = new TreeMap<Integer, Double>();
        for (var term : settings.terms(document)) {
            var column = columns.get(term);
            if (column != null) {
                row.merge(column, 1.0, Double::sum);
            }
        }
        switch (settings.weighting()) {
            case COUNT -> {}
            case PRESENCE -> row.replaceAll((column, count) -> 1.0);
            case TF_IDF -> {
                row.replaceAll((column, count) -> count * idf[column]);
                var length = Math.sqrt(row.values().stream()
                        .mapToDouble(weight -> weight * weight)
                        .sum());
                row.replaceAll((column, weight) -> weight / length);
            }
        }
        return row;
    }
}
