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
        var outcomes = new double[labels.length];
        for (int row = 0; row < labels.length; row++) {
            outcomes[row] = labels[row] ? 1 : 0;
        }
        return pearson(outcomes, values);
    }

    /**
     * How much more one column goes with retention than another: the difference of their point-biserial correlations, with its
     * interval by the jackknife: {@code docs/methods.md}, "Difference of two correlations".
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
        double estimate = pointBiserial(labels, first).coefficient() - pointBiserial(labels, second).coefficient();
        var one = withoutEach(labels, first);
        var other = withoutEach(labels, second);
        var without = IntStream.range(0, one.length).mapToDouble(i -> one[i] - other[i]).toArray();
        double variance = Jackknife.variance(without, members(labels, true)) + Jackknife.variance(without, members(labels, false));
        double half = Interval.errors(Inputs.smallerClass(labels), level) * Math.sqrt(variance);
        return new Interval(estimate, Math.max(-2, estimate - half), Math.min(2, estimate + half), level);
    }

    private static int[] members(boolean[] labels, boolean retained) {
        return IntStream.range(0, labels.length).map(i -> labels[i] == retained ? 1 : 0).toArray();
    }

    /** The point-biserial correlation without each user in turn, from sums; 0 where nothing varies without them. */
    private static double[] withoutEach(boolean[] labels, double[] values) {
        // About the mean, so that little is lost to rounding.
        double mean = StatUtils.mean(values);
        double retained = Inputs.countRetained(labels);
        double squares = 0;
        double ofRetained = 0;
        for (int i = 0; i < values.length; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
            ofRetained += labels[i] ? values[i] - mean : 0;
        }
        var without = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double users = values.length - 1.0;
            double distance = values[i] - mean;
            double share = (retained - (labels[i] ? 1 : 0)) / users;
            double spread = squares - distance * distance - distance * distance / users;
            double together = ofRetained - (labels[i] ? distance : 0) + share * distance;
            without[i] = spread <= 1e-12 * squares ? 0 : together / Math.sqrt(spread * users * share * (1 - share));
        }
        return without;
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
