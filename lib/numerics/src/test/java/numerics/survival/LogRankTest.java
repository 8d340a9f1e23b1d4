package numerics.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogRankTest {

    private static final Group SOON =
            new Group("soon", List.of(Observation.event(1), Observation.event(2), Observation.censored(9)));
    private static final Group LATE =
            new Group("late", List.of(Observation.event(7), Observation.event(8), Observation.censored(9)));

    @Test
    void refusesOneGroupAlone() {
        assertThatThrownBy(() -> LogRank.of(List.of(List.of(SOON))))
                .hasMessageContaining("1 groups: expected two or more");
    }

    @Test
    void saysInWordsThatOneGroupAloneCannotBeCompared() {
        assertThat(LogRank.inWords(List.of(List.of(SOON), List.of(SOON))))
                .isEqualTo("nothing to compare, the number of groups is 1");
        assertThat(LogRank.inWords(List.of())).isEqualTo("nothing to compare, the number of groups is 0");
        assertThat(LogRank.inWords(List.of(List.of(SOON, LATE))))
                .isEqualTo(test(SOON, LATE).toString());
    }

    @Test
    void refusesAGroupWithoutSubjectsByName() {
        assertThatThrownBy(() -> test(SOON, new Group("nobody", List.of())))
                .hasMessageContaining("\"nobody\" has no observations");
    }

    @Test
    void findsNothingBetweenEqualGroups() {
        var test = test(SOON, new Group("as soon", SOON.observations()));
        assertThat(test.statistic()).isZero();
        assertThat(test.pValue()).isEqualTo(1);
    }

    @Test
    void findsNothingWhereNobodyHasTheEvent() {
        var none = List.of(Observation.censored(3), Observation.censored(4));
        var test = test(new Group("a", none), new Group("b", none), new Group("c", none));
        assertThat(test.statistic()).isZero();
        assertThat(test.pValue()).isEqualTo(1);
        assertThat(test.degreesOfFreedom()).isEqualTo(2);
    }

    @Test
    void doesNotDependOnTheOrderOfTheGroups() {
        var third = new Group("third", List.of(Observation.event(3), Observation.event(5)));
        var one = test(SOON, LATE, third);
        var other = test(third, SOON, LATE);
        assertThat(other.statistic()).isCloseTo(one.statistic(), within(1e-12));
    }

    @Test
    void expectsAsManyEventsAsWereObservedInAll() {
        var groups = test(SOON, LATE).groups();
        assertThat(groups).extracting(LogRank.Line::observed).containsExactly(2, 2);
        // At the four events 3 of 6, 2 of 5, 1 of 4 and 1 of 3 are of the first group.
        assertThat(groups.get(0).expected()).isCloseTo(0.5 + 0.4 + 0.25 + 1 / 3.0, within(1e-15));
        assertThat(groups.get(0).expected() + groups.get(1).expected()).isCloseTo(4, within(1e-12));
    }

    @Test
    void comparesWithinStrataOnly() {
        // Whoever came early is seen again soon, of whichever group; most of one group came early.
        var strata = List.of(List.of(group("a", 4, 0), group("b", 1, 0)), List.of(group("a", 0, 1), group("b", 0, 4)));
        var pooled = List.of(List.of(group("a", 4, 1), group("b", 1, 4)));
        assertThat(LogRank.of(strata).statistic()).isCloseTo(0, within(1e-12));
        assertThat(LogRank.of(pooled).pValue()).isLessThan(0.05);
    }

    @Test
    void aStratumOfOneGroupAddsItsSubjectsAndNothingElse() {
        var alone = LogRank.of(List.of(List.of(SOON, LATE), List.of(SOON)));
        assertThat(alone.statistic()).isCloseTo(test(SOON, LATE).statistic(), within(1e-12));
        assertThat(alone.groups()).extracting(LogRank.Line::subjects).containsExactly(6, 3);
        assertThat(alone.groups()).extracting(LogRank.Line::observed).containsExactly(4, 2);
    }

    @Test
    void saysWhatItFound() {
        assertThat(test(SOON, new Group("as soon", SOON.observations())))
                .hasToString(
                        "soon: 2 events, 2.0 expected; as soon: 2 events, 2.0 expected; chi-squared = 0.000, 1 degree of freedom, p = 1.00");
    }

    private static LogRank test(Group... groups) {
        return LogRank.of(List.of(List.of(groups)));
    }

    /** Twice so many who are seen again soon, and twice so many who are seen again late. */
    private static Group group(String name, int soon, int late) {
        var observations = new ArrayList<Observation>();
        observations.addAll(Collections.nCopies(soon, Observation.event(1)));
        observations.addAll(Collections.nCopies(soon, Observation.event(2)));
        observations.addAll(Collections.nCopies(late, Observation.event(8)));
        observations.addAll(Collections.nCopies(late, Observation.event(9)));
        return new Group(name, observations);
    }
}
