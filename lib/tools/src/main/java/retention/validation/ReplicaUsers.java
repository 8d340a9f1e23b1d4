package retention.validation;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.learning.FeatureMatrix;
import retention.features.ObservedFeature;
import retention.posts.Posts;
import retention.posts.TimestampedId;
import retention.project.TemporaryFiles;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;
import retention.study.PlantedTruth;
import retention.text.Theme;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.Users;

/**
 * The users of a replica, read from a file as those of any study are, and the truth that was planted in them.
 *
 * @param truth the truth file's content
 */
record ReplicaUsers(Posts posts, Users users, JsonObject truth) {

    /**
     * One post more than the published file has. At the published size retained users are drawn until their medians and maxima are
     * near the published ones, and are no draw from the planted model; at this size they are.
     */
    static final int STUDY_POSTS = ReplicaSettings.PUBLISHED_POSTS + 1;

    static ReplicaUsers of(int posts, boolean withoutEffects, long seed) {
        try (var files = new TemporaryFiles()) {
            var csv = files.add();
            var json = files.add();
            Replica.write(new ReplicaSettings(posts, withoutEffects, seed), csv, json);
            var read = Posts.read(csv);
            var truth = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
            return new ReplicaUsers(read, Users.of(read, Protocol.CORRECTED, Period.DEFAULT), truth);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The effects of behaviour on the log odds, by feature; none if nothing was planted. */
    Map<ObservedFeature, Double> drivers() {
        var effects = new EnumMap<ObservedFeature, Double>(ObservedFeature.class);
        coefficients("coefficients").forEach((name, effect) -> effects.put(PlantedTruth.DRIVERS.get(name), effect));
        return effects;
    }

    /** All planted effects by column; of {@code about_} a topic, that of writing about nothing else. */
    Map<String, Double> effects() {
        var effects = new HashMap<String, Double>();
        drivers().forEach((driver, effect) -> effects.put(driver.column(), effect));
        coefficients("coefficients_of_topic_shares_of_january_posts")
                .forEach((topic, effect) -> effects.put("about_" + topic, effect));
        return effects;
    }

    private Map<String, Double> coefficients(String group) {
        var effects = new HashMap<String, Double>();
        truth.getAsJsonObject("retention")
                .getAsJsonObject(group)
                .asMap()
                .forEach((name, effect) -> effects.put(name, effect.getAsDouble()));
        return effects;
    }

    /** Where in the order of ids the newest accounts begin, whose base rate is not that of the others. */
    int newestFrom() {
        return truth.getAsJsonObject("sizes").get("older_users").getAsInt();
    }

    /** How many of each user's January posts are about each planted topic, in the order of the users. */
    List<Map<String, Integer>> topicCounts() {
        var topics = truth.getAsJsonObject("topics");
        var counts = new HashMap<TimestampedId, Map<String, Integer>>();
        for (var post : posts.posts()) {
            if (Period.DEFAULT.observes(post.createTime())) {
                counts.computeIfAbsent(post.userId(), id -> new HashMap<>())
                        .merge(topics.get(post.identity()).getAsString(), 1, Integer::sum);
            }
        }
        return users.list().stream().map(user -> counts.get(user.id())).toList();
    }

    /** The planted topic that each user writes most about, as a theme of the codebook; of equals the first in its order. */
    List<Theme> themes() {
        return topicCounts().stream()
                .map(counts -> Stream.of(Theme.values())
                        .max(Comparator.comparingInt(theme -> counts.getOrDefault(theme.toString(), 0)))
                        .orElseThrow())
                .toList();
    }

    /** The sum of effect times feature of each row. */
    static double[] logOdds(FeatureMatrix features, double[] effects) {
        return IntStream.range(0, features.rows())
                .mapToDouble(row -> IntStream.range(0, effects.length)
                        .mapToDouble(j -> effects[j] * features.value(row, j))
                        .sum())
                .toArray();
    }
}
