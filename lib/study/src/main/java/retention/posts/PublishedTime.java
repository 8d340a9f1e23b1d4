package retention.posts;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a file says of a post's time, before it is known which zone the file means and how it orders day and month. */
sealed interface PublishedTime {

    /** A date and a time of day on the file's own clock. */
    record Local(LocalDateTime time) implements PublishedTime {}

    /** As {@code 1/2/2025 8:03}: the second of January or the first of February. */
    record Ambiguous(LocalDateTime monthFirst, LocalDateTime dayFirst) implements PublishedTime {}

    /** As {@code 15/1/2025 8:03} or {@code 1/15/2025 8:03}, which tell how the file orders day and month. */
    record Ordered(LocalDateTime time, boolean monthFirst) implements PublishedTime {}

    /** A time that says its zone, or a count of seconds since 1970. */
    record Absolute(Instant time) implements PublishedTime {}

    /** No time of a post can be made of it. */
    record Unknown(String reason) implements PublishedTime {}

    /** Reads a field of a time column; never fails, see {@link Unknown}. */
    static PublishedTime parse(String field) {
        return Parser.usual(field);
    }

    /** The forms that files have. */
    final class Parser {

        private static final String EXPECTED =
                "expected a date with a time of day, such as 2025-01-15 08:03:22, or Unix seconds";
        private static final int LONGEST = 80;
        private static final int USUAL_LENGTH = 19;

        private static final String TIME =
                "(?:(?<noon>上午|下午|凌晨|早上|中午|晚上) ?)?(?<h>[0-9]{1,2}) ?[:时時点] ?(?<min>[0-9]{1,2}) ?(?:[:分] ?(?<s>[0-9]{1,2})(?:[.,][0-9]{1,9})?)?[秒分]? ?(?<ampm>[ap]\\.?m\\.?)?";
        private static final String ZONE =
                " ?(?<zone>z|(?:utc|gmt)? ?[+-][0-9]{1,2}(?::?[0-9]{2})?|utc|gmt|cst|北京时间)?(?:\\[[a-z_/]+\\])?(?: \\(?[\\p{L} ]{1,30}\\)?)?";
        private static final String MONTH = "(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
        private static final String GAP = "(?: ?[t_,]? ?)";

        private static final Pattern YEAR_FIRST = Pattern.compile(
                "(?<y>[0-9]{4}) ?[-/.年] ?(?<m>[0-9]{1,2}) ?[-/.月] ?(?<d>[0-9]{1,2}) ?(?:日|号)?(?: ?(?:周|星期)[一二三四五六日天])?(?<rest>"
                        + GAP + TIME + ZONE + ")?");
        private static final Pattern YEAR_LAST =
                Pattern.compile("(?<a>[0-9]{1,2})(?<sep>[-/.])(?<b>[0-9]{1,2})[-/.](?<y>[0-9]{4}|[0-9]{2})(?<rest>"
                        + GAP + TIME + ZONE + ")?");
        private static final Pattern MONTH_NAMED = Pattern.compile("(?:[a-z]{3,9}\\.?,? )?" + MONTH
                + " (?<d>[0-9]{1,2})(?:st|nd|rd|th)?,? (?<y>[0-9]{4})(?<rest>,?(?: at)?" + GAP + TIME + ZONE + ")?");
        private static final Pattern DAY_MONTH_NAMED =
                Pattern.compile("(?:[a-z]{3,9}\\.?,? )?(?<d>[0-9]{1,2})(?:st|nd|rd|th)?[ -]" + MONTH
                        + ",?[ -](?<y>[0-9]{4})(?<rest>,?(?: at)?" + GAP + TIME + ZONE + ")?");
        private static final Pattern YEAR_AT_END = Pattern.compile("[a-z]{3} " + MONTH
                + " {1,2}(?<d>[0-9]{1,2}) (?<rest>" + TIME + " ?(?<zone>[+-][0-9]{4}|utc|gmt|cst)?) (?<y>[0-9]{4})");
        private static final Pattern COMPACT = Pattern.compile(
                "(?<y>(?:19|20)[0-9]{2})(?<m>[01][0-9])(?<d>[0-3][0-9])(?<rest>[t_ ]?(?<h>[0-2][0-9]):?(?<min>[0-5][0-9])(?::?(?<s>[0-5][0-9])(?:\\.[0-9]{1,9})?)?"
                        + ZONE + ")?");
        private static final Pattern NUMBER = Pattern.compile("[0-9]{5,16}(?:\\.[0-9]{1,12})?");
        private static final Pattern POWER_OF_TEN = Pattern.compile("[0-9](?:[.,][0-9]+)?e\\+?[0-9]{1,2}");
        private static final Pattern PREFIX = Pattern.compile(
                "^(?:最后|最後)?(?:编辑|編輯|发布|發佈|發布|发表|更新|修改|edited|posted|published|updated)(?:于|於|时间| on| at)?[:]? ?");
        private static final Pattern RELATIVE = Pattern.compile(
                ".*(?:昨天|今天|前天|刚刚|剛剛|[分秒]钟?前|分鐘前|小时前|小時前|天前|周前|週前|月前|年前|yesterday|today|just now|\\bago\\b|[0-9] ?[smhdw]$).*");
        private static final Pattern WITHOUT_YEAR = Pattern.compile("[0-9]{1,2}[-/.月][0-9]{1,2}日?(?: .*)?");
        private static final List<String> MONTHS =
                List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
        private static final List<String> EMPTY =
                List.of("", "-", "none", "nan", "nat", "null", "n/a", "未知", "unknown");

