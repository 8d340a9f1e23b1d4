package retention.posts;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
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
     * {@code b}, decimals before a unit ({@code 1.2万}), {@code 1.2e4}, and the words that the app shows in place of a zero, in
     * Chinese and English. A {@code +}, {@code 多} or {@code 以上} after it, or a {@code >} before it, makes it a lower bound. What is counted may stand
     * beside it ({@code 1万赞}, {@code 点赞 12}); full-width forms, surrounding blanks and a spreadsheet's guards ({@code ="12"}) are no part of
     * it. {@code -}, {@code None}, {@code nan}, {@code 未知}, {@code -1} and the like are missing.
     *
     * <p>What is not a whole number is unreadable, and so is what could be two numbers, such as {@code 1.000} or {@code 1,2万}.
     */
    DISPLAYED {
        @Override
        public DisplayCount parse(String field) {
            // Nearly all are digits alone, and most of the others 10+.
            boolean isLowerBound = field.endsWith("+");
            var digits = isLowerBound ? field.substring(0, field.length() - 1) : field;
            return isPlain(digits) ? new Known(Long.parseLong(digits), isLowerBound) : displayed(field);
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

    private static final int MOST_DIGITS = 15;
    private static final int MOST_PLAIN_DIGITS = 12;

    private static final int LONGEST_DISPLAY = 60;

    private static final Set<String> MISSING =
            Set.of("- -- — – none nan null nil na n/a #n/a <na> \\n undefined unknown 未知 暂无 -1 -1.0".split(" "));

    private static final Set<String> ZERO_WORDS = Set.of(("赞 点赞 喜欢 收藏 评论 分享 转发 抢首评 首评 抢沙发 讚 按讚 點讚 評論 留言"
                    + " like likes save saves collect collects comment comments share shares")
            .split(" "));

    private static final String COUNTED =
            "(?:人|个|次|条|篇|個|條)?(?:(?:点赞|點讚|赞|讚|喜欢|收藏|评论|評論|分享|转发)[数數量]?|likes?|saves?|collects?|comments?|shares?)?";
    private static final String NUMERAL = "0-9零〇一二两兩三四五六七八九十百千万萬亿億kwmb";

    private static final Pattern DISPLAY = Pattern.compile(
            COUNTED + "[:：]? ?(?:(?<over>>=?|≥|超过|超|逾|至少|over|more than|at least)|约|大约|近|~|≈|about)? ?\\+?(?<number>["
                    + NUMERAL + "][" + NUMERAL + "e.,_' \u00a0\u2009\u202f+]*?) ?(?<more>(?:\\+|多|余|餘|以上)+)? ?"
                    + COUNTED
                    + "(?:以上)?\\+?");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}(?:\\.[0-9]{1,15})?");
    private static final Pattern GROUPED =
            Pattern.compile("[0-9]{1,3}([,_' \u00a0\u2009\u202f])[0-9]{3}(?:\\1[0-9]{3}){0,3}(?:\\.[0-9]{1,15})?");
    private static final Pattern GROUPED_BY_POINTS = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{3}){2,4}");
    private static final Pattern THOUSAND_OR_DECIMAL = Pattern.compile("[0-9]{1,3}\\.[0-9]{3}");
    private static final Pattern ZERO_DECIMALS = Pattern.compile("(?<=[0-9]),00?$");
    private static final Pattern EXPONENT = Pattern.compile("[0-9]{1,15}(?:\\.[0-9]{1,15})?e\\+?[0-9]{1,2}");
    private static final Pattern LATIN = Pattern.compile("([^kwmb]*[0-9]) ?([kwmb])");
    private static final Map<String, Integer> LATIN_POWERS = Map.of("k", 3, "w", 4, "m", 6, "b", 9);
    private static final Pattern TEN_THOUSANDS = Pattern.compile("^([0-9]{1,15}(?:\\.[0-9]+)?)万");
    private static final Pattern LEADING_DIGITS = Pattern.compile("^[0-9]+");

    private static final String CHINESE_DIGITS = "零一二三四五六七八九";
    private static final String CHINESE_UNITS = "亿万千百十";
    private static final int[] CHINESE_POWERS = {8, 4, 3, 2, 1};

    /** Reads one field of a count column; never fails, see {@link Unreadable}. */
    public abstract DisplayCount parse(String field);

    private static DisplayCount displayed(String field) {
        var text = Characters.meant(field).toLowerCase(Locale.ROOT);
        if (text.isEmpty() || MISSING.contains(text)) {
            return new Missing();
        }
        if (ZERO_WORDS.contains(text)) {
            return new Known(0, false);
        }
        var match = DISPLAY.matcher(text);
        if (text.length() > LONGEST_DISPLAY || !match.matches()) {
            return new Unreadable(field);
        }
        boolean lowerBound =
                match.group("over") != null || match.group("more") != null || text.endsWith("+") || text.endsWith("以上");
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

    private static boolean isPlain(String text) {
        boolean isPlain = !text.isEmpty() && text.length() <= MOST_PLAIN_DIGITS;
        for (int i = 0; isPlain && i < text.length(); i++) {
            isPlain = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return isPlain;
    }

    /** The number that this text is, in lower case and without what stands around it. */
    private static Optional<BigDecimal> number(String display) {
        // Where the comma is the mark of decimals, programs write 12 as 12,0.
        var text = ZERO_DECIMALS.matcher(display).replaceFirst("");
        if (THOUSAND_OR_DECIMAL.matcher(text).matches()) {
            return Optional.empty();
        }
        if (EXPONENT.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text));
        }
        if (GROUPED_BY_POINTS.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text.replace(".", "")));
        }
        var latin = LATIN.matcher(text);
        if (latin.matches()) {
            return decimal(latin.group(1)).map(number -> number.scaleByPowerOfTen(LATIN_POWERS.get(latin.group(2))));
        }
        return decimal(text)
                .or(() -> chinese(
                        text.replace('萬', '万')
                                .replace('億', '亿')
                                .replaceAll("[两兩]", "二")
                                .replace('〇', '零'),
                        true));
    }

    private static Optional<BigDecimal> decimal(String text) {
        return DECIMAL.matcher(text).matches() || GROUPED.matcher(text).matches()
                ? Optional.of(new BigDecimal(text.replaceAll("[^0-9.]", "")))
                : Optional.empty();
    }

    /**
     * A number with Chinese units, split at its largest one: {@code 1亿2千万} is 1 times 10⁸ and what {@code 2千万} is.
     *
     * @param bareTen whether it may begin with {@code 十}, as in {@code 十万}
     * @return nothing where the text is none or could be two
     */
    private static Optional<BigDecimal> chinese(String text, boolean bareTen) {
        for (int i = 0; i < CHINESE_POWERS.length; i++) {
            int at = text.indexOf(CHINESE_UNITS.charAt(i));
            if (at >= 0) {
                int power = CHINESE_POWERS[i];
                var before = text.substring(0, at).stripTrailing();
                var factor = before.isEmpty() && power == 1 && bareTen
                        ? Optional.of(BigDecimal.ONE)
                        : power < 4 ? chineseDigits(before) : chinese(before, true);
                var rest = chineseRest(text.substring(at + 1), power);
                return factor.flatMap(number ->
                        rest.map(remainder -> number.scaleByPowerOfTen(power).add(remainder)));
            }
        }
        return chineseDigits(text);
    }

    /** What follows the unit of a power of ten. */
    private static Optional<BigDecimal> chineseRest(String text, int power) {
        if (text.isEmpty()) {
            return Optional.of(BigDecimal.ZERO);
        }
        boolean afterZero = text.charAt(0) == '零';
        var bare = afterZero ? text.substring(1) : text;
        boolean isPlain = !afterZero && chineseDigits(bare).isPresent();
        // 三万五 is 35,000 when spoken and 30,005 when written without a zero.
        return chinese(bare, power >= 4)
                .filter(number -> number.compareTo(BigDecimal.ONE.scaleByPowerOfTen(power)) < 0)
                .filter(number -> !isPlain || power == 1 || (power >= 4 && number.compareTo(BigDecimal.TEN) >= 0));
    }

    private static Optional<BigDecimal> chineseDigits(String text) {
        return text.length() == 1 && CHINESE_DIGITS.contains(text)
                ? Optional.of(BigDecimal.valueOf(CHINESE_DIGITS.indexOf(text)))
                : text.indexOf(' ') < 0 ? decimal(text) : Optional.empty();
    }
}
