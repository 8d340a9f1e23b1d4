package retention.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import retention.model.FeatureMatrix;
import retention.model.Predictor;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * What a model predicts on average if every user had the same value of one feature, all else as it is. Values that do not go
 * with the rest are asked for, too: with correlated features read it as what the model does, not as what users do.
 *
 * <p>Source: J. H. Friedman, <i>Greedy function approximation: a gradient boosting machine</i>, Annals of Statistics 29 (2001);
 * scikit-learn's {@code partial_dependence} with {@code method="brute"} gives the same on the same grid.
 *
 * @param feature its name
 * @param points ascending by value
 */
public record PartialDependence(String feature, List<Point> points) {

    /**
     * One value for everybody.
     *
     * @param value of the feature
     * @param meanPrediction the mean probability over all rows, 0..1
     */
    public record Point(double value, double meanPrediction) {}

    public PartialDependence {
        points = List.copyOf(points);
    }

    /**
     * Goes through quantiles of a feature, from its smallest to its largest value. Each is a value that some row has, so
     * that counts stay whole, and comes once.
     *
     * @param rows the users to average over
     * @param feature a column of theirs
     * @param quantiles how many, 2 or more; ties leave fewer points
     * @throws IllegalArgumentException if there is no such feature, or fewer than 2 quantiles
     */
    public static PartialDependence atQuantiles(
            Predictor predictor, FeatureMatrix rows, String feature, int quantiles) {
        if (quantiles < 2) {
            throw new IllegalArgumentException("%d quantiles: expected 2 or more.".formatted(quantiles));
        }
        var values = rows.values(feature);
        var percentile = new Percentile().withEstimationType(EstimationType.R_1);
        percentile.setData(values);
        double smallest = Arrays.stream(values).min().orElseThrow();
        return at(
                predictor,
                rows,
                feature,
                IntStream.range(0, quantiles)
                        .mapToDouble(i -> i == 0 ? smallest : percentile.evaluate(100.0 * i / (quantiles - 1)))
                        .distinct()
                        .toArray());
    }

    /**
     * Goes through the given values.
     *
     * @param values ascending, 1 or more; rounded to floats, as features are
     * @throws IllegalArgumentException if there is no such feature, or the values are none, not finite or not ascending
     */
    public static PartialDependence at(Predictor predictor, FeatureMatrix rows, String feature, double... values) {
        int column = rows.column(feature);
        Inputs.requireFinite("value", values);
        if (values.length == 0 || IntStream.range(1, values.length).anyMatch(i -> values[i] <= values[i - 1])) {
            throw new IllegalArgumentException("The values of '%s' are %s: expected one or more, ascending."
                    .formatted(feature, Arrays.toString(values)));
        }
        return new PartialDependence(
                feature,
                DoubleStream.of(values)
                        .mapToObj(value -> new Point(value, meanPrediction(predictor, rows, column, (float) value)))
                        .toList());
    }

    /** The points as a table: the feature's values, and the mean prediction. */
    public Table table() {
        return Table.create(
                "Mean prediction if everybody had this %s".formatted(feature),
                DoubleColumn.create(feature, points.stream().mapToDouble(Point::value)),
                DoubleColumn.create("mean prediction", points.stream().mapToDouble(Point::meanPrediction)));
    }

    private static double meanPrediction(Predictor predictor, FeatureMatrix rows, int column, float value) {
        var changed = rows.toArray();
        for (var row : changed) {
            row[column] = value;
        }
        return Arrays.stream(predictor.predict(FeatureMatrix.of(rows.names(), changed)))
                .average()
                .orElseThrow();
    }
}
