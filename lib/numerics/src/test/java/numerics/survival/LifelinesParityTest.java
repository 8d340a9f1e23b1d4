package numerics.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Curves and tests against lifelines', stratified tests against statsmodels', to 1e-12; a tiny p-value to 1e-10 of itself. */
class LifelinesParityTest {

    private static final double TOLERANCE = 1e-12;
    private static final String TWO_GROUPS = "two_groups";
    private static final String TIED_DAYS = "tied_days";
    private static final String EVENTS_AT_ZERO = "events_at_zero";
    private static final String ALL_CENSORED = "all_censored";
    private static final String ALL_EVENTS = "all_events";
    private static final String DOWN_TO_ONE_HALF = "down_to_one_half";
    private static final String LEFT_TOO_EARLY = "left_too_early";
    private static final String FAR_APART = "far_apart";

    @ParameterizedTest
    @ValueSource(
            strings = {
                TWO_GROUPS,
                TIED_DAYS,
                EVENTS_AT_ZERO,
                ALL_CENSORED,
                ALL_EVENTS,
                DOWN_TO_ONE_HALF,
                LEFT_TOO_EARLY,
                FAR_APART
            })
    void curveHasTheSameSteps(String name) {
        var golden = Golden.read(name);
        for (var expected : golden.curves()) {
            var curve =
                    KaplanMeier.of(golden.observations(), expected.get("level").getAsDouble());
            assertThat(column(curve, KaplanMeier.Step::days))
                    .containsExactly(Golden.doubles(expected.getAsJsonArray("days")));
            assertThat(column(curve, KaplanMeier.Step::atRisk))
                    .containsExactly(Golden.doubles(expected.getAsJsonArray("at_risk")));
            assertThat(column(curve, KaplanMeier.Step::events))
                    .containsExactly(Golden.doubles(expected.getAsJsonArray("events")));
            assertThat(column(curve, KaplanMeier.Step::censored))
                    .containsExactly(Golden.doubles(expected.getAsJsonArray("censored")));
            for (var share : new String[] {"survival", "lower", "upper"}) {
                assertThat(column(curve, step -> share(step, share)))
                        .as(share)
                        .containsExactly(Golden.doubles(expected.getAsJsonArray(share)), within(TOLERANCE));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TWO_GROUPS,
                TIED_DAYS,
                EVENTS_AT_ZERO,
                ALL_CENSORED,
                ALL_EVENTS,
                DOWN_TO_ONE_HALF,
                LEFT_TOO_EARLY,
                FAR_APART
            })
    void logRankTestIsTheSame(String name) {
        var golden = Golden.read(name);
        var test = LogRank.of(List.of(golden.groups()));
        assertSame(test, golden.logRank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"two_cohorts_by_week", "three_groups_by_week"})
    void stratifiedLogRankTestIsStatsmodels(String name) {
        var golden = Golden.read(name);
        assertSame(LogRank.of(golden.strata()), golden.logRank());
    }

    private static void assertSame(LogRank test, JsonObject expected) {
        double statistic = expected.get("statistic").getAsDouble();
        assertThat(test.statistic()).isCloseTo(statistic, within(TOLERANCE * Math.max(1, statistic)));
        assertThat(test.degreesOfFreedom())
                .isEqualTo(expected.get("degrees_of_freedom").getAsInt());
        assertThat(test.pValue()).isCloseTo(expected.get("p").getAsDouble(), withinPercentage(1e-8));
    }

    private static double[] column(KaplanMeier curve, ToDoubleFunction<KaplanMeier.Step> value) {
        return curve.steps().stream().mapToDouble(value).toArray();
    }

    private static double share(KaplanMeier.Step step, String name) {
        return switch (name) {
            case "survival" -> step.survival();
            case "lower" -> step.lower();
            default -> step.upper();
        };
    }
}
