package retention.replica;

import com.google.gson.annotations.SerializedName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who returns in February: the planted truth. It is a logistic model of a January user's return, whose log odds are an
 * intercept plus the sum of coefficient times feature. Other features have no effect given these and the group of accounts,
 * older or newest, of which each has its number of retained users. Draws are the model's independent ones, repeated until the
 * numbers are the wanted ones, which is drawing from the model given those numbers. At the published size they are repeated
 * until medians and maxima of the retained users' sums are roughly the published ones, too, and the users with the largest
 * sums are decided about beforehand.
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

    /** The effects of writing about nothing else than a topic, against a topic without effect. */
    static final Map<Topic, Double> TOPICS = new EnumMap<>(Map.of(
            Topic.FRIENDS,
            1.4,
            Topic.LIFESTYLE,
            1.6,
            Topic.CREATIVE,
            1.8,
            Topic.PETS,
            1.2,
            Topic.GREETING,
            -1.0,
            Topic.NONE,
            -1.2,
            Topic.EXCHANGE,
            -1.2,
            Topic.BAN,
            -2.0));

    /** The factor within which a figure that was read off a picture holds. */
    static final double ROUGHLY = 1.45;

    /** One draw in twenty to a hundred has the published figures. */
    private static final int MOST_TRIES = 20_000;

    /**
     * Users of neighbouring ids, with a given number of retained among them.
     *
     * @param from the first user
     * @param until the user after the last
     * @param retained how many are retained
     * @param intercept the log odds of a user whose other terms are 0
     */
    record Group(
            @SerializedName("users_by_ascending_id_from") int from,
            @SerializedName("users_by_ascending_id_until") int until,
            int retained,
            double intercept) {

        /** The group whose expected number of retained users is the wanted one. */
        static Group of(int from, int until, int retained, double[] scores) {
            var low = -60.0;
            var high = 60.0;
            for (var i = 0; i < 80; i++) {
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
            var probabilities = new double[until - from];
            Arrays.setAll(probabilities, i -> probability(scores[from + i] + intercept));
            do {
                into.clear(from, until);
                for (var user = from; user < until; user++) {
                    into.set(user, draws.chance(probabilities[user - from]));
                }
            } while (into.get(from, until).cardinality() != retained);
        }

        private static double probability(double logOdds) {
            return 1 / (1 + StrictMath.exp(-logOdds));
        }
    }

    /** What is published of the retained users' sums of a count, as the published code reads what is shown. */
    private record Figures(Count count, int[] sums) {

        private boolean hold(BitSet retained) {
            var values = retained.stream().map(user -> sums[user]).sorted().toArray();
            var median = (values[(values.length - 1) / 2] + values[values.length / 2]) / 2.0;
            return roughly(values[values.length - 1], count.retainedLargest) && roughly(median, count.retainedMedian);
        }

        private boolean allow(int user) {
            return sums[user] <= count.retainedLargest * ROUGHLY;
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
        var figures = new ArrayList<Figures>();
        var groups = new ArrayList<Group>();
        var users = settings.sizes().januaryUsers();
        var scores = new double[users];
        if (settings.nullModel()) {
            groups.add(Group.of(0, users, settings.sizes().retained(), scores));
        } else {
            scores = scores(settings, timeline, engagement);
            if (settings.posts() == ReplicaSettings.PUBLISHED_POSTS) {
                Stream.of(Count.values())
                        .map(count -> new Figures(count, engagement.publishedSums(count)))
                        .forEach(figures::add);
                decide(scores, figures, engagement.largestRetained());
            }
            var half = settings.sizes().retained() / 2;
            groups.add(Group.of(0, settings.sizes().olderUsers(), half, scores));
            groups.add(Group.of(
                    settings.sizes().olderUsers(), users, settings.sizes().retained() - half, scores));
        }
        return draw(scores, groups, figures, settings.sizes().onlyOnLastDay(), Draws.of(settings.seed(), "retention"));
    }

    /** Whoever is above the published maxima is lost, and those who carry them are retained. */
    private static void decide(double[] scores, List<Figures> figures, List<Integer> largestRetained) {
        for (var user = 0; user < scores.length; user++) {
            var index = user;
            if (!figures.stream().allMatch(figure -> figure.allow(index))) {
                scores[user] = Double.NEGATIVE_INFINITY;
            }
        }
        largestRetained.forEach(user -> scores[user] = Double.POSITIVE_INFINITY);
    }

    private static Retention draw(double[] scores, List<Group> groups, List<Figures> figures, int late, Draws draws) {
        var retained = new BitSet();
        var tries = 0;
        do {
            if (tries++ == MOST_TRIES) {
                throw new IllegalStateException(
                        "None of %s draws of retained users has the published medians and maxima. Take another seed."
                                .formatted(MOST_TRIES));
            }
            groups.forEach(group -> group.draw(scores, retained, draws));
        } while (!figures.stream().allMatch(figure -> figure.hold(retained)));
        var others = scores.clone();
        retained.stream().forEach(user -> others[user] = Double.NEGATIVE_INFINITY);
        var lateUsers = new BitSet();
        Group.of(0, others.length, late, others).draw(others, lateUsers, draws);
        return new Retention(retained, lateUsers, groups);
    }

    /** Each January user's log odds without the intercept. */
    static double[] scores(ReplicaSettings settings, Timeline timeline, Engagement engagement) {
        var scores = new double[settings.sizes().januaryUsers()];
        var last = new int[scores.length];
        for (var i = 0; i < timeline.januaryPosts(); i++) {
            var post = timeline.get(i);
            var user = post.user();
            last[user] = Math.max(last[user], post.second());
            scores[user] += TOPICS.getOrDefault(post.topic(), 0.0) / engagement.januaryPosts(user);
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
