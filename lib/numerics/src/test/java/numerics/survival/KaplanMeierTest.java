package numerics.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KaplanMeierTest {

    private static final double LEVEL = 0.95;

    /** Events after 1 and 3 days; one left after 2, one after 4. */
    private static final List<Observation> FOUR =
            List.of(Observation.event(3), Observation.censored(2), Observation.event(1), Observation.censored(4));

    @ParameterizedTest
    @ValueSource(doubles = {-1, -1e-9, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesADurationThatIsNone(double days) {
        assertThatThrownBy(() -> new Observation(days, true))
                .hasMessageContaining("A duration of %s days".formatted(days))
                .hasMessageContaining("zero or more");
    }

    @Test
    void takesANegativeZeroForZero() {
        assertThat(KaplanMeier.of(List.of(Observation.event(-0.0), Observation.event(0)), LEVEL)
                        .steps())
                .hasSize(1);
    }

    @Test
    void refusesToEstimateFromNobody() {
        assertThatThrownBy(() -> KaplanMeier.of(List.of(), LEVEL)).hasMessageContaining("No observations");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 95, Double.NaN})
    void refusesALevelThatIsNone(double level) {
        assertThatThrownBy(() -> KaplanMeier.of(FOUR, level)).hasMessageContaining("Confidence level " + level);
    }

    @Test
    void goesDownByTheShareOfThoseAtRiskAtEachEvent() {
        var steps = KaplanMeier.of(FOUR, LEVEL).steps();
        assertThat(steps).extracting(KaplanMeier.Step::days).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
        assertThat(steps).extracting(KaplanMeier.Step::atRisk).containsExactly(4, 4, 3, 2, 1);
        assertThat(steps).extracting(KaplanMeier.Step::survival).containsExactly(1.0, 0.75, 0.75, 0.375, 0.375);
    }

    @Test
    void countsThoseWhoLeaveAtTheTimeOfAnEventAsAtRiskOfIt() {
        var curve = KaplanMeier.of(List.of(Observation.censored(1), Observation.event(1)), LEVEL);
        assertThat(last(curve).survival()).isEqualTo(0.5);
    }

    @Test
    void doesNotDependOnTheOrderOfTheObservations() {
        var reversed = new ArrayList<>(FOUR);
        Collections.reverse(reversed);
        assertThat(KaplanMeier.of(reversed, LEVEL)).isEqualTo(KaplanMeier.of(FOUR, LEVEL));
    }

    @Test
    void keepsTheLimitsAroundTheShareAndWithinZeroToOne() {
        assertThat(KaplanMeier.of(FOUR, LEVEL).steps()).allSatisfy(step -> {
            assertThat(step.lower()).isBetween(0.0, step.survival());
            assertThat(step.upper()).isBetween(step.survival(), 1.0);
        });
    }

    @Test
    void widensTheLimitsWithTheLevel() {
        var narrow = last(KaplanMeier.of(FOUR, 0.5));
        var wide = last(KaplanMeier.of(FOUR, 0.99));
        assertThat(wide.lower()).isLessThan(narrow.lower());
        assertThat(wide.upper()).isGreaterThan(narrow.upper());
    }

    @Test
    void staysAtOneIfNobodyHasTheEvent() {
        var curve = KaplanMeier.of(List.of(Observation.censored(2), Observation.censored(5)), LEVEL);
        assertThat(curve.steps()).allMatch(step -> step.survival() == 1 && step.lower() == 1 && step.upper() == 1);
        assertThat(curve.events()).isZero();
    }

    private static KaplanMeier.Step last(KaplanMeier curve) {
        return curve.steps().get(curve.steps().size() - 1);
    }
}
