package retention.posts;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Set;
import java.util.regex.Pattern;
import retention.posts.DisplayCount.Known;
import retention.posts.DisplayCount.Missing;
import retention.posts.DisplayCount.Unreadable;

/**
 * How a displayed count becomes a number: what the display means, or what the published code made of it. A count above
 * {@value #LARGEST} is none of this world, and unreadable by either.
 */
public enum CountParser {

    /**
     * What the display means: integers with or without thousands separators, the units {@code 千}/{@code k} (10³),
     * {@code 万}/{@code w} (10⁴) and {@code 亿} (10⁸) with decimals, a trailing {@code +} as a lower bound, and the words
     * that the app shows in place of a zero ({@code 赞}, {@code 收藏}, {@code 评论}, {@code 分享}). Full-width forms and
     * surrounding spaces are accepted. Whatever does not come out as a whole number is unreadable.
     */
    DISPLAYED {
        @Override
        public DisplayCount parse(String field) {
            var text = Normalizer.normalize(field, Normalizer.Form.NFKC).strip();
            if (text.isEmpty()) {
                return new Missing();
            }
            if (ZERO_WORDS.contains(text)) {
                return new Known(0, false);
            }
            var match = DISPLAY.matcher(text);
            if (!match.matches()) {
                return new Unreadable(field);
            }
            try {
                var digits = new BigDecimal(match.group("number").replace(",", ""));
                var value = digits.multiply(unit(match.group("unit"))).longValueExact();
                return value > LARGEST
                        ? new Unreadable(field)
                        : new Known(value, !match.group("plus").isEmpty());
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

    private static final Set<String> ZERO_WORDS = Set.of("赞", "收藏", "评论", "分享");
    private static final Pattern DISPLAY = Pattern.compile(
            "(?<number>(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\\.[0-9]{1,15})?) ?(?<unit>[千kK万wW亿]?)(?<plus>\\+?)");
    private static final Pattern TEN_THOUSANDS = Pattern.compile("^([0-9]{1,15}(?:\\.[0-9]+)?)万");
    private static final Pattern LEADING_DIGITS = Pattern.compile("^[0-9]+");

    /** Reads one field of a count column; never fails, see {@link Unreadable}. */
    public abstract DisplayCount parse(String field);

    private static BigDecimal unit(String unit) {
        return switch (unit) {
            case "千", "k", "K" -> BigDecimal.valueOf(1_000);
            case "万", "w", "W" -> BigDecimal.valueOf(10_000);
            case "亿" -> BigDecimal.valueOf(100_000_000);
            default -> BigDecimal.ONE;
        };
    }
}
