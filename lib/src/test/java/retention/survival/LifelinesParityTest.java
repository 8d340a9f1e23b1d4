package retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Curves and tests against lifelines', to 1e-12; a tiny p-value to that share of itself. */
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
    void curveHasTheSameMedianAndRestrictedMean(String name) {
        var golden = Golden.read(name);
        var expected = golden.curves().get(0);
        var curve = KaplanMeier.of(golden.observations(), 0.95);
        if (expected.get("median").isJsonNull()) {
            assertThat(curve.median()).isEmpty();
        } else {
            assertThat(curve.median()).hasValue(expected.get("median").getAsDouble());
        }
        var mean = Golden.doubles(expected.getAsJsonArray("restricted_mean"));
        assertThat(curve.restrictedMean(mean[0])).isCloseTo(mean[1], within(TOLERANCE * mean[0]));
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
        var test = LogRank.of(golden.groups());
        var expected = golden.logRank();
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
