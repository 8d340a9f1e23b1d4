package retention.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import retention.posts.Columns;
import retention.posts.CsvExport;
import retention.posts.PostStream;
import retention.posts.Posts;

class UserStreamTest {

    private static final String HEADER = "title,content,user_id,like_count,share_count,create_time,post_id,type\n";
    private static final List<String> COUNTS = List.of("5", "1千+", "-", "many", "1.2万", "");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void makesTheSameUsersInManyPartsAsFromAllPostsAtOnce(Protocol protocol) throws IOException {
        var file = crawl(0);
        var users = Users.of(Posts.read(file), protocol, Period.DEFAULT);
        assertThat(users.retained()).isPositive();
        for (int memory : new int[] {1 << 20, 2_000, 1}) {
            assertThat(streamed(file, protocol, memory)).as("%d bytes", memory).isEqualTo(users.list());
        }
        var streamed = folder.resolve("streamed.csv");
        CsvExport.write(
                UserColumn.names(), streamed, rows -> users.list().forEach(user -> rows.accept(UserColumn.row(user))));
        var whole = folder.resolve("whole.csv");
        CsvExport.write(users.table(), whole);
        assertThat(streamed).hasSameTextualContentAs(whole);
    }

    @Test
    void forgetsWhatItKeptOnDiskWhereTimesAreCorrected() throws IOException {
        var utc = crawl(8);
        assertThat(streamed(utc, Protocol.CORRECTED, 2_000)).isEqualTo(streamed(crawl(0), Protocol.CORRECTED, 2_000));
    }

    @Test
    void refusesPostsOfOtherMonthsAsUsersDo() throws IOException {
        var file = Files.writeString(
                folder.resolve("late.csv"),
                HEADER + "a,b,678a1b2c0000000000000a01,1,2,2025-03-01 10:00:00,,\n"
                        + "a,b,678a1b2c0000000000000a01,1,2,2025-03-04 10:00:00,,\n");
        assertThatThrownBy(() -> streamed(file, Protocol.CORRECTED, 1_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "Nobody posted in January (2025-01-01 to 2025-01-31). The 2 posts are of 2025-03-01 to 2025-03-04");
    }

    private static List<User> streamed(Path file, Protocol protocol, int memory) {
        var list = new ArrayList<User>();
        try (var users = new UserStream(protocol, Period.DEFAULT, memory)) {
            var read = PostStream.read(
                    List.of(file), Columns.usual(), Optional.empty(), 1, users::emptied, UserStream::post);
            users.forEach(read.reading(), list::add);
        }
        return list;
    }

    /** Posts of which some were crawled twice, some of these under another user, some without an id. */
    private Path crawl(int hoursBehind) throws IOException {
        var random = new Random(11);
        var text = new StringBuilder(HEADER);
        for (int i = 0; i < 600; i++) {
            long time = 1_735_660_800L + random.nextInt(59) * 86_400L + random.nextInt(86_400);
            var id = random.nextInt(12) == 0 ? "" : "%08x%016x".formatted(time, random.nextInt(3));
            var row = "title %d,\"some \u200b\"\"words\"\" %d\",%%s,%s,%%s,%s,%s,video\n"
                    .formatted(
                            i % 5,
                            i % 7,
                            COUNTS.get(random.nextInt(6)),
                            java.time.LocalDateTime.ofEpochSecond(
                                            time, 0, java.time.ZoneOffset.ofHours(8 - hoursBehind))
                                    .format(java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")),
                            id);
            for (int copy = random.nextInt(4); copy >= 0; copy--) {
                int user = random.nextInt(copy == 0 ? 40 : 2);
                text.append(
                        row.formatted("%08x%016x".formatted(1_734_000_000 + 3 * (user / 2), user), COUNTS.get(copy)));
            }
        }
        return Files.writeString(folder.resolve("crawl" + hoursBehind + ".csv"), text);
    }
}
