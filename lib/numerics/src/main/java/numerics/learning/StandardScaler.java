package numerics.learning;

import java.util.Arrays;
import numerics.Check;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Takes each column to mean 0 and standard deviation 1, with the means and deviations of the rows it was fitted on.
 *
 * <p>As scikit-learn's {@code StandardScaler}: the population standard deviation (divided by n), in double precision;
 * a column that is constant up to rounding is centred and not scaled.
 *
 * @param mean of each column, 0 for those that pass as they are
 * @param scale what each column is divided by: its standard deviation, 1 where that is 0 and for those that pass
 */
@SuppressWarnings("ArrayRecordComponent") // handed over and never compared
public record StandardScaler(double[] mean, double[] scale) {

    /** Learns mean and standard deviation of every column. */
    public static StandardScaler fit(FeatureMatrix matrix) {
        return fitFirst(matrix.columns(), matrix);
    }

    /** Learns mean and standard deviation of so many first columns; the others pass as they are, such as an embedding beside counts. */
    public static StandardScaler fitFirst(int columns, FeatureMatrix matrix) {
        boolean possible = columns >= 0 && columns <= matrix.columns();
        Check.that(possible, "Cannot scale the first %d columns of %s.", columns, matrix);
        var mean = new double[matrix.columns()];
        var scale = new double[matrix.columns()];
        Arrays.fill(scale, 1);
        for (int j = 0; j < columns; j++) {
            var values = matrix.values(j);
            mean[j] = StatUtils.sum(values) / values.length;
            double variance = StatUtils.populationVariance(values, mean[j]);
            double epsilon = Math.ulp(1.0);
            double rounding = values.length * epsilon * variance + Math.pow(values.length * mean[j] * epsilon, 2);
            scale[j] = variance <= rounding ? 1 : Math.sqrt(variance);
        }
        return new StandardScaler(mean, scale);
    }

    /** The rows scaled with what was fitted on as many columns. */
    public FeatureMatrix transform(FeatureMatrix matrix) {
        Check.that(
                matrix.columns() == mean.length, "The scaler was fitted on %d columns, got %s.", mean.length, matrix);
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
}
