package numerics.evaluation;

import numerics.learning.Inputs;

/**
 * Figures that need no threshold, each a {@link Metric} by method reference, such as {@code Metrics::averagePrecision}.
 * Those at a threshold are in {@link ConfusionMatrix}.
 *
 * <p>All throw {@link IllegalArgumentException} if labels and scores are empty, differ in length or hold a score that is
 * not finite. Definitions and values are scikit-learn's.
 */
public final class Metrics {

    /** scikit-learn's {@code eps} for doubles: the spacing of doubles at 1. */
    private static final double LOG_LOSS_CLIP = Math.ulp(1.0);

    private Metrics() {}

    /** The share of retained users, 0..1: what average precision and precision come to when scores say nothing. */
    public static double prevalence(boolean[] labels) {
        Inputs.requireLabels(labels);
        return (double) Inputs.countRetained(labels) / labels.length;
    }

    /**
     * The area under the ROC curve, 0..1: the probability that a retained user outscores a lost one, a tie counting
     * half. Scores that say nothing give 0.5. Computed from exact counts of pairs.
     *
     * @throws IllegalArgumentException also if one class is missing
     */
    public static double aucRoc(boolean[] labels, double[] scores) {
        var ranking = Ranking.of(labels, scores);
        Inputs.requireBothClasses("AUC-ROC", ranking.retained(), ranking.lost());
        return ranking.wins() / ((double) ranking.retained() * ranking.lost());
    }

    /**
     * Average precision, 0..1: precision at each distinct score, weighted by the recall gained there (scikit-learn's
     * {@code average_precision_score}; no interpolation). Its baseline is {@link #prevalence}, not 0.5.
     *
     * @throws IllegalArgumentException also if nobody was retained
     */
    public static double averagePrecision(boolean[] labels, double[] scores) {
        var ranking = Ranking.of(labels, scores);
        if (ranking.retained() == 0) {
            throw new IllegalArgumentException(
                    "Average precision is undefined for 0 retained of %d users: expected at least one."
                            .formatted(labels.length));
        }
        double sum = 0;
        for (int step = 0; step < ranking.steps(); step++) {
            double reaching = ranking.retainedReaching(step);
            sum += ranking.retainedAt(step) * (reaching / (reaching + ranking.lostReaching(step)));
        }
        return sum / ranking.retained();
    }

    /**
     * Log loss in nats, lower is better: the mean negative log of the probability given to what happened, clipped to
     * 2<sup>-52</sup> and its complement as scikit-learn does, so that one certain error costs 36 and not infinity.
     *
     * @throws IllegalArgumentException also if a probability is outside 0..1
     */
    public static double logLoss(boolean[] labels, double[] probabilities) {
        Inputs.requireProbabilities(labels, probabilities);
        double sum = 0;
        for (int row = 0; row < labels.length; row++) {
            double given = labels[row] ? probabilities[row] : 1 - probabilities[row];
            sum -= Math.log(Math.min(Math.max(given, LOG_LOSS_CLIP), 1 - LOG_LOSS_CLIP));
        }
        return sum / labels.length;
    }
}
