package retention.posts;

import java.math.BigDecimal;
import java.util.Optional;

/** Numbers with Chinese units, their digits Chinese or not: {@code 三}, {@code 十万}, {@code 1.2万}, {@code 5百万}, {@code 1亿2千万}. */
final class ChineseNumeral {

    private static final String DIGITS = "零一二三四五六七八九";
    private static final int MOST_DIGITS = 15;

    private final String text;
    private int at;

    private ChineseNumeral(String text) {
        this.text = text;
    }

    /** The number, or nothing where the text is none or could be two. */
    static Optional<BigDecimal> parse(String text) {
        return new ChineseNumeral(text.replace('萬', '万').replace('億', '亿')).number();
    }

    /** Sections before 亿, before 万, and the rest, each of which is there once at most. */
    private Optional<BigDecimal> number() {
        var total = BigDecimal.ZERO;
        var belowHundredMillion = BigDecimal.ZERO;
        int lastUnit = Integer.MAX_VALUE;
        boolean any = false;
        while (at < text.length()) {
            boolean afterZero = skipZero(any);
            var section = section();
            if (section.isEmpty()) {
                return Optional.empty();
            }
            skipBlank();
            int unit = 0;
            if (at < text.length()) {
                unit = text.charAt(at) == '亿' ? 8 : text.charAt(at) == '万' ? 4 : -1;
                at++;
            }
            // 三万五 is 35,000 when spoken and 30,005 when written without a zero.
            boolean spoken = unit == 0 && any && !afterZero && section.get().compareTo(BigDecimal.TEN) < 0;
            if (unit < 0 || unit >= lastUnit || spoken) {
                return Optional.empty();
            }
            any = true;
            lastUnit = unit;
            if (unit == 4 && at < text.length() && text.charAt(at) == '亿') {
                at++;
                lastUnit = 8;
                total = section.get().scaleByPowerOfTen(12);
            } else if (unit == 8) {
                total = section.get().scaleByPowerOfTen(8);
            } else {
                belowHundredMillion = belowHundredMillion.add(section.get().scaleByPowerOfTen(unit));
            }
        }
        return any ? Optional.of(total.add(belowHundredMillion)) : Optional.empty();
    }

    /** A number below 万: digits, or digits before 千, 百 and 十 in this order. */
    private Optional<BigDecimal> section() {
        var sum = BigDecimal.ZERO;
        int lastUnit = Integer.MAX_VALUE;
        boolean any = false;
        while (at < text.length()) {
            boolean afterZero = skipZero(any);
            var digits = digits();
            skipBlank();
            int unit = at < text.length() ? smallUnit(text.charAt(at)) : 0;
            if (digits.isEmpty() && !(unit == 1 && !any)) {
                break;
            }
            boolean spoken = unit == 0 && any && !afterZero && lastUnit > 1;
            if (unit >= lastUnit || spoken) {
                return Optional.empty();
            }
            at += unit > 0 ? 1 : 0;
            sum = sum.add(digits.orElse(BigDecimal.ONE).scaleByPowerOfTen(unit));
            any = true;
            lastUnit = unit;
            if (unit == 0) {
                break;
            }
        }
        return any ? Optional.of(sum) : Optional.empty();
    }

    /** One Chinese digit, or a decimal in ours. */
    private Optional<BigDecimal> digits() {
        if (at == text.length()) {
            return Optional.empty();
        }
        char c =
                text.charAt(at) == '两' || text.charAt(at) == '兩' ? '二' : text.charAt(at) == '〇' ? '零' : text.charAt(at);
        if (DIGITS.indexOf(c) >= 0) {
            at++;
            return Optional.of(BigDecimal.valueOf(DIGITS.indexOf(c)));
        }
        int start = at;
        while (at < text.length()
                && (Character.digit(text.charAt(at), 10) >= 0 || (at > start && text.charAt(at) == '.'))) {
            at++;
        }
        var digits = text.substring(start, at);
        boolean isDecimal = !digits.isEmpty()
                && digits.length() <= 2 * MOST_DIGITS
                && !digits.endsWith(".")
                && digits.indexOf('.') == digits.lastIndexOf('.');
        return isDecimal ? Optional.of(new BigDecimal(digits)) : Optional.empty();
    }

    private boolean skipZero(boolean inside) {
        if (inside && at < text.length() && (text.charAt(at) == '零' || text.charAt(at) == '〇')) {
            at++;
            return true;
        }
        return false;
    }

    private void skipBlank() {
        if (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private static int smallUnit(char c) {
        return switch (c) {
            case '十' -> 1;
            case '百' -> 2;
            case '千' -> 3;
            default -> 0;
        };
    }
}
