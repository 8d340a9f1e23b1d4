package retention.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static retention.posts.CsvFixture.ALICE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retention.posts.CsvFixture;
import retention.posts.Posts;

/** The values at which a rule about users begins to hold, and figures that two wrong rules would give alike. */
class BoundariesTest {

    private static final LocalDate LAST = Period.DEFAULT.observed().last();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"19, NO_WAVE", "20, MEASURED"})
    void aWaveHasTwentyAccountsOnItsBusiestDay(int accounts, Wave.Found found) {
        assertThat(Wave.of(Period.DEFAULT, Map.of(LAST, (long) accounts)).found())
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"4, 2025-01-31", "5, 2025-01-30"})
    void aDayOfTheWaveHasATwentiethOfTheBusiest(long accounts, LocalDate first) {
        var wave = Wave.of(Period.DEFAULT, Map.of(LAST, 100L, LAST.minusDays(1), accounts));
        assertThat(wave.firstDay()).isEqualTo(first);
    }

    @Test
    void theUsualDayOfALeapYearIsTheLowerOfTheTwoInTheMiddle() {
        var accounts = new HashMap<LocalDate, Long>();
        for (int day = 1; day <= 365; day++) {
            accounts.put(LAST.minusDays(day), day <= 183 ? 2L : 4L);
        }
        // Ten times 2 is less than this, ten times 4 is not.
        accounts.put(LAST, 30L);
        assertThat(Wave.of(Period.DEFAULT, accounts).found()).isEqualTo(Wave.Found.MEASURED);
    }

    @Test
    void aWaveBeginsNoEarlierThanAYearBeforeTheLastDay() {
        var year = Period.of(Map.of("observed", "2024-02-01..2025-01-31", "outcome", "2025-02"));
        var first = LocalDate.of(2024, 2, 1);
        var accounts = Map.of(first, 30L, first.plusDays(1), 40L, first.minusDays(1), 30L);
        assertThat(Wave.of(year, accounts).firstDay()).isEqualTo(first);
    }

    @Test
    void aDayWithManyPostsIsOneActiveDay() {
        var alice = users(csv(ALICE, 3)).list().get(0);
        assertThat(alice.activeDays()).isEqualTo(1);
        assertThat(alice.posts()).isEqualTo(3);
    }

    @Test
    void aCountThatIsMissingIsNotKnown() {
        var csv = csv(ALICE, 2)
                .row(
                        "user_id",
                        ALICE,
                        "like_count",
                        "many",
                        "share_count",
                        "1千+",
                        "post_id",
                        "67852ccd0000000000000003");
        var alice = users(csv).list().get(0);
        assertThat(alice.knownCounts()).isEqualTo(11);
        assertThat(alice.missingCounts()).isEqualTo(1);
        assertThat(alice.lowerBounds()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"AS_PUBLISHED", "CORRECTED"})
    void aUserOfOnePostHasItsText(Protocol protocol) {
        var text =
                Users.of(read(csv(ALICE, 1)).posts(), protocol, Period.DEFAULT).texts();
        assertThat(text).singleElement().asString().contains("A title", "Some content");
    }

    @Test
    void aCohortIsWhoseAccountsAreOfItsDays() {
        var old = "5f8450d4" + "0".repeat(16);
        var newcomer = "678450d4" + "0".repeat(16);
        var period = Period.of(Map.of("wave", "2025-01-12"));
        var csv = CsvFixture.csv()
                .row("user_id", old, "post_id", "67852ccd0000000000000001")
                .row("user_id", newcomer, "post_id", "67852ccd0000000000000002");
        var users = Users.of(read(csv).posts(), Protocol.CORRECTED, period);
        assertThat(users.isIn(Cohort.WAVE)).containsExactly(false, true);
        assertThat(users.only(Cohort.ESTABLISHED).list())
                .singleElement()
                .satisfies(user -> assertThat(user.id().text()).isEqualTo(old));
    }

    @Test
    void aRefusalOfOtherMonthsAlsoSaysWhatWasSetAsideAndOnlyThen() {
        var late = CsvFixture.csv().row("create_time", "2025-03-01 10:00:00", "post_id", "");
        assertThatThrownBy(() -> Users.of(read(late), Protocol.CORRECTED, Period.DEFAULT))
                .hasMessageEndingWith("or take another file.");
        late.row("create_time", "yesterday", "post_id", "");
        assertThatThrownBy(() -> Users.of(read(late), Protocol.CORRECTED, Period.DEFAULT))
                .hasMessageContaining("or take another file. 1 of 2 rows was set aside");
    }

    @Test
    void theShareOfAWeekIsOfThoseWhoArrived() {
        var row = new CohortTriangle.Row(LocalDate.of(2025, 1, 6), List.of(4, 2, 0));
        assertThat(List.of(row.share(0), row.share(1), row.share(2)))
                .isEqualTo(List.of(OptionalDouble.of(1), OptionalDouble.of(0.5), OptionalDouble.of(0)));
    }

    @Test
    void aPeriodHasItsInstantsAndItsNames() {
        assertThat(Period.DEFAULT.observed().from()).isEqualTo("2025-01-01T00:00");
        assertThat(Period.DEFAULT.observed().until()).isEqualTo("2025-02-01T00:00");
        assertThat(Period.DEFAULT).hasToString("observed 2025-01, outcome 2025-02, wave measured");
        assertThat(Period.DEFAULT.observed().whenFull()).isEqualTo("in January 2025");
        assertThat(Period.DEFAULT.outcome().fullName()).isEqualTo("February 2025");
        assertThat(Period.fullName(LAST)).isEqualTo("31 January 2025");
    }

    private static CsvFixture csv(String user, int posts) {
        var csv = CsvFixture.csv();
        for (int i = 1; i <= posts; i++) {
            csv.row("user_id", user, "post_id", "67852ccd%016x".formatted(i));
        }
        return csv;
    }

    private Users users(CsvFixture csv) {
        return Users.of(read(csv).posts(), Protocol.CORRECTED, Period.DEFAULT);
    }

    private Posts read(CsvFixture csv) {
        try {
            return Posts.read(Files.writeString(folder.resolve("posts.csv"), csv.text()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
