package retention.replica;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.analysis.interpolation.LinearInterpolator;
import org.apache.commons.math3.analysis.polynomials.PolynomialSplineFunction;

/**
 * One of the four counts of a post, with the distribution of its January sums over users: piecewise linear between
 * knots in log(1 + count) against -log(1 - share of users below). The last two knots are published: how many users are
 * above the first of 30 equal bins, and the largest sum; between them the tail is Pareto's.
 */
@SuppressWarnings("ImmutableEnumChecker") // the spline is written by the constructor only
enum Count {
    LIKE(0.92, 847_000, 159, 8_000, 85_000, new double[][] {{0.03, 0}, {0.25, 8}, {0.5, 60}, {0.75, 800}, {0.88, 7500}
    }),
    COLLECT(0.78, 101_400, 99, 500, 4_700, new double[][] {{0.15, 0}, {0.25, 1}, {0.5, 10}, {0.75, 100}, {0.88, 600}}),
    COMMENT(0.75, 58_000, 229, 1_000, 22_000, new double[][] {{0.12, 0}, {0.25, 2}, {0.5, 14}, {0.75, 130}, {0.87, 800}
    }),
    SHARE(0.70, 51_100, 69, 100, 6_000, new double[][] {{0.22, 0}, {0.5, 6}, {0.75, 40}, {0.88, 150}});

    private static final int BINS = 30;
    private static final double USERS = 3249;
    private static final double TOP = 1 - 0.5 / USERS;

    /** How much of the latent popularity that all counts share is in this one. */
    final double loading;

    /** The factor within which a figure that was read off a picture holds. */
    static final double ROUGHLY = 1.45;

    /** Of the published sums of retained users. */
    private final double retainedMedian;

    private final double retainedLargest;
    private final int largest;
    private final PolynomialSplineFunction logSum;

    Count(
            double loading,
            int largest,
            int usersAboveFirstBin,
            double retainedMedian,
            double retainedLargest,
            double[][] body) {
        this.loading = loading;
        this.largest = largest;
        this.retainedMedian = retainedMedian;
        this.retainedLargest = retainedLargest;
        double[][] tail = {{1 - usersAboveFirstBin / USERS, firstBin()}, {TOP, largest}};
        var knots = Stream.of(body, tail).flatMap(Stream::of).toList();
        logSum = new LinearInterpolator()
                .interpolate(
                        knots.stream().mapToDouble(knot -> rarity(knot[0])).toArray(),
                        knots.stream()
                                .mapToDouble(knot -> StrictMath.log1p(knot[1]))
                                .toArray());
    }

    private static double rarity(double below) {
        return -StrictMath.log(1 - below);
    }

    /** Whether a retained user can have a sum, given that the published ones are roughly right. */
    boolean allows(int sumOfRetained) {
        return sumOfRetained <= retainedLargest * ROUGHLY;
    }

    /** Whether the sums of all retained users have roughly the published median and maximum. */
    boolean agreesWith(IntStream sumsOfRetained) {
        var values = sumsOfRetained.sorted().toArray();
        var median = (values[(values.length - 1) / 2] + values[values.length / 2]) / 2.0;
        return roughly(values[values.length - 1], retainedLargest) && roughly(median, retainedMedian);
    }

    private static boolean roughly(double value, double wanted) {
        return value <= wanted * ROUGHLY && value >= wanted / ROUGHLY;
    }

    /** The upper edge of the first of 30 equal bins. */
    double firstBin() {
        return (double) largest / BINS;
    }

    /** The sum of the user of a rank, of which 0 is the lowest. */
    int sum(int rank, int users) {
        var knots = logSum.getKnots();
        var at = rarity((rank + 0.5) / users * TOP / (1 - 0.5 / users));
        if (at <= knots[0]) {
            return 0;
        }
        var log = logSum.value(Math.min(at, knots[knots.length - 1]));
        return (int) Math.min(largest, Math.round(StrictMath.expm1(log)));
    }

    /** The app's rounded view of a count: a lower bound from ten on, but for hundreds, which it shows exactly. */
    static String rounded(int n) {
        if (n >= 10_000) {
            return n / 10_000 + "万+";
        }
        if (n >= 1_000) {
            return n / 1_000 + "千+";
        }
        return n >= 10 && n < 100 ? "10+" : Integer.toString(n);
    }
}
