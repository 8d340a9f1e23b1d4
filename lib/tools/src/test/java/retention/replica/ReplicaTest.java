package retention.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retention.project.Project;

class ReplicaTest {

    private static List<Replica.Post> posts;

    @TempDir
    Path folder;

    @BeforeAll
    static void generate() {
        posts = new Replica(ReplicaSettings.standard()).posts().toList();
    }

    @Test
    void theCommittedFilesAreRegeneratedByteForByte() throws IOException {
        Replica.write(ReplicaSettings.standard(), folder.resolve("r.csv"), folder.resolve("r.json"));
        var data = Project.find().data();
        assertThat(folder.resolve("r.csv")).hasSameBinaryContentAs(data.resolve("replica.csv"));
        assertThat(folder.resolve("r.json")).hasSameBinaryContentAs(data.resolve("replica.truth.json"));
    }

    @Test
    void theMachinesLocaleAndTimeZoneChangeNothing() throws IOException {
        var settings = new ReplicaSettings(500, false, 3);
        Replica.write(settings, folder.resolve("here.csv"), folder.resolve("here.json"));
        var locale = Locale.getDefault();
        var zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
            Replica.write(settings, folder.resolve("there.csv"), folder.resolve("there.json"));
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
        assertThat(folder.resolve("there.csv")).hasSameBinaryContentAs(folder.resolve("here.csv"));
        assertThat(folder.resolve("there.json")).hasSameBinaryContentAs(folder.resolve("here.json"));
    }

    @Test
    void anotherSeedGivesOtherPosts() {
        var other = new Replica(new ReplicaSettings(500, false, 4)).posts().toList();
        assertThat(new Replica(new ReplicaSettings(500, false, 3)).posts()).doesNotContainAnyElementsOf(other);
    }

    @Test
    void streamingAgainGivesTheSamePosts() {
        var replica = new Replica(new ReplicaSettings(500, false, 3));
        assertThat(replica.posts()).containsExactlyElementsOf(replica.posts().toList());
    }

    @Test
    void repostsRepeatAnEarlierPostOfTheSameUserUnderAnotherId() {
        var reposts = posts.stream().filter(Replica.Post::repost).toList();
        assertThat(reposts)
                .hasSize(new ReplicaSettings(posts.size(), false, 1).sizes().reposts());
        for (var repost : reposts) {
            var earlier = posts.stream()
                    .filter(post -> post.get("user_id").equals(repost.get("user_id")))
                    .filter(post -> post.get("create_time").compareTo(repost.get("create_time")) <= 0)
                    .filter(post -> !post.get("post_id").equals(repost.get("post_id")));
            assertThat(earlier)
                    .extracting(post -> post.get("title"), post -> post.get("content"), Replica.Post::topic)
                    .contains(tuple(repost.get("title"), repost.get("content"), repost.topic()));
        }
    }

    @Test
    void textsHaveWhatMakesCsvHard() {
        assertThat(posts).anyMatch(post -> post.get("content").contains("\n"));
        assertThat(posts).anyMatch(post -> post.get("content").contains("\""));
        assertThat(posts).anyMatch(post -> post.get("title").contains(","));
        assertThat(posts).anyMatch(post -> post.get("title").codePoints().anyMatch(c -> c > 0xFFFF));
        assertThat(posts)
                .anyMatch(post ->
                        post.get("content").codePoints().anyMatch(c -> c > 0xFFFF && Character.isIdeographic(c)));
    }

    @Test
    void everyPostHasATitleWordsOrHashtags() {
        assertThat(posts)
                .noneMatch(post ->
                        post.get("title").isEmpty() && post.get("content").isEmpty());
        assertThat(posts)
                .filteredOn(post -> post.topic() != Topic.NONE)
                .noneMatch(post ->
                        post.get("title").isEmpty() && post.get("content").startsWith("#"));
    }

    @Test
    void aFewPostsAreInSpanish() {
        assertThat(posts.stream().filter(post -> (post.get("title") + post.get("content")).contains("Hola")))
                .hasSizeBetween(1, 40);
    }

    @Test
    void addressesAndImagesAreInAReservedDomain() {
        assertThat(posts)
                .allMatch(post -> post.get("address").startsWith("https://notes.example.invalid/"))
                .allMatch(post -> List.of(post.get("image").split(", ", -1)).stream()
                        .allMatch(url -> url.startsWith("https://images.example.invalid/")));
    }
}
