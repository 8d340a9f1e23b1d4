package retention.replica;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import retention.project.AtomicFile;

/** The planted truth, as JSON for those who want to see whether an analysis finds it again. */
final class ReplicaTruth {

    private static final String SYNTHETIC =
            "These data are synthetic: invented by a seeded generator, no post, name or id is of a real person. What is computed from them is not a finding.";

    private ReplicaTruth() {}

    static void write(Replica replica, Path truthJson) throws IOException {
        var gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
        AtomicFile.write(truthJson, gson.toJson(json(replica)) + "\n");
    }

    static JsonObject json(Replica replica) {
        var json = new JsonObject();
        json.addProperty("synthetic", SYNTHETIC);
        json.add("settings", settings(replica.settings()));
        json.add("sizes", sizes(replica.sizes()));
        json.add("retention", retention(replica));
        json.add("topics", topics(replica));
        json.add("calibrated", calibrated(replica.settings()));
        return json;
    }

    private static JsonObject settings(ReplicaSettings settings) {
        var json = new JsonObject();
        json.addProperty("posts", settings.posts());
        json.addProperty("null_model", settings.nullModel());
        json.addProperty("seed", settings.seed());
        return json;
    }

    private static JsonObject sizes(Sizes sizes) {
        var json = new JsonObject();
        json.addProperty("january_users", sizes.januaryUsers());
        json.addProperty("retained", sizes.retained());
        json.addProperty(
                "retained_note",
                "users with a January post and one in [2025-02-01 00:00, 2025-02-28 00:00], China; at any size at least "
                        + Sizes.FEWEST_RETAINED
                        + ", for five stratified folds");
        json.addProperty("only_on_28_february", sizes.late());
        json.addProperty("planted_reposts", sizes.reposts());
        json.addProperty("without_title", sizes.withoutTitle());
        json.addProperty("without_content", sizes.withoutContent());
        json.addProperty("without_label", sizes.withoutLabel());
        return json;
    }

    private static JsonObject retention(Replica replica) {
        var json = new JsonObject();
        var isNull = replica.settings().nullModel();
        if (isNull) {
            json.addProperty("model", "none: every January user has the same chance, whatever the features");
        } else {
            json.addProperty(
                    "model",
                    "log odds = intercept of the user's group + sum of coefficient * feature, of true (not displayed) January sums");
            json.addProperty(
                    "drawn",
                    "independently with these odds, again and again until each group has its number of retained users, and at the published size until medians and maxima of the retained users' sums are within a factor of %s of the published ones"
                            .formatted(PublishedRetained.ROUGHLY));
        }
        var groups = new JsonArray();
        for (var stratum : replica.retention().strata()) {
            var group = new JsonObject();
            group.addProperty("users_by_ascending_id_from", stratum.from());
            group.addProperty("users_by_ascending_id_until", stratum.until());
            group.addProperty("retained", stratum.retained());
            group.addProperty("intercept", rounded(stratum.intercept()));
            groups.add(group);
        }
        json.add("groups", groups);
        var drivers = new JsonObject();
        var topics = new JsonObject();
        if (!isNull) {
            drivers.addProperty("log1p_likes", RetentionModel.LIKES);
            drivers.addProperty("log1p_comments", RetentionModel.COMMENTS);
            drivers.addProperty("log_january_posts", RetentionModel.POSTS);
            drivers.addProperty("days_from_last_january_post_to_1_february", RetentionModel.QUIET_DAYS);
            RetentionModel.TOPICS.forEach((topic, effect) -> topics.addProperty(topic.key(), effect));
        }
        json.add("coefficients", drivers);
        json.add("coefficients_of_topic_shares_of_january_posts", topics);
        var without = new JsonArray();
        RetentionModel.WITHOUT_EFFECT.forEach(without::add);
        json.add("without_effect", without);
        return json;
    }

    /** The topic of each post, by post id. */
    private static JsonObject topics(Replica replica) {
        var json = new JsonObject();
        replica.posts()
                .forEach(post -> json.addProperty(post.postId(), post.topic().key()));
        return json;
    }

    private static JsonObject calibrated(ReplicaSettings settings) {
        var json = new JsonObject();
        json.addProperty(
                "size",
                settings.posts() == ReplicaSettings.PUBLISHED_POSTS
                        ? "the published one: all that follows holds"
                        : "not the published one: what follows holds in proportion, and nothing is calibrated to the figures of the retained users");
        json.addProperty("rows, missing values, January users, retained users", "exact");
        json.addProperty("active users by day", "exact; December and 28 February are not published, and ours");
        json.addProperty(
                "retained among the older 80 % and the newest 20 % of accounts", "half each; not in a null model");
        json.addProperty("sums of the first five users by id", "exact, given");
        json.addProperty("maxima of user sums, users in the first of 30 bins", "by the distributions of the four sums");
        json.addProperty(
                "topics, languages, lengths, hashtags, accounts of the wave by day",
                "as counted in real posts of the same crawl: see real_facts.json, which says how near");
        json.addProperty(
                "correlations of user sums",
                "a common latent popularity, then values swapped among the largest users until the published correlations are met");
        json.addProperty(
                "maxima of retained users",
                "two users carry them and are retained by construction, users above %s times a maximum are lost by construction; not in a null model, and at the published size only"
                        .formatted(PublishedRetained.ROUGHLY));
        json.addProperty(
                "displayed counts",
                "about one post in seven shows lower bounds (10+, N千+, N万+), but none of a user whose sum of any count is above the first of 30 bins, so that all of this holds for sums of displayed counts as the published code reads them");
        json.addProperty(
                "hashtags of the word clouds",
                "by topic: those of the retained are written by users of topics with a positive effect, those of the lost by the others");
        return json;
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_EVEN);
    }
}
