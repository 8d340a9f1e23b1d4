package retention.replica;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The planted truth: a logistic model of a January user's February return. With x the features below, the log odds are
 * an intercept plus the sum of coefficient times feature; the intercept makes the expected number of retained users the
 * wanted one. Features that are not here have no effect given these and
 * the group of accounts, older or newest, whose numbers of retained users {@link Retention} fixes; at the published size
 * {@link PublishedRetained} decides about the users with the largest sums.
 */
final class RetentionModel {

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

    /** Features that a reader may suspect to have an effect, and that have none. */
    static final List<String> WITHOUT_EFFECT = List.of(
            "log1p_collects",
            "log1p_shares",
            "account_age_within_group",
            "newcomer_within_group",
            "video_share",
            "title_missing",
            "text_length",
            "language",
            "hour_of_day",
            "ip_location",
            "counts_rounded");

    private RetentionModel() {}

    /** Each January user's log odds without the intercept. */
    static double[] scores(Timeline timeline, Engagement engagement, int users) {
        var scores = new double[users];
        var lastSecond = new int[users];
        for (var post = 0; post < timeline.januaryPosts(); post++) {
            var user = timeline.user(post);
            lastSecond[user] = Math.max(lastSecond[user], timeline.second(post));
            scores[user] += TOPICS.getOrDefault(timeline.topic(post), 0.0) / engagement.januaryPosts(user);
        }
        for (var user = 0; user < users; user++) {
            scores[user] += LIKES * StrictMath.log1p(engagement.sum(Count.LIKE, user))
                    + COMMENTS * StrictMath.log1p(engagement.sum(Count.COMMENT, user))
                    + POSTS * StrictMath.log(engagement.januaryPosts(user))
                    + QUIET_DAYS * (ActivityCalendar.FEBRUARY - Clock.day(lastSecond[user]));
        }
        return scores;
    }

    static double probability(double logOdds) {
        return 1 / (1 + StrictMath.exp(-logOdds));
    }
}
