package retention.replica;

import com.google.gson.annotations.SerializedName;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
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
        // As the published code reads what is shown; none where nothing is published.
        var sums = new EnumMap<Count, int[]>(Count.class);
        var scores = settings.nullModel() ? new double[users] : scores(settings, timeline, engagement);
        if (published) {
            Stream.of(Count.values()).forEach(count -> sums.put(count, engagement.publishedSums(count)));
            // Whoever is above the published maxima is lost, and those who carry them are retained.
            sums.forEach((count, shown) -> IntStream.range(0, users)
                    .filter(user -> !count.allows(shown[user]))
                    .forEach(user -> scores[user] = Double.NEGATIVE_INFINITY));
            engagement.largestRetained().forEach(user -> scores[user] = Double.POSITIVE_INFINITY);
        }
        var older = sizes.olderUsers();
        var ofOlder = sizes.retained() / 2;
        var groups = settings.nullModel()
                ? List.of(Group.of(0, users, sizes.retained(), scores))
                : List.of(
                        Group.of(0, older, ofOlder, scores),
                        Group.of(older, users, sizes.retained() - ofOlder, scores));
        var retained = new BitSet();
        var tries = 0;
        do {
            if (tries++ == MOST_TRIES) {
                throw new IllegalStateException(
                        "None of %s draws of retained users has the published medians and maxima. Take another seed."
                                .formatted(MOST_TRIES));
            }
            groups.forEach(group -> group.draw(scores, retained, draws));
        } while (!sums.entrySet().stream()
                .allMatch(of -> of.getKey().agreesWith(retained.stream().map(user -> of.getValue()[user]))));
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
