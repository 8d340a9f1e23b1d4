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
    void leavesOutColumnsThatTheSchemaDoesNotKnow() {
        var header = new ArrayList<>(Columns.CANONICAL);
        header.add(3, "crawled_at");
        assertThat(only(csv(header).row("crawled_at", "today", "label", "cats")).label())
                .isEqualTo("cats");
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
                .containsExactly(new Posts.Problem(
                        folder.resolve("posts.csv"),
                        3,
                        Posts.Cause.DAMAGED,
                        "(row)",
                        "only,three,fields",
                        "3 fields, expected the header's 15"));
    }

    @Test
    void listsQuarantinedRowsInATable() {
        var table = read(csv().row().row("user_id", "many").text()).reading().quarantineTable();
        assertThat(table.columnNames()).containsExactly("line", "column", "value in the file", "reason");
        assertThat(table.stringColumn("value in the file").asList()).containsExactly("many");
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
        assertRefused("\0".repeat(5000), Reason.UNKNOWN_FORM, "NUL bytes in its first line");
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

    @Test
    void saysOfAFileWithoutAnyUsablePostWhatIsMostlyWrongWithIt() {
        assertRefused(csv().text(), Reason.NO_USABLE_POST, "there is no row below the header");
        assertRefused(
                csv().row("create_time", "")
                        .row("user_id", "7".repeat(5_000))
                        .row("user_id", "6.7E+23")
                        .text(),
                Reason.NO_USABLE_POST,
                "none of its 3 rows can be used: 2 without a user (line 3, user_id \"" + "7".repeat(60)
                        + "…\": not an id");
        assertRefused(csv().row("create_time", "soon").text(), Reason.NO_USABLE_POST, "its only row cannot be used");
    }

    @Test
    void countsRowsThatWereSetAsideByCauseInOneSentence() {
        var posts = read(csv().row()
                .row("create_time", "")
                .row("user_id", "x")
                .row("create_time", "2025-01-13")
                .line("short")
                .row("like_count", "many")
                .text());
        assertThat(posts.summary())
                .startsWith("4 of 6 rows were set aside: 2 without a time (line 3, create_time: no time; expected")
                .contains("1 without a user (line 4, user_id: not an id", "1 damaged (line 6, (row): ")
                .endsWith("1 count cannot be read and counts as missing (line 7, like_count).");
        assertThat(read(csv().row().text()).summary()).isEqualTo("The only row was read.");
    }

    @Test
    void keepsPostsWhoseCountsAreMissingOrUnreadable() {
        var posts = read(csv().row("like_count", "many")
                .row("like_count", "", "share_count", "-")
                .text());
        assertThat(posts.posts()).extracting(Post::likeCount).containsExactly("many", "");
        assertThat(posts.unreadableCounts())
                .extracting(Posts.Problem::inWords)
                .containsExactly("line 2, like_count \"many\": no count");
        assertThat(posts.reading().unreadableTable().columnNames())
                .containsExactly("line", "column", "value in the file");
    }

    @Test
    void keepsPostsWithoutAnIdThatIsOne() {
        var posts =
                read(csv().row("post_id", "6.7E+23").row("post_id", "").row().text());
        assertThat(posts.posts()).extracting(post -> post.postId().isPresent()).containsExactly(false, false, true);
        assertThat(posts.notes())
                .singleElement()
                .asString()
                .startsWith("1 post has an id that is none (line 2: an id that Excel");
    }

    @ParameterizedTest
    @CsvSource({"nan", "NaN", "None", "null", "<NA>", "N/A", "\\N"})
    void takesAWholeTextThatStandsForNoneForMissing(String text) {
        var post = only(csv().row("title", text, "content", text + " of it", "user_name", text));
        assertThat(post.title()).isEmpty();
        assertThat(post.text()).isEqualTo(text + " of it");
        assertThat(post.userName()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"video,true", "Video,true", "视频,true", "normal,false", "图文,false", "图集,false", "'',false"})
    void knowsAVideoInWhateverWords(String type, boolean isVideo) {
        assertThat(only(csv().row("type", type)).isVideo()).isEqualTo(isVideo);
    }

    @Test
    void setsAsideAHeaderInTheMiddle() {
        var text = csv().row().text();
        var posts = read(text + text);
        assertThat(posts.posts()).hasSize(2);
        assertThat(posts.quarantined()).extracting(Posts.Problem::reason).containsExactly("the header again");
    }

    @Test
    void showsNothingThatMovesACursor() {
        var posts = read(csv().row("like_count", "\u001b[2J\u0007red\u202e")
                .row("user_id", "\u001b[31m")
                .text());
        assertThat(posts.summary()
                        + posts.reading().unreadableTable().print()
                        + posts.reading().quarantineTable().print())
                .contains("\\u001b[2J\\u0007red\\u202e", "\\u001b[31m")
                .doesNotContain("\u001b", "\u0007", "\u202e");
    }

    @Test
    void areTheSameAfterBeingWritten() {
        var posts = read(csv().row(
                        "title", "=1+2", "content", "'-x", "label", "''@y", "user_name", "\tz", "like_count", "+12")
                .row("title", "'quoted'", "content", "a \"b\",\nc\r\nd\re 🧾", "address", "@", "like_count", "-")
                .row("title", "", "post_id", "", "create_time", "2025/2/3 4:05:06", "collect_count", "many")
                .text());
        var csv = folder.resolve("written.csv");
        posts.write(csv);
        var again = Posts.read(csv);
        assertThat(again.table().printAll()).isEqualTo(posts.table().printAll());
        assertThat(again.unreadableCounts()).hasSize(1);
        assertThat(posts.posts().get(0).title()).isEqualTo("=1+2");
    }

    @Test
    void guardsFormulasWhenWritten() throws IOException {
        read(csv().row("title", "=1+2", "content", "@x", "label", "-3", "user_name", "+4")
                        .text())
                .write(folder.resolve("written.csv"));
        assertThat(Files.readString(folder.resolve("written.csv"))).contains("'=1+2", "'@x", "'-3", "'+4");
    }

    @Test
    void losesWhatTellsWhoWroteThemUnderPseudonyms() {
        var header = new ArrayList<>(Columns.CANONICAL);
        header.add("avatar");
        var posts = read(csv(header)
                .row(
                        "content",
                                "hi @momo小红书 and mail a.b@c.example: https://x.invalid/a?b=1，好 www.y.invalid z.com/q",
                        "user_name", "momo",
                        "address", "https://a.invalid",
                        "image", "https://i.invalid",
                        "ip_localtion", "U.S.",
                        "avatar", "https://v.invalid")
                .row("user_id", CsvFixture.BOB, "post_id", "")
                .row()
                .line("damaged @momo")
                .text());
        var key = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        var hidden = posts.pseudonymised(key);
        var first = hidden.posts().get(0);
        assertThat(first.content()).isEqualTo("hi @user and mail [mail]: [link]，好 [link] [link]");
        assertThat(List.of(first.userName(), first.address(), first.image(), first.ipLocation()))
                .containsOnly("");
        assertThat(first.userId().text())
                .startsWith(CsvFixture.ALICE.substring(0, 8))
                .isNotEqualTo(CsvFixture.ALICE);
        assertThat(first.userId())
                .isEqualTo(hidden.posts().get(2).userId())
                .isNotEqualTo(hidden.posts().get(1).userId());
        assertThat(first.timeById()).isEqualTo(posts.posts().get(0).timeById());
        assertThat(hidden.posts().get(1).postId()).isEmpty();
        assertThat(hidden.quarantined()).isEmpty();
        assertThat(posts.pseudonymised(key).table().printAll())
                .isEqualTo(hidden.table().printAll());
        assertThat(posts.pseudonymised("another key, as long".getBytes(StandardCharsets.US_ASCII))
                        .posts()
                        .get(0)
                        .userId())
                .isNotEqualTo(first.userId());
        assertThatThrownBy(() -> posts.pseudonymised(new byte[3]))
                .hasMessageContaining("A key of 3 bytes; expected at least 16");
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
