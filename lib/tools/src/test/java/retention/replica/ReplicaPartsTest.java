package retention.replica;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retention.posts.Posts;

/** Replicas in parts, as large ones are. */
class ReplicaPartsTest {

    private static final ReplicaSettings SETTINGS = new ReplicaSettings(2405, false, 9);

    @TempDir
    Path folder;

    private Path file;
    private List<ReplicaSettings> parts;

    @BeforeEach
    void writeFourParts() throws IOException {
        file = folder.resolve("posts.csv");
        parts = SETTINGS.parts(4);
        Replica.write(SETTINGS, parts, file, folder.resolve("posts.truth.json"));
    }

    @Test
    void eachPartIsTheReplicaOfItsSettings() throws IOException {
        var alone = folder.resolve("alone.csv");
        Replica.write(parts.get(3), alone, folder.resolve("alone.json"));
        var posts = Files.readString(alone);
        assertThat(Files.readString(file)).endsWith(posts.substring(posts.indexOf('\n')));
    }

    @Test
    void theyAreReadAsOne() {
        var read = Posts.read(file);
        assertThat(read.quarantined()).isEmpty();
        assertThat(read.posts()).hasSize(2405);
    }

    @Test
    void theTruthHasTheSettingsOfEachPart() throws IOException {
        var truth = truth();
        assertThat(truth.getAsJsonArray("parts"))
                .map(part -> part.getAsJsonObject().get("seed").getAsLong())
                .isEqualTo(parts.stream().map(ReplicaSettings::seed).toList());
        assertThat(truth.getAsJsonObject("settings").get("posts").getAsInt()).isEqualTo(2405);
    }

    @Test
    void whatDiffersBetweenPartsIsNotSaidOfAll() throws IOException {
        assertThat(truth().keySet()).doesNotContain("sizes", "posts_by_topic", "topics");
        assertThat(truth().getAsJsonObject("retention").keySet())
                .doesNotContain("groups")
                .contains("coefficients");
    }

    private JsonObject truth() throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve("posts.truth.json")))
                .getAsJsonObject();
    }
}
