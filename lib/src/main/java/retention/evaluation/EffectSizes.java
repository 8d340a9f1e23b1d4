package retention.evaluation;

/** How much retained users differ from lost ones in a feature alone, by ranks. */
public final class EffectSizes {

    private EffectSizes() {}

    /**
     * Cliff's delta, the chance that a retained user has more than a lost one, minus the reverse: -1..1, which is 2 AUC - 1. Its interval is the AUC's on the logit scale, with DeLong's variance, which a
     * {@link Bootstrap}'s converges to, and Student's t for the size of the smaller class.
     *
     * @param values of all users, in the order of the labels
     * @param level the confidence level, between 0 and 1
     * @throws IllegalArgumentException if labels and values differ in length or a value is not finite, if a class has fewer than 2
     *     users, or if the level is not in (0, 1)
     */
    public static Interval cliffsDelta(boolean[] labels, double[] values, double level) {
        Inputs.requireLevel(level);
        Inputs.requireScores(labels, values);
        int smaller = Bootstrap.smallerClass(labels);
        if (smaller < 2) {
            throw new IllegalArgumentException(
                    "%d users in the smaller class: expected 2 or more of each, to see how they differ."
                            .formatted(smaller));
        }
        var auc = Bootstrap.logit(
                Metrics.aucRoc(labels, values), CrossValidatedAuc.variance(labels, values), smaller, level);
        return new Interval(2 * auc.estimate() - 1, 2 * auc.lower() - 1, 2 * auc.upper() - 1, level);
    }
}
