package retention.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import retention.posts.Posts;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.User;
import retention.users.Users;

/** Replicas of other sizes, and the null model. */
class SiblingsTest {

    private static final ReplicaSettings STANDARD = ReplicaSettings.standard();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"300,1", "400,2", "400,3", "1000,4"})
    void smallOnesHaveEnoughRetainedUsersForFiveFolds(int posts, long seed) throws IOException {
        var users = users(new ReplicaSettings(posts, false, seed));
        assertThat(users.retained()).isEqualTo(ReplicaSettings.FEWEST_RETAINED);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 777, 20_000})
    void everySizeHasItsRowsAndProportions(int posts) throws IOException {
        var settings = new ReplicaSettings(posts, false, 5);
        Replica.write(settings, folder.resolve("r.csv"), folder.resolve("r.json"));
        var read = Posts.read(folder.resolve("r.csv"));
        assertThat(read.quarantined()).isEmpty();
        assertThat(read.posts()).hasSize(posts).noneMatch(post -> post.timeDisagreesWithId());
        var users = Users.of(read.posts(), Protocol.AS_PUBLISHED, Period.DEFAULT);
        assertThat(users.size() / (double) posts).isCloseTo(3249.0 / 4117, within(0.002));
        assertThat(read.posts().stream().filter(post -> post.title().isEmpty()).count() / (double) posts)
                .isCloseTo(697.0 / 4117, within(0.002));
    }

    @Test
    void largeOnesAreMadeWhileTheyAreStreamed() {
        var first = new Replica(new ReplicaSettings(100_000, false, 6)).posts().limit(3);
        assertThat(first).hasSize(3);
    }

    @Test
    void theNullModelChangesNothingBeforeFebruary() {
        var january = beforeFebruary(STANDARD);
        assertThat(beforeFebruary(nullOf(STANDARD))).isEqualTo(january).hasSizeGreaterThan(3000);
    }

    @Test
    void plantedRetentionGoesWithTheScoreAndNullRetentionDoesNot() {
        assertThat(scoreAdvantage(STANDARD)).isGreaterThan(1.5);
        var overSeeds = IntStream.range(0, 5)
                .mapToDouble(seed -> scoreAdvantage(new ReplicaSettings(4117, true, seed)))
                .average()
                .orElseThrow();
        assertThat(overSeeds).isCloseTo(0, within(0.4));
    }

    @Test
    void nullRetentionDoesNotGoWithTheAgeOfAccounts() throws IOException {
        var users = users(new ReplicaSettings(4117, true, 11));
        var newest = users.list().subList(STANDARD.sizes().olderUsers(), users.size());
        assertThat(users.retained()).isEqualTo(20);
        assertThat(newest.stream().filter(User::retained)).hasSizeLessThan(9);
    }

    private Users users(ReplicaSettings settings) throws IOException {
        Replica.write(settings, folder.resolve("u.csv"), folder.resolve("u.json"));
        return Users.of(Posts.read(folder.resolve("u.csv")).posts(), Protocol.AS_PUBLISHED, Period.DEFAULT);
    }

    private static ReplicaSettings nullOf(ReplicaSettings settings) {
        return new ReplicaSettings(settings.posts(), true, settings.seed());
    }

    /** Who posted what and how popular it was; missing values are placed over the whole file, and left out here. */
    private static List<List<String>> beforeFebruary(ReplicaSettings settings) {
        return new Replica(settings)
                .posts()
                .filter(post -> post.get("create_time").startsWith("2025-01"))
                .map(post -> List.of(
                        post.get("post_id"),
                        post.get("user_id"),
                        post.get("like_count"),
                        post.topic().key()))
                .toList();
    }

    /** By how many standard deviations the retained users' mean score is above the mean. */
    private static double scoreAdvantage(ReplicaSettings settings) {
        var replica = new Replica(settings);
        var scores = Retention.scores(settings, replica.timeline, replica.engagement);
        var mean = Arrays.stream(scores).average().orElseThrow();
        var variance = Arrays.stream(scores)
                .map(s -> (s - mean) * (s - mean))
                .average()
                .orElseThrow();
        var retained = replica.retention.retained().stream()
                .mapToDouble(user -> scores[user])
                .average()
                .orElseThrow();
        return (retained - mean) / Math.sqrt(variance);
    }

    @Test
    void idsAreUniqueInLargeOnes() {
        var seen = new HashSet<String>();
        assertThat(new Replica(new ReplicaSettings(20_000, false, 8)).posts())
                .allMatch(post -> seen.add(post.get("post_id")));
    }
}
