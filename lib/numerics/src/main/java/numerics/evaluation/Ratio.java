package numerics.evaluation;

import numerics.Numbers;

/**
 * A quotient with its parts, so that 0/0 cannot pass for a measured 0.
 *
 * @param numerator finite; 0 where the denominator is 0
 * @param denominator finite, 0 or more
 */
public record Ratio(double numerator, double denominator) {

    public Ratio {
        if (!Double.isFinite(numerator)
                || !Double.isFinite(denominator)
                || denominator < 0
                || (denominator == 0 && numerator != 0)) {
            throw new IllegalArgumentException(
                    "Ratio %s/%s: expected finite numbers over a positive denominator, or 0/0."
                            .formatted(numerator, denominator));
        }
    }

    /** Whether there is anything to divide by. */
    public boolean isDefined() {
        return denominator != 0;
    }

    /** The quotient; 0 where it is undefined, as in scikit-learn. Ask {@link #isDefined()} before reading a 0 as a measurement. */
    public double value() {
        return isDefined() ? numerator / denominator : 0;
    }

    /** The value to four decimals, such as {@code 0.7500} or {@code 0.0000 (undefined: 0/0)}. */
    @Override
    public String toString() {
        return Numbers.fixed(value(), 4) + (isDefined() ? "" : " (undefined: 0/0)");
    }
}
