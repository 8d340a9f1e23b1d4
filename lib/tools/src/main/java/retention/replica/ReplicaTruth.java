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
import java.util.LinkedHashMap;
import java.util.TreeMap;
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
        var settings = replica.settings();
        var text = String.join("\n", Phrasebook.lines("truth.json")).replace("{factor}", "" + Retention.ROUGHLY);
        var prose = JsonParser.parseString(text).getAsJsonObject();
        var published = settings.posts() == ReplicaSettings.PUBLISHED_POSTS;
        prose.getAsJsonObject("calibrated").add("size", prose.get(published ? "published_size" : "another_size"));
        var topics = new LinkedHashMap<String, String>();
        var counts = new TreeMap<String, Integer>();
        replica.topicsByPost().forEach((post, topic) -> {
            topics.put(post, topic.key());
            counts.merge(topic.key(), 1, Integer::sum);
        });
        var truth = new LinkedHashMap<String, Object>();
        truth.put("synthetic", prose.get("synthetic"));
        truth.put("settings", settings);
        truth.put("sizes", settings.sizes());
        truth.put("retention", retention(replica, prose));
        truth.put("posts_by_topic", counts);
        truth.put("calibrated", prose.get("calibrated"));
        truth.put("topics", topics);
        return GSON.toJsonTree(truth).getAsJsonObject();
    }

    private static JsonObject retention(Replica replica, JsonObject prose) {
        var planted = !replica.settings().nullModel();
        var retention = prose.getAsJsonObject(planted ? "retention" : "retention_without_effects");
        var drivers = new LinkedHashMap<String, Double>();
        var topics = new LinkedHashMap<String, Double>();
        if (planted) {
            drivers.put("log1p_likes", Retention.LIKES);
            drivers.put("log1p_comments", Retention.COMMENTS);
            drivers.put("log_january_posts", Retention.POSTS);
            drivers.put("days_from_last_january_post_to_1_february", Retention.QUIET_DAYS);
            Retention.TOPICS.forEach((topic, effect) -> topics.put(topic.key(), effect));
        }
        retention.add("groups", GSON.toJsonTree(replica.retention().groups()));
        retention.add("coefficients", GSON.toJsonTree(drivers));
        retention.add("coefficients_of_topic_shares_of_january_posts", GSON.toJsonTree(topics));
        retention.add("without_effect", prose.get("without_effect"));
        return retention;
    }
}
