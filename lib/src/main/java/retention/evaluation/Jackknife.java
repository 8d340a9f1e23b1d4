package retention.evaluation;

/**
 * The variance of a figure by leaving each user out in turn, retained and lost users each by themselves, as the retained are few
 * by design. For an AUC it is DeLong's.
 *
 * <p>Source: J. N. Arvesen, <i>Jackknifing U-statistics</i>, Annals of Mathematical Statistics 40 (1969), for two samples.
 */
final class Jackknife {

    private Jackknife() {}

    /**
     * What the users of one class add to the variance.
     *
     * @param without the figure without one of these users
     * @param users how many of them there are of whom this is the figure; 2 or more in all
     */
    static double variance(double[] without, int[] users) {
        double count = 0;
        double sum = 0;
        for (int i = 0; i < users.length; i++) {
            count += users[i];
            sum += users[i] * without[i];
        }
        double squares = 0;
        for (int i = 0; i < users.length; i++) {
            squares += users[i] * (without[i] - sum / count) * (without[i] - sum / count);
        }
        return (count - 1) / count * squares;
    }
}
