package numerics.evaluation;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import numerics.Check;
import numerics.learning.Outcomes;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * The correlation of every column with every other, -1..1.
 *
 * @param names the columns, in order
 * @param coefficients one row per column: symmetric, 1 on the diagonal
 */
public record CorrelationMatrix(List<String> names, List<List<Double>> coefficients) {

    public CorrelationMatrix {
        names = List.copyOf(names);
        coefficients = coefficients.stream().map(List::copyOf).toList();
    }

    /**
     * A matrix from the coefficients of pairs, such as published ones.
     *
     * @param coefficient of two of the names, of which the first comes first
     */
    public static CorrelationMatrix of(List<String> names, ToDoubleBiFunction<String, String> coefficient) {
        var columns = IntStream.range(0, names.size()).boxed().toList();
        return new CorrelationMatrix(
                names,
                columns.stream()
                        .map(row -> columns.stream()
                                .map(column -> row.equals(column)
                                        ? 1
                                        : coefficient.applyAsDouble(
                                                names.get(Math.min(row, column)), names.get(Math.max(row, column))))
                                .toList())
                        .toList());
    }

    /**
     * Pearson's correlations: how well a straight line fits.
     *
     * @param names one per column
     * @param columns the values, all of the same length
     * @throws IllegalArgumentException if the names do not match the columns, or columns differ in length, have fewer than 3 rows,
     *     hold a value that is not finite, or never vary
     */
    public static CorrelationMatrix pearson(List<String> names, List<double[]> columns) {
        return of(names, columns, CorrelationMatrix::pearson);
    }

    /** Spearman's correlations, Pearson's on the ranks, tied values sharing their mean rank; otherwise as {@link #pearson}. */
    public static CorrelationMatrix spearman(List<String> names, List<double[]> columns) {
        return of(names, columns, (x, y) -> within(new SpearmansCorrelation().correlation(x, y)));
    }

    /** The coefficient of two columns, by their names. */
    public double get(String first, String second) {
        return coefficients.get(indexOf(first)).get(indexOf(second));
    }

    private int indexOf(String name) {
        int index = names.indexOf(name);
        Check.that(index >= 0, "No column '%s', expected one of %s.", name, names);
        return index;
    }

    private static CorrelationMatrix of(
            List<String> names, List<double[]> columns, ToDoubleBiFunction<double[], double[]> correlate) {
        int count = names.size();
        if (count != columns.size() || names.stream().distinct().count() < count) {
            throw new IllegalArgumentException(
                    "%d columns named %s: expected one name per column, each once.".formatted(columns.size(), names));
        }
        for (int column = 0; column < count; column++) {
            requireVaried("column '%s'".formatted(names.get(column)), columns.get(0).length, columns.get(column));
        }
        return of(
                names,
                (first, second) ->
                        correlate.applyAsDouble(columns.get(names.indexOf(first)), columns.get(names.indexOf(second))));
    }

    static double pearson(double[] x, double[] y) {
        return within(new PearsonsCorrelation().correlation(x, y));
    }

    /** Without what rounding adds to a perfect correlation. */
    private static double within(double coefficient) {
        return Math.max(-1, Math.min(1, coefficient));
    }

    static void requireVaried(String name, int rows, double[] values) {
        if (values.length != rows || rows < 3) {
            throw new IllegalArgumentException("The %s has %d rows of %d: expected the same number, 3 or more."
                    .formatted(name, values.length, rows));
        }
        Outcomes.requireFinite(name, values);
        if (StatUtils.min(values) == StatUtils.max(values)) {
            throw new IllegalArgumentException(
                    "The %s is %s in all %d rows: a column that never varies has no correlation. Leave it out."
                            .formatted(name, values[0], values.length));
        }
    }
}
