package retention.posts;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import retention.posts.DisplayCount.Known;
import retention.posts.DisplayCount.Missing;
import retention.posts.DisplayCount.Unreadable;

/**
 * How a displayed count becomes a number: what the display means, or what the published code made of it. A count above
 * {@value #LARGEST} is more than any post has, and unreadable by either.
 */
public enum CountParser {

    /**
     * What the display means: integers with or without thousands separators, Chinese numerals and units ({@code 千},
     * {@code 万} or {@code 萬}, {@code 亿} or {@code 億}, {@code 5百万}), the units {@code k}, {@code w} (10⁴), {@code m} and
     * {@code b} with decimals, {@code 1.2e4}, and the words that the app shows in place of a zero, in Chinese and English. A
     * {@code +}, {@code 多} or {@code 以上} after it, or a {@code >} before it, makes it a lower bound. What is counted may stand
     * beside it ({@code 1万赞}); full-width forms, surrounding blanks and a spreadsheet's guards ({@code ="12"}) are no part of
     * it. {@code -}, {@code None}, {@code nan}, {@code 未知}, {@code -1} and the like are missing.
     *
     * <p>Whatever does not come out as a whole number is unreadable, as is what could be two numbers, such as {@code 1.000} or
     * {@code 1,2万}.
     */
    DISPLAYED {
        @Override
        public DisplayCount parse(String field) {
            if (isPlain(field)) {
                return new Known(Long.parseLong(field), false);
            }
            var text = Invisible.withoutZeroWidth(Invisible.stripped(Invisible.narrow(field), "'\"=`‘’“”"))
                    .toLowerCase(Locale.ROOT);
            if (MISSING.contains(text)) {
                return new Missing();
            }
            if (ZERO_WORDS.contains(text)) {
                return new Known(0, false);
            }
            if (text.length() > LONGEST_DISPLAY) {
                return new Unreadable(field);
            }
            var match = DISPLAY.matcher(text);
            if (!match.matches()) {
                return new Unreadable(field);
            }
            boolean lowerBound = match.group("over") != null
                    || match.group("more") != null
                    || text.endsWith("+")
                    || text.endsWith("以上");
            try {
                return number(match.group("number").strip())
                        .map(BigDecimal::longValueExact)
                        .filter(value -> value <= LARGEST)
                        .<DisplayCount>map(value -> new Known(value, lowerBound))
                        .orElse(new Unreadable(field));
            } catch (ArithmeticException notWholeOrTooLarge) {
                return new Unreadable(field);
            }
        }
    },

    /**
     * What the published {@code convert_count} made of it, its defect included: {@code 万} is the only unit that it knows.
     * A text with {@code 万} is the number before it times 10,000, truncated; any other text is its leading digits, so
     * {@code 1千+} is 1 and {@code 10+} is 10, and the fact that it was a lower bound is lost. Where the original raises,
     * the result is unreadable.
     */
    AS_PUBLISHED {
        @Override
        public DisplayCount parse(String field) {
            if (isPlain(field)) {
                long value = Long.parseLong(field);
                return value > LARGEST ? new Unreadable(field) : new Known(value, false);
            }
            var text = Normalizer.normalize(field, Normalizer.Form.NFKC).strip();
            var tenThousands = TEN_THOUSANDS.matcher(text);
            var leading = LEADING_DIGITS.matcher(text);
            if (!leading.find() || leading.group().length() > MOST_DIGITS) {
                return new Unreadable(field);
            }
            var value = tenThousands.find()
                    ? (long) (Double.parseDouble(tenThousands.group(1)) * 10_000)
                    : Long.parseLong(leading.group());
            return value > LARGEST ? new Unreadable(field) : new Known(value, false);
        }
    };

    /** A million times a million; sums of a file's counts are then far from the largest long. */
    public static final long LARGEST = 1_000_000_000_000L;

    /** Of the part before the decimal point and of that after it; more are not looked at. */
    private static final int MOST_DIGITS = 15;

    private static final int MOST_PLAIN_DIGITS = 12;
    private static final int LONGEST_DISPLAY = 60;

    private static final Set<String> MISSING = Set.of(
            "",
            "-",
            "--",
            "—",
            "–",
            "none",
            "nan",
            "null",
            "nil",
            "na",
            "n/a",
            "#n/a",
            "<na>",
            "\\n",
            "undefined",
            "unknown",
            "未知",
            "暂无",
            "-1",
            "-1.0");

