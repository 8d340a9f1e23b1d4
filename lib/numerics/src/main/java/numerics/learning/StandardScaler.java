package numerics.learning;

import java.util.Arrays;

/**
 * Takes each column to mean 0 and standard deviation 1, with the means and deviations of the rows it was fitted on.
 *
 * <p>As scikit-learn's {@code StandardScaler}: the population standard deviation (divided by n), in double precision;
 * a column that is constant up to rounding is centred and not scaled.
 */
public final class StandardScaler {

    private final double[] mean;
    private final double[] scale;

    private StandardScaler(double[] mean, double[] scale) {
        this.mean = mean;
        this.scale = scale;
    }

    /** Learns mean and standard deviation of every column. */
    public static StandardScaler fit(FeatureMatrix matrix) {
        return fitFirst(matrix.columns(), matrix);
    }

    /**
     * Learns mean and standard deviation of the first columns; the others pass as they are, such as an embedding
     * beside counts.
     *
     * @param columns how many columns to scale, {@code 0 .. matrix.columns()}
     * @throws IllegalArgumentException if the matrix has fewer
     */
    public static StandardScaler fitFirst(int columns, FeatureMatrix matrix) {
        if (columns < 0 || columns > matrix.columns()) {
            throw new IllegalArgumentException("Cannot scale the first %d columns of %s.".formatted(columns, matrix));
        }
        var mean = new double[matrix.columns()];
        var scale = new double[matrix.columns()];
        Arrays.fill(scale, 1);
        for (int j = 0; j < columns; j++) {
            for (int i = 0; i < matrix.rows(); i++) {
                mean[j] += matrix.value(i, j);
            }
            mean[j] /= matrix.rows();
            scale[j] = deviation(matrix, j, mean[j]);
        }
        return new StandardScaler(mean, scale);
    }

    /** Two passes, corrected for the rounding of the mean (Chan, Golub and LeVeque, 1983). */
    private static double deviation(FeatureMatrix matrix, int column, double mean) {
        int n = matrix.rows();
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double difference = matrix.value(i, column) - mean;
            sum += difference;
            squares += difference * difference;
        }
        double variance = (squares - sum * sum / n) / n;
        double epsilon = Math.ulp(1.0);
        double rounding = n * epsilon * variance + Math.pow(n * mean * epsilon, 2);
        return variance <= rounding ? 1 : Math.sqrt(variance);
    }

    /**
     * Returns the rows scaled with what was fitted.
     *
     * @throws IllegalArgumentException if the matrix has another number of columns than the fitted one
     */
    public FeatureMatrix transform(FeatureMatrix matrix) {
        if (matrix.columns() != mean.length) {
            throw new IllegalArgumentException(
                    "The scaler was fitted on %d columns, got %s.".formatted(mean.length, matrix));
        }
        var scaled = matrix.toArray();
        for (var row : scaled) {
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) ((row[j] - mean[j]) / scale[j]);
            }
        }
        return FeatureMatrix.of(matrix.names(), scaled);
    }

    /** As {@link #transform(FeatureMatrix)}, of rows with labels. */
    public LabelledMatrix transform(LabelledMatrix rows) {
        return rows.withFeatures(transform(rows.features()));
    }

    /** The mean of each column, 0 for those that pass as they are. */
    public double[] mean() {
        return mean.clone();
    }

    /** What each column is divided by: its standard deviation, 1 where that is 0 and for those that pass. */
    public double[] scale() {
        return scale.clone();
    }
}
