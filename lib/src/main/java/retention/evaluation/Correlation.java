package retention.evaluation;

import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;
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
