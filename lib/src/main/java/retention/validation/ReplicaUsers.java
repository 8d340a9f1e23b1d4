package retention.validation;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import retention.posts.Posts;
import retention.posts.TimestampedId;
import retention.replica.Replica;
import retention.replica.ReplicaPost;
import retention.replica.ReplicaSettings;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.Users;

/**
 * The users of a replica, read from a file as those of any study are, and the truth that was planted in them.
 *
 * @param truth the truth file's content
 * @param topics the planted topics of each user's observed posts
 */
record ReplicaUsers(Users users, JsonObject truth, Map<TimestampedId, List<String>> topics) {

    static ReplicaUsers of(ReplicaSettings settings, Protocol protocol) {
        try {
            var folder = Files.createTempDirectory("replica");
            var csv = folder.resolve("replica.csv");
            var json = folder.resolve("replica.truth.json");
            try {
                Replica.write(settings, csv, json);
                var users = Users.of(Posts.read(csv), protocol, Period.DEFAULT);
                var truth = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
                return new ReplicaUsers(users, truth, topics(settings));
            } finally {
                Files.deleteIfExists(csv);
                Files.deleteIfExists(json);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of January posts alone, which is what the planted model sees. */
    private static Map<TimestampedId, List<String>> topics(ReplicaSettings settings) {
        if (settings.nullModel()) {
            return Map.of();
        }
        return Replica.of(settings)
                .posts()
                .filter(post -> post.createTime().startsWith("2025-01"))
                .collect(Collectors.groupingBy(
                        post -> TimestampedId.parse(post.userId()).orElseThrow(),
                        Collectors.mapping(ReplicaUsers::topic, Collectors.toList())));
    }

    private static String topic(ReplicaPost post) {
        return post.topic().key();
    }
}
