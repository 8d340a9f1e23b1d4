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

    private static List<ReplicaPost> posts;

    @TempDir
    Path folder;

    @BeforeAll
    static void generate() {
        posts = Replica.standard().posts().toList();
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
        var other = Replica.of(new ReplicaSettings(500, false, 4)).posts().toList();
        assertThat(Replica.of(new ReplicaSettings(500, false, 3)).posts()).doesNotContainAnyElementsOf(other);
    }

    @Test
    void streamingAgainGivesTheSamePosts() {
        var replica = Replica.of(new ReplicaSettings(500, false, 3));
        assertThat(replica.posts()).containsExactlyElementsOf(replica.posts().toList());
    }

    @Test
    void repostsRepeatAnEarlierPostOfTheSameUserUnderAnotherId() {
        var reposts = posts.stream().filter(ReplicaPost::repost).toList();
        assertThat(reposts).hasSize(Sizes.of(posts.size()).reposts());
        for (var repost : reposts) {
            var earlier = posts.stream()
                    .filter(post -> post.userId().equals(repost.userId()))
                    .filter(post -> post.createTime().compareTo(repost.createTime()) <= 0)
                    .filter(post -> !post.postId().equals(repost.postId()));
            assertThat(earlier)
                    .extracting(ReplicaPost::title, ReplicaPost::content, ReplicaPost::topic)
                    .contains(tuple(repost.title(), repost.content(), repost.topic()));
        }
    }

    @Test
    void textsHaveWhatMakesCsvHard() {
        assertThat(posts).anyMatch(post -> post.content().contains("\n"));
        assertThat(posts).anyMatch(post -> post.content().contains("\""));
        assertThat(posts).anyMatch(post -> post.title().contains(","));
        assertThat(posts).anyMatch(post -> post.title().codePoints().anyMatch(c -> c > 0xFFFF));
        assertThat(posts)
                .anyMatch(post -> post.content().codePoints().anyMatch(c -> c > 0xFFFF && Character.isIdeographic(c)));
    }

    @Test
    void everyPostHasATitleWordsOrHashtags() {
        assertThat(posts)
                .noneMatch(post -> post.title().isEmpty() && post.content().isEmpty());
        assertThat(posts)
                .filteredOn(post -> post.topic() != Topic.NONE)
                .noneMatch(post -> post.title().isEmpty() && post.content().startsWith("#"));
    }

    @Test
    void aFewPostsAreInSpanish() {
        assertThat(posts.stream().filter(post -> (post.title() + post.content()).contains("Hola")))
                .hasSizeBetween(1, 40);
    }

    @Test
    void addressesAndImagesAreInAReservedDomain() {
        assertThat(posts)
                .allMatch(post -> post.address().startsWith("https://notes.example.invalid/"))
                .allMatch(post -> List.of(post.image().split(", ", -1)).stream()
                        .allMatch(url -> url.startsWith("https://images.example.invalid/")));
    }
}
