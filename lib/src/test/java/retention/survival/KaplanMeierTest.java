package retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
        var curve = KaplanMeier.of(FOUR, LEVEL);
        assertThat(curve.survivalAt(0.999)).isEqualTo(1);
        assertThat(curve.survivalAt(1)).isEqualTo(0.75);
        assertThat(curve.survivalAt(2.5)).isEqualTo(0.75);
        assertThat(curve.survivalAt(3)).isEqualTo(0.375);
        assertThat(curve.survivalAt(4)).isEqualTo(0.375);
    }

    @Test
    void countsThoseWhoLeaveAtTheTimeOfAnEventAsAtRiskOfIt() {
        var curve = KaplanMeier.of(List.of(Observation.censored(1), Observation.event(1)), LEVEL);
        assertThat(curve.survivalAt(1)).isEqualTo(0.5);
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
        var narrow = KaplanMeier.of(FOUR, 0.5).at(3);
        var wide = KaplanMeier.of(FOUR, 0.99).at(3);
        assertThat(wide.lower()).isLessThan(narrow.lower());
        assertThat(wide.upper()).isGreaterThan(narrow.upper());
    }

    @Test
    void staysAtOneIfNobodyHasTheEvent() {
        var curve = KaplanMeier.of(List.of(Observation.censored(2), Observation.censored(5)), LEVEL);
        assertThat(curve.steps()).allMatch(step -> step.survival() == 1 && step.lower() == 1 && step.upper() == 1);
        assertThat(curve.events()).isZero();
        assertThat(curve.median()).isEmpty();
    }

    @Test
    void findsTheMedianThoughTheShareIsRoundedToJustAboveOneHalf() {
        // 23/24 * 22/23 * ... * 12/13 is one half, but not in floating point.
        var half = new ArrayList<Observation>();
        for (int day = 1; day <= 12; day++) {
            half.add(Observation.event(day));
            half.add(Observation.censored(30));
        }
        var curve = KaplanMeier.of(half, LEVEL);
        assertThat(curve.survivalAt(12)).isGreaterThan(0.5);
        assertThat(curve.median()).hasValue(12);
    }

    @Test
    void knowsNothingAfterTheLongestWatchedSubject() {
        var curve = KaplanMeier.of(FOUR, LEVEL);
        assertThat(curve.lastDay()).isEqualTo(4);
        assertThat(curve.isKnownAt(4)).isTrue();
        assertThat(curve.isKnownAt(4.5)).isFalse();
        assertThat(KaplanMeier.of(List.of(Observation.event(1)), LEVEL).isKnownAt(100))
                .isTrue();
    }

    @Test
    void integratesTheCurveForTheRestrictedMean() {
        var curve = KaplanMeier.of(FOUR, LEVEL);
        assertThat(curve.restrictedMean(0)).isZero();
        assertThat(curve.restrictedMean(0.5)).isEqualTo(0.5);
        assertThat(curve.restrictedMean(4)).isCloseTo(1 + 2 * 0.75 + 0.375, within(1e-15));
    }

    @Test
    void refusesARestrictedMeanBeyondWhatWasWatched() {
        assertThatThrownBy(() -> KaplanMeier.of(FOUR, LEVEL).restrictedMean(5))
                .hasMessageContaining("up to 5.0 days")
                .hasMessageContaining("longer than 4.0 days");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesATimeThatIsNone(double days) {
        var curve = KaplanMeier.of(FOUR, LEVEL);
        assertThatThrownBy(() -> curve.survivalAt(days)).hasMessageContaining("Time of %s days".formatted(days));
    }

    @Test
    void showsARowAStep() {
        var table = KaplanMeier.of(FOUR, LEVEL).table();
        assertThat(table.columnNames())
                .containsExactly("days", "at risk", "events", "censored", "share", "lower", "upper");
        assertThat(table.doubleColumn("days").asList()).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
        assertThat(table.intColumn("at risk").asList()).containsExactly(4, 4, 3, 2, 1);
    }

    @Test
    void summarisesCurvesWithGapsWhereTheySayNothing() {
        var curves = List.of(
                new Group("short", List.of(Observation.event(1), Observation.censored(2), Observation.censored(2)))
                        .curve(LEVEL),
                new Group("long", FOUR).curve(LEVEL));
        var table = Curve.summary(curves, 3);
        assertThat(table.stringColumn("group").asList()).containsExactly("short", "long");
        assertThat(table.intColumn("events").asList()).containsExactly(1, 2);
        assertThat(table.doubleColumn("median days").isMissing(0)).isTrue();
        assertThat(table.doubleColumn("median days").get(1)).isEqualTo(3);
        assertThat(table.doubleColumn("share after 3 days").isMissing(0)).isTrue();
        assertThat(table.doubleColumn("share after 3 days").get(1)).isEqualTo(0.375);
    }
}