    private static final Set<String> ZERO_WORDS = Set.of(
            "赞",
            "点赞",
            "喜欢",
            "收藏",
            "评论",
            "分享",
            "转发",
            "抢首评",
            "首评",
            "抢沙发",
            "讚",
            "按讚",
            "點讚",
            "評論",
            "留言",
            "like",
            "likes",
            "save",
            "saves",
            "collect",
            "collects",
            "comment",
            "comments",
            "share",
            "shares");

    private static final String COUNTED =
            "(?:人|个|次|条|篇|個|條)?(?:点赞|點讚|赞|讚|喜欢|收藏|评论|評論|分享|转发|likes?|saves?|collects?|comments?|shares?)?";

    private static final Pattern DISPLAY =
            Pattern.compile("(?:(?<over>>=?|≥|超过|超|逾|至少|over|more than|at least)|约|大约|近|~|≈|about)? ?\\+?"
                    + "(?<number>[0-9零〇一二两兩三四五六七八九十百千万萬亿億kwmb][0-9零〇一二两兩三四五六七八九十百千万萬亿億kwmbe.,_' \u00a0\u2009\u202f+]*?)"
                    + " ?(?<more>(?:\\+|多|余|餘|以上)+)? ?" + COUNTED + "(?:以上)?\\+?");

    private static final Pattern GROUPED =
            Pattern.compile("[0-9]{1,3}(?:([,_' \u00a0\u2009\u202f])[0-9]{3})(?:\\1[0-9]{3}){0,3}(?:\\.[0-9]{1,15})?");
    private static final Pattern GROUPED_WITH_UNIT =
            Pattern.compile("[0-9]{1,3}(?:[,_'][0-9]{3}){1,4}(?:\\.[0-9]{1,15})? ?[百千万萬亿億]{1,2}");
    private static final Pattern GROUPED_BY_POINTS = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{3}){2,4}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}(?:\\.[0-9]{1,15})?");
    private static final Pattern THOUSAND_OR_DECIMAL = Pattern.compile("[0-9]{1,3}\\.[0-9]{3}");
    private static final Pattern EXPONENT = Pattern.compile("[0-9]{1,15}(?:\\.[0-9]{1,15})?e\\+?[0-9]{1,2}");
    private static final Pattern WITH_UNIT = Pattern.compile("(?<digits>[^kwmb]*[0-9]) ?(?<unit>[kwmb])");
    private static final Pattern TEN_THOUSANDS = Pattern.compile("^([0-9]{1,15}(?:\\.[0-9]+)?)万");
    private static final Pattern LEADING_DIGITS = Pattern.compile("^[0-9]+");

    /** Reads one field of a count column; never fails, see {@link Unreadable}. */
    public abstract DisplayCount parse(String field);

    /** Whether it is nothing but a few digits, as most counts are. */
    private static boolean isPlain(String field) {
        if (field.isEmpty() || field.length() > MOST_PLAIN_DIGITS) {
            return false;
        }
        for (int i = 0; i < field.length(); i++) {
            if (field.charAt(i) < '0' || field.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The number that this text is, in lower case and without what stands around it. */
    private static Optional<BigDecimal> number(String text) {
        if (THOUSAND_OR_DECIMAL.matcher(text).matches()) {
            return Optional.empty();
        }
        if (EXPONENT.matcher(text).matches() || DECIMAL.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text));
        }
        if (GROUPED_BY_POINTS.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text.replace(".", "")));
        }
        if (GROUPED.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text.replaceAll("[^0-9.]", "")));
        }
        var unit = WITH_UNIT.matcher(text);
        if (unit.matches()) {
            var digits = unit.group("digits");
            return GROUPED.matcher(digits).matches() || DECIMAL.matcher(digits).matches()
                    ? Optional.of(new BigDecimal(digits.replaceAll("[^0-9.]", "")).multiply(latin(unit.group("unit"))))
                    : Optional.empty();
        }
        var chinese = GROUPED_WITH_UNIT.matcher(text);
        return ChineseNumeral.parse(chinese.matches() ? text.replaceAll("[,_']", "") : text);
    }

    private static BigDecimal latin(String unit) {
        return switch (unit) {
            case "k" -> BigDecimal.valueOf(1_000);
            case "w" -> BigDecimal.valueOf(10_000);
            case "m" -> BigDecimal.valueOf(1_000_000);
            default -> BigDecimal.valueOf(1_000_000_000);
        };
    }
}