        private static final BigDecimal EARLIEST_SECOND = BigDecimal.valueOf(1_000_000_000L);
        private static final BigDecimal LATEST_SECOND = BigDecimal.valueOf(4_102_444_800L);
        private static final LocalDate SERIAL_ZERO = LocalDate.of(1899, 12, 30);
        private static final BigDecimal FIRST_SERIAL = BigDecimal.valueOf(30_000);
        private static final BigDecimal LAST_SERIAL = BigDecimal.valueOf(80_000);
        private static final BigDecimal DAY_SECONDS = BigDecimal.valueOf(86_400);

        private Parser() {}

        /** Reads {@code 2025-01-15 08:03:22} at once, and leaves whatever else there is to the patterns. */
        private static PublishedTime usual(String field) {
            if (field.length() == USUAL_LENGTH
                    && field.charAt(4) == '-'
                    && field.charAt(7) == '-'
                    && (field.charAt(10) == ' ' || field.charAt(10) == 'T')
                    && field.charAt(13) == ':'
                    && field.charAt(16) == ':') {
                int year = digits(field, 0, 4);
                int month = digits(field, 5, 7);
                int day = digits(field, 8, 10);
                int hour = digits(field, 11, 13);
                int minute = digits(field, 14, 16);
                int second = digits(field, 17, 19);
                if (year >= 1
                        && month >= 1
                        && month <= 12
                        && day >= 1
                        && day <= 28
                        && hour >= 0
                        && hour < 24
                        && minute >= 0
                        && minute < 60
                        && second >= 0
                        && second < 60) {
                    return new Local(LocalDateTime.of(year, month, day, hour, minute, second));
                }
            }
            return other(field);
        }

        private static int digits(String field, int from, int until) {
            int number = 0;
            for (int i = from; i < until; i++) {
                int digit = field.charAt(i) - '0';
                if (digit < 0 || digit > 9) {
                    return -1;
                }
                number = 10 * number + digit;
            }
            return number;
        }

        private static PublishedTime other(String field) {
            var text = Invisible.withoutZeroWidth(Invisible.stripped(Invisible.narrow(field), "'\"=`‘’“”"))
                    .replaceAll("\\s+|\\p{Z}+", " ")
                    .toLowerCase(Locale.ROOT);
            if (EMPTY.contains(text)) {
                return new Unknown("no time; " + EXPECTED);
            }
            if (text.length() > LONGEST) {
                return new Unknown("not a time; " + EXPECTED);
            }
            text = PREFIX.matcher(text).replaceFirst("");
            if (NUMBER.matcher(text).matches()) {
                return number(text);
            }
            if (POWER_OF_TEN.matcher(text).matches()) {
                return new Unknown("a number that Excel has cut; format the column as text and export it again");
            }
            try {
                return calendar(text);
            } catch (DateTimeException e) {
                return new Unknown("no such date or time of day; " + EXPECTED);
            }
        }

        private static PublishedTime calendar(String text) {
            var match = YEAR_FIRST.matcher(text);
            if (match.matches()) {
                return time(match, LocalDate.of(number(match, "y"), number(match, "m"), number(match, "d")));
            }
            match = YEAR_LAST.matcher(text);
            if (match.matches()) {
                return yearLast(match);
            }
            for (var named : List.of(MONTH_NAMED, DAY_MONTH_NAMED, YEAR_AT_END)) {
                match = named.matcher(text);
                if (match.matches()) {
                    int month = 1 + MONTHS.indexOf(match.group("month"));
                    return time(match, LocalDate.of(number(match, "y"), month, number(match, "d")));
                }
            }
            match = COMPACT.matcher(text);
            if (match.matches()) {
                return time(match, LocalDate.of(number(match, "y"), number(match, "m"), number(match, "d")));
            }
            return new Unknown(
                    RELATIVE.matcher(text).matches()
                            ? "a time that counts from an unknown day of the crawl; " + EXPECTED
                            : WITHOUT_YEAR.matcher(text).matches()
                                    ? "a date without a year; " + EXPECTED
                                    : "not a time; " + EXPECTED);
        }

