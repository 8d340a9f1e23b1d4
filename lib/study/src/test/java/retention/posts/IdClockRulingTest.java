package retention.posts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By what a file's ids decide how its times are read: each time is given with that of its post's id, or with none. */
class IdClockRulingTest {

    private static final String NO_ID = "";
    private static final LocalDateTime NOON = LocalDateTime.of(2025, 1, 20, 12, 0);

    @Test
    void threePostsAreEnoughToCorrectAFileAndTwoAreNot() {
        assertThat(read(off(2, 8 * 60))).containsOnly(NOON.minusHours(8));
        assertThat(read(off(3, 8 * 60))).containsOnly(NOON);
    }

    @Test
    void postsWithoutAnIdAreCorrectedByTheOthersButDoNotVote() {
        var two = new ArrayList<>(off(2, 8 * 60));
        var without = pair(NOON.minusHours(8).toString(), NO_ID);
        two.addAll(without);
        assertThat(read(two)).containsOnly(NOON.minusHours(8));
        var many = new ArrayList<>(off(4, 8 * 60));
        many.addAll(without);
        many.addAll(without);
        many.addAll(without);
        assertThat(read(many)).containsOnly(NOON);
    }

    @Test
    void fourOfFiveMustBeOffByTheSame() {
        var most = new ArrayList<>(off(8, 8 * 60));
        most.addAll(off(2, 0));
        assertThat(read(most).subList(0, 8)).containsOnly(NOON);
        var fewer = new ArrayList<>(off(7, 8 * 60));
        fewer.addAll(off(2, 0));
        assertThat(read(fewer).subList(0, 7)).containsOnly(NOON.minusHours(8));
    }

    @ParameterizedTest
    @CsvSource({"120, true", "-120, true", "121, false", "-121, false"})
    void aDifferenceIsOneOfZonesUpToTwoMinutes(int seconds, boolean corrected) {
        var time = NOON.minusHours(8).plusSeconds(seconds);
        var rows = Collections.nCopies(5, pair(time.toString(), NOON.toString())).stream()
                .flatMap(List::stream)
                .toList();
        assertThat(read(rows)).containsOnly(corrected ? time.plusHours(8) : time);
    }

    @ParameterizedTest
    @CsvSource({"1200, true", "1215, false", "-1200, true", "-1215, false", "15, true", "345, true"})
    void aDifferenceIsOneOfZonesUpToTwentyHours(int minutes, boolean corrected) {
        assertThat(read(off(5, minutes))).containsOnly(corrected ? NOON : NOON.minusMinutes(minutes));
    }

    @Test
    void aClockThatWasPutForwardIsCorrectedOnBothSidesOfTheChange() {
        var rows = new ArrayList<>(off(3, 13 * 60));
        rows.addAll(off(2, 12 * 60));
        assertThat(read(rows)).containsOnly(NOON);
        assertThat(notes(rows)).singleElement().asString().contains(" 5 times were 13 hours or 12 hours behind");
        // No clock was put forward by two hours.
        var twoHours = new ArrayList<>(off(3, 13 * 60));
        twoHours.addAll(off(2, 11 * 60));
        assertThat(read(twoHours).subList(0, 3)).containsOnly(NOON.minusHours(13));
    }

    @Test
    void timesThatAreRightAreNoClockThatWasPutForward() {
        var rows = new ArrayList<>(off(3, 60));
        rows.addAll(off(3, 0));
        assertThat(read(rows).subList(0, 3)).containsOnly(NOON.minusHours(1));
        assertThat(notes(rows)).isEmpty();
    }

    @Test
    void inAFileThatMixesOrdersEachDateIsReadAsItsIdSays() {
        var rows = rows(
                "25/1/2025 10:00", "2025-01-25T10:00",
                "1/26/2025 10:00", "2025-01-26T10:00",
                "1/2/2025 10:00", "2025-02-01T10:00",
                "1/2/2025 10:00", "2025-01-02T10:00",
                "1/2/2025 10:00", NO_ID);
        assertThat(read(rows))
                .extracting(LocalDateTime::toString)
                .containsExactly(
                        "2025-01-25T10:00",
                        "2025-01-26T10:00",
                        "2025-02-01T10:00",
                        "2025-01-02T10:00",
                        "2025-01-02T10:00");
        assertThat(notes(rows))
                .singleElement()
                .asString()
                .isEqualTo(
                        "3 dates such as 1/2/2025 are read with the month first; nothing in the file tells whether that is right.");
    }

    @Test
    void withoutOtherDatesAllAreReadInTheOrderOfMost() {
        assertThat(read(rows(
                        "1/2/2025 10:00", "2025-02-01T10:00",
                        "3/2/2025 10:00", "2025-02-03T10:00",
                        "1/4/2025 10:00", "2025-01-04T10:00")))
                .extracting(LocalDateTime::toString)
                .containsExactly("2025-02-01T10:00", "2025-02-03T10:00", "2025-04-01T10:00");
    }

