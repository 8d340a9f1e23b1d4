package retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogRankTest {

    private static final Group SOON =
            new Group("soon", List.of(Observation.event(1), Observation.event(2), Observation.censored(9)));
    private static final Group LATE =
            new Group("late", List.of(Observation.event(7), Observation.event(8), Observation.censored(9)));

    @Test
    void refusesOneGroupAlone() {
        assertThatThrownBy(() -> LogRank.of(List.of(SOON))).hasMessageContaining("1 groups: expected two or more");
    }

    @Test
    void saysInWordsThatOneGroupAloneCannotBeCompared() {
        assertThat(LogRank.inWords(List.of(SOON))).isEqualTo("nothing to compare, there are users of 1 group only");
        assertThat(LogRank.inWords(List.of(SOON, LATE)))
                .isEqualTo(LogRank.of(List.of(SOON, LATE)).toString());
    }

    @Test
    void refusesAGroupWithoutSubjectsByName() {
        assertThatThrownBy(() -> LogRank.of(List.of(SOON, new Group("nobody", List.of()))))
                .hasMessageContaining("\"nobody\" has no observations");
    }

    @Test
    void findsNothingBetweenEqualGroups() {
        var test = LogRank.of(List.of(SOON, SOON));
        assertThat(test.statistic()).isZero();
        assertThat(test.pValue()).isEqualTo(1);
    }

    @Test
    void findsNothingWhereNobodyHasTheEvent() {
        var none = new Group("none", List.of(Observation.censored(3), Observation.censored(4)));
        var test = LogRank.of(List.of(none, none, none));
        assertThat(test.statistic()).isZero();
        assertThat(test.pValue()).isEqualTo(1);
        assertThat(test.degreesOfFreedom()).isEqualTo(2);
    }

    @Test
    void doesNotDependOnTheOrderOfTheGroups() {
        var third = new Group("third", List.of(Observation.event(3), Observation.event(5)));
        var one = LogRank.of(List.of(SOON, LATE, third));
        var other = LogRank.of(List.of(third, SOON, LATE));
        assertThat(other.statistic()).isCloseTo(one.statistic(), within(1e-12));
    }

    @Test
    void expectsAsManyEventsAsWereObservedInAll() {
        var groups = LogRank.of(List.of(SOON, LATE)).groups();
        assertThat(groups).extracting(LogRank.Line::observed).containsExactly(2, 2);
        // At the four events 3 of 6, 2 of 5, 1 of 4 and 1 of 3 are of the first group.
        assertThat(groups.get(0).expected()).isCloseTo(0.5 + 0.4 + 0.25 + 1 / 3.0, within(1e-15));
        assertThat(groups.get(0).expected() + groups.get(1).expected()).isCloseTo(4, within(1e-12));
    }

    @Test
    void saysWhatItFound() {
        assertThat(LogRank.of(List.of(SOON, SOON))).hasToString("chi-squared = 0.000, 1 degree of freedom, p = 1.00");
        assertThat(LogRank.of(List.of(SOON, LATE)).table().stringColumn("group").asList())
                .containsExactly("soon", "late");
    }
}
