package retention.evaluation;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How much retained users differ from lost ones in each feature alone, by ranks: the size of the difference with its interval,
 * and how likely chance makes one like it, corrected for the number of features.
 *
 * @param level the confidence level of the intervals, between 0 and 1
 * @param effects one a feature, in the order given
 */
public record EffectSizes(double level, List<Effect> effects) {

    private static final int PERMUTATIONS = 9999;

    /**
     * One feature.
     *
     * @param feature its name
     * @param retainedMedian the median of retained users
     * @param lostMedian the median of lost users
     * @param cliffsDelta {@link #cliffsDelta}
     * @param pValue {@link MannWhitney#permutationPValues}, of 9,999 shuffles
     * @param qValue {@link BenjaminiHochberg}'s, over all features
     */
    public record Effect(
            String feature,
            double retainedMedian,
            double lostMedian,
            Interval cliffsDelta,
            double pValue,
            double qValue) {}

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
        return new EffectSizes(
                level,
                IntStream.range(0, names.size())
                        .mapToObj(i -> new Effect(
                                names.get(i),
                                median(labels, columns.get(i), true),
                                median(labels, columns.get(i), false),
                                cliffsDelta(labels, columns.get(i), level),
                                pValues[i],
                                qValues[i]))
                        .toList());
    }

    /**
     * Cliff's delta, -1..1, which is 2 AUC - 1, and its interval: the AUC's on the logit scale, with DeLong's variance, which a
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

    /** The features as a table: feature, median of retained, median of lost, Cliff's delta, lower, upper, p, q. */
    public Table table() {
        var deltas = effects.stream().map(Effect::cliffsDelta).toList();
        return Table.create(
                "Retained against lost users, feature by feature, with %.0f %% intervals".formatted(100 * level),
                StringColumn.create("feature", effects.stream().map(Effect::feature)),
                DoubleColumn.create("median of retained", effects.stream().mapToDouble(Effect::retainedMedian)),
                DoubleColumn.create("median of lost", effects.stream().mapToDouble(Effect::lostMedian)),
                DoubleColumn.create("Cliff's delta", deltas.stream().mapToDouble(Interval::estimate)),
                DoubleColumn.create("lower", deltas.stream().mapToDouble(Interval::lower)),
                DoubleColumn.create("upper", deltas.stream().mapToDouble(Interval::upper)),
                DoubleColumn.create("p", effects.stream().mapToDouble(Effect::pValue)),
                DoubleColumn.create("q", effects.stream().mapToDouble(Effect::qValue)));
    }

    private static double median(boolean[] labels, double[] values, boolean retained) {
        return StatUtils.percentile(
                IntStream.range(0, labels.length)
                        .filter(row -> labels[row] == retained)
                        .mapToDouble(row -> values[row])
                        .toArray(),
                50);
    }
}
