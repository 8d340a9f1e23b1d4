package retention.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retention.posts.TimestampedId;

class CohortTest {

    private static final Wave WAVE = new Wave(LocalDate.of(2025, 1, 13), LocalDate.of(2025, 1, 31), Wave.Found.SET);

    @ParameterizedTest
    @CsvSource({
        "2014-06-01T00:00:00, ESTABLISHED",
        "2025-01-12T23:59:59, ESTABLISHED",
        "2025-01-13T00:00:00, WAVE",
        "2025-01-31T23:59:59, WAVE",
        "2025-02-01T00:00:00, LATER",
    })
    void isDecidedByTheDayOfTheAccount(LocalDateTime created, Cohort cohort) {
        assertThat(WAVE.cohort(created)).isEqualTo(cohort);
    }

    @ParameterizedTest
    @CsvSource({
        // 2025-01-12T15:59:59Z and a second later: midnight in China.
        "6783e6ff, ESTABLISHED",
        "6783e700, WAVE",
    })
    void goesByTheClockOfChina(String created, Cohort cohort) {
        var time = LocalDateTime.of(2025, 1, 20, 10, 0);
        var id = new TimestampedId(created + "0".repeat(16));
        var activity = List.of(new User.Activity(time, OptionalLong.of(0), false));
        var user = new User(id, Map.of(), 0, 0, activity, "", List.of());
        assertThat(new Users(Protocol.CORRECTED, Period.DEFAULT, WAVE, List.of(user)).isIn(cohort))
                .containsExactly(true);
    }

    @Test
    void saysWhatItMeansInTables() {
        assertThat(Cohort.values())
                .extracting(Cohort::toString)
                .containsExactly("joined before the wave", "joined in the wave", "joined after the wave");
    }
}
