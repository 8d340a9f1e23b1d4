package retention.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import retention.posts.PublishedTime.Absolute;
import retention.posts.PublishedTime.Ambiguous;
import retention.posts.PublishedTime.Local;
import retention.posts.PublishedTime.Ordered;
import retention.posts.PublishedTime.Unknown;

class PublishedTimeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2025-02-27 19:45:06         | 2025-02-27T19:45:06
                    2025-02-27T19:45:06         | 2025-02-27T19:45:06
                    2025-01-31 19:45:06         | 2025-01-31T19:45:06
                    2025-02-27 19:45            | 2025-02-27T19:45
                    2025-02-27 19:45:06.789     | 2025-02-27T19:45:06
                    2025-2-7 9:05:06            | 2025-02-07T09:05:06
                    2025/2/27 9:05              | 2025-02-27T09:05
                    2025.02.27 19:45            | 2025-02-27T19:45
                    2025-02-27_19:45:06         | 2025-02-27T19:45:06
                    2025年2月27日 19:45         | 2025-02-27T19:45
                    2025年02月27日19时45分06秒  | 2025-02-27T19:45:06
                    2025年2月27日 下午7:45      | 2025-02-27T19:45
                    2025-02-27 PM 7:45          | 2025-02-27T19:45
                    25年2月27日 19:45           | 2025-02-27T19:45
                    27-Feb-25 7:45 PM           | 2025-02-27T19:45
                    2025-02-27 19:45 Egypt      | 2025-02-27T19:45
                    编辑于 2025-02-27 19:45     | 2025-02-27T19:45
                    发布于 2025-02-27 19:45 美国 | 2025-02-27T19:45
                    Edited on 2025-02-27 19:45  | 2025-02-27T19:45
                    27.2.2025 19:45             | 2025-02-27T19:45
                    Feb 27, 2025 7:45 PM        | 2025-02-27T19:45
                    27 February 2025 19:45:06   | 2025-02-27T19:45:06
                    20250227194506              | 2025-02-27T19:45:06
                    20250227T194506             | 2025-02-27T19:45:06
                    45715.82298611111           | 2025-02-27T19:45:06
                    45715,82298611111           | 2025-02-27T19:45:06
                    ２０２５-02-27　19：45      | 2025-02-27T19:45
                    '"2025-02-27 19:45:06"'     | 2025-02-27T19:45:06
                    """)
    void readsADateWithATimeOfDayOnTheFilesClock(String text, LocalDateTime time) {
        assertThat(PublishedTime.parse(text)).isEqualTo(new Local(time));
    }

    @ParameterizedTest
    @CsvSource({
        "2025-02-27T19:45:06Z, 2025-02-27T19:45:06Z",
        "2025-02-27T19:45:06.789Z, 2025-02-27T19:45:06Z",
        "2025-02-27 19:45:06+08:00, 2025-02-27T11:45:06Z",
        "2025-02-27 19:45:06 +0800, 2025-02-27T11:45:06Z",
        "2025-02-27T19:45-05:00, 2025-02-28T00:45:00Z",
        "2025-02-27 19:45:06 UTC, 2025-02-27T19:45:06Z",
        "2025-02-27 19:45:06 GMT+8, 2025-02-27T11:45:06Z",
        "2025-02-27 19:45:06 (UTC), 2025-02-27T19:45:06Z",
        "2025-02-27 19:45:06 EST, 2025-02-28T00:45:06Z",
        "2025-07-27 19:45:06 ET, 2025-07-27T23:45:06Z",
        "2025-02-27 7:45:06 PM Pacific Time, 2025-02-28T03:45:06Z",
        "Thu Feb 27 19:45:06 PST 2025, 2025-02-28T03:45:06Z",
        "'Thu, 27 Feb 2025 19:45:06 GMT', 2025-02-27T19:45:06Z",
        "Thu Feb 27 19:45:06 +0800 2025, 2025-02-27T11:45:06Z",
        "1740656706, 2025-02-27T11:45:06Z",
        "1740656706.0, 2025-02-27T11:45:06Z",
        "1740656706000, 2025-02-27T11:45:06Z",
        "1740656706123, 2025-02-27T11:45:06Z",
        "1740656706123456, 2025-02-27T11:45:06Z",
        "1740656706123456789, 2025-02-27T11:45:06Z",
        "1.740656706E+12, 2025-02-27T11:45:06Z",
        "1.740656706123e12, 2025-02-27T11:45:06Z"
    })
    void honoursAZoneAndReadsUnixTimes(String text, Instant time) {
        assertThat(PublishedTime.parse(text)).isEqualTo(new Absolute(time));
    }

    @Test
    void leavesOpenWhetherTheDayOrTheMonthComesFirst() {
        assertThat(PublishedTime.parse("3/2/2025 19:45"))
                .isEqualTo(new Ambiguous(LocalDateTime.of(2025, 3, 2, 19, 45), LocalDateTime.of(2025, 2, 3, 19, 45)));
        assertThat(PublishedTime.parse("2/27/2025 7:45:06 PM"))
                .isEqualTo(new Ordered(LocalDateTime.of(2025, 2, 27, 19, 45, 6), true));
        assertThat(PublishedTime.parse("27/2/25 19:45"))
                .isEqualTo(new Ordered(LocalDateTime.of(2025, 2, 27, 19, 45), false));
        assertThat(PublishedTime.parse("25-02-27 19:45"))
                .isEqualTo(new Ambiguous(LocalDateTime.of(2025, 2, 27, 19, 45), LocalDateTime.of(2027, 2, 25, 19, 45)));
        assertThat(PublishedTime.parse("2/2/2025 12:05 AM")).isEqualTo(new Local(LocalDateTime.of(2025, 2, 2, 0, 5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2025-02-27          | without a time of day
                    2/27/2025           | without a time of day
                    2025年2月27日       | without a time of day
                    编辑于 2025-02-27   | without a time of day
                    编辑于 2025-02-27 美国 | without a time of day
                    2025-02-27 (US)     | without a time of day
                    20250227            | without a time of day
                    45715               | without a time of day
                    昨天 08:15          | unknown day of the crawl
                    3小时前             | unknown day of the crawl
                    2 days ago          | unknown day of the crawl
                    02-27 19:45         | without a year
                    2025-02-30 19:45:06 | no such date
                    2025-02-27 25:45:06 | no such date
                    1.7406567E+12       | Excel
                    ''                  | no time
                    None                | no time
                    NA                  | no time
                    soon                | not a time
                    2025-02-27 19:45 AEST | a zone that is not known
                    2025-02-27 19:45 Coordinated Universal Time | a zone that is not known
                    123                 | not a time
                    """)
    void saysWhyItCannotTell(String text, String reason) {
        assertThat(PublishedTime.parse(text))
                .isInstanceOfSatisfying(Unknown.class, unknown -> assertThat(unknown.reason())
                        .contains(reason)
                        .contains(reason.equals("Excel") ? "format the column" : "expected"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "1/", "2025-", " ", "下午", "9e"})
    void doesNotTakeLongOverALongField(String repeated) {
        var text = repeated.repeat(2_000_000 / repeated.length()) + "x";
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThat(PublishedTime.parse(text))
                .isInstanceOf(Unknown.class));
    }
}
