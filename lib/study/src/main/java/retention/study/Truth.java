package retention.study;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import retention.posts.Post;

/**
 * What was planted in synthetic posts, from the file {@code posts.truth.json} beside {@code posts.csv}.
 *
 * @param hasEffects whether the outcome was drawn from effects of what users do, and not independently of everything
 * @param topics the topic that each post was made about, by the post's identity
 */
record Truth(boolean hasEffects, Map<String, String> topics) {

    /** The parts of the file that are read. */
    private record Form(Settings settings, Map<String, String> topics) {
        private record Settings(@SerializedName("null_model") Boolean isNull) {}
    }

    /**
     * Reads the file beside some posts.
     *
     * @return nothing if there is no such file, as beside real posts
     * @throws IllegalArgumentException if it does not hold the truth of synthetic posts
     */
    static Optional<Truth> beside(Path posts) {
        var file = posts.resolveSibling(posts.getFileName().toString().replaceFirst("\\.csv$", "") + ".truth.json");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            var form = new Gson().fromJson(Files.readString(file), Form.class);
            return Optional.of(new Truth(!form.settings.isNull, Map.copyOf(form.topics)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        } catch (JsonParseException | NullPointerException e) {
            throw new IllegalArgumentException(
                    "%s does not hold the truth of a replica: expected settings with null_model, and topics by post. Delete it, or make the replica again."
                            .formatted(file),
                    e);
        }
    }

    /** The topic of a post. */
    String topic(Post post) {
        return Optional.ofNullable(topics.get(post.identity()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "The truth file has no topic of post %s: make the replica again.".formatted(post.identity())));
    }
}
