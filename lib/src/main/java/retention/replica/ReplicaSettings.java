package retention.replica;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What makes one replica differ from another.
 *
 * @param posts rows of the file, from {@value #FEWEST_POSTS} to {@value #MOST_POSTS}; the published facts hold exactly
 *     for {@value #PUBLISHED_POSTS}, and in proportion for others
 * @param nullModel whether retention is drawn independently of everything, so that nothing can predict it
 * @param seed of every random draw
 */
public record ReplicaSettings(int posts, boolean nullModel, long seed) {

    /** The rows of the original file. */
    public static final int PUBLISHED_POSTS = 4117;

    /** Below this there are too few February posts for enough retained users. */
    public static final int FEWEST_POSTS = 300;

    /** The largest size that was measured. */
    public static final int MOST_POSTS = 1_000_000;

    private static final long STANDARD_SEED = 20_250_113;

    /**
     * Checks the number of posts.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public ReplicaSettings {
        if (posts < FEWEST_POSTS || posts > MOST_POSTS) {
            throw new IllegalArgumentException(
                    "A replica has from %d to %d posts, not %d. Ask for a size in that range."
                            .formatted(FEWEST_POSTS, MOST_POSTS, posts));
        }
    }

    /**
     * The settings of a replica from the {@linkplain Replica#truthFile truth file} beside it.
     *
     * @return none if there is no such file, as beside real posts
     * @throws UncheckedIOException if it cannot be read
     * @throws IllegalArgumentException if it is no truth file
     */
    public static Optional<ReplicaSettings> beside(Path csv) {
        var truth = Replica.truthFile(csv);
        if (!Files.isRegularFile(truth)) {
            return Optional.empty();
        }
        try {
            var settings = JsonParser.parseString(Files.readString(truth))
                    .getAsJsonObject()
                    .getAsJsonObject("settings");
            return Optional.of(new ReplicaSettings(
                    settings.get("posts").getAsInt(),
                    settings.get("null_model").getAsBoolean(),
                    settings.get("seed").getAsLong()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + truth, e);
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            throw new IllegalArgumentException(
                    "%s does not hold the truth of a replica: expected settings with posts, null_model and seed. Delete it, or make the replica again."
                            .formatted(truth),
                    e);
        }
    }

    /** The settings of the committed file: the published size, with planted retention effects. */
    public static ReplicaSettings standard() {
        return new ReplicaSettings(PUBLISHED_POSTS, false, STANDARD_SEED);
    }
}
