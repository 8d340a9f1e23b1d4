package retention.evaluation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How much retained users differ from lost ones in each feature alone, by ranks: the size of the difference with its interval,
 * and how likely chance makes one like it, corrected for the number of features.
 *
 * @param effects one a feature, in the order given
 */
public record EffectSizes(List<Effect> effects) {

    private static final int PERMUTATIONS = 9999;

    /**
     * One feature.
     *
     * @param feature its name
     * @param cliffsDelta {@link #cliffsDelta}
     * @param pValue {@link MannWhitney#permutationPValues}, of 9,999 shuffles
     * @param qValue {@link BenjaminiHochberg}'s, over all features
     */
    public record Effect(String feature, Interval cliffsDelta, double pValue, double qValue) {}

    public EffectSizes {
        effects = List.copyOf(effects);
    }

    /**
     * Measures the features.
     *
     * @param names one a column, each once
     * @param columns the values of all users, in the order of the labels
     * @param level the confidence level of the intervals, between 0 and 1
     * @param seed of the shuffles
     * @throws IllegalArgumentException if the names do not match the columns, if a column and the labels differ in length or a
     *     value is not finite, if a class has fewer than 2 users, or if the level is not in (0, 1)
     */
    public static EffectSizes of(
            boolean[] labels, List<String> names, List<double[]> columns, double level, long seed) {
        if (names.size() != columns.size() || names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException(
                    "%d columns named %s: expected one name a column, each once.".formatted(columns.size(), names));
        }
        var pValues = MannWhitney.permutationPValues(labels, columns, PERMUTATIONS, seed);
        var qValues = BenjaminiHochberg.qValues(pValues);
        return new EffectSizes(IntStream.range(0, names.size())
                .mapToObj(i ->
                        new Effect(names.get(i), cliffsDelta(labels, columns.get(i), level), pValues[i], qValues[i]))
                .toList());
    }

    /**
     * Cliff's delta, -1..1, which is 2 AUC - 1, and its interval, that of {@link DeLong#auc}.
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
