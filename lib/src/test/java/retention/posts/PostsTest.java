package retention.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static retention.posts.CsvFixture.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retention.posts.UnusableFileException.Reason;

class PostsTest {

    @TempDir
    Path folder;

    @Test
    void keepsEveryColumn() {
        var post = only(csv().row(
                        "title", "猫税",
                        "address", "https://example.invalid/1",
                        "label", "tiktokrefugee#meme",
                        "user_name", "momo",
                        "ip_localtion", "美国",
                        "image", "https://example.invalid/1.jpg"));
        assertThat(post.title()).isEqualTo("猫税");
        assertThat(post.content()).isEqualTo("Some content");
        assertThat(post.address()).isEqualTo("https://example.invalid/1");
        assertThat(post.label()).isEqualTo("tiktokrefugee#meme");
        assertThat(post.userName()).isEqualTo("momo");
        assertThat(post.userId().text()).isEqualTo(CsvFixture.ALICE);
        assertThat(List.of(Reaction.values())).extracting(post::count).containsExactly("1", "2", "3", "4");
        assertThat(post.createTime()).isEqualTo(LocalDateTime.of(2025, 1, 13, 23, 10));
        assertThat(post.identity()).isEqualTo("67852ccd0000000000000001");
        assertThat(post.ipLocation()).isEqualTo("美国");
        assertThat(post.image()).isEqualTo("https://example.invalid/1.jpg");
        assertThat(post.type()).isEqualTo("normal");
    }

    @Test
    void keepsColumnsThatTheSchemaDoesNotKnow() {
        var header = new ArrayList<>(Columns.CANONICAL);
        header.add(3, "crawled_at");
        assertThat(only(csv(header).row("crawled_at", "today")).extra()).containsEntry("crawled_at", "today");
    }

    @Test
    void acceptsBothSpellingsOfTheLocation() {
        var header = new ArrayList<>(Columns.CANONICAL);
        header.set(header.indexOf("ip_localtion"), "ip_location");
        assertThat(only(csv(header).row("ip_location", "美国")).ipLocation()).isEqualTo("美国");
    }

    @Test
    void readsNewlinesQuotesCommasAndEmojiInsideAField() {
        var text = "first line\nsecond \"line\", 👩🏽‍🚀 and 𠮷";
        assertThat(only(csv().row("content", text)).content()).isEqualTo(text);
    }

    @Test
    void readsAFileWithByteOrderMarkAndWindowsLineEnds() {
        var text =
                "\uFEFF" + csv().row("content", "a").row("content", "b").text().replace("\n", "\r\n");
        assertThat(read(text).posts()).extracting(Post::content).containsExactly("a", "b");
    }

    @Test
    void countsLinesThroughEmbeddedNewlines() {
        var posts = read(csv().row("content", "one\ntwo\nthree").row().text()).posts();
        assertThat(posts).extracting(Post::line).containsExactly(2L, 5L);
    }

    @ParameterizedTest
    @CsvSource({
        "user_id,12345",
        "create_time,''",
        "create_time,2025-02-30 10:00:00",
        "create_time,13/01/2025",
    })
    void quarantinesARowWithLineColumnValueAndReason(String column, String value) {
        var posts = read(csv().row().row(column, value).row().text());
        assertThat(posts.posts()).hasSize(2);
        assertThat(posts.quarantined()).singleElement().satisfies(row -> {
            assertThat(row.line()).isEqualTo(3);
            assertThat(row.column()).isEqualTo(column);
            assertThat(row.value()).isEqualTo(value);
            assertThat(row.reason()).contains("expected");
        });
    }

    @Test
    void quarantinesARowWithTooFewFields() {
        var posts = read(csv().row().line("only,three,fields").text());
        assertThat(posts.quarantined())
                .containsExactly(new Quarantined(
                        folder.resolve("posts.csv"),
                        3,
                        Quarantined.Cause.DAMAGED,
                        "(row)",
                        "only,three,fields",
                        "3 fields, expected the header's 15"));
    }

    @Test
    void listsQuarantinedRowsInATable() {
        var table = read(csv().row().row("user_id", "many").text()).quarantineTable();
        assertThat(table.columnNames()).containsExactly("line", "column", "value", "reason");
        assertThat(table.stringColumn("value").asList()).containsExactly("many");
    }

    @Test
    void skipsBlankLines() {
        assertThat(read(csv().row().line("", "").row().text()).posts()).hasSize(2);
    }

    @Test
    void namesAMissingFile() {
        assertThatThrownBy(() -> Posts.read(folder.resolve("absent.csv")))
                .isInstanceOfSatisfying(
                        UnusableFileException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MISSING_FILE))
                .hasMessageContaining("absent.csv")
                .hasMessageContaining("data/README.md");
    }

    @ParameterizedTest
    @CsvSource({"''", "'\uFEFF'", "'\n\n'"})
    void namesAnEmptyFile(String text) {
        assertRefused(text, Reason.EMPTY_FILE, "empty");
    }

    @Test
    void namesTheMissingColumnsAndThoseThatWereThere() {
        assertRefused("title,content\na,b\n", Reason.MISSING_COLUMNS, "user_id", "header has [title, content]");
    }

    @Test
    void refusesNulBytesInWordsAndNotInSpaces() {
        assertRefused("\0".repeat(5000), Reason.MALFORMED, "NUL bytes in its first line");
    }

    @Test
    void cutsALongHeaderInItsMessage() {
        var names = "a".repeat(1000)
                + IntStream.range(0, 50).mapToObj(i -> ",b" + i).collect(Collectors.joining())
                + "\n";
        assertRefused(names, Reason.MISSING_COLUMNS, "a".repeat(60) + "…", "and 31 more");
    }

    @Test
    void namesAColumnThatStandsTwice() {
        assertRefused(csv().text().replace("address", "title"), Reason.MALFORMED, "title stands twice");
    }

    @Test
    void setsAsideTheLineOfAQuoteThatIsNotClosedAndReadsTheOthers() {
        var posts = read(csv().row().line("\"never closed").row().text());
        assertThat(posts.posts()).extracting(Post::line).containsExactly(2L, 4L);
        assertThat(posts.quarantined()).singleElement().satisfies(row -> {
            assertThat(row.line()).isEqualTo(3);
            assertThat(row.value()).isEqualTo("\"never closed");
            assertThat(row.reason()).contains("quote");
        });
    }

    private void assertRefused(String text, Reason reason, String... inMessage) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        UnusableFileException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .message()
                .contains(inMessage);
    }

    private Post only(CsvFixture csv) {
        var posts = read(csv.text());
        assertThat(posts.quarantined()).isEmpty();
        assertThat(posts.posts()).hasSize(1);
        return posts.posts().get(0);
    }

    private Posts read(String text) {
        try {
            return Posts.read(Files.writeString(folder.resolve("posts.csv"), text, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
