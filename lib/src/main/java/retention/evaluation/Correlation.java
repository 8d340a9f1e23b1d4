package retention.evaluation;

import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;
import org.apache.commons.math3.util.MathArrays;

/**
 * How two columns move together.
 *
 * <p>All factories throw {@link IllegalArgumentException} if the columns differ in length, have fewer than 3 rows, hold a
 * value that is not finite, or if one of them never varies, which leaves a correlation undefined.
 *
 * @param coefficient -1..1
 * @param pValue two-sided, from Student's t with {@code rows - 2} degrees of freedom; rough for Spearman on few rows, and
 *     for Pearson on columns as skewed as counts of likes
 * @param rows how many pairs
 */
public record Correlation(double coefficient, double pValue, int rows) {

    /** Pearson's correlation: how well a straight line fits. */
    public static Correlation pearson(double[] x, double[] y) {
        requirePairs(x, y);
        return of(new PearsonsCorrelation().correlation(x, y), x.length);
    }

    /** Spearman's correlation: Pearson's on the ranks, tied values sharing their mean rank. */
    public static Correlation spearman(double[] x, double[] y) {
        requirePairs(x, y);
        var ranks = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE);
        return of(new SpearmansCorrelation(ranks).correlation(x, y), x.length);
    }

    /** The point-biserial correlation: Pearson's of a column with the label, retained being 1 and lost 0. */
    public static Correlation pointBiserial(boolean[] labels, double[] values) {
        return pearson(outcomes(labels), values);
    }

    /**
     * How much more one column goes with retention than another: the difference of their point-biserial correlations, with its
     * interval by {@link Influence}: {@code docs/methods.md}, "Difference of two correlations".
     *
     * @param labels whether each user was retained
     * @param first one value a user, in the same order
     * @param second likewise
     * @param level the confidence level, between 0 and 1
     * @throws IllegalArgumentException also if a class has fewer than 2 users, or the level is not in (0, 1)
     */
    public static Interval difference(boolean[] labels, double[] first, double[] second, double level) {
        Inputs.requireLevel(level);
        Inputs.requireTwoOfEach(labels);
        double estimate = pointBiserial(labels, first).coefficient()
                - pointBiserial(labels, second).coefficient();
        var one = influences(labels, first);
        var other = influences(labels, second);
        var influences = IntStream.range(0, one.length)
                .mapToDouble(user -> one[user] - other[user])
                .toArray();
        double variance = Influence.variance(influences, members(labels, true))
                + Influence.variance(influences, members(labels, false));
        double half = Interval.errors(Inputs.smallerClass(labels), level) * Math.sqrt(variance);
        return new Interval(estimate, Math.max(-2, estimate - half), Math.min(2, estimate + half), level);
    }

    private static int[] members(boolean[] labels, boolean retained) {
        return IntStream.range(0, labels.length)
                .map(i -> labels[i] == retained ? 1 : 0)
                .toArray();
    }

    /** By how much the point-biserial correlation grows with the weight of each user: zx zy - r (zx² + zy²) / 2, over the users. */
    private static double[] influences(boolean[] labels, double[] values) {
        var x = StatUtils.normalize(outcomes(labels));
        var y = StatUtils.normalize(values);
        // Standardised with n - 1 below, so that n - 1 is what these products are divided by.
        double r = MathArrays.linearCombination(x, y) / (x.length - 1);
        return IntStream.range(0, x.length)
                .mapToDouble(
                        user -> (x[user] * y[user] - r * (x[user] * x[user] + y[user] * y[user]) / 2) / (x.length - 1))
                .toArray();
    }

    private static double[] outcomes(boolean[] labels) {
        return IntStream.range(0, labels.length)
                .mapToDouble(user -> labels[user] ? 1 : 0)
                .toArray();
    }

    /** The figures, such as {@code 0.7312 (p = 1.2e-05, 3249 rows)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.4f (p = %.3g, %d rows)", coefficient, pValue, rows);
    }

    private static Correlation of(double coefficient, int rows) {
        double r = Math.max(-1, Math.min(1, coefficient));
        double t = Math.abs(r) * Math.sqrt((rows - 2) / ((1 - r) * (1 + r)));
        double p = Double.isInfinite(t) ? 0 : 2 * new TDistribution(rows - 2).cumulativeProbability(-t);
        return new Correlation(r, p, rows);
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
        for (double value : values) {
            if (value != values[0]) {
                return;
            }
        }
        throw new IllegalArgumentException(
                "The %s is %s in all %d rows: a column that never varies has no correlation. Leave it out."
                        .formatted(name, values[0], values.length));
    }
}
