package numerics.evaluation;

import numerics.Check;
import numerics.learning.Outcomes;

/**
 * Metrics that need no threshold; those at a threshold are in {@link ConfusionMatrix}, those with intervals in
 * {@link MetricIntervals}. Definitions and values are scikit-learn's.
 *
 * <p>All throw {@link IllegalArgumentException} if labels and scores are empty, differ in length or hold a score that is not
 * finite.
 */
public final class Metrics {

    /** The AUC-ROC of scores that say nothing. */
    public static final double CHANCE = 0.5;

    /** scikit-learn's {@code eps} for doubles: the spacing of doubles at 1. */
    private static final double LOG_LOSS_CLIP = Math.ulp(1.0);

    private Metrics() {}

    /** The share of positives, 0..1, which is the average precision and the precision of scores that say nothing. */
    public static double prevalence(boolean[] labels) {
        Outcomes.requireLabels(labels);
        return (double) Outcomes.countPositives(labels) / labels.length;
    }

    /**
     * The area under the ROC curve, 0..1: the probability that a positive outscores a negative, a tie counting half. Computed from
     * exact counts of pairs. Both classes are needed.
     */
    public static double aucRoc(boolean[] labels, double[] scores) {
        return new Ranking(labels, scores).auc();
    }

    /**
     * Average precision, 0..1: precision at each distinct score, weighted by the recall gained there, without interpolation. Its
     * baseline is {@link #prevalence}, not 0.5. A positive is needed.
     */
    public static double averagePrecision(boolean[] labels, double[] scores) {
        var ranking = new Ranking(labels, scores);
        Check.that(
                ranking.positives() > 0,
                "Average precision is undefined for 0 positives of %d rows: expected at least one.",
                labels.length);
        double sum = 0;
        for (int step = ranking.steps() - 1; step >= 0; step--) {
            sum += ranking.positivesAt(step)
                    * ranking.reaching(step).precision().value();
        }
        return sum / ranking.positives();
    }

    /**
     * Log loss in nats, lower is better: the mean negative log of the probability given to what happened, clipped to
     * 2<sup>-52</sup> and its complement as scikit-learn does, so that one certain error costs 36 and not infinity.
     */
    public static double logLoss(boolean[] labels, double[] probabilities) {
        Outcomes.requireProbabilities(labels, probabilities);
        double sum = 0;
        for (int row = 0; row < labels.length; row++) {
            double given = labels[row] ? probabilities[row] : 1 - probabilities[row];
            sum -= Math.log(Math.min(Math.max(given, LOG_LOSS_CLIP), 1 - LOG_LOSS_CLIP));
        }
        return sum / labels.length;
    }
}
