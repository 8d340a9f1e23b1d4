package retention.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sizes that nobody has, and that must not stop a computer. */
class HostileFilesTest {

    private static final String HEADER = "title,user_id,create_time,like_count";
    private static final String ROW = "hello,678a1b2c0000000000000a01,2025-01-18 09:15:00,5\n";
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void readsAFieldOfTenMegabytes() {
        var big = "\"" + "word \"\"quoted\"\",\n".repeat(600_000) + "\"";
        assertThat(read(HEADER + "\n" + ROW.replace("hello", big) + ROW).posts())
                .hasSize(2);
        var bad = "9".repeat(10_000_000);
        var posts = read(
                HEADER + "\n" + ROW.replace("2025-01-18 09:15:00", bad) + ROW.replace(",5\n", "," + bad + "\n") + ROW);
        assertThat(posts.posts()).hasSize(2);
        assertThat(posts.summary()).hasSizeLessThan(1_000);
    }

    @Test
    void readsAHundredThousandColumns() {
        var names = IntStream.range(0, 100_000).mapToObj(i -> ",c" + i).collect(Collectors.joining());
        var values = ",".repeat(100_000);
        assertThat(read(HEADER + names + "\n" + ROW.strip() + values + "\n").posts())
                .hasSize(1);
    }

    @Test
    void readsJsonWithAHundredThousandNames() {
        var names =
                IntStream.range(0, 100_000).mapToObj(i -> ",\"c" + i + "\":1").collect(Collectors.joining());
        var post = "{\"title\":\"t\",\"user_id\":\"678a1b2c0000000000000a01\",\"time\":1737162900000,\"liked_count\":1";
        assertThat(read("[" + post + names + "}," + post + "}]").posts()).hasSize(2);
    }

    @Test
    void refusesDeepJsonInOneLine() {
        for (var open : new String[] {"[", "{\"a\":"}) {
            assertThatThrownBy(() -> read("{\"a\":" + open.repeat(1_000_000)))
                    .isInstanceOf(UnusableFileException.class);
        }
        var post =
                "{\"user_id\":\"678a1b2c0000000000000a01\",\"title\":\"t\",\"time\":1737162900000,\"liked_count\":1,\"x\":";
        var posts = read(post + "1}\n" + post + "[".repeat(200_000) + "\n" + post + "1}\n");
        assertThat(posts.posts()).hasSize(2);
        assertThat(posts.quarantined()).hasSize(1);
    }

    @Test
    void readsOnAfterManyRowsWithWrongQuotes() {
        var text = HEADER + "\n" + ("\"bad \\\"quote\\\"," + ROW.substring(6)).repeat(20_000) + ROW;
        var posts = read(text);
        assertThat(posts.posts()).hasSize(1);
        assertThat(posts.quarantined()).hasSize(20_000);
        assertThat(posts.quarantined().get(19_999).line()).isEqualTo(20_001);
    }

    @Test
    void losesOnlyTheRowOfAQuoteThatIsNeverClosed() {
        var posts = read(HEADER + "\n" + ROW.repeat(1_000) + "\"" + ROW + ROW.repeat(100_000));
        assertThat(posts.posts()).hasSize(101_000);
        assertThat(posts.quarantined()).extracting(Posts.Problem::line).containsExactly(1_002L);
    }

    private Posts read(String text) {
        return assertTimeoutPreemptively(LONGEST, () -> {
            try {
                return Posts.read(Files.writeString(folder.resolve("posts.csv"), text));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
