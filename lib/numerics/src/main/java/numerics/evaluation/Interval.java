package numerics.evaluation;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import numerics.Check;
import numerics.Numbers;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import tech.tablesaw.api.DoubleColumn;

/**
 * An estimate with its confidence interval; an estimate with a bias can lie outside.
 *
 * @param estimate the figure on the data at hand
 * @param lower the lower limit, at most {@code upper}
 * @param upper the upper limit
 * @param level the confidence level, between 0 and 1, such as 0.95
 */
public record Interval(double estimate, double lower, double upper, double level) {

    /** So many that the best of them misses the furthest by less than a millionth. */
    private static final int ANGLES = 2000;

    /** @throws IllegalArgumentException if a figure is not finite, the limits are swapped or the level is not in (0, 1) */
    public Interval {
        Check.level(level);
        if (!Double.isFinite(estimate) || !Double.isFinite(lower) || !Double.isFinite(upper) || lower > upper) {
            throw new IllegalArgumentException("Interval %s [%s, %s]: expected finite limits, the lower one first."
                    .formatted(estimate, lower, upper));
        }
    }

    /**
     * Wilson's score interval of a proportion (JASA 22, 1927), without continuity correction: 0 of 20 gives 0 to 0.16. Without a
     * trial it is 0 to 1, around the 0 that {@link Ratio#value()} reports.
     *
     * @param proportion successes out of trials, within 0..1; counts need not be whole
     */
    public static Interval wilson(Ratio proportion, double level) {
        Check.level(level);
        double errors = NormalDistribution.of(0, 1).inverseCumulativeProbability((1 + level) / 2);
        double p = proportion.value();
        if (p < 0 || p > 1) {
            throw new IllegalArgumentException("%s/%s is no proportion: expected successes out of trials."
                    .formatted(proportion.numerator(), proportion.denominator()));
        }
        return new Interval(p, wilsonLimit(proportion, -errors), wilsonLimit(proportion, errors), level);
    }

    /** Wilson's limit so many standard errors above the proportion, or below if negative; without a trial 1, or 0. */
    private static double wilsonLimit(Ratio proportion, double z) {
        double trials = proportion.denominator();
        double p = proportion.value();
        // At 0 and 1 the limit is exact; rounding would miss it by an ulp.
        if (!proportion.isDefined() || p == (z < 0 ? 0 : 1)) {
            return z < 0 ? 0 : 1;
        }
        double scale = 1 + z * z / trials;
        double centre = (p + z * z / (2 * trials)) / scale;
        return centre + z / scale * Math.sqrt(p * (1 - p) / trials + z * z / (4 * trials * trials));
    }

    /**
     * The interval of a difference of two proportions of different samples by Newcombe's hybrid score method (Statistics in
     * Medicine 17, 1998, method 10): Wilson's limits of both, put together.
     */
    public static Interval newcombe(Ratio first, Ratio second, double level) {
        var one = wilson(first, level);
        var other = wilson(second, level);
        double difference = one.estimate - other.estimate;
        double below = Math.hypot(one.estimate - one.lower, other.upper - other.estimate);
        double above = Math.hypot(one.upper - one.estimate, other.estimate - other.lower);
        return new Interval(difference, difference - below, difference + above, level);
    }

    /**
     * The interval of a figure that grows with each of two proportions of different samples: the furthest that it gets when the two
     * go so many standard errors to Wilson's limits together, one by the cosine and the other by the sine of an angle (R. G.
     * Newcombe, <i>Propagating imprecision</i>, Communications in Statistics, Theory and Methods 40, 2011).
     */
    static Interval propagated(Ratio first, Ratio second, DoubleBinaryOperator figure, double errors, double level) {
        double estimate = figure.applyAsDouble(first.value(), second.value());
        double lower = estimate;
        double upper = estimate;
        for (int step = 0; step <= ANGLES; step++) {
            double angle = Math.PI / 2 * step / ANGLES;
            double ofFirst = errors * Math.cos(angle);
            double ofSecond = errors * Math.sin(angle);
            lower = Math.min(lower, figure.applyAsDouble(wilsonLimit(first, -ofFirst), wilsonLimit(second, -ofSecond)));
            upper = Math.max(upper, figure.applyAsDouble(wilsonLimit(first, ofFirst), wilsonLimit(second, ofSecond)));
        }
        return new Interval(estimate, lower, upper, level);
    }

    /**
     * How many standard errors to go to each side: Student's t of n - 1 degrees of freedom, n being the size of the smaller class,
     * times the root of n / (n - 1), since variances with n below are too small by that factor.
     */
    static double errors(int smallerClass, double level) {
        Check.level(level);
        requireTwo(smallerClass);
        double t = TDistribution.of(smallerClass - 1).inverseCumulativeProbability((1 + level) / 2);
        return t * Math.sqrt(smallerClass / (smallerClass - 1.0));
    }

    static void requireTwo(int smallerClass) {
        Check.that(
                smallerClass >= 2,
                "An interval from %d rows of the smaller class: expected at least 2 of each, whose differences tell how sure it is.",
                smallerClass);
    }

    /** The distance from the lower to the upper limit. */
    public double width() {
        return upper - lower;
    }

    /** Whether a value lies between the limits, both included. */
    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }

    /** The interval of a function of the figure that only grows, or only falls. */
    public Interval map(DoubleUnaryOperator monotone) {
        double one = monotone.applyAsDouble(lower);
        double other = monotone.applyAsDouble(upper);
        return new Interval(monotone.applyAsDouble(estimate), Math.min(one, other), Math.max(one, other), level);
    }

    /** The figures to so many decimals, such as {@code 0.701 [0.584, 0.810]} with 3. */
    public String shown(int decimals) {
        return Numbers.interval(estimate, lower, upper, decimals);
    }

    /** The figures to two digits of the width, such as {@code 0.70 [0.58, 0.81]}. */
    @Override
    public String toString() {
        return shown(Numbers.decimals(width()));
    }

    /** Of a share: in percent with one decimal, such as {@code 5.5 % [1.8, 15.8]}. */
    public String percent() {
        return "%s [%s, %s]"
                .formatted(Numbers.percent(estimate, 1), Numbers.fixed(100 * lower, 1), Numbers.fixed(100 * upper, 1));
    }

    /** Three columns of a table: the estimates under this name, and their limits as {@code lower} and {@code upper}. */
    public static DoubleColumn[] columns(String name, List<Interval> intervals) {
        return new DoubleColumn[] {
            DoubleColumn.create(name, intervals.stream().mapToDouble(Interval::estimate)),
            DoubleColumn.create("lower", intervals.stream().mapToDouble(Interval::lower)),
            DoubleColumn.create("upper", intervals.stream().mapToDouble(Interval::upper))
        };
    }
}
