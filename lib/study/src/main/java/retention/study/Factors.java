package retention.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import numerics.evaluation.Interval;
import numerics.evaluation.MetricIntervals;
import numerics.learning.FirthLogistic;
import numerics.learning.LabelledMatrix;
import retention.features.ObservedFeature;
import retention.users.Users;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What goes with being retained, feature by feature: each alone, by Cliff's delta ({@link MetricIntervals#cliffsDelta}), and each given
 * the features of the headline model, by the odds ratio of one standard deviation with the profile interval of the penalised
 * likelihood ({@link FirthLogistic}).
 *
 * <p>This is a description. Each interval is a 95 % one of its own: of twenty features without any effect, one is expected to lie
 * beside no effect. Nothing here is tested.
 *
 * @param lines one per feature that is known of anybody, in the order of {@link ObservedFeature}
 */
public record Factors(List<Line> lines) {

    private static final double LEVEL = 0.95;
    private static final long SEED = 42;

    /**
     * One feature.
     *
     * @param feature its name
     * @param cliffsDelta the chance that a retained user has more of it than a lost one, minus the reverse
     * @param oddsRatio of one standard deviation, a feature of the headline given its others, any other given the headline's; none if
     *     it never varies among these users, follows from the headline's, or has no interval
     */
    public record Line(String feature, Interval cliffsDelta, Optional<Interval> oddsRatio) {}

    public Factors {
        lines = List.copyOf(lines);
    }

    /**
     * Looks at all features of these users.
     *
     * @throws IllegalArgumentException if fewer than two are retained, or lost
     */
    public static Factors of(Users users) {
        var labels = users.labels();
        var data = LabelledMatrix.of(ObservedFeature.of(users), labels);
        return new Factors(among(data, List.of(ObservedFeature.values())).stream()
                .map(feature -> new Line(
                        feature.column(),
                        MetricIntervals.cliffsDelta(labels, data.features().values(feature.column()), LEVEL),
                        oddsRatio(data, feature)))
                .toList());
    }

    /** The headline's odds ratios of one standard deviation by feature, with profile intervals. */
    public static Map<String, Interval> together(Users users) {
        var ratios = new LinkedHashMap<String, Interval>();
        var data = LabelledMatrix.of(ObservedFeature.of(users, ObservedFeature.HEADLINE), users.labels());
        among(data, ObservedFeature.HEADLINE)
                .forEach(feature -> oddsRatio(data, feature).ifPresent(ratio -> ratios.put(feature.column(), ratio)));
        return ratios;
    }

    /** Those of these features that are known of anybody, and so among the data. */
    private static List<ObservedFeature> among(LabelledMatrix data, List<ObservedFeature> features) {
        return features.stream()
                .filter(feature -> data.features().names().contains(feature.column()))
                .toList();
    }

    /** A feature given the headline's others; none where it has no coefficient of its own. */
    private static Optional<Interval> oddsRatio(LabelledMatrix data, ObservedFeature feature) {
        var headline = among(data, ObservedFeature.HEADLINE);
        var features = headline.contains(feature)
                ? headline
                : Stream.concat(headline.stream(), Stream.of(feature)).toList();
        var matrix = data.features().columns(ObservedFeature.columns(features));
        int column = features.indexOf(feature);
        var fitted = new FirthLogistic().fit(LabelledMatrix.of(matrix, data.labels()), SEED);
        double coefficient = fitted.coefficients()[column];
        if (coefficient == 0) {
            return Optional.empty();
        }
        double deviation = fitted.standardised()[column] / coefficient;
        var limits = fitted.interval(feature.column(), LEVEL);
        double upper = Math.exp(limits.upper() * deviation);
        return Double.isInfinite(limits.lower()) || Double.isInfinite(upper)
                ? Optional.empty()
                : Optional.of(new Interval(
                        Math.exp(coefficient * deviation), Math.exp(limits.lower() * deviation), upper, LEVEL));
    }

    /** feature | alone: Cliff's delta | together: odds ratio of one standard deviation; each with its 95 % interval. */
    public Table table() {
        return Table.create(
                "What goes with being retained [95 % intervals]",
                StringColumn.create("feature", lines.stream().map(Line::feature)),
                StringColumn.create("alone: Cliff's delta", lines.stream().map(line -> shown(line.cliffsDelta()))),
                StringColumn.create("together: odds ratio", lines.stream().map(line -> line.oddsRatio()
                        .map(Factors::shown)
                        .orElse("-"))));
    }

    private static String shown(Interval interval) {
        return String.format(Locale.ROOT, "%.2f [%.2f, %.2f]", interval.estimate(), interval.lower(), interval.upper());
    }
}
