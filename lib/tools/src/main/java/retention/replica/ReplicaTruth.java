package retention.replica;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
        truth.remove("sizes");
        truth.remove("posts_by_topic");
        truth.remove("true_january_sums");
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
        var posts = topics.values().stream().collect(Collectors.groupingBy(topic -> topic, Collectors.counting()));
        var postsByTopic = truth.getAsJsonObject("posts_by_topic");
        Stream.of(Topic.values())
                .forEach(topic -> postsByTopic.addProperty(topic.key(), posts.getOrDefault(topic, 0L)));
        var sums = truth.getAsJsonObject("true_january_sums");
        for (var count : Count.values()) {
            sums.addProperty(
                    count.name().toLowerCase(Locale.ROOT) + "s",
                    IntStream.range(0, replica.settings.sizes().januaryUsers())
                            .mapToLong(user -> replica.engagement.sum(count, user))
                            .sum());
        }
        var topicsById = new JsonObject();
        topics.forEach((id, topic) -> topicsById.addProperty(id, topic.key()));
        truth.add("topics", topicsById);
        return truth;
    }

    private static JsonObject json(ReplicaSettings settings) {
        var text = String.join("\n", Phrasebook.lines("truth.json")).replace("{factor}", "" + Retention.ROUGHLY);
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
            Stream.of(Topic.values())
                    .filter(topic -> topic.counted.effect() != 0)
                    .forEach(topic -> effects.addProperty(topic.key(), topic.counted.effect()));
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
