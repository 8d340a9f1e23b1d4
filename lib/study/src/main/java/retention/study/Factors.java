package retention.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import numerics.TableOf;
import numerics.evaluation.Interval;
import numerics.evaluation.MetricIntervals;
import numerics.learning.FirthLogistic;
import numerics.learning.FittedLogistic.Effect;
import retention.features.ObservedFeature;
import retention.users.Users;
import tech.tablesaw.api.Table;

/**
 * What goes with being retained, feature by feature: each alone, by Cliff's delta ({@link MetricIntervals#cliffsDelta}), and each given
 * the features of the headline model, by the odds ratio of one standard deviation with the profile interval of the penalised
 * likelihood ({@link FirthLogistic}). This is a description: each interval is a 95 % one of its own, and nothing is tested. What selection by
 * the crawl would explain of it, {@link DetectionBias} says.
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
        var labels = users.labels();
        for (var feature : all.names()) {
            deltas.put(feature, MetricIntervals.cliffsDelta(labels, all.values(feature), AnalysisPlan.LEVEL));
        }
        return deltas;
    }

    /**
     * The headline's odds ratios of one standard deviation, each given the others; none where a feature has no coefficient of its own, or
     * no interval.
     */
    public static Map<String, Interval> together(Users users) {
        var ratios = new LinkedHashMap<String, Interval>();
        var headline = ObservedFeature.of(users, ObservedFeature.HEADLINE);
        var fitted = new FirthLogistic().fit(headline, users.labels());
        for (var effect : fitted.effects(AnalysisPlan.LEVEL)) {
            var ratio = effect.oddsRatioOfDeviation();
            if (ratio.lower() > 0 && Double.isFinite(ratio.upper())) {
                var interval = new Interval(ratio.value(), ratio.lower(), ratio.upper(), AnalysisPlan.LEVEL);
                ratios.put(effect.feature(), interval);
            }
        }
        return ratios;
    }

    /**
     * How strong a selection of popular users by the crawl would have to be to explain that reactions go with being retained. A user
     * counts as retained who stayed <i>and</i> was found again, so that the observed risk is the true one times the chance of being
     * found, and the observed risk ratio of two groups is the true one times the ratio of these chances.
     *
     * <p>A chance of being found in proportion to {@code exp(gamma x)} adds about gamma to the coefficient of x in a logistic regression
     * of a rare outcome, and explains all of it where gamma is the coefficient. Where many are retained, odds ratios overstate risk
     * ratios, and these figures the selection that is needed. How strong the selection is, one crawl does not tell.
     *
     * <p>Sources: K. T. Copeland et al., <i>Bias due to misclassification in the estimation of relative risk</i>, American Journal of
     * Epidemiology 105 (1977); T. J. VanderWeele and Y. Li, <i>Simple sensitivity analysis for differential measurement error</i>,
     * American Journal of Epidemiology 188 (2019); T. L. Lash, M. P. Fox and A. K. Fink, <i>Applying quantitative bias analysis to
     * epidemiologic data</i> (2009), chapter 6.
     *
     * @param effects of the features of the model that hold reactions, each given the others
     */
    public record DetectionBias(List<Effect> effects) {

        /**
         * How many times as likely a user must be found with every standard deviation more, to explain all of the association; below 1,
         * the selection is against users who have more.
         */
        public static double explainsAll(Effect effect) {
            return effect.oddsRatioOfDeviation().value();
        }

        /** The same, to move the interval to where it holds no association; 1 if it holds none already. */
        public static double explainsTheLimit(Effect effect) {
            var limits = effect.oddsRatioOfDeviation();
            return limits.lower() > 1 ? limits.lower() : Math.min(limits.upper(), 1);
        }

        /** Analyses those of a model's effects that are of reactions. */
        public static DetectionBias of(List<Effect> effects) {
            var snapshots = Stream.of(ObservedFeature.values())
                    .filter(ObservedFeature::isSnapshot)
                    .map(ObservedFeature::column)
                    .toList();
            return new DetectionBias(effects.stream()
                    .filter(effect -> snapshots.contains(effect.feature()))
                    .toList());
        }

        /**
         * feature | odds ratio of one standard deviation with its limits | how many times as likely a user must be found with every
         * standard deviation more to explain all of it, and to explain what the interval leaves no doubt of.
         */
        public Table table() {
            return TableOf.rows("What selection by the crawl would explain", effects)
                    .text("feature", Effect::feature)
                    .text("odds ratio of one standard deviation", Effect::oddsRatioOfDeviation)
                    .number("explains all", DetectionBias::explainsAll)
                    .number("explains the limit", DetectionBias::explainsTheLimit)
                    .table();
        }
    }
}
