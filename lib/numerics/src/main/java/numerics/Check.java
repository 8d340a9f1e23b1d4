package numerics;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;

/** What a caller has to keep to. A message says what came, and what was expected. */
public final class Check {

    private Check() {}

    /** @throws IllegalArgumentException with this message, formatted as by {@link Numbers#text}, if it does not hold */
    @FormatMethod
    public static void that(boolean holds, @FormatString String otherwise, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(Numbers.text(otherwise, values));
        }
    }

    /**
     * For a setting that users choose.
     *
     * @param expected in words, such as "a whole number from 1"
     * @throws IllegalArgumentException which names it, if it does not hold
     */
    public static void setting(boolean holds, String name, Number value, String expected) {
        that(holds, "%s must be %s; you gave %s.", name, expected, value);
    }

    /** @throws IllegalArgumentException if a confidence level is not between 0 and 1 */
    public static void level(double level) {
        that(level > 0 && level < 1, "Confidence level %s: expected between 0 and 1, such as 0.95.", level);
    }
}
