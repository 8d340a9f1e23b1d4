package retention.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import numerics.Numbers;
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
                    点赞       | 0         | false
                    抢首评     | 0         | false
                    Likes      | 0         | false
                    Comment    | 0         | false
                    3.4萬      | 34000     | false
                    2億+       | 200000000 | true
                    2.5M       | 2500000   | false
                    4.5e3      | 4500      | false
                    7E+5       | 700000    | false
                    7.00       | 7         | false
                    45 678     | 45678     | false
                    45_678     | 45678     | false
                    1.234.567  | 1234567   | false
                    3万多      | 30000     | true
                    3万以上    | 30000     | true
                    点赞 12    | 12        | false
                    收藏1.2万+ | 12000     | true
                    Likes: 5   | 5         | false
                    点赞数：12 | 12        | false
                    12,0       | 12        | false
                    1,00       | 1         | false
                    约2.5万    | 25000     | false
                    >3万       | 30000     | true
                    超过5千    | 5000      | true
                    3万赞      | 30000     | false
                    8万+人     | 80000     | true
                    25+条      | 25        | true
                    12 赞      | 12        | false
                    +34        | 34        | false
                    三百万+    | 3000000   | true
                    二十       | 20        | false
                    两千       | 2000      | false
                    七         | 7         | false
                    3百万      | 3000000   | false
                    2十万      | 200000    | false
                    1亿2千万   | 120000000 | false
                    1万2千     | 12000     | false
                    1,200万    | 12000000  | false
                    "34"       | 34        | false
                    ="34"      | 34        | false
                    =34        | 34        | false
                    3.4 w      | 34000     | false
                    ７．５ｋ   | 7500      | false
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
    @ValueSource(
            strings = {
                "", " ", "\u3000", "\u200b", "-", "--", "None", "none", "NaN", "nan", "null", "N/A", "未知", "-1", "－1"
            })
    void keepsAMissingCountApartFromZero(String text) {
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
                "2.000",
                "12.345",
                "3,4万",
                "1.98765万",
                "2。5万",
                "3. 1万",
                "0x2A",
                "③",
                "¼",
                "3⁄4",
                "7²",
                "15㎡",
                "2㍿",
                "<10",
                "三万五",
                "万五",
                "十百",
                "1万万",
                "2025-01-15",
                "12:30",
                "12.5",
                "1.23456万",
                "万",
                "1千万千",
                "0x10",
                "∞",
                "99999999999999999999",
                "9999999999999亿",
                "1000000000001",
                "1,000,000,000,001",
                "5000000000000000000",
                "10001亿",
                "٣"
            })
    void reportsAnythingElseAsUnreadableAndNeverAsZero(String text) {
        assertThat(CountParser.DISPLAYED.parse(text)).isEqualTo(new Unreadable(text));
    }

    @Test
    void readsEveryWholeNumberBackThatWasWrittenWithSeparators() {
        for (long value = 1; value < 1_000_000_000_000L; value = value * 7 + 3) {
            assertThat(CountParser.DISPLAYED.parse(Numbers.text("%,d", value))).isEqualTo(new Known(value, false));
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

    /** Each number is what its digits and units say, from the smallest unit to the largest. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    999999999999 | 999999999999
                    十      | 10
                    十二    | 12
                    九十九  | 99
                    一百零五 | 105
                    一百二十 | 120
                    一千零一十 | 1010
                    二十万  | 200000
                    十万    | 100000
                    3万零5  | 30005
                    3万10   | 30010
                    三万五千 | 35000
                    3万9999 | 39999
                    1亿零1  | 100000001
                    1亿9999万 | 199990000
                    """)
    void readsChineseNumerals(String text, long value) {
        assertThat(CountParser.DISPLAYED.parse(text)).isEqualTo(new Known(value, false));
        assertThat(CountParser.DISPLAYED.parse(text + "+")).isEqualTo(new Known(value, true));
    }

    /** A part that is as large as the unit before it, or that could stand for two numbers, makes no number. */
    @ParameterizedTest
    @ValueSource(strings = {"三万9", "3万10000", "一百五", "一千五", "1亿1亿", "5百100", "百", "千", "一十十", "万十", "零百万千"})
    void readsNoNumeralOfWhichAPartIsTooLargeOrSpokenShort(String text) {
        assertThat(CountParser.DISPLAYED.parse(text)).isEqualTo(new Unreadable(text));
    }

    @Test
    void readsADisplayOfSixtyCharactersAndNoLongerOne() {
        var display = "约" + "1,000" + "+".repeat(54);
        assertThat(display).hasSize(60);
        assertThat(CountParser.DISPLAYED.parse(display)).isEqualTo(new Known(1_000, true));
        assertThat(CountParser.DISPLAYED.parse(display + "+")).isEqualTo(new Unreadable(display + "+"));
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