    @Test
    void idsSayMoreOfTheOrderThanTheOtherDates() {
        var rows = rows("1/2/2025 10:00", "2025-01-02T10:00", "25/1/2025 10:00", NO_ID, "26/1/2025 10:00", NO_ID);
        assertThat(read(rows).get(0)).isEqualTo("2025-01-02T10:00:00");
        assertThat(notes(rows)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"25/1/2025 10:00, 2025-02-01T10:00", "1/25/2025 10:00, 2025-01-02T10:00"})
    void theOtherDatesTellTheOrderWhereIdsDoNot(String other, LocalDateTime expected) {
        assertThat(read(rows("1/2/2025 10:00", NO_ID, other, NO_ID)).get(0)).isEqualTo(expected);
    }

    @Test
    void aFileThatDoesNotTellTheOrderIsReadWithTheMonthFirstAndSaysSo() {
        var rows = rows("1/2/2025 10:00", NO_ID, "2/3/2025 10:00", NO_ID);
        assertThat(read(rows).get(0)).isEqualTo("2025-01-02T10:00:00");
        assertThat(notes(rows))
                .containsExactly(
                        "2 dates such as 1/2/2025 are read with the month first; nothing in the file tells whether that is right.",
                        "The posts have no ids, so that their times could not be checked: those without a zone are taken for China Standard Time.");
    }

    @ParameterizedTest
    @CsvSource({"2025-02-02T10:00:00, 2025-02-01T10:00", "2025-02-02T10:00:01, 2025-01-02T10:00"})
    void aDateIsThatOfAnIdWhichIsAtMostADayAway(String id, LocalDateTime expected) {
        assertThat(read(rows("1/2/2025 10:00", id))).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"25/1/2025 10:00", "1/25/2025 10:00", "2025-01-25 10:00:00", "2025-01-25T10:00:00+08:00"})
    void aFileWhoseDatesSayWhatTheyAreIsReadOnce(String time) {
        var clock = new IdClock(Optional.empty(), IdClock.Ruling.NONE);
        settle(clock, rows(time, "2025-01-25T10:00", time, "2025-01-25T10:00", time, "2025-01-25T10:00"));
        assertThat(clock.ruling()).isEqualTo(IdClock.Ruling.NONE);
        assertThat(clock.notes()).isEmpty();
    }

    @Test
    void datesInEitherOrderAreCorrectedTogetherWithTheOthers() {
        var rows = rows(
                "1/2/2025 2:00", "2025-02-01T10:00",
                "3/2/2025 2:00", "2025-02-03T10:00",
                "2025-01-25 02:00:00", "2025-01-25T10:00",
                "2025-01-26 02:00:00", "2025-01-26T10:00");
        assertThat(read(rows))
                .extracting(LocalDateTime::toString)
                .containsExactly("2025-02-01T10:00", "2025-02-03T10:00", "2025-01-25T10:00", "2025-01-26T10:00");
        assertThat(notes(rows))
                .containsExactly(
                        "2 dates such as 1/2/2025 are read with the day first, by the posts' ids.",
                        "All 4 times were 8 hours behind the posts' ids and have been corrected to China Standard Time.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/2/2025 10:00", "2025-01-02 10:00:00", "2025-01-02T10:00:00+08:00", "25/1/2025 10:00"})
    void aFileWithoutIdsSaysThatItsTimesAreNotCheckedWhateverTheirForm(String time) {
        assertThat(notes(rows(time, NO_ID))).anyMatch(note -> note.startsWith("The posts have no ids"));
        assertThat(notes(rows(time, NO_ID, time, "2025-01-02T10:00")))
                .noneMatch(note -> note.startsWith("The posts have no ids"));
    }

    @Test
    void aFileWithoutPostsHasNoNotes() {
        assertThat(new IdClock(Optional.of(ZoneId.of("UTC")), IdClock.Ruling.NONE).notes())
                .isEmpty();
    }

    /** The same post so many times, its time behind its id. */
    private static List<String> off(int posts, int minutesBehind) {
        var post = pair(NOON.minusMinutes(minutesBehind).toString(), NOON.toString());
        return Collections.nCopies(posts, post).stream().flatMap(List::stream).toList();
    }

    private static List<String> pair(String time, String id) {
        return List.of(time, id);
    }

    private static List<String> rows(String... timesAndIds) {
        return List.of(timesAndIds);
    }

    /** The times as a file is read: once to vote, and by the ruling. */
    private static List<LocalDateTime> read(List<String> timesAndIds) {
        var first = new IdClock(Optional.empty(), IdClock.Ruling.NONE);
        settle(first, timesAndIds);
        return settle(new IdClock(Optional.empty(), first.ruling()), timesAndIds);
    }

    private static List<String> notes(List<String> timesAndIds) {
        var clock = new IdClock(Optional.empty(), IdClock.Ruling.NONE);
        settle(clock, timesAndIds);
        return clock.notes();
    }

    private static List<LocalDateTime> settle(IdClock clock, List<String> timesAndIds) {
        var times = new ArrayList<LocalDateTime>();
        for (int i = 0; i < timesAndIds.size(); i += 2) {
            times.add(clock.settled(PublishedTime.parse(timesAndIds.get(i)), id(timesAndIds.get(i + 1))));
        }
        return times;
    }

    private static Optional<TimestampedId> id(String time) {
        return Optional.of(time)
                .filter(any -> !any.isEmpty())
                .map(any -> "%08x%016x".formatted(LocalDateTime.parse(any).toEpochSecond(Post.CHINA_STANDARD_TIME), 1))
                .flatMap(TimestampedId::parse);
    }
}
