package retention.evaluation;

import java.util.Locale;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Whether retained users tend to larger values than lost ones, by ranks alone, so that one star with a million likes
 * decides nothing.
 *
 * <p>The p-value is two-sided, from the normal approximation with the correction for ties and for continuity: SciPy's
 * {@code mannwhitneyu(..., method="asymptotic")}. (commons-math corrects for neither.)
 *
 * @param u pairs of a retained and a lost user in which the retained one has the larger value, a tie counting half
 * @param retained how many retained users
 * @param lost how many lost users
 * @param z the standardised distance of {@code u} from its mean, before the continuity correction; positive if the
 *     retained tend to be larger, 0 if all values are the same
 * @param pValue two-sided; 1 if all values are the same
 */
public record MannWhitney(double u, int retained, int lost, double z, double pValue) {

    /**
     * Compares the values of retained and lost users.
     *
     * @throws IllegalArgumentException if labels and values are empty, differ in length or hold a value that is not
     *     finite, or if one class is missing
     */
    public static MannWhitney of(boolean[] labels, double[] values) {
        var ranking = Ranking.of(labels, values);
        double retained = ranking.retained();
        double lost = ranking.lost();
        Inputs.requireBothClasses("The Mann-Whitney test", ranking.retained(), ranking.lost());
        double ties = 0;
        for (int step = 0; step < ranking.steps(); step++) {
            double tied = (double) ranking.retainedAt(step) + ranking.lostAt(step);
            ties += tied * tied * tied - tied;
        }
        double users = retained + lost;
        double u = ranking.wins();
        double distance = u - retained * lost / 2;
        double variance = retained * lost / 12 * (users + 1 - ties / (users * (users - 1)));
        if (ranking.steps() == 1) {
            return new MannWhitney(u, ranking.retained(), ranking.lost(), 0, 1);
        }
        double deviation = Math.sqrt(variance);
        double corrected = Math.max(Math.abs(distance) - 0.5, 0) / deviation;
        double p = Math.min(1, 2 * new NormalDistribution().cumulativeProbability(-corrected));
        return new MannWhitney(u, ranking.retained(), ranking.lost(), distance / deviation, p);
    }

    /**
     * Cliff's delta, -1..1: how much more often a retained user has the larger value than the smaller one. It is
     * 2 AUC - 1, and 0 if the groups are alike.
     */
    public double cliffsDelta() {
        return 2 * u / ((double) retained * lost) - 1;
    }

    /** The figures, such as {@code U = 44012.5, Cliff's delta = 0.3631, p = 0.00511}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "U = %.1f, Cliff's delta = %.4f, p = %.3g", u, cliffsDelta(), pValue);
    }
}
