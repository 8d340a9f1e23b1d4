package retention.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Whether one model beats another, from their differences fold by fold in repeated cross-validation.
 *
 * <p>Folds share most of their training rows, so their differences are not independent, and the usual paired t-test calls
 * nearly any two models different if only there are enough repeats. Here the variance of the mean is (1/J + test/train) times
 * that of the J differences, which no number of repeats brings to 0.
 *
 * <p>That does not suffice where few users are retained. Of pairs of learners with the same expected AUC, 20 retained of 3,249
 * users and nothing to learn, a test at 5 % calls 10.6 % different with 2 repeats of 5 folds, 14.1 % with 4 and 17.4 % with 20,
 * and with an AUC of 0.68 still 5.3 %, 8.2 % and 10.8 % (1,000 simulated data sets each; {@code difference_coverage.py} among the
 * golden scripts). For AUCs, {@link CrossValidatedAucDifference} holds what it says.
 *
 * <p>Source: C. Nadeau and Y. Bengio, <i>Inference for the generalization error</i>, Machine Learning 52 (2003); for k folds
 * repeated r times, R. R. Bouckaert and E. Frank, <i>Evaluating the replicability of significance tests for comparing learning
 * algorithms</i>, PAKDD (2004).
 *
 * @param difference the mean difference, first less second, and its interval
 * @param t the mean over its corrected standard error; 0 if all differences are 0, infinite if all are the same other number
 * @param degreesOfFreedom the number of differences less 1
 * @param pValue two-sided
 */
public record CorrectedResampledT(Interval difference, double t, int degreesOfFreedom, double pValue) {

    /**
     * Tests differences of any figure, one a fold of each repeat.
     *
     * @param differences the first model's figure less the second's, 2 or more
     * @param train rows that each model was fitted on
     * @param test rows that each was judged on
     * @param level of the interval, between 0 and 1
     * @throws IllegalArgumentException if there are fewer than 2 differences, one is not finite, a number of rows is below 1,
     *     or the level is not in (0, 1)
     */
    public static CorrectedResampledT of(double[] differences, int train, int test, double level) {
        Inputs.requireLevel(level);
        Inputs.requireFinite("difference", differences);
        if (differences.length < 2) {
            throw new IllegalArgumentException(
                    "%d differences: expected 2 or more, one a fold of each repeat.".formatted(differences.length));
        }
        if (train < 1 || test < 1) {
            throw new IllegalArgumentException(
                    "Fitted on %d rows and judged on %d: expected 1 or more of each.".formatted(train, test));
        }
        double mean = StatUtils.mean(differences);
        boolean alike = Arrays.stream(differences).distinct().count() == 1;
        double variance = alike ? 0 : StatUtils.variance(differences);
        double error = Math.sqrt((1.0 / differences.length + (double) test / train) * variance);
        var student = new TDistribution(differences.length - 1);
        double half = student.inverseCumulativeProbability((1 + level) / 2) * error;
        double t = mean == 0 ? 0 : mean / error;
        return new CorrectedResampledT(
                new Interval(mean, mean - half, mean + half, level),
                t,
                differences.length - 1,
                Double.isInfinite(t) ? 0 : 2 * student.cumulativeProbability(-Math.abs(t)));
    }

    /**
     * Tests two models by a metric of their out-of-fold scores within each fold. Both were fitted on the same folds.
     *
     * @param splits the folds of each repeat
     * @param first the first model's scores, one array a repeat, in the order of the labels
     * @param second the second model's
     * @throws IllegalArgumentException if there is not one array a repeat, if a split does not test each row exactly once, or if
     *     the metric does not suit a fold
     */
    public static CorrectedResampledT of(
            boolean[] labels,
            List<List<Fold>> splits,
            List<double[]> first,
            List<double[]> second,
            Metric metric,
            double level) {
        if (splits.isEmpty() || first.size() != splits.size() || second.size() != splits.size()) {
            throw new IllegalArgumentException(
                    "%d splits, but scores of %d and %d repeats: expected one of each a split, and at least one."
                            .formatted(splits.size(), first.size(), second.size()));
        }
        var differences = new ArrayList<Double>();
        for (int repeat = 0; repeat < splits.size(); repeat++) {
            Inputs.requireScores(labels, first.get(repeat));
            Inputs.requireScores(labels, second.get(repeat));
            Inputs.requireEachTestedOnce(splits.get(repeat), labels.length);
            for (var fold : splits.get(repeat)) {
                int[] rows = fold.test();
                var judged = Rows.pick(labels, rows);
                differences.add(metric.of(judged, Rows.pick(first.get(repeat), rows))
                        - metric.of(judged, Rows.pick(second.get(repeat), rows)));
            }
        }
        var fold = splits.get(0).get(0);
        return of(
                differences.stream().mapToDouble(Double::doubleValue).toArray(),
                fold.train().length,
                fold.test().length,
                level);
    }

    /** The figures, such as {@code 0.0213 [-0.0101, 0.0527], t = 1.35 on 99 degrees of freedom, p = 0.181}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, t = %.2f on %d degrees of freedom, p = %.3g",
                difference,
                t,
                degreesOfFreedom,
                pValue);
    }
}
