package retention.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaveTest {

    /** How many accounts of a sample of the published crawl were created on each of these days. */
    private static final Map<String, Integer> SAMPLE = Map.of(
            "2025-01-09", 1,
            "2025-01-10", 2,
            "2025-01-11", 1,
            "2025-01-12", 32,
            "2025-01-13", 328,
            "2025-01-14", 163,
            "2025-01-15", 47,
            "2025-01-16", 26,
            "2025-01-17", 6);

    @Test
    void beginsOnTheTwelfthInTheSampleOfTheCrawl() {
        var wave = Wave.of(Period.DEFAULT, days(SAMPLE));
        assertThat(wave.firstDay()).isEqualTo("2025-01-12");
        assertThat(wave.lastDay()).isEqualTo("2025-01-31");
        assertThat(wave.found()).isEqualTo(Wave.Found.MEASURED);
        assertThat(wave).asString().contains("begins on 2025-01-12, measured");
    }

    @Test
    void beginsOnTheSameDayWhereMostAccountsAreYearsOld() {
        var created = days(SAMPLE);
        for (int day = 0; day < 3000; day++) {
            created.add(LocalDate.of(2025, 1, 31).minusDays(day));
        }
        assertThat(Wave.of(Period.DEFAULT, created).firstDay()).isEqualTo("2025-01-12");
    }

    @Test
    void beginsWithTheSetDayWhateverTheAccounts() {
        var set = Period.of(Map.of("wave", "2025-01-14"));
        assertThat(Wave.of(set, days(SAMPLE)).firstDay()).isEqualTo("2025-01-14");
        assertThat(Wave.of(set, List.of()).found()).isEqualTo(Wave.Found.SET);
    }

    @Test
    void isNotMeasuredInMonthsAfterIt() {
        var february = Period.of(Map.of("observed", "2025-02", "outcome", "2025-03"));
        var wave = Wave.of(february, days(SAMPLE));
        assertThat(wave.firstDay()).isEqualTo("2025-02-01");
        assertThat(wave.found()).isEqualTo(Wave.Found.NO_WAVE);
        assertThat(wave).asString().contains("No wave", "made since 2025-02-01, the first observed day");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 19})
    void isNotMeasuredAmongFewAccounts(int accounts) {
        var wave = Wave.of(Period.DEFAULT, Collections.nCopies(accounts, LocalDate.of(2025, 1, 13)));
        assertThat(wave.firstDay()).isEqualTo("2025-01-01");
        assertThat(wave.found()).isEqualTo(Wave.Found.NO_WAVE);
    }

    @Test
    void isNotMeasuredWhereAccountsComeEveryDayAlike() {
        var created = new ArrayList<LocalDate>();
        for (int day = 0; day < 400; day++) {
            created.addAll(
                    Collections.nCopies(30 + day % 7, LocalDate.of(2025, 1, 31).minusDays(day)));
        }
        assertThat(Wave.of(Period.DEFAULT, created).found()).isEqualTo(Wave.Found.NO_WAVE);
    }

    @Test
    void doesNotGoBackOverUsualDays() {
        var created = new ArrayList<LocalDate>();
        for (int day = 0; day < 400; day++) {
            created.addAll(Collections.nCopies(10, LocalDate.of(2025, 1, 31).minusDays(day)));
        }
        created.addAll(Collections.nCopies(150, LocalDate.of(2025, 1, 13)));
        created.addAll(Collections.nCopies(30, LocalDate.of(2025, 1, 12)));
        assertThat(Wave.of(Period.DEFAULT, created).firstDay()).isEqualTo("2025-01-12");
    }

    @Test
    void takesTheEarlierOfTwoBusiestDaysAndLooksAtNoDayAfterTheObserved() {
        var created = days(Map.of("2025-01-13", 40, "2025-01-20", 40, "2025-02-03", 500));
        assertThat(Wave.of(Period.DEFAULT, created).firstDay()).isEqualTo("2025-01-13");
    }

    @Test
    void canBeginBeforeTheFirstObservedDay() {
        var late = Period.of(Map.of("observed", "2025-01-13..2025-01-31"));
        assertThat(Wave.of(late, days(SAMPLE)).firstDay()).isEqualTo("2025-01-12");
    }

    @Test
    void refusesALastDayBeforeTheFirst() {
        assertThatThrownBy(() -> new Wave(LocalDate.of(2025, 2, 1), LocalDate.of(2025, 1, 31), Wave.Found.SET))
                .hasMessageContaining("2025-02-01 to 2025-01-31");
    }

    private static List<LocalDate> days(Map<String, Integer> accounts) {
        var days = new ArrayList<LocalDate>();
        accounts.forEach((day, count) -> days.addAll(Collections.nCopies(count, LocalDate.parse(day))));
        return days;
    }
}
