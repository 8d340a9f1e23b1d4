package numerics;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;

/** What a caller has to keep to. A message says what came, and what was expected. */
public final class Check {

    private Check() {}

    /**
     * Refuses what does not hold.
     *
     * @param otherwise the message, formatted with the values as by {@link Numbers#text}
     * @throws IllegalArgumentException with this message
     */
    @FormatMethod
    public static void that(boolean holds, @FormatString String otherwise, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(Numbers.text(otherwise, values));
        }
    }

    /**
     * Refuses a setting of which something does not hold.
     *
     * @param expected in words, such as "a whole number from 1"
     * @throws IllegalArgumentException which names it, if it does not hold
     */
    public static void setting(boolean holds, String name, Number value, String expected) {
        that(holds, "%s must be %s; you gave %s.", name, expected, value);
    }

    /**
     * Refuses a confidence level that is not between 0 and 1.
     *
     * @throws IllegalArgumentException which says so
     */
    public static void level(double level) {
        that(level > 0 && level < 1, "Confidence level %s: expected between 0 and 1, such as 0.95.", level);
    }
}
