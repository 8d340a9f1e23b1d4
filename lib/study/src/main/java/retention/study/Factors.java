package retention.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import numerics.TableOf;
import numerics.evaluation.Interval;
import numerics.evaluation.MetricIntervals;
import numerics.learning.FirthLogistic;
import numerics.learning.FittedLogistic.Effect;
import numerics.learning.LabelledMatrix;
import retention.features.ObservedFeature;
import retention.users.Users;
import tech.tablesaw.api.Table;

/**
 * What goes with being retained, feature by feature: each alone, by Cliff's delta ({@link MetricIntervals#cliffsDelta}), and each given
 * the features of the headline model, by the odds ratio of one standard deviation with the profile interval of the penalised
 * likelihood ({@link FirthLogistic}). This is a description: each interval is a 95 % one of its own, and nothing is tested.
 */
public final class Factors {

    private Factors() {}

    /**
     * All features that are known of anybody: feature | alone: Cliff's delta | together: odds ratio of one standard deviation, that of a
     * headline feature given the others, of any other given the headline's. A dash stands for a feature that never varies, follows from
     * the headline's, or has no interval.
     *
     * @throws IllegalArgumentException if fewer than two are retained, or lost
     */
    public static Table table(Users users) {
        var data = LabelledMatrix.of(ObservedFeature.of(users), users.labels());
        var features = known(data, List.of(ObservedFeature.values()));
        return TableOf.rows("What goes with being retained [95 % intervals]", features)
                .text("feature", feature -> feature)
                .text("alone: Cliff's delta", feature -> alone(data, feature).shown(2))
                .text("together: odds ratio", feature -> oddsRatio(data, feature)
                        .map(ratio -> ratio.shown(2))
                        .orElse("-"))
                .table();
    }

    private static Interval alone(LabelledMatrix data, String feature) {
        return MetricIntervals.cliffsDelta(data.labels(), data.features().values(feature), AnalysisPlan.LEVEL);
    }

    /** The headline's odds ratios of one standard deviation by feature, with profile intervals. */
    public static Map<String, Interval> together(Users users) {
        var ratios = new LinkedHashMap<String, Interval>();
        var data = LabelledMatrix.of(ObservedFeature.of(users, ObservedFeature.HEADLINE), users.labels());
        known(data, ObservedFeature.HEADLINE)
                .forEach(feature -> oddsRatio(data, feature).ifPresent(ratio -> ratios.put(feature, ratio)));
        return ratios;
    }

    /** The columns of those of these features that are known of anybody. */
    private static List<String> known(LabelledMatrix data, List<ObservedFeature> features) {
        return features.stream()
                .map(ObservedFeature::column)
                .filter(data.features().names()::contains)
                .toList();
    }

    /** A feature given the headline's others; none where it has no coefficient of its own. */
    private static Optional<Interval> oddsRatio(LabelledMatrix data, String feature) {
        var headline = known(data, ObservedFeature.HEADLINE);
        var given =
                Stream.concat(headline.stream(), Stream.of(feature)).distinct().toList();
        var matrix = data.features().columns(given.toArray(String[]::new));
        var fitted = new FirthLogistic().fit(LabelledMatrix.of(matrix, data.labels()), AnalysisPlan.SEED);
        return fitted.effect(feature, AnalysisPlan.LEVEL)
                .map(Effect::oddsRatioOfDeviation)
                .filter(ratio -> ratio.lower() > 0 && Double.isFinite(ratio.upper()))
                .map(ratio -> new Interval(ratio.value(), ratio.lower(), ratio.upper(), AnalysisPlan.LEVEL));
    }
}
