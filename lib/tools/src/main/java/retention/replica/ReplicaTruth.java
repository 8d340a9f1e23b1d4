package retention.replica;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes the planted truth, as JSON for those who want to see whether an analysis finds it again. Its prose is a
 * resource. What differs between the parts of a replica comes last, since it is known last.
 */
final class ReplicaTruth {

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .create();

    private final ReplicaSettings settings;
    private final JsonArray parts = new JsonArray();
    private final boolean hasParts;
    private final BufferedWriter out;
    private final JsonWriter json;

    ReplicaTruth(ReplicaSettings settings, int parts, OutputStream out) throws IOException {
        this.settings = settings;
        this.hasParts = parts > 1;
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        json = GSON.newJsonWriter(this.out);
        json.beginObject();
    }

    /** Begins with a part, whose topics follow. */
    void add(Replica part) throws IOException {
        var facts = facts(part);
        parts.add(facts);
        if (parts.size() == 1) {
            var head = json(part.settings, facts);
            if (hasParts) {
                head.add("settings", GSON.toJsonTree(settings));
                head.remove("sizes");
                head.getAsJsonObject("retention").remove("groups");
                head.remove("posts_by_topic");
            }
            for (var entry : head.entrySet()) {
                GSON.toJson(entry.getValue(), json.name(entry.getKey()));
            }
            json.name("topics").beginObject();
        }
    }

    /** The topics of posts by their ids. */
    void add(Map<String, Topic> topics) throws IOException {
        for (var topic : topics.entrySet()) {
            json.name(topic.getKey()).value(topic.getValue().key());
        }
    }

    void end() throws IOException {
        json.endObject();
        if (hasParts) {
            GSON.toJson(parts, json.name("parts"));
        }
        json.endObject();
        out.write("\n");
        out.flush();
    }

    private static JsonObject facts(Replica part) {
        var facts = new JsonObject();
        facts.add("settings", GSON.toJsonTree(part.settings));
        facts.add("sizes", GSON.toJsonTree(part.settings.sizes()));
        facts.add("groups", GSON.toJsonTree(part.retention.groups()));
        var posts = new int[Topic.values().length];
        for (var post = 0; post < part.timeline.size(); post++) {
            posts[part.timeline.get(post).topic().ordinal()]++;
        }
        var postsByTopic = new JsonObject();
        Stream.of(Topic.values()).forEach(topic -> postsByTopic.addProperty(topic.key(), posts[topic.ordinal()]));
        facts.add("posts_by_topic", postsByTopic);
        return facts;
    }

    /** The truth of a replica of one part, but for the topics of its posts. */
    static JsonObject json(Replica replica) {
        return json(replica.settings, facts(replica));
    }

    private static JsonObject json(ReplicaSettings settings, JsonObject facts) {
        var text = String.join("\n", Phrasebook.lines("truth.json")).replace("{factor}", "" + Retention.ROUGHLY);
        var truth = JsonParser.parseString(text).getAsJsonObject();
        List.of("settings", "sizes", "posts_by_topic").forEach(name -> truth.add(name, facts.get(name)));
        var retention = truth.getAsJsonObject("retention");
        retention.add("groups", facts.get("groups"));
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
