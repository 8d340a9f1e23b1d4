package retention.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import retention.posts.DisplayCount.Known;
import retention.posts.DisplayCount.Missing;
import retention.posts.DisplayCount.Unreadable;

class CountParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0          | 0         | false
                    14         | 14        | false
                    1,200      | 1200      | false
                    1，200      | 1200      | false
                    12,345,678 | 12345678  | false
                    10+        | 10        | true
                    1千+       | 1000      | true
                    1.2千      | 1200      | false
                    1.2万      | 12000     | false
                    1.2万+     | 12000     | true
                    1.2w       | 12000     | false
                    3W+        | 30000     | true
                    3k         | 3000      | false
                    3K+        | 3000      | true
                    1亿        | 100000000 | false
                    １２       | 12        | false
                    １千＋     | 1000      | true
                    12.0       | 12        | false
                    赞         | 0         | false
                    收藏       | 0         | false
                    评论       | 0         | false
                    分享       | 0         | false
                    """)
    void readsWhatTheAppDisplays(String text, long value, boolean lowerBound) {
        assertThat(CountParser.DISPLAYED.parse(text)).isEqualTo(new Known(value, lowerBound));
    }

    @ParameterizedTest
    @ValueSource(strings = {" 12 ", "\u300012\u3000", "\u00a012", "12\t", "12\n"})
    void ignoresSurroundingSpaces(String text) {
        assertThat(CountParser.DISPLAYED.parse(text)).isEqualTo(new Known(12, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u3000"})
    void keepsAnEmptyFieldApartFromZero(String text) {
        assertThat(CountParser.DISPLAYED.parse(text)).isEqualTo(new Missing());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "many",
                "-3",
                "+",
                "1+2",
                "1,2",
                "1,2000",
                "12.5",
                "1.23456万",
                "万",
                "1千万千",
                "0x10",
                "1e3",
                "NaN",
                "∞",
                "99999999999999999999",
                "9999999999999亿",
                "1000000000001",
                "1,000,000,000,001",
                "5000000000000000000",
                "10001亿",
                "12 赞",
                "٣"
            })
    void reportsAnythingElseAsUnreadableAndNeverAsZero(String text) {
        assertThat(CountParser.DISPLAYED.parse(text)).isEqualTo(new Unreadable(text));
    }

    @Test
    void readsEveryWholeNumberBackThatWasWrittenWithSeparators() {
        for (long value = 1; value < 1_000_000_000_000L; value = value * 7 + 3) {
            assertThat(CountParser.DISPLAYED.parse("%,d".formatted(value))).isEqualTo(new Known(value, false));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1,234", "1.1", "万"})
    void doesNotTakeLongOverManyDigits(String repeated) {
        var text = repeated.repeat(300_000 / repeated.length());
        assertTimeoutPreemptively(Duration.ofSeconds(1), () -> assertThat(List.of(
                        CountParser.DISPLAYED.parse(text),
                        CountParser.DISPLAYED.parse("1." + text),
                        CountParser.AS_PUBLISHED.parse("1".repeat(300_000) + text)))
                .hasOnlyElementsOfType(Unreadable.class));
    }

    @Test
    void readsTheLargestCount() {
        assertThat(CountParser.DISPLAYED.parse("1,000,000,000,000")).isEqualTo(new Known(1_000_000_000_000L, false));
        assertThat(CountParser.DISPLAYED.parse("10000亿+")).isEqualTo(new Known(1_000_000_000_000L, true));
        assertThat(CountParser.AS_PUBLISHED.parse("100000000万")).isEqualTo(new Known(1_000_000_000_000L, false));
    }

    @Test
    void saysWhatItReadInWords() {
        assertThat(CountParser.DISPLAYED.parse("1千+")).hasToString("1,000 or more");
        assertThat(CountParser.DISPLAYED.parse("14")).hasToString("14");
        assertThat(CountParser.DISPLAYED.parse("")).hasToString("missing");
        assertThat(CountParser.DISPLAYED.parse("many")).hasToString("unreadable: many");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    14    | 14
                    10+   | 10
                    1千+  | 1
                    9千+  | 9
                    1万+  | 10000
                    1.2万 | 12000
                    84.7万+ | 847000
                    1,200 | 1
                    3k    | 3
                    """)
    void repeatsThePublishedConversionWithItsDefect(String text, long value) {
        assertThat(CountParser.AS_PUBLISHED.parse(text)).isEqualTo(new Known(value, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "赞", "many", "万", "99999999999999999999", "5000000000000000000", "100000001万"})
    void cannotReadWhereThePublishedConversionRaisesOrTheCountIsNoneOfThisWorld(String text) {
        assertThat(CountParser.AS_PUBLISHED.parse(text)).isEqualTo(new Unreadable(text));
    }
}
