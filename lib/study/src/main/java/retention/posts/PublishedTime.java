package retention.posts;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a file says of a post's time, before it is known which zone the file means and how it orders day and month. */
sealed interface PublishedTime {

    /** The form that nearly all files have, and which is read at once. */
    Pattern USUAL = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}");

    /** What the time is on China's clock as long as nothing speaks against it; an unknown one has none. */
    LocalDateTime provisional();

    /** A date and a time of day on the file's own clock. */
    record Local(LocalDateTime provisional) implements PublishedTime {}

    /**
     * As {@code 1/2/2025 8:03}: the second of January or the first of February; or as {@code 25-01-23 8:03}, which begins with the
     * year in the first reading and with the day in the second.
     */
    record Ambiguous(LocalDateTime monthFirst, LocalDateTime dayFirst) implements PublishedTime {

        @Override
        public LocalDateTime provisional() {
            return monthFirst;
        }
    }

    /** As {@code 15/1/2025 8:03}, {@code 1/15/2025 8:03} or {@code 25-01-15 8:03}, which tell whether the file begins with the day. */
    record Ordered(LocalDateTime provisional, boolean monthFirst) implements PublishedTime {}

    /** A time that says its zone, or a count of seconds since 1970. */
    record Absolute(Instant time) implements PublishedTime {

        @Override
        public LocalDateTime provisional() {
            return LocalDateTime.ofInstant(time, Post.CHINA_STANDARD_TIME);
        }
    }

    /** No time of a post can be made of it. */
    record Unknown(String reason) implements PublishedTime {

        @Override
        public LocalDateTime provisional() {
            throw new IllegalStateException("A post without a time: " + reason);
        }
    }

    /** Reads a field of a time column; never fails, see {@link Unknown}. */
    static PublishedTime parse(String field) {
        if (!USUAL.matcher(field).matches()) {
            return Parser.parse(field);
        }
        try {
            return new Local(LocalDateTime.of(
                    number(field, 0, 4),
                    number(field, 5, 7),
                    number(field, 8, 10),
                    number(field, 11, 13),
                    number(field, 14, 16),
                    number(field, 17, 19)));
        } catch (DateTimeException noSuchTime) {
            return Parser.parse(field);
        }
    }

    private static int number(String field, int start, int end) {
        return Integer.parseInt(field, start, end, 10);
    }

    /** The forms that files have. */
    final class Parser {

        private static final int LONGEST = 80;

        private static final String REST = "(?<rest>,?(?: at)?(?: ?[t_,]? ?)"
                + "(?:(?<noon>上午|下午|凌晨|早上|中午|晚上|[ap]\\.?m\\.?) ?)?(?<h>[0-9]{1,2}) ?[:时時点] ?(?<min>[0-9]{1,2}) ?"
                + "(?:[:分] ?(?<s>[0-9]{1,2})(?:[.,][0-9]{1,9})?)?[秒分]? ?(?<ampm>[ap]\\.?m\\.?)?"
                + " ?\\(?(?<zone>z|(?:utc|gmt)? ?[+-][0-9]{1,2}(?::?[0-9]{2})?|utc|gmt|cst|北京时间"
                + "|[empj][sd]?t|cdt|(?:eastern|central|mountain|pacific)(?: standard| daylight)?(?: time)?)?\\)?(?:\\[[a-z_/]+\\])?)?"
                + "(?: \\(?(?<place>[\\p{L} ]{1,30})\\)?)?";

        /** The zones of America and Japan that have names, by the first letter of these. */
        private static final Map<Character, String> NAMED = Map.of(
                'e', "America/New_York",
                'c', "America/Chicago",
                'm', "America/Denver",
                'p', "America/Los_Angeles",
                'j', "Asia/Tokyo");

        /** What is no place behind a time. */
        private static final Pattern OTHER_ZONE = Pattern.compile("[a-z]{1,3}t|.*\\btime\\b.*");

        private static final List<String> MONTHS =
                List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
        private static final String MONTH = "(?<month>" + String.join("|", MONTHS) + ")[a-z]*\\.?";

        private static final Pattern YEAR_FIRST = Pattern.compile(
                "(?<y>[0-9]{4}|[0-9]{2}(?= ?年)) ?[-/.年] ?(?<m>[0-9]{1,2}) ?[-/.月] ?(?<d>[0-9]{1,2}) ?(?:日|号)?"
                        + "(?: ?(?:周|星期)[一二三四五六日天])?" + REST);
        private static final Pattern YEAR_LAST =
                Pattern.compile("(?<a>[0-9]{1,2})(?<sep>[-/.])(?<b>[0-9]{1,2})[-/.](?<y>[0-9]{4}|[0-9]{2})" + REST);
        private static final Pattern MONTH_NAMED = Pattern.compile(
                "(?:[a-z]{3,9}\\.?,? )?" + MONTH + " (?<d>[0-9]{1,2})(?:st|nd|rd|th)?,? (?<y>[0-9]{4})" + REST);
        private static final Pattern DAY_MONTH_NAMED = Pattern.compile("(?:[a-z]{3,9}\\.?,? )?(?<d>[0-9]{1,2})"
                + "(?:st|nd|rd|th)?[ -]" + MONTH + ",?[ -](?<y>[0-9]{4}|[0-9]{2})" + REST);

        /** {@code Wed Jan 15 08:03:22 +0800 2025}, of which the year is moved. */
        private static final Pattern YEAR_AT_END =
                Pattern.compile("^([a-z]{3} [a-z]{3,9}\\.? [0-9]{1,2}) ([0-9]{1,2}:.*) ([0-9]{4})$");

        /** {@code 20250115T080322}, into which separators are put. */
        private static final Pattern COMPACT = Pattern.compile("((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])"
                + "(?:[t_ ]?([0-2][0-9]):?([0-5][0-9])(?::?([0-5][0-9])(?:\\.[0-9]{1,9})?)?((?![0-9]).*))?");

        private static final Pattern NUMBER = Pattern.compile("[0-9]{5,19}(?:[.,][0-9]{1,12})?");
        private static final Pattern POWER_OF_TEN = Pattern.compile("[0-9](?:[.,]([0-9]+))?e\\+?[0-9]{1,2}");

        /** With so many digits behind the point a count of seconds is whole. */
        private static final int WHOLE = 9;

        private static final Pattern PREFIX = Pattern.compile(
                "^(?:最后|最後)?(?:编辑|編輯|发布|發佈|發布|发表|更新|修改|edited|posted|published|updated)" + "(?:于|於|时间| on| at)?[:]? ?");
        private static final Pattern RELATIVE = Pattern.compile(".*(?:昨天|今天|前天|刚刚|剛剛|[分秒]钟?前|分鐘前|小时前|小時前|天前|周前|週前|月前|年前"
                + "|yesterday|today|just now|\\bago\\b|[0-9] ?[smhdw]$).*");
        private static final Pattern WITHOUT_YEAR = Pattern.compile("[0-9]{1,2}[-/.月][0-9]{1,2}日?(?: .*)?");
        private static final List<String> EMPTY =
                List.of("", "-", "none", "nan", "nat", "null", "na", "n/a", "未知", "unknown");

        private static final BigDecimal EARLIEST_SECOND = BigDecimal.valueOf(1_000_000_000L);
        private static final BigDecimal LATEST_SECOND = BigDecimal.valueOf(4_102_444_800L);
        private static final LocalDate SERIAL_ZERO = LocalDate.of(1899, 12, 30);
        private static final BigDecimal FIRST_SERIAL = BigDecimal.valueOf(30_000);
        private static final BigDecimal LAST_SERIAL = BigDecimal.valueOf(80_000);
        private static final BigDecimal DAY_SECONDS = BigDecimal.valueOf(86_400);

        private Parser() {}

        private static PublishedTime parse(String field) {
            var text = Characters.meant(field).replaceAll("\\s+|\\p{Z}+", " ").toLowerCase(Locale.ROOT);
            if (EMPTY.contains(text)) {
                return unknown("no time");
            }
            if (text.length() > LONGEST) {
                return unknown("not a time");
            }
            text = YEAR_AT_END.matcher(PREFIX.matcher(text).replaceFirst("")).replaceFirst("$1 $3 $2");
            var compact = COMPACT.matcher(text);
            if (compact.matches()) {
                var time = compact.group(4) == null ? "" : compact.group(6) == null ? " $4:$5$7" : " $4:$5:$6$7";
                text = compact.replaceFirst("$1-$2-$3" + time);
            }
            var power = POWER_OF_TEN.matcher(text);
            if (power.matches() && power.group(1) != null && power.group(1).length() >= WHOLE) {
                text = new BigDecimal(text.replace(',', '.')).toPlainString();
            } else if (power.matches()) {
                return new Unknown("a number that Excel has cut; format the column as text and export it again");
            }
            try {
                return NUMBER.matcher(text).matches() ? number(new BigDecimal(text.replace(',', '.'))) : calendar(text);
            } catch (DateTimeException e) {
                return unknown("no such date or time of day");
            }
        }

        private static Unknown unknown(String what) {
            return new Unknown(
                    what + "; expected a date with a time of day, such as 2025-01-15 08:03:22, or Unix seconds");
        }

        private static PublishedTime calendar(String text) {
            var match = YEAR_FIRST.matcher(text);
            if (match.matches()) {
                return time(match, LocalDate.of(year(match), number(match, "m"), number(match, "d")));
            }
            match = YEAR_LAST.matcher(text);
            if (match.matches()) {
                return yearLast(match);
            }
            for (var named : List.of(MONTH_NAMED, DAY_MONTH_NAMED)) {
                match = named.matcher(text);
                if (match.matches()) {
                    int month = 1 + MONTHS.indexOf(match.group("month"));
                    return time(match, LocalDate.of(year(match), month, number(match, "d")));
                }
            }
            return unknown(
                    RELATIVE.matcher(text).matches()
                            ? "a time that counts from an unknown day of the crawl"
                            : WITHOUT_YEAR.matcher(text).matches() ? "a date without a year" : "not a time");
        }

        private static PublishedTime yearLast(Matcher match) {
            int a = number(match, "a");
            int b = number(match, "b");
            int year = year(match);
            if (match.group("sep").equals("-") && match.group("y").length() == 2 && isRecent(a)) {
                var yearFirst = time(match, LocalDate.of(2000 + a, b, year - 2000));
                if (!(yearFirst instanceof Local only)) {
                    return yearFirst;
                }
                return isRecent(year - 2000)
                        ? new Ambiguous(only.provisional(), only.provisional().with(LocalDate.of(year, b, a)))
                        : new Ordered(only.provisional(), true);
            }
            boolean byPoints = match.group("sep").equals(".");
            boolean couldBeMonthFirst = a <= 12 && !byPoints;
            var first = time(match, couldBeMonthFirst ? LocalDate.of(year, a, b) : LocalDate.of(year, b, a));
            if (!(first instanceof Local only) || byPoints) {
                return first;
            }
            if (!couldBeMonthFirst || b > 12) {
                return new Ordered(only.provisional(), couldBeMonthFirst);
            }
            return a == b
                    ? only
                    : new Ambiguous(only.provisional(), only.provisional().with(LocalDate.of(year, b, a)));
        }

        private static PublishedTime time(Matcher match, LocalDate date) {
            if (match.group("rest") == null) {
                return unknown("a date without a time of day");
            }
            int hour = number(match, "h");
            var half = match.group("ampm") == null ? match.group("noon") : match.group("ampm");
            if (half != null && hour <= 12) {
                boolean isEarly = half.equals("中午") && hour == 11;
                boolean isAfternoon = half.startsWith("p") || "下午晚上中午".contains(half);
                hour = hour % 12 + (isAfternoon && !isEarly ? 12 : 0);
            }
            int second = match.group("s") == null ? 0 : number(match, "s");
            var local = date.atTime(hour, number(match, "min"), second);
            var zone = match.group("zone");
            if (zone == null || zone.isBlank() || zone.equals("cst")) {
                var place = match.group("place");
                return place != null && OTHER_ZONE.matcher(place).matches()
                        ? unknown("a time of a zone that is not known")
                        : new Local(local);
            }
            return new Absolute(local.atZone(zone(zone)).toInstant());
        }

        private static ZoneId zone(String zone) {
            if (zone.equals("北京时间")) {
                return Post.CHINA_STANDARD_TIME;
            }
            if (NAMED.containsKey(zone.charAt(0))) {
                return ZoneId.of(NAMED.get(zone.charAt(0)));
            }
            var digits = zone.replaceAll("[^0-9+-]", "");
            // Java wants two digits of the hour.
            return digits.isEmpty()
                    ? ZoneOffset.UTC
                    : ZoneOffset.of(
                            digits.length() % 2 == 1
                                    ? digits
                                    : new StringBuilder(digits).insert(1, '0').toString());
        }

        /** Unix seconds, milliseconds, microseconds or nanoseconds, or the days since 1900 in which spreadsheets count. */
        private static PublishedTime number(BigDecimal value) {
            if (value.compareTo(FIRST_SERIAL) >= 0 && value.compareTo(LAST_SERIAL) < 0) {
                if (value.scale() == 0) {
                    return unknown("a date without a time of day");
                }
                var seconds = value.multiply(DAY_SECONDS).setScale(0, RoundingMode.HALF_UP);
                return new Local(SERIAL_ZERO.atStartOfDay().plusSeconds(seconds.longValueExact()));
            }
            for (int thousandths = 0; thousandths <= 3; thousandths++) {
                var seconds = value.movePointLeft(3 * thousandths);
                if (seconds.compareTo(EARLIEST_SECOND) >= 0 && seconds.compareTo(LATEST_SECOND) < 0) {
                    return new Absolute(Instant.ofEpochSecond(seconds.longValue()));
                }
            }
            return unknown("not a time");
        }

        /** Whether two digits are likelier a year than a day; posts that are older are written otherwise. */
        private static boolean isRecent(int digits) {
            return digits >= 20 && digits < 30;
        }

        private static int year(Matcher match) {
            return number(match, "y") + (match.group("y").length() == 2 ? 2000 : 0);
        }

        private static int number(Matcher match, String group) {
            return Integer.parseInt(match.group(group));
        }
    }
}