        private static PublishedTime yearLast(Matcher match) {
            int a = number(match, "a");
            int b = number(match, "b");
            int year = number(match, "y") + (match.group("y").length() == 2 ? 2000 : 0);
            boolean couldBeMonthFirst = a <= 12 && !match.group("sep").equals(".");
            boolean couldBeDayFirst = b <= 12;
            if (couldBeMonthFirst && couldBeDayFirst) {
                var monthFirst = time(match, LocalDate.of(year, a, b));
                var dayFirst = time(match, LocalDate.of(year, b, a));
                return monthFirst instanceof Local first && dayFirst instanceof Local second && a != b
                        ? new Ambiguous(first.time(), second.time())
                        : monthFirst;
            }
            var only = time(match, couldBeMonthFirst ? LocalDate.of(year, a, b) : LocalDate.of(year, b, a));
            return only instanceof Local local && !match.group("sep").equals(".")
                    ? new Ordered(local.time(), couldBeMonthFirst)
                    : only;
        }

        private static PublishedTime time(Matcher match, LocalDate date) {
            if (match.group("rest") == null) {
                return new Unknown("a date without a time of day; " + EXPECTED);
            }
            int hour = number(match, "h");
            boolean twelve = false;
            boolean afternoon = false;
            if (match.pattern() != COMPACT) {
                var ampm = match.group("ampm");
                var noon = match.group("noon");
                twelve = ampm != null || noon != null;
                afternoon = (ampm != null && ampm.startsWith("p")) || (noon != null && "下午晚上中午".contains(noon));
            }
            if (twelve && hour <= 12) {
                boolean elevenAtNoon = "中午".equals(match.pattern() == COMPACT ? "" : match.group("noon")) && hour == 11;
                hour = hour % 12 + (afternoon && !elevenAtNoon ? 12 : 0);
            }
            int second = match.group("s") == null ? 0 : number(match, "s");
            var local = date.atTime(hour, number(match, "min"), second);
            var zone = match.group("zone");
            return zone == null || zone.isBlank() || zone.equals("cst")
                    ? new Local(local)
                    : new Absolute(local.toInstant(offset(zone)));
        }

        private static ZoneOffset offset(String zone) {
            var digits = zone.replaceAll("[^0-9+-]", "");
            if (zone.equals("北京时间")) {
                return Post.CHINA_STANDARD_TIME;
            }
            if (digits.isEmpty()) {
                return ZoneOffset.UTC;
            }
            int sign = digits.charAt(0) == '-' ? -1 : 1;
            var amount = digits.substring(1);
            int hours = Integer.parseInt(amount.length() > 2 ? amount.substring(0, amount.length() - 2) : amount);
            int minutes = amount.length() > 2 ? Integer.parseInt(amount.substring(amount.length() - 2)) : 0;
            return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
        }

        /** Unix seconds, milliseconds or microseconds, or the days since 1900 in which spreadsheets count. */
        private static PublishedTime number(String text) {
            var value = new BigDecimal(text);
            if (value.compareTo(FIRST_SERIAL) >= 0 && value.compareTo(LAST_SERIAL) < 0) {
                var day = value.setScale(0, RoundingMode.FLOOR);
                if (text.indexOf('.') < 0) {
                    return new Unknown("a date without a time of day; " + EXPECTED);
                }
                var seconds = value.subtract(day).multiply(DAY_SECONDS).setScale(0, RoundingMode.HALF_UP);
                return new Local(SERIAL_ZERO
                        .plusDays(day.longValueExact())
                        .atStartOfDay()
                        .plusSeconds(seconds.longValueExact()));
            }
            for (int thousandths = 0; thousandths <= 2; thousandths++) {
                var seconds = value.movePointLeft(3 * thousandths);
                if (seconds.compareTo(EARLIEST_SECOND) >= 0 && seconds.compareTo(LATEST_SECOND) < 0) {
                    return new Absolute(Instant.ofEpochSecond(seconds.longValue()));
                }
            }
            var compact = COMPACT.matcher(text);
            if (compact.matches()) {
                try {
                    return time(
                            compact, LocalDate.of(number(compact, "y"), number(compact, "m"), number(compact, "d")));
                } catch (DateTimeException e) {
                    return new Unknown("no such date or time of day; " + EXPECTED);
                }
            }
            return new Unknown("not a time; " + EXPECTED);
        }

        private static int number(Matcher match, String group) {
            return Integer.parseInt(match.group(group));
        }
    }
}
