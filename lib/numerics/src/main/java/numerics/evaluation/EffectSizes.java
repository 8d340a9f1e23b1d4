package numerics.evaluation;

/** How much retained users differ from lost ones in a feature alone, by ranks. */
public final class EffectSizes {

    private EffectSizes() {}

    /**
     * Cliff's delta, the chance that a retained user has more than a lost one, minus the reverse: -1..1, which is 2 AUC - 1. Its
     * interval is that of {@link DeLong#auc}.
     *
     * @param values of all users, in the order of the labels
     * @param level the confidence level, between 0 and 1
     * @throws IllegalArgumentException as {@link DeLong#auc}
     */
    public static Interval cliffsDelta(boolean[] labels, double[] values, double level) {
        var auc = DeLong.auc(labels, values, level);
        return new Interval(2 * auc.estimate() - 1, 2 * auc.lower() - 1, 2 * auc.upper() - 1, level);
    }
}
