package numerics.evaluation;

/**
 * The variance of a figure by the influence that each user has on it, the infinitesimal jackknife: what a bootstrap that draws
 * retained and lost users each from their own comes to, without drawing any. For an AUC it is DeLong's.
 *
 * <p>Source: L. A. Jaeckel, <i>The infinitesimal jackknife</i>, Bell Laboratories, MM 72-1215-11 (1972); B. Efron, <i>The jackknife,
 * the bootstrap and other resampling plans</i>, SIAM (1982), chapter 6.
 */
final class Influence {

    private Influence() {}

    /**
     * What the users of one class add to the variance, with n and not n - 1 below, for {@link Interval#errors}.
     *
     * @param influences by how much the figure grows with the weight of a user, but for a constant
     * @param users how many users of this class have each influence, 1 or more in all
     */
    static double variance(double[] influences, int[] users) {
        double count = 0;
        double sum = 0;
        for (int i = 0; i < users.length; i++) {
            count += users[i];
            sum += users[i] * influences[i];
        }
        double squares = 0;
        for (int i = 0; i < users.length; i++) {
            squares += users[i] * (influences[i] - sum / count) * (influences[i] - sum / count);
        }
        return squares;
    }
}
