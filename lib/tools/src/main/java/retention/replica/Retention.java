package retention.replica;

import com.google.gson.annotations.SerializedName;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who returns in February: the planted truth. The log odds of a January user are an intercept plus the sum of coefficient
 * times feature; other features have no effect given these and the group of accounts, older or newest, of which each has its
 * number of retained users. Draws are repeated until the numbers are the wanted ones, and at the published size until the
 * retained users' sums are roughly the published ones; users with the largest sums are decided about beforehand.
 *
 * @param retained users who post in the published window
 * @param late users who post on 28 February only
 * @param groups the groups of users that were drawn apart, in the order of id
 */
record Retention(BitSet retained, BitSet late, List<Group> groups) {

    static final double LIKES = 0.25;
    static final double COMMENTS = 0.25;
    static final double POSTS = 0.8;
    static final double QUIET_DAYS = -0.06;

    /** The factor within which a figure that was read off a picture holds. */
    static final double ROUGHLY = 1.45;

    /** One draw in twenty to a hundred has the published figures. */
    private static final int MOST_TRIES = 20_000;

    /** The users of [from, until) with a given number of retained among them, and the intercept of their log odds. */
    record Group(
            @SerializedName("users_by_ascending_id_from") int from,
            @SerializedName("users_by_ascending_id_until") int until,
            int retained,
            double intercept) {

        /** The group whose expected number of retained users is the wanted one. */
        static Group of(int from, int until, int retained, double[] scores) {
            var low = -60.0;
            var high = 60.0;
            while (Math.nextUp(low) < high) {
                var intercept = (low + high) / 2;
                var expected = 0.0;
                for (var user = from; user < until; user++) {
                    expected += probability(scores[user] + intercept);
                }
                if (expected < retained) {
                    low = intercept;
                } else {
                    high = intercept;
                }
            }
            return new Group(from, until, retained, low);
        }

        private void draw(double[] scores, BitSet into, Draws draws) {
            var probabilities = Arrays.stream(scores, 0, until)
                    .map(score -> probability(score + intercept))
                    .toArray();
            do {
                for (var user = from; user < until; user++) {
                    into.set(user, draws.chance(probabilities[user]));
                }
            } while (into.get(from, until).cardinality() != retained);
        }

        private static double probability(double logOdds) {
            return 1 / (1 + StrictMath.exp(-logOdds));
        }
    }

    /** What is published of the retained users' sums of a count, as the published code reads what is shown. */
    private record Figures(Count count, IntUnaryOperator sum) {

        private boolean hold(BitSet retained) {
            var values = retained.stream().map(sum).sorted().toArray();
            var median = (values[(values.length - 1) / 2] + values[values.length / 2]) / 2.0;
            return roughly(values[values.length - 1], count.retainedLargest) && roughly(median, count.retainedMedian);
        }

        private boolean allow(int user) {
            return sum.applyAsInt(user) <= count.retainedLargest * ROUGHLY;
        }

        private static boolean roughly(double value, double wanted) {
            return value <= wanted * ROUGHLY && value >= wanted / ROUGHLY;
        }
    }

    /**
     * Draws them: half of the retained users among the older accounts and half among the newest, or all with the same chance
     * in a null model.
     *
     * @throws IllegalStateException if no draw has the published medians and maxima
     */
    static Retention draw(ReplicaSettings settings, Timeline timeline, Engagement engagement) {
        var draws = Draws.of(settings.seed(), "retention");
        var sizes = settings.sizes();
        var users = sizes.januaryUsers();
        var published = !settings.nullModel() && settings.posts() == ReplicaSettings.PUBLISHED_POSTS;
        var figures = Stream.of(Count.values())
                .filter(count -> published)
                .map(count -> {
                    var sums = engagement.publishedSums(count);
                    return new Figures(count, user -> sums[user]);
                })
                .toList();
        var scores = settings.nullModel() ? new double[users] : scores(settings, timeline, engagement);
        if (published) {
            // Whoever is above the published maxima is lost, and those who carry them are retained.
            IntStream.range(0, users)
                    .filter(user -> !figures.stream().allMatch(figure -> figure.allow(user)))
                    .forEach(user -> scores[user] = Double.NEGATIVE_INFINITY);
            engagement.largestRetained().forEach(user -> scores[user] = Double.POSITIVE_INFINITY);
        }
        var older = settings.nullModel() ? 0 : sizes.olderUsers();
        var ofOlder = settings.nullModel() ? 0 : sizes.retained() / 2;
        var groups = Stream.of(
                        Group.of(0, older, ofOlder, scores), Group.of(older, users, sizes.retained() - ofOlder, scores))
                .filter(group -> group.until > group.from)
                .toList();
        var retained = new BitSet();
        for (var tries = 0; tries == 0 || !figures.stream().allMatch(figure -> figure.hold(retained)); tries++) {
            if (tries == MOST_TRIES) {
                throw new IllegalStateException(
                        "None of %s draws of retained users has the published medians and maxima. Take another seed."
                                .formatted(MOST_TRIES));
            }
            groups.forEach(group -> group.draw(scores, retained, draws));
        }
        retained.stream().forEach(user -> scores[user] = Double.NEGATIVE_INFINITY);
        var late = new BitSet();
        Group.of(0, users, sizes.onlyOnLastDay(), scores).draw(scores, late, draws);
        return new Retention(retained, late, groups);
    }

    /** Each January user's log odds without the intercept. */
    static double[] scores(ReplicaSettings settings, Timeline timeline, Engagement engagement) {
        var scores = new double[settings.sizes().januaryUsers()];
        var last = new int[scores.length];
        for (var i = 0; i < timeline.januaryPosts(); i++) {
            var post = timeline.get(i);
            var user = post.user();
            last[user] = Math.max(last[user], post.second());
            scores[user] += post.topic().counted.effect() / engagement.januaryPosts(user);
        }
        for (var user = 0; user < scores.length; user++) {
            scores[user] += LIKES * StrictMath.log1p(engagement.sum(Count.LIKE, user))
                    + COMMENTS * StrictMath.log1p(engagement.sum(Count.COMMENT, user))
                    + POSTS * StrictMath.log(engagement.januaryPosts(user))
                    + QUIET_DAYS * (ActivityCalendar.FEBRUARY - ActivityCalendar.day(last[user]));
        }
        return scores;
    }
}
