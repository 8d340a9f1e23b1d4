package retention.study;

import java.util.LinkedHashMap;
import java.util.Map;
import numerics.evaluation.Interval;
import numerics.evaluation.MetricIntervals;
import numerics.learning.FirthLogistic;
import numerics.learning.FittedLogistic.Effect;
import numerics.learning.LabelledMatrix;
import retention.features.ObservedFeature;
import retention.users.Users;

/**
 * What goes with being retained, feature by feature: each alone, by Cliff's delta ({@link MetricIntervals#cliffsDelta}), and each given
 * the features of the headline model, by the odds ratio of one standard deviation with the profile interval of the penalised
 * likelihood ({@link FirthLogistic}). This is a description: each interval is a 95 % one of its own, and nothing is tested.
 */
public final class Factors {

    private Factors() {}

    /**
     * Cliff's delta of each feature that is known of anybody.
     *
     * @throws IllegalArgumentException if fewer than two are retained, or lost
     */
    public static Map<String, Interval> alone(Users users) {
        var deltas = new LinkedHashMap<String, Interval>();
        var all = ObservedFeature.of(users);
        all.names()
                .forEach(feature -> deltas.put(
                        feature, MetricIntervals.cliffsDelta(users.labels(), all.values(feature), AnalysisPlan.LEVEL)));
        return deltas;
    }

    /**
     * The headline's odds ratios of one standard deviation, each given the others; none where a feature has no coefficient of its own, or
     * no interval.
     */
    public static Map<String, Interval> together(Users users) {
        var ratios = new LinkedHashMap<String, Interval>();
        var headline = ObservedFeature.of(users, ObservedFeature.HEADLINE);
        var fitted = new FirthLogistic().fit(LabelledMatrix.of(headline, users.labels()), AnalysisPlan.SEED);
        headline.names().forEach(feature -> fitted.effect(feature, AnalysisPlan.LEVEL)
                .map(Effect::oddsRatioOfDeviation)
                .filter(ratio -> ratio.lower() > 0 && Double.isFinite(ratio.upper()))
                .ifPresent(ratio -> ratios.put(
                        feature, new Interval(ratio.value(), ratio.lower(), ratio.upper(), AnalysisPlan.LEVEL))));
        return ratios;
    }
}
