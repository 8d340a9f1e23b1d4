package retention.replica;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;

/**
 * What was read off the published figures about the retained users' January sums, as the published code reads what is
 * shown: medians and maxima, roughly.
 */
final class PublishedRetained implements Predicate<BitSet> {

    /** The factor within which a figure holds. */
    static final double ROUGHLY = 1.45;

    private final List<Figures> figures;
    private final List<FixedUser> fixed;

    private record Figures(IntUnaryOperator sum, double median, double largest) {

        private boolean hold(BitSet retained) {
            var values = retained.stream().map(sum).sorted().toArray();
            var middle = (values[(values.length - 1) / 2] + values[values.length / 2]) / 2.0;
            return roughly(values[values.length - 1], largest) && roughly(middle, median);
        }

        private static boolean roughly(double value, double wanted) {
            return value <= wanted * ROUGHLY && value >= wanted / ROUGHLY;
        }
    }

    PublishedRetained(Engagement engagement) {
        fixed = engagement.fixedUsers();
        figures = List.of(
                figures(engagement, Count.LIKE, 8_000, 85_000),
                figures(engagement, Count.COMMENT, 1_000, 22_000),
                figures(engagement, Count.SHARE, 100, 6_000),
                figures(engagement, Count.COLLECT, 500, 4_700));
    }

    private static Figures figures(Engagement engagement, Count count, double median, double largest) {
        var sums = engagement.publishedSums(count);
        return new Figures(user -> sums[user], median, largest);
    }

    @Override
    public boolean test(BitSet retained) {
        return figures.stream().allMatch(figure -> figure.hold(retained));
    }

    /**
     * The scores, but for users about whom the figures leave no doubt: whoever is above the maxima is lost, and those
     * who carry the maxima are retained.
     */
    double[] decided(double[] scores) {
        var decided = scores.clone();
        Arrays.setAll(
                decided,
                user -> figures.stream().allMatch(f -> f.sum().applyAsInt(user) <= f.largest() * ROUGHLY)
                        ? scores[user]
                        : Double.NEGATIVE_INFINITY);
        fixed.stream()
                .filter(FixedUser::largestRetained)
                .forEach(user -> decided[user.user()] = Double.POSITIVE_INFINITY);
        return decided;
    }
}
