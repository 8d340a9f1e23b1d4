package retention.replica;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The planted truth, as JSON for those who want to see whether an analysis finds it again. Its prose is a resource. */
final class ReplicaTruth {

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .create();

    private ReplicaTruth() {}

    /** The truth of a replica in parts, each of which has sizes, groups and an own truth that its settings give anew. */
    static String of(ReplicaSettings settings, List<ReplicaSettings> parts) {
        var truth = json(settings);
        truth.add("parts", GSON.toJsonTree(parts));
        List.of("sizes", "posts_by_topic", "true_january_sums").forEach(truth::remove);
        truth.getAsJsonObject("retention").remove("groups");
        return GSON.toJson(truth) + "\n";
    }

    /** The truth of a replica. */
    static String of(Replica replica) {
        return GSON.toJson(json(replica)) + "\n";
    }

    static JsonObject json(Replica replica) {
        var truth = json(replica.settings);
        truth.add("sizes", GSON.toJsonTree(replica.settings.sizes()));
        truth.getAsJsonObject("retention").add("groups", GSON.toJsonTree(replica.retention.groups()));
        var topics = replica.topics();
        var posts = truth.getAsJsonObject("posts_by_topic");
        for (var topic : Topic.values()) {
            posts.addProperty(topic.key(), Collections.frequency(topics.values(), topic.key()));
        }
        var sums = truth.getAsJsonObject("true_january_sums");
        for (var count : Count.values()) {
            sums.addProperty(count.name().toLowerCase(Locale.ROOT) + "s", replica.engagement.total(count));
        }
        truth.add("topics", GSON.toJsonTree(topics));
        return truth;
    }

    private static JsonObject json(ReplicaSettings settings) {
        var text = String.join("\n", Phrasebook.lines("truth.json")).replace("{factor}", "" + Count.ROUGHLY);
        var truth = JsonParser.parseString(text).getAsJsonObject();
        truth.add("settings", GSON.toJsonTree(settings));
        var retention = truth.getAsJsonObject("retention");
        if (settings.nullModel()) {
            retention.addProperty("model", "none: every January user has the same chance, whatever the features");
            retention.remove("drawn");
        } else {
            var drivers = retention.getAsJsonObject("coefficients");
            drivers.addProperty("log1p_likes", Retention.LIKES);
            drivers.addProperty("log1p_comments", Retention.COMMENTS);
            drivers.addProperty("log_january_posts", Retention.POSTS);
            drivers.addProperty("days_from_last_january_post_to_1_february", Retention.QUIET_DAYS);
            var effects = retention.getAsJsonObject("coefficients_of_topic_shares_of_january_posts");
            for (var topic : Topic.values()) {
                if (topic.counted.effect() != 0) {
                    effects.addProperty(topic.key(), topic.counted.effect());
                }
            }
        }
        if (settings.posts() != ReplicaSettings.PUBLISHED_POSTS) {
            truth.getAsJsonObject("calibrated")
                    .addProperty(
                            "size",
                            "not the published one: what follows holds in proportion, and nothing is calibrated to the figures of the retained users");
        }
        return truth;
    }
}
