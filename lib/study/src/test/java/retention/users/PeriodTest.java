package retention.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTest {

    @Test
    void isThatOfThePublishedStudyWhereNothingIsSet() {
        assertThat(Period.of(Map.of())).isEqualTo(Period.DEFAULT);
        assertThat(Period.DEFAULT.observed().count()).isEqualTo(31);
        assertThat(Period.DEFAULT.firstMonday()).isEqualTo("2025-01-06");
    }

    @Test
    void knowsTheLengthOfAMonth() {
        var period = Period.of(Map.of("observed", "2024-02", "outcome", "2024-03"));
        assertThat(period.observed().last()).isEqualTo("2024-02-29");
        assertThat(period.outcome().last()).isEqualTo("2024-03-31");
    }

    @Test
    void includesTheFirstAndTheLastDay() {
        var period = Period.of(Map.of("observed", " 2025-01-06 .. 2025-02-02 ", "outcome", "2025-02-10..2025-02-10"));
        assertThat(period.observes(LocalDate.of(2025, 1, 6).atStartOfDay())).isTrue();
        assertThat(period.observes(LocalDate.of(2025, 2, 2).atTime(23, 59, 59))).isTrue();
        assertThat(period.observes(LocalDate.of(2025, 1, 5).atTime(23, 59, 59))).isFalse();
        assertThat(period.observes(LocalDate.of(2025, 2, 3).atStartOfDay())).isFalse();
        assertThat(period.observed().count()).isEqualTo(28);
    }

    @Test
    void takesTheWaveFromTheSettingsOrLeavesItToBeMeasured() {
        assertThat(Period.of(Map.of("wave", "2025-01-13")).waveFirst()).contains(LocalDate.of(2025, 1, 13));
        assertThat(Period.of(Map.of("wave", "measured")).waveFirst()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2025-01                | 2025-02                | January                   | in January
                    2025-12                | 2026-01                | December 2025             | in December 2025
                    2025-01-06..2025-02-02 | 2025-02-03..2025-03-02 | 6 January to 2 February   | from 6 January to 2 February
                    2025-01-01..2025-02-28 | 2025-03                | January to February       | from January to February
                    2025-01-15..2025-01-15 | 2025-02                | 15 January                | on 15 January
                    2024-12-16..2025-01-05 | 2025-02                | 16 December 2024 to 5 January 2025 | from 16 December 2024 to 5 January 2025
                    """)
    void hasANameForProse(String observed, String outcome, String name, String when) {
        var period = Period.of(Map.of("observed", observed, "outcome", outcome));
        assertThat(period.observed().name()).isEqualTo(name);
        assertThat(period.observed().when()).isEqualTo(when);
    }

    @Test
    void namesTheOutcomeUsersAndDays() {
        assertThat(Period.DEFAULT.outcome().name()).isEqualTo("February");
        assertThat(Period.DEFAULT.outcome().when()).isEqualTo("in February");
        assertThat(Period.DEFAULT.outcome().whenFull()).isEqualTo("in February 2025");
        assertThat(Period.DEFAULT.observed().fullName()).isEqualTo("January 2025");
        assertThat(Period.DEFAULT.name(Period.DEFAULT.observed().last())).isEqualTo("31 January");
        assertThat(Period.DEFAULT.observedUsers()).isEqualTo("January users");
        assertThat(Period.DEFAULT.name(LocalDate.of(2024, 12, 30))).isEqualTo("30 December 2024");
        assertThat(Period.of(Map.of("observed", "2025-01-06..2025-01-31")).observedUsers())
                .isEqualTo("users observed from 6 January to 31 January");
    }

    @Test
    void leavesTheYearsOfNamesToTheWholePeriod() {
        var december = new Days(LocalDate.of(2024, 12, 1), LocalDate.of(2024, 12, 31));
        var january = new Days(LocalDate.of(2025, 1, 1), LocalDate.of(2025, 1, 31));
        assertThat(december.when()).isEqualTo("in December");
        assertThat(new Period(december, january, Optional.empty()).observed().when())
                .isEqualTo("in December 2024");
        assertThat(new Period(december, january, Optional.empty()).outcome().name())
                .isEqualTo("January 2025");
        var end = january.last();
        assertThatThrownBy(() -> new Days(end, end.minusDays(30)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2025-01-31..2025-01-01: expected days in order, such as 2025-01-06..2025-02-02.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-01", "2025-01-06..2025-01-31", "2024-12-01..2025-01-31"})
    void isReadBackFromItsKey(String observed) {
        assertThat(Period.of(Map.of("observed", observed)).observed().key()).isEqualTo(observed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    observed | January                | observed = January: expected a month such as 2025-01, or days in order
                    observed | 2025-13                | observed = 2025-13: expected a month
                    observed | 2025-01-01             | observed = 2025-01-01: expected a month
                    observed | 2025-02-30..2025-03-01 | observed = 2025-02-30..2025-03-01: expected a month
                    observed | 2025-01-31..2025-01-01 | observed = 2025-01-31..2025-01-01: expected a month
                    observed | 2025-02                | observed = 2025-02 and outcome = 2025-02: expected an outcome that begins after the last observed day
                    outcome  | 2024-12                | observed = 2025-01 and outcome = 2024-12: expected an outcome that begins after
                    wave     | 13 January             | wave = 13 January: expected a day such as 2025-01-13, or the word measured
                    wave     | 2025-02-01             | wave = 2025-02-01: expected a day up to the last observed one, 2025-01-31
                    """)
    void refusesWhatItCannotReadInOneLine(String key, String value, String message) {
        assertThatThrownBy(() -> Period.of(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("\n");
    }
}
