package retention.replica;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Stream;
import retention.project.AtomicFile;

/** The planted truth, as JSON for those who want to see whether an analysis finds it again. Its prose is a resource. */
final class ReplicaTruth {

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .create();

    private ReplicaTruth() {}

    static void write(Replica replica, Path truthJson) throws IOException {
        var json = json(replica);
        AtomicFile.write(truthJson, out -> {
            var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            GSON.toJson(json, writer);
            writer.write("\n");
            writer.flush();
        });
    }

    static JsonObject json(Replica replica) {
        var settings = replica.settings;
        var text = String.join("\n", Phrasebook.lines("truth.json")).replace("{factor}", "" + Retention.ROUGHLY);
        var truth = JsonParser.parseString(text).getAsJsonObject();
        truth.add("settings", GSON.toJsonTree(settings));
        truth.add("sizes", GSON.toJsonTree(settings.sizes()));
        var retention = truth.getAsJsonObject("retention");
        retention.add("groups", GSON.toJsonTree(replica.retention.groups()));
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
        var topics = replica.topicsByPost();
        for (var topic : Topic.values()) {
            truth.getAsJsonObject("posts_by_topic")
                    .addProperty(topic.key(), Collections.frequency(topics.values(), topic));
        }
        topics.forEach((post, topic) -> truth.getAsJsonObject("topics").addProperty(post, topic.key()));
        return truth;
    }
}
