package numerics.learning;

import java.util.Arrays;

/** The intercept of a logistic regression by maximum likelihood where all else of the linear predictor is given. */
public final class Intercept {

    private Intercept() {}

    /**
     * The intercept at which the probabilities add up to the events. Newton's method inside a bracket, as the sum grows with
     * the intercept.
     *
     * @param offset the log odds of each row without an intercept
     * @param events how many rows are retained, more than 0 and fewer than there are rows
     * @throws IllegalArgumentException if there are no events, or nothing else
     */
    public static double matching(double[] offset, int events) {
        int rows = offset.length;
        if (events <= 0 || events >= rows) {
            throw new IllegalArgumentException(
                    "No intercept gives %d events in %d rows: expected some and not all.".formatted(events, rows));
        }
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (double o : offset) {
            lowest = Math.min(lowest, o);
            highest = Math.max(highest, o);
        }
        double odds = Math.log((double) events / (rows - events));
        double low = odds - highest;
        double high = odds - lowest;
        double at = odds - Arrays.stream(offset).average().orElseThrow();
        while (true) {
            double excess = -events;
            double slope = 0;
            for (double o : offset) {
                double p = 1 / (1 + Math.exp(-(at + o)));
                excess += p;
                slope += p * (1 - p);
            }
            if (excess > 0) {
                high = at;
            } else {
                low = at;
            }
            double next = at - excess / slope;
            if (!(next > low && next < high)) {
                next = low + (high - low) / 2;
            }
            if (Math.abs(next - at) <= 1e-12 * Math.max(1, Math.abs(at))) {
                return next;
            }
            at = next;
        }
    }
}
