package numerics.learning;

import java.util.stream.DoubleStream;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/** The logistic function, and the intercept of a logistic regression of which all else is given. */
public final class Logistic {

    private static final int EVALUATIONS = 1000;

    private Logistic() {}

    /** The probability that goes with log odds, 0..1. */
    public static double probability(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    /**
     * The intercept by maximum likelihood: that at which the probabilities add up to the number of positives.
     *
     * @param offset the log odds of each row without an intercept
     * @param positives how many rows are positive, some and not all
     */
    public static double intercept(double[] offset, int positives) {
        int rows = offset.length;
        if (positives <= 0 || positives >= rows) {
            throw new IllegalArgumentException("No intercept gives %d positives in %d rows: expected some and not all."
                    .formatted(positives, rows));
        }
        double odds = Math.log((double) positives / (rows - positives));
        var range = DoubleStream.of(offset).summaryStatistics();
        UnivariateFunction excess = at -> {
            double sum = -positives;
            for (double o : offset) {
                sum += probability(at + o);
            }
            return sum;
        };
        return new BrentSolver(1e-15, 1e-13)
                .solve(EVALUATIONS, excess, odds - range.getMax() - 1, odds - range.getMin() + 1);
    }
}
