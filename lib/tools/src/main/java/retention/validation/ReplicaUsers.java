package retention.validation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.learning.FeatureMatrix;
import retention.posts.Posts;
import retention.project.TemporaryFiles;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;
import retention.study.PlantedTruth;
import retention.text.Theme;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.Users;

/** The users of a replica, read from a file as those of any study are, and the truth that was planted in them. */
record ReplicaUsers(Posts posts, Users users, PlantedTruth truth) {

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
            return new ReplicaUsers(read, Users.of(read, Protocol.CORRECTED, Period.DEFAULT), PlantedTruth.in(json));
        }
    }

    /** All planted effects by column; of {@code about_} a topic, that of writing about nothing else. */
    Map<String, Double> effects() {
        var effects = new HashMap<>(truth.effects());
        truth.coefficients("coefficients_of_topic_shares_of_january_posts")
                .forEach((topic, effect) -> effects.put("about_" + topic, effect));
        return effects;
    }

    /** Where in the order of ids the newest accounts begin, whose base rate is not that of the others. */
    int newestFrom() {
        return (int) truth.number("sizes", "older_users");
    }

    /** How many of each user's observed posts are about each planted topic, in the order of the users. */
    List<Map<String, Integer>> topicCounts() {
        return truth.topicCounts(posts.posts(), users).orElseThrow();
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
