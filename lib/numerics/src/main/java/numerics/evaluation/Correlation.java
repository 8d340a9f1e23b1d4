package numerics.evaluation;

import java.util.stream.IntStream;
import numerics.learning.Inputs;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;
import org.apache.commons.math3.util.MathArrays;

/**
 * How two columns move together, -1..1.
 *
 * <p>All methods throw {@link IllegalArgumentException} if the columns differ in length, have fewer than 3 rows, hold a value that is
 * not finite, or if one of them never varies, which leaves a correlation undefined.
 */
public final class Correlation {

    private Correlation() {}

    /** Pearson's correlation: how well a straight line fits. */
    public static double pearson(double[] x, double[] y) {
        requirePairs(x, y);
        return within(new PearsonsCorrelation().correlation(x, y));
    }

    /** Spearman's correlation: Pearson's on the ranks, tied values sharing their mean rank. */
    public static double spearman(double[] x, double[] y) {
        requirePairs(x, y);
        var ranks = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE);
        return within(new SpearmansCorrelation(ranks).correlation(x, y));
    }

    /** The point-biserial correlation: Pearson's of a column with the label, a positive being 1 and a negative 0. */
    public static double pointBiserial(boolean[] labels, double[] values) {
        return pearson(asNumbers(labels), values);
    }

    /**
     * How much more one column goes with the label than another: the difference of their point-biserial correlations, with its
     * interval by the influence of each row: {@code docs/methods.md}, "Difference of two correlations".
     *
     * @param first one value per row
     * @param second likewise
     * @param level the confidence level, between 0 and 1
     * @throws IllegalArgumentException also if a class has fewer than 2 rows, or the level is not in (0, 1)
     */
    public static Interval difference(boolean[] labels, double[] first, double[] second, double level) {
        Inputs.requireLevel(level);
        Inputs.requireTwoOfEach(labels);
        double estimate = pointBiserial(labels, first) - pointBiserial(labels, second);
        var one = influences(labels, first);
        var other = influences(labels, second);
        var influences = IntStream.range(0, one.length)
                .mapToDouble(row -> one[row] - other[row])
                .toArray();
        return Interval.symmetric(
                estimate, MetricIntervals.variance(labels, influences), Inputs.smallerClass(labels), 2, level);
    }

    /** By how much the point-biserial correlation grows with the weight of each row: zx zy - r (zx² + zy²) / 2, over the rows. */
    private static double[] influences(boolean[] labels, double[] values) {
        var x = StatUtils.normalize(asNumbers(labels));
        var y = StatUtils.normalize(values);
        // Standardised with n - 1 below, so that n - 1 is what these products are divided by.
        double r = MathArrays.linearCombination(x, y) / (x.length - 1);
        return IntStream.range(0, x.length)
                .mapToDouble(row -> (x[row] * y[row] - r * (x[row] * x[row] + y[row] * y[row]) / 2) / (x.length - 1))
                .toArray();
    }

    private static double[] asNumbers(boolean[] labels) {
        return IntStream.range(0, labels.length)
                .mapToDouble(row -> labels[row] ? 1 : 0)
                .toArray();
    }

    /** Without what rounding adds to a perfect correlation. */
    private static double within(double coefficient) {
        return Math.max(-1, Math.min(1, coefficient));
    }

    private static void requirePairs(double[] x, double[] y) {
        if (x.length != y.length || x.length < 3) {
            throw new IllegalArgumentException(
                    "Columns of %d and %d rows: expected the same number, 3 or more.".formatted(x.length, y.length));
        }
        requireVaried("first column", x);
        requireVaried("second column", y);
    }

    /** Checks that a column is finite and not constant. */
    static void requireVaried(String name, double[] values) {
        Inputs.requireFinite(name, values);
        if (StatUtils.min(values) == StatUtils.max(values)) {
            throw new IllegalArgumentException(
                    "The %s is %s in all %d rows: a column that never varies has no correlation. Leave it out."
                            .formatted(name, values[0], values.length));
        }
    }
}
