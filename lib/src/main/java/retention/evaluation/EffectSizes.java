package retention.evaluation;

import java.util.List;
import java.util.Locale;
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

    /**
     * One feature.
     *
     * @param feature its name
     * @param retainedMedian the median of retained users
     * @param lostMedian the median of lost users
     * @param cliffsDelta {@link MannWhitney#cliffsDelta}, -1..1, with twice the limits of the AUC-ROC's
     *     {@link Bootstrap#logitInterval} less 1
     * @param pValue {@link MannWhitney}'s, two-sided
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
     * @param bootstrap draws for the intervals
     * @throws IllegalArgumentException if the names do not match the columns, if a column and the labels differ in length or a
     *     value is not finite, or if a class has fewer than 2 users
     */
    public static EffectSizes of(boolean[] labels, List<String> names, List<double[]> columns, Bootstrap bootstrap) {
        if (names.size() != columns.size() || names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException(
                    "%d columns named %s: expected one name a column, each once.".formatted(columns.size(), names));
        }
        var tests =
                columns.stream().map(column -> MannWhitney.of(labels, column)).toList();
        var pValues = tests.stream().mapToDouble(MannWhitney::pValue).toArray();
        var qValues = BenjaminiHochberg.qValues(pValues);
        return new EffectSizes(
                bootstrap.level(),
                IntStream.range(0, names.size())
                        .mapToObj(i -> new Effect(
                                names.get(i),
                                median(labels, columns.get(i), true),
                                median(labels, columns.get(i), false),
                                delta(bootstrap.logitInterval(labels, columns.get(i), Metrics::aucRoc)),
                                pValues[i],
                                qValues[i]))
                        .toList());
    }

    /** The features as a table: feature, median of retained, median of lost, Cliff's delta, lower, upper, p, q. */
    public Table table() {
        var deltas = effects.stream().map(Effect::cliffsDelta).toList();
        return Table.create(
                String.format(
                        Locale.ROOT,
                        "Retained against lost users, feature by feature, with %.0f %% intervals",
                        100 * level),
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

    private static Interval delta(Interval auc) {
        return new Interval(2 * auc.estimate() - 1, 2 * auc.lower() - 1, 2 * auc.upper() - 1, auc.level());
    }
}
