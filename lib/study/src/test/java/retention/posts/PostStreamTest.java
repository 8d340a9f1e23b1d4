package retention.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static retention.posts.CsvFixture.csv;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostStreamTest {

    private static final String HEADER = "title,content,user_id,like_count,create_time,post_id\n";
    private static final String USER = "678a1b2c0000000000000a01";

    @TempDir
    Path folder;

    private int starts;

    @Test
    void givesAllPostsAgainAtTheirRightTimesWhereTheIdsSayThatTheyAreOff() throws IOException {
        var posts = new ArrayList<Post>();
        var text = IntStream.range(0, 10)
                .mapToObj(i -> "a,b,%s,1,2025-01-13 15:10:0%d,67852ccd000000000000000%d\n".formatted(USER, i, i))
                .collect(Collectors.joining());
        var reading = read(HEADER + text, posts);
        assertThat(starts).isEqualTo(2);
        assertThat(posts).hasSize(10).allSatisfy(post -> assertThat(post.createTime())
                .hasToString("2025-01-13T23:10" + (post.line() == 2 ? "" : ":0" + (post.line() - 2))));
        assertThat(reading.notes()).anySatisfy(note -> assertThat(note).contains("8 hours behind"));
    }

    @Test
    void readsAFileOnceOfWhichNothingIsToBeCorrected() throws IOException {
        var posts = new ArrayList<Post>();
        assertThat(read(csv().row().row().row().text(), posts).posts()).isEqualTo(3);
        assertThat(starts).isEqualTo(1);
        assertThat(posts).isEqualTo(Posts.read(folder.resolve("posts.csv")).posts());
    }

    @Test
    void readsAFolderOnceInWhichAFileHasNoPosts() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "crawled in March\n");
        Files.writeString(folder.resolve("posts.csv"), csv().row().text());
        var posts = new ArrayList<Post>();
        assertThat(read(folder, posts, 10).posts()).isEqualTo(1);
        assertThat(starts).isEqualTo(1);
        assertThat(posts).hasSize(1);
    }

    @Test
    void readsAFileOfAFolderAloneEvenIfItHoldsNoPosts() throws IOException {
        var file = Files.writeString(folder.resolve("a.txt"), "crawled in March\n");
        var read = PostStream.readOneOfFolder(
                file, Columns.usual(), Optional.empty(), 10, () -> new ArrayList<Post>(), List::add);
        assertThat(read.made()).isEmpty();
        assertThat(read.reading().posts()).isZero();
        assertThat(read.reading().notes()).containsExactly("left out, since it holds no posts");
    }

    @Test
    void readsAnEncodingThatShowsOnlyFarFromTheStart() throws IOException {
        var row = "plain,words,%s,1,2025-01-13 23:10:05,\n".formatted(USER);
        var text = HEADER + row.repeat(20_000) + "标题,从最后一行才看得出来的中文内容,%s,1,2025-01-13 23:10:05,\n".formatted(USER);
        Files.write(folder.resolve("posts.csv"), text.getBytes(Charset.forName("GB18030")));
        var posts = new ArrayList<Post>();
        assertThat(read(posts, 10).notes()).anyMatch(note -> note.contains("GB18030"));
        assertThat(posts).hasSize(20_001);
        assertThat(posts.get(20_000).content()).isEqualTo("从最后一行才看得出来的中文内容");
    }

    @Test
    void listsTheFirstProblemsAndCountsAll() throws IOException {
        var csv = csv().row();
        for (int i = 0; i < 7; i++) {
            csv.row("like_count", "many").row("create_time", "yesterday");
        }
        Files.writeString(folder.resolve("posts.csv"), csv.text());
        var reading = read(new ArrayList<>(), 3);
        assertThat(reading.quarantined()).isEqualTo(7);
        assertThat(reading.unreadableCounts()).isEqualTo(7);
        assertThat(reading.quarantineTable().rowCount()).isEqualTo(3);
        assertThat(reading.quarantineTable().name()).isEqualTo("Rows that cannot be used: the first 3 of 7");
        assertThat(reading.summary()).contains("7 of 15 rows were set aside", "7 counts cannot be read");
    }

    @Test
    void findsRowsThatLieAcrossBlocks() throws IOException {
        var random = new Random(3);
        var contents = new ArrayList<String>();
        var text = new StringBuilder(HEADER);
        var pieces = List.of("a", "\"", ",", "\n", "\r\n", "\r", "话题", "\uD83D\uDE00", "é", "x".repeat(90));
        for (int i = 0; i < 9_000; i++) {
            var content = random.ints(random.nextInt(30), 0, pieces.size())
                    .mapToObj(pieces::get)
                    .collect(Collectors.joining("", "c", "."));
            contents.add(content);
            text.append("t,\"%s\",%s,1,2025-01-13 23:10:05,%s"
                    .formatted(
                            content.replace("\"", "\"\""),
                            USER,
                            List.of("\n", "\r\n", "\r").get(i % 3)));
        }
        var posts = new ArrayList<Post>();
        assertThat(read(text.toString(), posts).quarantined()).isZero();
        assertThat(text.length()).isGreaterThan(1 << 20);
        assertThat(posts).extracting(Post::content).isEqualTo(contents);
        var last = posts.get(posts.size() - 1);
        assertThat(last.line())
                .isEqualTo(
                        1 + text.substring(0, text.lastIndexOf("t,\"")).lines().count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "title,user_id,like_count,create_time\na,678a1b2c0000000000000a01,1,2025-01-13 23:10:05\n",
                "[{\"title\":\"a\",\"user_id\":\"678a1b2c0000000000000a01\",\"likes\":1,\"time\":1737162900000}]"
            })
    void passesOnWhatIsThrownWhereAPostIsAdded(String text) {
        assertThatThrownBy(() -> {
                    Files.writeString(folder.resolve("posts.csv"), text);
                    PostStream.read(
                            List.of(folder.resolve("posts.csv")),
                            Columns.usual(),
                            Optional.empty(),
                            1,
                            () -> folder,
                            (any, post) -> {
                                throw new IllegalStateException("full");
                            });
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("full");
    }

    private Reading read(String text, List<Post> posts) throws IOException {
        Files.writeString(folder.resolve("posts.csv"), text);
        return read(posts, 10);
    }

    private Reading read(List<Post> posts, int listed) {
        return read(folder.resolve("posts.csv"), posts, listed);
    }

    private Reading read(Path path, List<Post> posts, int listed) {
        var read = PostStream.read(
                List.of(path),
                Columns.usual(),
                Optional.empty(),
                listed,
                () -> {
                    starts++;
                    return new ArrayList<Post>();
                },
                List::add);
        posts.addAll(read.made());
        return read.reading();
    }
}
