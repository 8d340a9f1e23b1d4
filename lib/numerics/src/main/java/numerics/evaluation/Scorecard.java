package numerics.evaluation;

/**
 * The usual metrics of one set of predictions.
 *
 * @param confusion what a threshold makes of them, and the metrics that follow from it
 * @param aucRoc {@link Metrics#aucRoc}
 * @param averagePrecision {@link Metrics#averagePrecision}
 */
public record Scorecard(ConfusionMatrix confusion, double aucRoc, double averagePrecision) {

    /** Computes them where both classes are there. */
    public static Scorecard of(boolean[] labels, double[] scores, double threshold) {
        return new Scorecard(
                ConfusionMatrix.at(threshold, labels, scores),
                Metrics.aucRoc(labels, scores),
                Metrics.averagePrecision(labels, scores));
    }
}
