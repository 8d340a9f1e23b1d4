package retention.replica;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    private final JsonWriter json;

    /** Begins with all but the topics of posts. */
    ReplicaTruth(JsonObject head, OutputStream out) throws IOException {
        json = GSON.newJsonWriter(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
        json.beginObject();
        for (var entry : head.entrySet()) {
            GSON.toJson(entry.getValue(), json.name(entry.getKey()));
        }
        json.name("topics").beginObject();
    }

    /** The topics of posts by their ids. */
    void add(Map<String, Topic> topics) throws IOException {
        for (var topic : topics.entrySet()) {
            json.name(topic.getKey()).value(topic.getValue().key());
        }
    }

    void end() throws IOException {
        json.endObject().endObject().flush();
    }

    /** The truth of a replica in parts, each of which has sizes, groups and an own truth that its settings give anew. */
    static JsonObject json(ReplicaSettings settings, List<ReplicaSettings> parts) {
        var truth = json(settings);
        truth.add("parts", GSON.toJsonTree(parts));
        truth.remove("sizes");
        truth.remove("posts_by_topic");
        truth.remove("true_january_sums");
        truth.getAsJsonObject("retention").remove("groups");
        return truth;
    }

    /** The truth of a replica. */
    static JsonObject json(Replica replica) {
        var truth = json(replica.settings);
        truth.add("sizes", GSON.toJsonTree(replica.settings.sizes()));
        truth.getAsJsonObject("retention").add("groups", GSON.toJsonTree(replica.retention.groups()));
        var posts = IntStream.range(0, replica.timeline.size())
                .mapToObj(post -> replica.timeline.get(post).topic())
                .collect(Collectors.groupingBy(topic -> topic, Collectors.counting()));
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
                    .filter(topic -> topic.effect != 0)
                    .forEach(topic -> effects.addProperty(topic.key(), topic.effect));
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
