package retention.study;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import numerics.TableOf;
import numerics.evaluation.Interval;
import numerics.evaluation.MetricIntervals;
import numerics.learning.FeatureMatrix;
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
        var all = ObservedFeature.of(users);
        return TableOf.rows("What goes with being retained [95 % intervals]", all.names())
                .text("feature", feature -> feature)
                .text("alone: Cliff's delta", feature -> MetricIntervals.cliffsDelta(
                                users.labels(), all.values(feature), AnalysisPlan.LEVEL)
                        .shown(2))
                .text("together: odds ratio", feature -> oddsRatio(all, users, feature)
                        .map(ratio -> ratio.shown(2))
                        .orElse("-"))
                .table();
    }

    /** The headline's odds ratios of one standard deviation by feature, with profile intervals. */
    public static Map<String, Interval> together(Users users) {
        var ratios = new LinkedHashMap<String, Interval>();
        var headline = ObservedFeature.of(users, ObservedFeature.HEADLINE);
        headline.names()
                .forEach(feature -> oddsRatio(headline, users, feature).ifPresent(ratio -> ratios.put(feature, ratio)));
        return ratios;
    }

    /** A feature given the headline's others; none where it has no coefficient of its own. */
    private static Optional<Interval> oddsRatio(FeatureMatrix all, Users users, String feature) {
        var headline =
                Stream.of(ObservedFeature.columns(ObservedFeature.HEADLINE)).filter(all.names()::contains);
        var matrix = all.columns(
                Stream.concat(headline, Stream.of(feature)).distinct().toArray(String[]::new));
        var fitted = new FirthLogistic().fit(LabelledMatrix.of(matrix, users.labels()), AnalysisPlan.SEED);
        return fitted.effect(feature, AnalysisPlan.LEVEL)
                .map(Effect::oddsRatioOfDeviation)
                .filter(ratio -> ratio.lower() > 0 && Double.isFinite(ratio.upper()))
                .map(ratio -> new Interval(ratio.value(), ratio.lower(), ratio.upper(), AnalysisPlan.LEVEL));
    }
}
