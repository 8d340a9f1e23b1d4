package retention.replica;

/**
 * One of the four counts of a post, with the distribution of its January sums over users: piecewise linear between
 * knots in log(1 + count) against -log(1 - share of users below). The last two knots are published: how many users are
 * above the first of 30 equal bins, and the largest sum; between them the tail is Pareto's.
 */
@SuppressWarnings("ImmutableEnumChecker") // the knots are written by the constructor only
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

    /** Of the published sums of retained users. */
    final double retainedMedian;

    final double retainedLargest;

    private final int largest;
    private final double[] x;
    private final double[] y;

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
        x = new double[body.length + 2];
        y = new double[body.length + 2];
        for (var i = 0; i < body.length; i++) {
            knot(i, body[i][0], body[i][1]);
        }
        knot(body.length, 1 - usersAboveFirstBin / USERS, firstBin());
        knot(body.length + 1, TOP, largest);
    }

    private void knot(int i, double below, double value) {
        x[i] = -StrictMath.log(1 - below);
        y[i] = StrictMath.log1p(value);
    }

    /** The upper edge of the first of 30 equal bins. */
    double firstBin() {
        return (double) largest / BINS;
    }

    /** The sum of the user of a rank, of which 0 is the lowest. */
    int sum(int rank, int users) {
        var below = (rank + 0.5) / users * TOP / (1 - 0.5 / users);
        var at = -StrictMath.log(1 - below);
        if (at <= x[0]) {
            return 0;
        }
        var i = 1;
        while (i < x.length - 1 && at > x[i]) {
            i++;
        }
        var log = y[i - 1] + (y[i] - y[i - 1]) * (at - x[i - 1]) / (x[i] - x[i - 1]);
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
