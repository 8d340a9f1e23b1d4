package retention.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.apache.commons.math3.special.Gamma;

/**
 * How much two labelings of the same items tell of each other, in nats.
 *
 * <p>Source: N. X. Vinh, J. Epps and J. Bailey, <i>Information theoretic measures for clusterings comparison</i>, JMLR 11 (2010),
 * with the arithmetic mean of the entropies, as in scikit-learn's {@code adjusted_mutual_info_score}.
 *
 * @param value the mutual information
 * @param expected its mean over all pairs of labelings with the same sizes of classes
 * @param meanEntropy the mean of the two labelings' entropies
 */
public record MutualInformation(double value, double expected, double meanEntropy) {

    /**
     * Compares two labelings.
     *
     * @param first a label for each item; only equality counts, so anything with equals will do
     * @param second a label for each item, in the same order
     * @throws IllegalArgumentException if the two are not equally long
     */
    public static MutualInformation of(List<?> first, List<?> second) {
        if (first.size() != second.size()) {
            throw new IllegalArgumentException(
                    "%d labels against %d, expected two for each item".formatted(first.size(), second.size()));
        }
        var items = first.size();
        var table = contingency(classes(first), classes(second));
        var rows =
                Arrays.stream(table).mapToInt(row -> Arrays.stream(row).sum()).toArray();
        var columns = new int[table.length == 0 ? 0 : table[0].length];
        for (var row : table) {
            Arrays.setAll(columns, column -> columns[column] + row[column]);
        }
        var meanEntropy = (entropy(rows, items) + entropy(columns, items)) / 2;
        return new MutualInformation(
                observed(table, rows, columns, items), expected(rows, columns, items), meanEntropy);
    }

    /** The mutual information, corrected for chance: about 0 for unrelated labelings however many classes they have, and possibly below. */
    public double adjusted() {
        // Two labelings of one class each, or of a class for each item, are the same; 0/0 would hide that.
        return Math.abs(meanEntropy - expected) < 1e-12 ? 1 : (value - expected) / (meanEntropy - expected);
    }

    /** For each item, the number of its class, counted from 0 in the order of appearance. */
    private static int[] classes(List<?> labels) {
        var numbers = new HashMap<Object, Integer>();
        return labels.stream()
                .mapToInt(label -> numbers.computeIfAbsent(label, unseen -> numbers.size()))
                .toArray();
    }

    private static int[][] contingency(int[] first, int[] second) {
        var table = new int[count(first)][count(second)];
        for (var item = 0; item < first.length; item++) {
            table[first[item]][second[item]]++;
        }
        return table;
    }

    private static int count(int[] classes) {
        return Arrays.stream(classes).max().orElse(-1) + 1;
    }

    private static double observed(int[][] table, int[] rows, int[] columns, double items) {
        var sum = 0.0;
        for (var i = 0; i < rows.length; i++) {
            for (var j = 0; j < columns.length; j++) {
                if (table[i][j] > 0) {
                    sum += table[i][j] / items * Math.log(items * table[i][j] / ((double) rows[i] * columns[j]));
                }
            }
        }
        return Math.max(0, sum);
    }

    /** Sums over each cell's hypergeometric distribution. */
    private static double expected(int[] rows, int[] columns, int items) {
        var logFactorial = new double[items + 1];
        Arrays.setAll(logFactorial, n -> Gamma.logGamma(n + 1.0));
        var sum = 0.0;
        for (var a : rows) {
            for (var b : columns) {
                var margins = logFactorial[a]
                        + logFactorial[b]
                        + logFactorial[items - a]
                        + logFactorial[items - b]
                        - logFactorial[items];
                for (var n = Math.max(1, a + b - items); n <= Math.min(a, b); n++) {
                    var logProbability = margins
                            - logFactorial[n]
                            - logFactorial[a - n]
                            - logFactorial[b - n]
                            - logFactorial[items - a - b + n];
                    sum += (double) n
                            / items
                            * Math.log((double) items * n / ((double) a * b))
                            * Math.exp(logProbability);
                }
            }
        }
        return sum;
    }

    private static double entropy(int[] sizes, double items) {
        return Arrays.stream(sizes)
                .mapToDouble(size -> -size / items * Math.log(size / items))
                .sum();
    }
}
