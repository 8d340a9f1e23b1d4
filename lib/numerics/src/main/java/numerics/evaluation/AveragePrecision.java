package numerics.evaluation;

import java.util.function.ToDoubleFunction;
import numerics.learning.Inputs;
import numerics.learning.OutOfFold;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The average precision of repeated out-of-fold predictions with an interval for the users that were drawn and for the splits: {@code
 * docs/methods.md}, "Average precision out of fold".
 */
public final class AveragePrecision {

    private AveragePrecision() {}

    /**
     * The mean of {@link Metrics#averagePrecision} over the repetitions, each judged on all users. Models that rank nobody ({@link
     * OutOfFold#ranksNobody}) get the prevalence, without an interval: that is so by definition.
     *
     * @param level the confidence level, between 0 and 1
     * @throws IllegalArgumentException if there are fewer than 2 repetitions or fewer than 2 users of a class, or if the level is
     *     not in (0, 1)
     */
    public static Interval of(OutOfFold predictions, double level) {
        var labels = predictions.labels();
        int repetitions = predictions.repetitions().size();
        Inputs.requireLevel(level);
        Inputs.requireTwoOfEach(labels);
        if (repetitions < 2) {
            throw new IllegalArgumentException(
                    "%d repetitions: expected 2 or more, whose differences tell how much depends on the split."
                            .formatted(repetitions));
        }
        if (predictions.ranksNobody()) {
            double prevalence = Metrics.prevalence(labels);
            return new Interval(prevalence, prevalence, prevalence, level);
        }
        var averages = each(predictions, scores -> Metrics.averagePrecision(labels, scores));
        double variance = StatUtils.mean(each(predictions, scores -> variance(Ranking.of(labels, scores))))
                + Repeats.splitVariance(averages);
        return Interval.logit(StatUtils.mean(averages), variance, Inputs.smallerClass(labels), level);
    }

    private static double[] each(OutOfFold predictions, ToDoubleFunction<double[]> figure) {
        return predictions.repetitions().stream().mapToDouble(figure).toArray();
    }

    /** The variance of average precision for the users that were drawn, by {@link Influence}. */
    static double variance(Ranking ranking) {
        int steps = ranking.steps();
        var ofRetained = new double[steps];
        var ofLost = new double[steps];
        var retained = new int[steps];
        var lost = new int[steps];
        // A user of more weight changes the precision at the own step and at all that are lower.
        double gain = 0;
        double loss = 0;
        for (int step = steps - 1; step >= 0; step--) {
            double found = ranking.retainedReaching(step);
            double missed = ranking.lostReaching(step);
            double squared = (found + missed) * (found + missed);
            retained[step] = ranking.retainedAt(step);
            lost[step] = ranking.lostAt(step);
            gain += retained[step] * missed / squared;
            loss += retained[step] * found / squared;
            ofRetained[step] = (found / (found + missed) + gain) / ranking.retained();
            ofLost[step] = -loss / ranking.retained();
        }
        return Influence.variance(ofRetained, retained) + Influence.variance(ofLost, lost);
    }
}
