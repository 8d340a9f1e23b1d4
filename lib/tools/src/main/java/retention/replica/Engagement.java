package retention.replica;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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

    private final Timeline timeline;
    private final int[] januaryPosts;
    private final List<FixedUser> fixedUsers;
    private final BitSet fixed = new BitSet();
    private final Map<Count, int[]> sums = new EnumMap<>(Count.class);
    private final Map<Count, int[]> counts = new EnumMap<>(Count.class);
    private final BitSet rounded = new BitSet();

    private Engagement(Timeline timeline, int users, int posts) {
        this.timeline = timeline;
        this.januaryPosts = new int[users];
        this.fixedUsers = FixedUser.of(users);
        fixedUsers.forEach(user -> fixed.set(user.user()));
        COUNTS.forEach(count -> sums.put(count, new int[users]));
        COUNTS.forEach(count -> counts.put(count, new int[posts]));
    }

    /** The counts of the January posts of a timeline that has no others yet. */
    static Engagement january(Timeline timeline, int users, Sizes sizes, long seed) {
        var engagement = new Engagement(timeline, users, sizes.posts());
        for (var post = 0; post < timeline.januaryPosts(); post++) {
            engagement.januaryPosts[timeline.user(post)]++;
        }
        engagement.drawSums(Draws.of(seed, "popularity"));
        Correlations.calibrate(
                engagement.sums.values().toArray(int[][]::new), engagement.fixed, Draws.of(seed, "correlations"));
        engagement.splitSums(Draws.of(seed, "shares of posts"));
        return engagement;
    }

    private void drawSums(Draws draws) {
        var users = januaryPosts.length;
        var latent = new EnumMap<Count, float[]>(Count.class);
        COUNTS.forEach(count -> latent.put(count, new float[users]));
        for (var user = 0; user < users; user++) {
            var common = draws.gaussian() + LATENT_PER_LOG_POST * StrictMath.log(januaryPosts[user]);
            for (var count : COUNTS) {
                var loading = count.loading();
                latent.get(count)[user] =
                        (float) (loading * common + StrictMath.sqrt(1 - loading * loading) * draws.gaussian());
            }
        }
        for (var count : COUNTS) {
            var sum = sums.get(count);
            fixedUsers.forEach(user -> sum[user.user()] = user.sum(count));
            var ranked = Ranks.ascending(users, fixed, user -> latent.get(count)[user]);
            for (var rank = 0; rank < ranked.length; rank++) {
                sum[ranked[rank]] = count.sum(rank, ranked.length);
            }
        }
    }

    private void splitSums(Draws draws) {
        var weights = new double[timeline.januaryPosts()];
        var weightLeft = new double[januaryPosts.length];
        for (var post = 0; post < weights.length; post++) {
            weights[post] = StrictMath.exp(draws.gaussian());
            weightLeft[timeline.user(post)] += weights[post];
            rounded.set(post, draws.chance(ROUNDED) && mayBeRounded(timeline.user(post)));
        }
        for (var count : COUNTS) {
            split(sums.get(count).clone(), weights, weightLeft.clone(), januaryPosts.clone(), counts.get(count));
        }
    }

    /** Splits what is left of each user's sum among the user's posts; the last one takes the rest. */
    private void split(int[] left, double[] weights, double[] weightLeft, int[] postsLeft, int[] into) {
        for (var post = 0; post < weights.length; post++) {
            var user = timeline.user(post);
            var share = --postsLeft[user] == 0 ? 1 : Math.min(1, weights[post] / weightLeft[user]);
            weightLeft[user] -= weights[post];
            into[post] = (int) Math.round(share * left[user]);
            left[user] -= into[post];
        }
    }

    private boolean mayBeRounded(int user) {
        return !fixed.get(user) && COUNTS.stream().allMatch(count -> sums.get(count)[user] < count.firstBin());
    }

    /** Draws the counts of the posts that are not of January, each like those of a January user. */
    void addOtherMonths(Draws draws) {
        for (var post = timeline.januaryPosts(); post < timeline.posts(); post++) {
            var user = timeline.user(post);
            var like = user < januaryPosts.length ? user : draws.below(januaryPosts.length);
            var growth = StrictMath.exp(0.8 * draws.gaussian() - 0.4) / januaryPosts[like];
            for (var count : COUNTS) {
                var noise = StrictMath.exp(0.3 * draws.gaussian());
                counts.get(count)[post] = (int)
                        Math.min(MOST_BINS * count.firstBin(), StrictMath.rint(sums.get(count)[like] * growth * noise));
            }
            rounded.set(post, draws.chance(ROUNDED));
        }
    }

    List<FixedUser> fixedUsers() {
        return fixedUsers;
    }

    int januaryPosts(int user) {
        return januaryPosts[user];
    }

    /** A user's true January sum. */
    int sum(Count count, int user) {
        return sums.get(count)[user];
    }

    /** The January sums of all users as the published code reads what the file shows. */
    int[] publishedSums(Count count) {
        var read = new int[januaryPosts.length];
        for (var post = 0; post < timeline.januaryPosts(); post++) {
            if (CountParser.AS_PUBLISHED.parse(shown(count, post)) instanceof DisplayCount.Known known) {
                read[timeline.user(post)] += (int) known.value();
            }
        }
        return read;
    }

    /** What the file shows. */
    String shown(Count count, int post) {
        var n = counts.get(count)[post];
        return rounded.get(post) ? ShownCount.rounded(n) : Integer.toString(n);
    }
}
