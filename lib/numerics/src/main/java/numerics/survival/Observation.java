package numerics.survival;

import numerics.Check;

/**
 * How long one subject was followed, and whether that ended with the event or without it (right censoring).
 *
 * @param days from the start to the event, or to the end of the observation, zero or more
 * @param event whether the event came; otherwise all that is known is that it had not come by then
 */
public record Observation(double days, boolean event) {

    public Observation {
        Check.that(
                Double.isFinite(days) && days >= 0,
                "A duration of %s days: expected a finite number, zero or more. Subtract the start from the end, both in days.",
                days);
        // A negative zero would sort before zero, and be a time of its own.
        days = Math.abs(days);
    }

    /** The event came after so many days. */
    public static Observation event(double days) {
        return new Observation(days, true);
    }

    /** The subject was followed for so many days, without the event. */
    public static Observation censored(double days) {
        return new Observation(days, false);
    }
}
