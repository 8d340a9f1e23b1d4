package retention.evaluation;

/**
 * A figure for how well scores tell retained users from lost ones, such as {@code Metrics::aucRoc}. What resamples or
 * permutes takes any of these. It depends on nothing but its two arguments, and changes neither.
 */
@FunctionalInterface
public interface Metric {

    /**
     * Measures.
     *
     * @param labels whether each user was retained
     * @param scores one a user, in the same order; higher means more likely retained
     */
    double of(boolean[] labels, double[] scores);
}
