package retention.evaluation;

import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.StatUtils;

/**
 * What an order of users is good for, over repetitions of cross-validation: average precision, and what is found among the users who
 * score highest. Figures are means over the repetitions, each judged on all users; intervals are for the users that were drawn and for
 * the splits: {@code docs/methods.md}, "Average precision out of fold" and "Share found among the k highest scores".
 *
 * <p>Models that rank nobody ({@link OutOfFold#ranksNobody}) get what chance gets, without an interval: that is so by definition.
 *
 * @param averagePrecision {@link Metrics#averagePrecision}
 * @param k how many users are called
 * @param precisionAtK of these, the share that was retained; ties as in {@link Metrics#recallAtK}
 * @param recallAtK of the retained, the share that is among these
 */
public record RankedFigures(Interval averagePrecision, int k, Interval precisionAtK, Interval recallAtK) {

    /**
     * Measures repeated predictions.
     *
     * @param most how many users could be called; all, if there are fewer
     * @param level the confidence level, between 0 and 1
     * @throws IllegalArgumentException if there are fewer than 2 repetitions or fewer than 2 users of a class, if nobody could be
     *     called, or if the level is not in (0, 1)
     */
    public static RankedFigures of(OutOfFold predictions, int most, double level) {
        var labels = predictions.labels();
        int repetitions = predictions.repetitions().size();
        Inputs.requireLevel(level);
        Inputs.requireTwoOfEach(labels);
        if (most < 1 || repetitions < 2) {
            throw new IllegalArgumentException(
                    "%d users to call, %d repetitions: expected 1 user or more, and 2 repetitions or more, whose differences tell how much hangs on the split."
                            .formatted(most, repetitions));
        }
        int k = Math.min(most, labels.length);
        int retained = Inputs.countRetained(labels);
        double prevalence = Metrics.prevalence(labels);
        if (predictions.ranksNobody()) {
            var chance = certain(prevalence, level);
            return new RankedFigures(chance, k, chance, certain((double) k / labels.length, level));
        }
        int smaller = Inputs.smallerClass(labels);
        var recalls = each(predictions, scores -> Metrics.recallAtK(labels, scores, k));
        var recall = Interval.wilson(Repeats.share(recalls, retained), Interval.errors(smaller, level), level);
        // The one follows from the other, since the numbers of retained and of called users are given.
        double factor = (double) retained / k;
        var precision =
                new Interval(recall.estimate() * factor, recall.lower() * factor, recall.upper() * factor, level);
        var averages = each(predictions, scores -> Metrics.averagePrecision(labels, scores));
        double variance = StatUtils.mean(each(predictions, scores -> variance(Ranking.of(labels, scores))))
                + Repeats.splitVariance(averages);
        return new RankedFigures(
                Interval.logit(StatUtils.mean(averages), variance, smaller, level), k, precision, recall);
    }

    private static double[] each(OutOfFold predictions, ToDoubleFunction<double[]> figure) {
        return predictions.repetitions().stream().mapToDouble(figure).toArray();
    }

    private static Interval certain(double value, double level) {
        return new Interval(value, value, value, level);
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
