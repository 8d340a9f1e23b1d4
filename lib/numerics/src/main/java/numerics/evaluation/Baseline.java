package numerics.evaluation;

import numerics.learning.Inputs;

/**
 * What each metric comes to without a model, so that no figure is read alone: 0.9938 accuracy is nothing where 0.6 % are
 * retained.
 *
 * @param prevalence the share of the retained: the average precision and precision of scores that say nothing
 * @param accuracy of putting everybody in the larger class
 * @param logLoss of giving everybody the prevalence, in nats
 */
public record Baseline(double prevalence, double accuracy, double logLoss) {

    /** The AUC-ROC of scores that say nothing. */
    public static final double CHANCE = 0.5;

    /**
     * The baseline of these labels.
     *
     * @throws IllegalArgumentException if there are no labels
     */
    public static Baseline of(boolean[] labels) {
        Inputs.requireLabels(labels);
        int retained = Inputs.countRetained(labels);
        return of(retained, labels.length - retained);
    }

    static Baseline of(int retained, int lost) {
        double p = (double) retained / (retained + lost);
        return new Baseline(p, Math.max(p, 1 - p), entropyPart(p) + entropyPart(1 - p));
    }

    private static double entropyPart(double p) {
        return p == 0 ? 0 : -p * Math.log(p);
    }
}
