package retention.validation;

import java.util.Locale;
import java.util.Optional;
import numerics.evaluation.Interval;
import numerics.evaluation.Ratio;

/**
 * A share that a method promises, against one that was counted: Wilson's 95 % interval of what was counted must reach into what is
 * promised. The counted share alone would break a promise that is kept
 * by chance: of 93 to 97 % that are 95 %, once in seven times where there are 200 trials.
 *
 * @param what was counted
 * @param least of the share, 0..1
 * @param most of the share, 0..1
 */
record Promise(String what, double least, double most) {

    private static final double LEVEL = 0.95;

    /** Why the promise is not kept; nothing if it is. */
    Optional<String> brokenBy(Ratio counted) {
        var interval = Interval.wilson(counted, LEVEL);
        return interval.upper() >= least && interval.lower() <= most
                ? Optional.empty()
                : Optional.of(
                        "%s: %s, expected %s to %s".formatted(what, said(counted), percent(least), percent(most)));
    }

    /** Such as {@code 192 of 200, 96.0 % [92.3 %, 98.0 %]}. */
    static String said(Ratio counted) {
        var interval = Interval.wilson(counted, LEVEL);
        return String.format(
                Locale.ROOT,
                "%,.0f of %,.0f, %s [%s, %s]",
                counted.numerator(),
                counted.denominator(),
                percent(interval.estimate()),
                percent(interval.lower()),
                percent(interval.upper()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
