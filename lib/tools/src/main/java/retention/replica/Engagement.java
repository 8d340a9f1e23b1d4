package retention.replica;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import retention.posts.CountParser;
import retention.posts.DisplayCount;

/**
 * The counts of each post, and how the file shows them: exactly, or, in the crawl's rounded view, as a lower bound. Sums
 * of the largest users are always shown exactly, so that the published maxima and correlations hold for sums of what is
 * shown.
 */
final class Engagement {

    private static final List<Count> COUNTS = List.of(Count.values());
    private static final double ROUNDED = 0.14;

    /** Posts of other months stay below so many of the first bin's widths. */
    private static final int MOST_BINS = 10;

    /** More posts of a user gather more. */
    private static final double LATENT_PER_LOG_POST = 0.5;

    /** January users whose sums are given, in the order of {@link Count}: the first five are published one by one. */
    private static final int[][] FIRST_USERS = {
        {14, 8, 0, 7}, {0, 0, 2, 4}, {1200, 427, 16, 18}, {4046, 2700, 280, 2341}, {44, 0, 7, 14}
    };

    /** Those of {@link #largestRetained}. */
    private static final int[][] LARGEST_RETAINED = {{85_210, 4_720, 2_630, 870}, {61_480, 2_150, 21_940, 5_980}};

    private final Timeline timeline;
    private final int[] januaryPosts;
    private final BitSet fixed = new BitSet();

    private final Map<Count, int[]> sums = new EnumMap<>(Count.class);
    private final Map<Count, int[]> counts = new EnumMap<>(Count.class);
    private final BitSet rounded = new BitSet();

    /** The counts of the January posts of a timeline that has no others yet. */
    Engagement(Timeline timeline, ReplicaSettings settings) {
        this.timeline = timeline;
        januaryPosts = new int[settings.sizes().januaryUsers()];
        COUNTS.forEach(count -> sums.put(count, new int[januaryPosts.length]));
        COUNTS.forEach(count -> counts.put(count, new int[settings.posts()]));
        for (var post = 0; post < timeline.januaryPosts(); post++) {
            januaryPosts[timeline.get(post).user()]++;
        }
        drawSums(Draws.of(settings.seed(), "popularity"));
        new Correlations(sums.values().toArray(int[][]::new))
                .calibrate(fixed, Draws.of(settings.seed(), "correlations"));
        splitSums(Draws.of(settings.seed(), "shares of posts"));
    }

    private void drawSums(Draws draws) {
        var latent = new EnumMap<Count, float[]>(Count.class);
        COUNTS.forEach(count -> latent.put(count, new float[januaryPosts.length]));
        for (var user = 0; user < januaryPosts.length; user++) {
            var common = draws.gaussian() + LATENT_PER_LOG_POST * StrictMath.log(januaryPosts[user]);
            for (var count : COUNTS) {
                var own = StrictMath.sqrt(1 - count.loading * count.loading) * draws.gaussian();
                latent.get(count)[user] = (float) (count.loading * common + own);
            }
        }
        for (var user = 0; user < FIRST_USERS.length; user++) {
            fix(user, FIRST_USERS[user]);
        }
        for (var i = 0; i < LARGEST_RETAINED.length; i++) {
            fix(largestRetained().get(i), LARGEST_RETAINED[i]);
        }
        for (var count : COUNTS) {
            var ranked =
                    Draws.ascending(januaryPosts.length, user -> !fixed.get(user), user -> latent.get(count)[user]);
            for (var rank = 0; rank < ranked.length; rank++) {
                sums.get(count)[ranked[rank]] = count.sum(rank, ranked.length);
            }
        }
    }

    private void fix(int user, int[] given) {
        fixed.set(user);
        for (var c = 0; c < given.length; c++) {
            sums.get(COUNTS.get(c))[user] = given[c];
        }
    }

    /** Splits each user's sums among the user's posts; the last one takes the rest. */
    private void splitSums(Draws draws) {
        var weights = new double[timeline.januaryPosts()];
        var weightLeft = new double[januaryPosts.length];
        for (var post = 0; post < weights.length; post++) {
            var user = timeline.get(post).user();
            weights[post] = StrictMath.exp(draws.gaussian());
            weightLeft[user] += weights[post];
            rounded.set(post, draws.chance(ROUNDED) && mayBeRounded(user));
        }
        for (var count : COUNTS) {
            var into = counts.get(count);
            var left = sums.get(count).clone();
            var share = weightLeft.clone();
            var postsLeft = januaryPosts.clone();
            for (var post = 0; post < weights.length; post++) {
                var user = timeline.get(post).user();
                var part = --postsLeft[user] == 0 ? 1 : Math.min(1, weights[post] / share[user]);
                share[user] -= weights[post];
                into[post] = (int) Math.round(part * left[user]);
                left[user] -= into[post];
            }
        }
    }

    private boolean mayBeRounded(int user) {
        return !fixed.get(user) && COUNTS.stream().allMatch(count -> sum(count, user) < count.firstBin());
    }

    /** Draws the counts of the posts that are not of January, each like those of a January user. */
    void addOtherMonths(Draws draws) {
        for (var post = timeline.januaryPosts(); post < timeline.size(); post++) {
            var user = timeline.get(post).user();
            var like = user < januaryPosts.length ? user : draws.below(januaryPosts.length);
            var growth = StrictMath.exp(0.8 * draws.gaussian() - 0.4) / januaryPosts[like];
            for (var count : COUNTS) {
                var noise = StrictMath.exp(0.3 * draws.gaussian());
                counts.get(count)[post] = (int)
                        Math.min(MOST_BINS * count.firstBin(), StrictMath.rint(sum(count, like) * growth * noise));
            }
            rounded.set(post, draws.chance(ROUNDED));
        }
    }

    /** The users who carry the published maxima of the retained, one among the older accounts, one among the newest. */
    List<Integer> largestRetained() {
        return List.of(januaryPosts.length * 2 / 5, januaryPosts.length - januaryPosts.length / 10);
    }

    int januaryPosts(int user) {
        return januaryPosts[user];
    }

    /** A user's true January sum. */
    int sum(Count count, int user) {
        return sums.get(count)[user];
    }

    /** The true January sum of all users. */
    long total(Count count) {
        return IntStream.of(sums.get(count)).asLongStream().sum();
    }

    /** The January sums of all users as the published code reads what the file shows. */
    int[] publishedSums(Count count) {
        var read = new int[januaryPosts.length];
        for (var post = 0; post < timeline.januaryPosts(); post++) {
            if (CountParser.AS_PUBLISHED.parse(shown(count, post)) instanceof DisplayCount.Known known) {
                read[timeline.get(post).user()] += (int) known.value();
            }
        }
        return read;
    }

    /** What the file shows. */
    String shown(Count count, int post) {
        var n = counts.get(count)[post];
        return rounded.get(post) ? Count.rounded(n) : Integer.toString(n);
    }
}
