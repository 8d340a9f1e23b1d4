package numerics;

import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as text: a point before decimals and a comma between thousands, whatever the machine's language. */
public final class Numbers {

    private Numbers() {}

    /** {@link String#format} in the root locale. */
    public static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** With so many decimals, such as {@code 0.858} with 3; zero has no sign. */
    public static String fixed(double value, int decimals) {
        return text("%." + decimals + "f", value).replaceFirst("^-(?=0(\\.0*)?$)", "");
    }

    /** With as many decimals as it has, such as {@code 50} or {@code 2.5}. */
    public static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** As many decimals as two significant digits of a size take, four at most; two if it has none. */
    public static int decimals(double size) {
        return size <= 0 ? 2 : (int) Math.max(0, Math.min(4, 1 - Math.floor(Math.log10(size))));
    }

    /** A count, such as {@code 3,249}. */
    public static String count(double value) {
        return text("%,.0f", value);
    }

    /** A count with its noun, such as {@code 1 row} or {@code 3,249 rows}. */
    public static String counted(long count, String noun) {
        return text("%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    /** A share in percent with so many decimals, such as {@code 92.3 %} with 1. */
    public static String percent(double share, int decimals) {
        return fixed(100 * share, decimals) + " %";
    }

    /** An estimate with its limits, such as {@code 0.858 [0.764, 0.919]} with 3 decimals. */
    public static String interval(double estimate, double lower, double upper, int decimals) {
        return "%s [%s, %s]".formatted(fixed(estimate, decimals), fixed(lower, decimals), fixed(upper, decimals));
    }
}
