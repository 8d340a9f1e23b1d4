package numerics.evaluation;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/**
 * The correlation of every column with every other.
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
     * Pearson's correlations.
     *
     * @param names one per column
     * @param columns the values, all of the same length
     * @throws IllegalArgumentException if the names do not match the columns, or for what {@link Correlation} refuses
     */
    public static CorrelationMatrix pearson(List<String> names, List<double[]> columns) {
        return of(names, columns, Correlation::pearson);
    }

    /** Spearman's correlations, with the parameters of {@link #pearson}. */
    public static CorrelationMatrix spearman(List<String> names, List<double[]> columns) {
        return of(names, columns, Correlation::spearman);
    }

    /**
     * The coefficient of two columns.
     *
     * @throws IllegalArgumentException if there is no column of that name
     */
    public double get(String first, String second) {
        return coefficients.get(indexOf(first)).get(indexOf(second));
    }

    private int indexOf(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("No column '%s', expected one of %s.".formatted(name, names));
        }
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
            Correlation.requireVaried("column '%s'".formatted(names.get(column)), columns.get(column));
        }
        var coefficients = new Double[count][count];
        for (int row = 0; row < count; row++) {
            coefficients[row][row] = 1.0;
            for (int column = row + 1; column < count; column++) {
                // Both triangles at once, so that the matrix is symmetric to the last bit.
                coefficients[row][column] = correlate.applyAsDouble(columns.get(row), columns.get(column));
                coefficients[column][row] = coefficients[row][column];
            }
        }
        return new CorrelationMatrix(
                names,
                IntStream.range(0, count)
                        .mapToObj(row -> List.of(coefficients[row]))
                        .toList());
    }
}
