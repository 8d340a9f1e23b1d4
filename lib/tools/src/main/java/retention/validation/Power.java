package retention.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import numerics.Numbers;
import numerics.Progress;
import numerics.TableOf;
import numerics.learning.FirthLogistic;
import numerics.learning.FittedLogistic.Effect;
import retention.features.ObservedFeature;
import retention.validation.Findings.Finding;
import retention.validation.Validation.Effort;

/**
 * What the study can find at its own size: how often a planted effect is significant in the model of five features, and how often the
 * planned test and the interval of the AUC tell the model from chance.
 *
 * <p>In a replica the outcome also depends on what posts are about and on the base rates of two groups of accounts, which the five
 * features do not hold; effects of theirs are then in the coefficients too. So the coefficients are also looked at for the same users
 * with outcomes that the four drivers alone decide.
 */
final class Power {

    /** What decides who stays: everything, topics and base rates included, or the drivers of the model of five features. */
    static final String ALL = "all that is planted";

    static final String ALONE = "the four drivers alone";

    private static final String RETAINED = "retained users";
    private static final double THRESHOLD = 0.05;

    private Power() {}

    /** Makes and analyses replicas of the study's size with planted effects. */
    static Findings run(Effort effort, Progress progress) {
        return Findings.in(effort.replicas(), progress, seed -> {
            var replica = ReplicaUsers.of(ReplicaUsers.STUDY_POSTS, false, seed);
            var users = replica.users();
            var drawn = PlantedScores.outcomes(PlantedScores.probabilities(replica, 1), seed);
            var found = new ArrayList<>(drivers(replica, ALL, users.labels()));
            found.addAll(drivers(replica, ALONE, drawn));
            boolean significant = Analysis.PRIMARY.pValue(users, effort.permutations(), seed) <= THRESHOLD;
            found.add(Finding.yesOrNo(ALL, "primary analysis: p of the planned test of 0.05 or less", significant));
            boolean aboveChance = Analysis.FIVE_FEATURES.auc(users).lower() > 0.5;
            found.add(Finding.yesOrNo(ALL, "five features: interval of the AUC above one half", aboveChance));
            found.add(Finding.number(RETAINED, RETAINED, users.retained()));
            found.addAll(ClaimRule.judge(replica));
            return found;
        });
    }

    /** Which drivers are significant by their penalised likelihood ratios. */
    private static List<Finding> drivers(ReplicaUsers replica, String decides, boolean[] labels) {
        var features = ObservedFeature.of(replica.users(), ObservedFeature.HEADLINE);
        var fitted = new FirthLogistic().fit(features, labels);
        var found = new ArrayList<Finding>();
        replica.truth().drivers().forEach((driver, planted) -> {
            var name = driver.column();
            var what = "five features: p of %s below 0.05".formatted(name);
            double coefficient = fitted.coefficients()[features.column(name)];
            boolean significant = fitted.effect(name, 1 - THRESHOLD)
                    .map(Effect::coefficient)
                    .filter(limits -> limits.lower() > 0 || limits.upper() < 0)
                    .isPresent();
            found.add(new Finding(decides, what, planted, coefficient, significant));
        });
        return found;
    }

    static Trial trial(Findings findings, int permutations) {
        var heading = "Power at the study's own size";
        var table = TableOf.rows(heading, findings.of(ALL, ALONE).each())
                .text("what is to be found", each -> each.first().what())
                .text("what decides who stays", each -> each.first().of())
                .number("planted", each -> each.first().planted())
                .number("mean coefficient", Findings::mean)
                .text("found in", Findings::shown)
                .table();
        var retained = findings.of(RETAINED);
        var summary = Numbers.text(
                "In %,d replicas of the study's size, %.0f retained each, effects were planted. The table shows in how many replicas each is found. Where all that is planted decides, the model of five features lacks the topics and the base rates of two groups of accounts, and a driver that goes with them is found more often, or less, than by its own effect; where the four drivers alone decide, it lacks nothing. The planned test has %d shuffles here.",
                retained.all().size(), retained.mean(), permutations);
        return new Trial(heading, summary, Map.of("power", table), List.of());
    }
}
