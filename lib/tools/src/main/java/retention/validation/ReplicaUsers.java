package retention.validation;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import retention.features.ObservedFeature;
import retention.posts.Posts;
import retention.posts.TimestampedId;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;
import retention.text.Theme;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.Users;

/**
 * The users of a replica, read from a file as those of any study are, and the truth that was planted in them.
 *
 * @param truth the truth file's content
 */
record ReplicaUsers(ReplicaSettings settings, Users users, JsonObject truth) {

    /** Names of the study's features for those of the truth file. */
    private static final Map<String, ObservedFeature> DRIVERS = Map.of(
            "log1p_likes", ObservedFeature.LIKES,
            "log1p_comments", ObservedFeature.COMMENTS,
            "log_january_posts", ObservedFeature.POSTS,
            "days_from_last_january_post_to_1_february", ObservedFeature.RECENCY);

    static ReplicaUsers of(int posts, boolean withoutEffects, long seed) {
        return of(new ReplicaSettings(posts, withoutEffects, seed));
    }

    static ReplicaUsers of(ReplicaSettings settings) {
        try {
            var folder = Files.createTempDirectory("replica");
            var csv = folder.resolve("replica.csv");
            var json = folder.resolve("replica.truth.json");
            try {
                Replica.write(settings, csv, json);
                var users = Users.of(Posts.read(csv), Protocol.CORRECTED, Period.DEFAULT);
                return new ReplicaUsers(
                        settings,
                        users,
                        JsonParser.parseString(Files.readString(json)).getAsJsonObject());
            } finally {
                Files.deleteIfExists(csv);
                Files.deleteIfExists(json);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The effects of behaviour on the log odds, by feature; none if nothing was planted. */
    Map<ObservedFeature, Double> drivers() {
        var effects = new EnumMap<ObservedFeature, Double>(ObservedFeature.class);
        coefficients("coefficients").forEach((name, effect) -> effects.put(DRIVERS.get(name), effect));
        return effects;
    }

    /** The effects of writing about nothing else than a topic, by its name. */
    Map<String, Double> topicEffects() {
        return coefficients("coefficients_of_topic_shares_of_january_posts");
    }

    private Map<String, Double> coefficients(String group) {
        var effects = new HashMap<String, Double>();
        truth.getAsJsonObject("retention")
                .getAsJsonObject(group)
                .entrySet()
                .forEach(
                        effect -> effects.put(effect.getKey(), effect.getValue().getAsDouble()));
        return effects;
    }

    /** Where in the order of ids the newest accounts begin, whose base rate is not that of the others. */
    int newestFrom() {
        var groups = truth.getAsJsonObject("retention").getAsJsonArray("groups");
        return groups.get(groups.size() - 1)
                .getAsJsonObject()
                .get("users_by_ascending_id_from")
                .getAsInt();
    }

    /** How many of each user's January posts are about each planted topic, in the order of the users. */
    List<Map<String, Integer>> topicCounts() {
        var counts = new HashMap<TimestampedId, Map<String, Integer>>();
        Replica.of(settings)
                .posts()
                .filter(post -> post.createTime().startsWith("2025-01"))
                .forEach(post -> counts.computeIfAbsent(
                                TimestampedId.parse(post.userId()).orElseThrow(), id -> new HashMap<>())
                        .merge(post.topic().key(), 1, Integer::sum));
        return users.list().stream().map(user -> counts.get(user.id())).toList();
    }

    /** The planted topic that each user writes most about, as a theme of the codebook; of equals the first in its order. */
    List<Theme> themes() {
        return topicCounts().stream()
                .map(counts -> {
                    var themes = Theme.values();
                    return themes[
                            IntStream.range(0, themes.length)
                                    .reduce((best, next) -> counts.getOrDefault(themes[next].toString(), 0)
                                                    > counts.getOrDefault(themes[best].toString(), 0)
                                            ? next
                                            : best)
                                    .orElseThrow()];
                })
                .toList();
    }
}
