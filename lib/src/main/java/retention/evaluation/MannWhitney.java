package retention.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.random.Well19937c;

/**
 * Whether retained users tend to larger values than lost ones, by ranks alone, so that one star with a million likes
 * decides nothing.
 *
 * <p>The p-value is two-sided, from the normal approximation with the correction for ties and for continuity: SciPy's
 * {@code mannwhitneyu(..., method="asymptotic")}. (commons-math corrects for neither.) Where few are retained and most values are
 * tied it is too small ({@code docs/methods.md}, "Cliff's delta"); use {@link #permutationPValues} there.
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
     * How often shuffled labels put U as far from its mean, to either side, as the real ones: p-values that ties cannot
     * distort, of several features by the same shuffles. Each is (b + 1) / (m + 1) for b of m shuffles (Phipson and Smyth 2010).
     *
     * @param columns the values of all users, one array a feature, in the order of the labels
     * @param permutations m, 1 or more
     * @param seed of the shuffles
     * @throws IllegalArgumentException as {@link #of}, or if there are no permutations
     */
    public static double[] permutationPValues(boolean[] labels, List<double[]> columns, int permutations, long seed) {
        if (permutations < 1) {
            throw new IllegalArgumentException("%d permutations: expected 1 or more.".formatted(permutations));
        }
        columns.forEach(column -> Inputs.requireScores(labels, column));
        int retained = Inputs.countRetained(labels);
        Inputs.requireBothClasses("The Mann-Whitney test", retained, labels.length - retained);
        var ranks = columns.stream().map(MannWhitney::doubledRanks).toList();
        int[] rows = IntStream.range(0, labels.length)
                .boxed()
                .sorted(Comparator.comparing(row -> !labels[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        var observed =
                ranks.stream().mapToLong(each -> distance(each, rows, retained)).toArray();
        var atLeast = new int[observed.length];
        var random = new Well19937c(seed);
        for (int permutation = 0; permutation < permutations; permutation++) {
            // The first places of a shuffle, as many as are retained; it goes on from where the last one ended.
            for (int place = 0; place < retained; place++) {
                int other = place + random.nextInt(rows.length - place);
                int row = rows[place];
                rows[place] = rows[other];
                rows[other] = row;
            }
            for (int feature = 0; feature < observed.length; feature++) {
                if (distance(ranks.get(feature), rows, retained) >= observed[feature]) {
                    atLeast[feature]++;
                }
            }
        }
        return IntStream.of(atLeast)
                .mapToDouble(count -> (count + 1.0) / (permutations + 1.0))
                .toArray();
    }

    /** Twice the mean rank of each value, which is whole. */
    private static long[] doubledRanks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> values[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        var ranks = new long[values.length];
        int first = 0;
        while (first < order.length) {
            int next = first + 1;
            while (next < order.length && values[order[next]] == values[order[first]]) {
                next++;
            }
            for (int place = first; place < next; place++) {
                ranks[order[place]] = first + 1L + next;
            }
            first = next;
        }
        return ranks;
    }

    /** How far the sum of the first rows' doubled ranks is from its mean. */
    private static long distance(long[] doubledRanks, int[] rows, int count) {
        long sum = 0;
        for (int place = 0; place < count; place++) {
            sum += doubledRanks[rows[place]];
        }
        return Math.abs(sum - (long) count * (doubledRanks.length + 1));
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
