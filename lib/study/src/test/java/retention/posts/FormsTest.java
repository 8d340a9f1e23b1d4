package retention.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.Gson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import retention.posts.UnusableFileException.Reason;

/** The same two posts in every form that is read. */
class FormsTest {

    private static final String CSV =
            """
            title,content,user_id,like_count,share_count,create_time,post_id,type
            午后,今天对账了 🧾,678a1b2c0000000000000a01,1.3万,12,2025-01-18 09:15:00,678b00940000000000000b01,video
            evening,"so, ""hello"" to
            all of you",678a1b2c0000000000000a02,7,,2025-02-03 21:40:30,67a0c74e0000000000000b02,normal
            """;

    private static final String JSON =
            """
            [{"note_id":"678b00940000000000000b01","type":"video","title":"午后","desc":"今天对账了 🧾","time":1737162900000,
              "user_id":"678a1b2c0000000000000a01","nickname":"n","liked_count":"1.3万","share_count":12,"tag_list":["猫","账"]},
             {"note_id":"67a0c74e0000000000000b02","type":"normal","title":"evening","desc":"so, \\"hello\\" to\\nall of you",
              "time":1738590030000,"user_id":"678a1b2c0000000000000a02","liked_count":"7","share_count":null,"image_list":[]}]
            """;

    /** The names of the columns, and what the posts have in them. */
    private static final List<List<String>> TABLE = List.of(
            List.of("title", "content", "user_id", "like_count", "share_count", "create_time", "post_id", "type"),
            List.of(
                    "午后",
                    "今天对账了 🧾",
                    "678a1b2c0000000000000a01",
                    "1.3万",
                    "12",
                    "2025-01-18 09:15:00",
                    "678b00940000000000000b01",
                    "video"),
            List.of(
                    "evening",
                    "so, \"hello\" to\nall of you",
                    "678a1b2c0000000000000a02",
                    "7",
                    "",
                    "2025-02-03 21:40:30",
                    "67a0c74e0000000000000b02",
                    "normal"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(chars = {';', '\t', '|'})
    void readsOtherSeparators(char separator) {
        // The commas inside the quotes stay.
        assertUsual(CSV.replace("so, ", "so&").replace(',', separator).replace("so&", "so, "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sep=,\n", "sep=,\r\n", "\uFEFFsep=,\n", "\"sep=,\"\n", "sep=,,,,\n"})
    void readsALineThatNamesTheSeparator(String line) {
        assertUsual(line + CSV);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void readsLineEndsOfAnyKind(String end) {
        var posts = read(CSV.replace(" to\nall", " to all").replace("\n", end));
        assertThat(posts.posts()).extracting(Post::line).containsExactly(2L, 3L);
    }

    @Test
    void readsEmptyColumnsAndRowsThatASpreadsheetAdds() {
        assertUsual(CSV.replace("type\n", "type,,,\n").replace("video\n", "video,,,\n") + ",,,,,,,,,,\n\n\u001a");
    }

    @Test
    void readsAnIndexColumnWithoutAName() {
        assertUsual(CSV.replace("title,", ",title,").replace("午后,", "0,午后,").replace("evening,", "1,evening,"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030"})
    void readsOtherEncodings(String name) throws IOException {
        assertUsual(CSV.getBytes(Charset.forName(name)));
        assertUsual(JSON.getBytes(Charset.forName(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void readsByteOrderMarks(String name) throws IOException {
        assertUsual(("\uFEFF" + CSV).getBytes(Charset.forName(name)));
        assertUsual(("\uFEFF" + JSON).getBytes(Charset.forName(name)));
    }

    @Test
    void tellsBig5FromGb18030() throws IOException {
        var traditional = CSV.replace("午后", "午後").replace("今天对账了 🧾", "今天對賬了，謝謝大家的歡迎");
        var posts = read(traditional.getBytes(Charset.forName("Big5")));
        assertThat(posts.posts().get(0).text()).isEqualTo("午後\n今天對賬了，謝謝大家的歡迎");
        assertThat(posts.notes()).contains("The file is read as Big5.");
        var simplified = CSV.replace("今天对账了 🧾", "谢谢大家的欢迎");
        assertThat(read(simplified.getBytes(Charset.forName("GBK")))
                        .posts()
                        .get(0)
                        .content())
                .isEqualTo("谢谢大家的欢迎");
    }

    @Test
    void findsGb18030ThatBeginsLateInAFile() throws IOException {
        var text = new StringBuilder("title,content,user_id,like_count,create_time\n");
        for (int i = 0; i < 5_000; i++) {
            text.append("plain,words,678a1b2c0000000000000a01,1,2025-01-18 09:15:00\n");
        }
        text.append("猫税,今天交了猫税,678a1b2c0000000000000a01,1,2025-01-18 09:15:00\n");
        var posts = read(text.toString().getBytes(Charset.forName("GB18030"))).posts();
        assertThat(posts.get(5_000).content()).isEqualTo("今天交了猫税");
    }

    @Test
    void setsAsideARowWithDamagedBytesAndReadsTheOthers() throws IOException {
        var bytes = CSV.replace("对账了", "对账了§").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == (byte) 0xC2) {
                bytes[i] = (byte) 0xFF;
            }
        }
        var posts = read(bytes);
        assertThat(posts.posts()).extracting(Post::title).containsExactly("evening");
        assertThat(posts.quarantined()).singleElement().satisfies(row -> {
            assertThat(row.line()).isEqualTo(2);
            assertThat(row.reason()).contains("bytes that are no text");
        });
    }

    @Test
    void keepsEmojiOfWhichHalvesLookLikeDamage() throws IOException {
        var bytes = CSV.replace("🧾", "💀🏿\uD83F\uDFFE").getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 2] = (byte) 0xFE;
        assertThat(read(bytes).posts()).extracting(Post::title).containsExactly("午后");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "{\"data\":%s}",
                "{\"code\":0,\"msg\":\"ok\",\"data\":{\"has_more\":true,\"items\":%s,\"cursor\":\"x\"}}",
                "\n\n  %s",
                "{\"title\":\"my crawl\",\"type\":\"search\",\"create_time\":\"2025-03-01 10:00:00\",\"posts\":%s}"
            })
    void readsAnArrayOfObjectsWhereverItIs(String around) {
        assertUsual(around.formatted(JSON.strip()));
    }

    @Test
    void readsOneObjectALine() {
        var lines = JSON.strip().replace("\n ", "").replace("},{", "}\n{");
        var inside = lines.substring(1, lines.length() - 1);
        assertUsual(inside);
        var damaged = read(inside.replace("}\n{", "}\n{\"broken\": \n\n{"));
        assertThat(damaged.posts()).extracting(Post::line).containsExactly(1L, 4L);
        assertThat(damaged.quarantined()).extracting(Posts.Problem::line).containsExactly(2L);
    }

    @Test
    void readsOneObjectAfterAnother() {
        var inside = JSON.strip().substring(1, JSON.strip().length() - 1);
        assertUsual(inside.replace("},", "}\n"));
        assertThat(read(inside.substring(0, inside.indexOf("},") + 1)).posts()).hasSize(1);
    }

    @Test
    void setsAsideWhatIsNoObjectInAnArrayAndNamesItsLine() {
        var posts = read(JSON.replace(" {\"note_id\":\"67a0", " 5,\n [1],\n {\"note_id\":\"67a0"));
        assertThat(posts.posts()).extracting(Post::line).containsExactly(1L, 5L);
        assertThat(posts.quarantined())
                .extracting(Posts.Problem::line, Posts.Problem::reason)
                .containsExactly(tuple(3L, "no JSON object"), tuple(4L, "no JSON object"));
    }

    @Test
    void joinsHashtagsAsTheStudysFilesDoAndOtherListsByCommas() {
        var post = read(JSON.replace(
                        "\"image_list\":[]",
                        "\"tag_list\":[\"a\",[\"b\"],null,{}],\"image_list\":[\"u\",{\"url\":\"v\"}]"))
                .posts()
                .get(1);
        assertThat(post.label()).isEqualTo("a#");
        assertThat(post.image()).isEqualTo("u,v");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"data\":"})
    void readsJsonUpToWhereItBreaksOff(String before) {
        var posts = read(before + JSON.substring(0, JSON.indexOf("evening")));
        assertThat(posts.posts()).extracting(Post::title).containsExactly("午后");
        assertThat(posts.quarantined()).singleElement().satisfies(row -> assertThat(row.reason())
                .contains("no JSON from here on"));
    }

    @Test
    void readsWhatThePlatformItselfAnswers() {
        var post =
                read("""
                        {"data":{"items":[{"id":"678b00940000000000000b01","note_card":{"type":"video","title":"午后","desc":"x",
                         "time":1737162900000,"user":{"user_id":"678a1b2c0000000000000a01","nickname":"n"},
                         "interact_info":{"liked_count":"1.3万","collected_count":"2","comment_count":"3","share_count":"4"},
                         "tag_list":[{"name":"猫"},{"name":"税"}],"image_list":[{"url_default":"https://a.invalid/1"}]}}]}}
                        """)
                        .posts()
                        .get(0);
        assertThat(post.userName()).isEqualTo("n");
        assertThat(post.label()).isEqualTo("猫#税");
        assertThat(post.image()).isEqualTo("https://a.invalid/1");
        assertThat(List.of(Reaction.values())).extracting(post::count).containsExactly("1.3万", "2", "3", "4");
        assertThat(post.timeDisagreesWithId()).isFalse();
    }

    @Test
    void keepsFieldsThatOnlyLaterObjectsHave() {
        var posts = read(JSON.replace("\"image_list\":[]", "\"ip_location\":\"美国\",\"mood\":\"fine\""))
                .posts();
        assertThat(posts.get(0).ipLocation()).isEmpty();
        assertThat(posts.get(1).ipLocation()).isEqualTo("美国");
    }

    /** The same two posts, of which "F" and "S" stand for the first and the second. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // What stands beside the posts, and around each of them.
                "{'tags':[{'name':'x'}],'users':[{'user_id':'u','name':'x'}],'posts':[F,S]}",
                "{'errors':[],'notes':[F,S]}",
                "[{'code':0,'data':{'items':[F]}},{'code':0,'data':{'items':[S]}},{'code':0,'data':{'items':[]}}]",
                "{'code':0,'data':{'items':[F]}}\n{'code':0,'data':{'items':[S]}}\n",
                "{'tiktok refugee':[F],'cat tax':[S]}",
                "[F]\n[S]\n",
                "[[F],[S]]",
                "[[],[F,S]]",
                "[]\n[F,S]",
                "F,\nS,\n",
                "// a crawl\n/* of March */\n[F,S]",
                "{'data':F}\n{'data':S}\n",
                "{'hits':{'hits':[{'_id':'a','_source':F},{'_id':'b','_source':S}]}}",
                "{'rows':[{'item_id':'','data':{'note':F}},{'item_id':'','data':{'note':S}}]}",
                // Under their numbers and ids, or names of any kind.
                "{'0':F,'1':S}",
                "{'note':{'noteDetailMap':{'678b00940000000000000b01':{'note':F},'67a0c74e0000000000000b02':{'note':S}}}}",
                "{'posts':{'-Oa':F,'-Ob':S}}"
            })
    void readsObjectsWhereverTheyAre(String around) {
        var objects = JSON.strip().split("(?<=}),", 2);
        var first = objects[0].substring(1).strip().replaceAll("\n *", "");
        var second = objects[1].substring(0, objects[1].length() - 1).strip().replaceAll("\n *", "");
        assertUsual(read(around.replace('\'', '"').replace("F", first).replace("S", second)));
    }

    /** What pandas writes for each of its orients, and spreadsheets' interfaces. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'columns':%s,'index':[0,1],'data':[%s,%s]}",
                "{'range':'A1:G3','majorDimension':'ROWS','values':[%s,%s,%s]}",
                "[%s,%s,%s]",
                "[%s,\n %s,\n %s]",
            })
    void readsArraysAsRowsBelowThatOfTheirNames(String around) {
        assertUsual(around.replace('\'', '"')
                .formatted(TABLE.stream().map(new Gson()::toJson).toArray()));
    }

    @Test
    void readsObjectsAndArraysThatAreCells() {
        var post =
                read("""
                        {"columns":["tag_list","user","title","user_id","time","liked_count"],
                         "data":[[["猫","税"],{"nickname":"n"},"a","678a1b2c0000000000000a01",1737162900000,5]]}
                        """)
                        .posts()
                        .get(0);
        assertThat(post.label()).isEqualTo("猫#税");
        assertThat(post.userName()).isEqualTo("n");
        assertThat(post.title()).isEqualTo("a");
        assertThat(post.likeCount()).isEqualTo("5");
    }

    @Test
    void setsAsideARowOfCellsThatIsLongerThanThatOfTheirNames() {
        var rows = TABLE.stream().map(new Gson()::toJson).toList();
        var posts = read("[%s,\n%s,\n%s]".formatted(rows.get(0), rows.get(1).replace("]", ",1]"), rows.get(2)));
        assertThat(posts.posts()).extracting(Post::title).containsExactly("evening");
        assertThat(posts.quarantined())
                .extracting(Posts.Problem::line, Posts.Problem::reason)
                .containsExactly(tuple(2L, "9 fields, expected the header's 8"));
    }

    @Test
    void readsColumnsAsPosts() {
        var byNumber =
                "{'title':{'0':'a','1':'b'},'user_id':{'0':'678a1b2c0000000000000a01','1':'678a1b2c0000000000000a02'},"
                        + "'time':{'0':1737162900000,'1':1738590030000},'likes':{'0':5,'1':null},'tags':{'0':['x','y'],'1':[]}}";
        var inArrays = byNumber.replaceAll("\\{'0':(.*?),'1':(.*?)}", "[$1,$2]");
        for (var table : List.of(byNumber, inArrays)) {
            var posts = read(table.replace('\'', '"')).posts();
            assertThat(posts).extracting(Post::title).containsExactly("a", "b");
            assertThat(posts).extracting(Post::likeCount).containsExactly("5", "");
            assertThat(posts).extracting(Post::label).containsExactly("x#y", "");
        }
    }

    @Test
    void readsFieldsThatAreSpelledInTwoWays() {
        var objects = JSON.replaceFirst("note_id", "noteId").replaceFirst("user_id", "userId");
        assertUsual(objects);
        assertUsual(objects.replaceFirst("\"userId\":(\".*?\")", "$0,\"user_id\":$1"));
    }

    @Test
    void saysWhereNoPostsWereFoundInJson() {
        var answer = "{\"code\":0,\"data\":{\"items\":%s}}\n".formatted(JSON.replace("\n", ""));
        var posts = read("{\"code\":-1}\n" + answer + "{\"code\":-1}\n");
        assertUsual(posts);
        assertThat(posts.notes()).contains("No posts were found in 2 of the JSON values (the first in line 1).");
        // Of another kind behind so many that they are not looked for there.
        var late = read(answer.repeat(1_001) + "{\"data\":{\"notes\":%s}}".formatted(JSON.replace("\n", "")));
        assertThat(late.posts()).hasSize(2_002);
        assertThat(late.notes()).contains("No posts were found in 1 of the JSON values (the first in line 1,002).");
    }

    @Test
    void setsAsideAnObjectAmongPostsThatHasOnlyObjectsInside() {
        var posts = read(JSON.strip().replaceFirst("]$", "") + ",{\"items\":" + JSON + "}]");
        assertThat(posts.posts()).hasSize(2);
        assertThat(posts.quarantined()).extracting(Posts.Problem::reason).containsExactly("no text in a JSON object");
    }

    @Test
    void takesNoPostForATableSinceItsTimeIsAnObject() {
        assertRefused(
                JSON.replaceAll("\"time\":([0-9]+)", "\"time\":{\"_seconds\":$1}")
                        .getBytes(StandardCharsets.UTF_8),
                Reason.MISSING_COLUMNS,
                "missing columns [create_time]; the header has [note_id, type, title, desc, time._seconds");
    }

    /** Java's own way to write a large number. */
    @Test
    void readsNumbersWithAnExponentThatAreExact() throws IOException {
        assertUsual(JSON.replace("1737162900000", "1.7371629E12"));
        assertUsual(workbook("1.7371629E12", 0));
        var cut = read(JSON.replaceFirst("\"678a1b2c0000000000000a01\"", "6.784E23"));
        assertThat(cut.quarantined())
                .extracting(Posts.Problem::reason)
                .singleElement()
                .asString()
                .contains("Excel");
    }

    @Test
    void readsObjectsWhoseUsersAreInLinks() {
        var posts = read(JSON.replace("\"user_id\":\"", "\"用户主页\":\"https://www.xiaohongshu.com/user/profile/"));
        assertUsual(posts);
    }

    @Test
    void readsWhatMongoDbWritesAroundValues() {
        var posts =
                read("""
                        {"_id":{"$oid":"67c000000000000000000001"},"title":"a","user_id":{"$oid":"678a1b2c0000000000000a01"},
                         "create_time":{"$date":{"$numberLong":"1737162900000"}},"likes":{"$numberInt":"5"}}
                        {"_id":{"$oid":"67c000000000000000000002"},"title":"b","user_id":"678a1b2c0000000000000a02",
                         "create_time":{"$date":"2025-02-03T13:40:30Z"},"likes":{"$numberLong":"7"}}
                        """)
                        .posts();
        assertThat(posts)
                .extracting(post -> post.createTime().toString())
                .containsExactly("2025-01-18T09:15", "2025-02-03T21:40:30");
        assertThat(posts).extracting(Post::likeCount).containsExactly("5", "7");
        // The database's own ids have the time at which it took the posts in.
        assertThat(posts).extracting(Post::postId).containsOnly(Optional.empty());
    }

    @Test
    void losesNoElementBesidePosts() {
        var posts = read("{\"notes\":" + JSON.strip().replaceFirst("\\[", "[null,5,") + "}");
        assertThat(posts.posts()).hasSize(2);
        assertThat(posts.quarantined())
                .extracting(Posts.Problem::reason)
                .containsOnly("no JSON object")
                .hasSize(2);
    }

    @Test
    void refusesCommentsBesideNoPosts() {
        var comments = "{\"data\":{\"comments\":[{\"id\":\"1\",\"note_id\":\"2\",\"content\":\"x\",\"user_id\":\"3\","
                + "\"create_time\":1,\"like_count\":1,\"sub_comment_count\":0}]}}";
        assertRefused(comments.getBytes(StandardCharsets.UTF_8), Reason.MISSING_COLUMNS, "holds comments");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Posts of January,,,,,,,\n",
                "小红书数据\n",
                "Export\nDate: 2025-03-01\n\n",
                "标题,,\n",
                "# made \"on Monday\n",
                "\"two\nlines\",\n"
            })
    void readsAHeaderBelowATitle(String title) {
        var posts = read(title + CSV);
        assertUsual(posts);
        long lines = title.lines().count();
        assertThat(posts.notes())
                .contains("The header is in line %d; what stands above it is left out.".formatted(lines + 1));
        assertThat(posts.posts().get(0).line()).isEqualTo(lines + 2);
        assertUsual(title + CSV.replace("so, ", "so&").replace(',', ';').replace("so&", "so, "));
    }

    @Test
    void readsAHeaderBelowBlankLines() {
        var posts = read("\n  \n ,,\n" + CSV);
        assertUsual(posts);
        assertThat(posts.notes()).noneMatch(note -> note.contains("header"));
    }

    @Test
    void readsAWorkbookWithATitleAboveItsHeader() throws IOException {
        var titled = workbook("45675.385416666664", 22, row(1, List.of("Posts of January")));
        assertUsual(titled);
        assertThat(read(titled).notes()).contains("The header is in line 2; what stands above it is left out.");
    }

    @Test
    void readsAllSheetsOfAWorkbookThatHoldPosts() throws IOException {
        var other = TABLE.get(0).indexOf("title");
        var swapped = TABLE.stream()
                .map(row -> {
                    var cells = new ArrayList<>(row);
                    Collections.swap(cells, other, other + 1);
                    return cells;
                })
                .toList();
        var first = row(1, swapped.get(0)) + row(2, swapped.get(1)).replace("678b00940000000000000b01", "-");
        var posts = read(workbook("45675.385416666664", 22, "", first));
        assertThat(posts.posts()).extracting(Post::title).containsExactly("午后", "午后", "evening");
        assertThat(posts.notes()).contains("Of 2 sheets these hold posts: about, posts.");
        assertThat(read(workbook("45675.385416666664", 22)).notes()).contains("Of 2 sheets these hold posts: posts.");
    }

    /** As {@code cat} joins them. */
    @Test
    void readsFilesThatWereJoinedByTheirOwnColumns() {
        var other =
                """
                create_time,content,user_id,like_count,title,share_count,post_id,type
                2025-02-04 10:00:00,c,678a1b2c0000000000000a03,5,t,6,,normal
                """;
        var wide =
                """
                like_count,title,user_id,create_time,collect_count,a,b,c,d
                7,w,678a1b2c0000000000000a04,2025-02-05 10:00:00,8,,,,
                """;
        var posts = read(CSV + "\uFEFF" + other + wide + CSV);
        assertThat(posts.posts()).extracting(Post::title).containsExactly("午后", "evening", "t", "w", "午后", "evening");
        assertThat(posts.posts().subList(2, 4)).extracting(Post::likeCount).containsExactly("5", "7");
        assertThat(posts.posts().subList(2, 4)).extracting(Post::collectCount).containsExactly("", "8");
        assertThat(posts.notes())
                .contains("Below line 5 the file has other columns.", "Below line 7 the file has other columns.");
        assertThat(posts.quarantined())
                .extracting(Posts.Problem::line, Posts.Problem::reason)
                .containsExactly(
                        tuple(5L, "the header again"), tuple(7L, "the header again"), tuple(9L, "the header again"));
    }

    @Test
    void readsFoldersInAFolder() throws IOException {
        var crawl = Files.createDirectories(folder.resolve("crawl/json"));
        Files.writeString(crawl.resolve("1.json"), JSON);
        Files.writeString(Files.createDirectory(folder.resolve("crawl/.cache")).resolve("0.csv"), CSV);
        assertUsual(Posts.read(folder.resolve("crawl")));
    }

    @Test
    void readsTheOnlyFileOfAnArchive() throws IOException {
        assertUsual(archive(Map.of("crawl/posts.csv", CSV, "__MACOSX/crawl/._posts.csv", "?", "crawl/.DS_Store", "?")));
        assertUsual(gzip(archive(Map.of("帖子.json", JSON))));
        assertRefused(archive(Map.of("a.csv", CSV, "b.csv", CSV)), Reason.UNKNOWN_FORM, "an archive of 2 files");
    }

    @Test
    void takesNoWorkbookOfAnotherProgramForAnArchiveOfFiles() throws IOException {
        for (var part : List.of("mimetype", "Index/Document.iwa")) {
            assertRefused(archive(Map.of(part, "x", "more", "y")), Reason.MALFORMED, "save a workbook again, as .xlsx");
        }
    }

    @Test
    void refusesArchivesInArchivesWithoutEnd() throws IOException {
        var bytes = CSV.getBytes(StandardCharsets.UTF_8);
        for (int layer = 1; layer <= 3; layer++) {
            bytes = archived(Map.of("posts.zip", bytes));
        }
        assertUsual(bytes);
        assertRefused(archived(Map.of("posts.zip", bytes)), Reason.MALFORMED, "Unpack an archive");
    }

    private static byte[] archive(Map<String, String> files) throws IOException {
        var bytes = new HashMap<String, byte[]>();
        files.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return archived(bytes);
    }

    private static byte[] archived(Map<String, byte[]> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void leavesOutPicturesAndVideosOfAFolder() throws IOException {
        var crawl = Files.createDirectory(folder.resolve("crawl"));
        Files.writeString(crawl.resolve("posts.csv"), CSV);
        Files.write(crawl.resolve("1.mp4"), new byte[3_000]);
        assertUsual(Posts.read(crawl));
        assertThat(Posts.read(crawl).notes()).contains("1.mp4: left out, since it holds no posts");
    }

    @Test
    void readsGzipOfAnyForm() throws IOException {
        assertUsual(gzip(CSV.getBytes(StandardCharsets.UTF_8)));
        assertUsual(gzip(JSON.getBytes(StandardCharsets.UTF_8)));
        assertUsual(gzip(gzip(workbook("45675.385416666664", 22))));
    }

    @Test
    void namesAGzipThatBreaksOff() throws IOException {
        var whole = gzip(CSV.getBytes(StandardCharsets.UTF_8));
        assertRefused(java.util.Arrays.copyOf(whole, whole.length / 2), Reason.MALFORMED, "breaks off or is damaged");
    }

    @Test
    void readsAWorkbookWhateverItsName() throws IOException {
        assertUsual(workbook("45675.385416666664", 22));
    }

    @Test
    void setsAsideADateCellWithoutATimeOfDay() throws IOException {
        var posts = read(workbook("45675", 14));
        assertThat(posts.quarantined()).singleElement().satisfies(row -> {
            assertThat(row.line()).isEqualTo(2);
            assertThat(row.reason()).contains("a date without a time of day");
        });
    }

    @Test
    void readsAllFilesOfAFolderByName() throws IOException {
        var crawl = Files.createDirectory(folder.resolve("crawl"));
        Files.writeString(crawl.resolve("2.json"), JSON);
        Files.write(crawl.resolve("1.csv.gz"), gzip(CSV.replace("午后", "first").getBytes(StandardCharsets.UTF_8)));
        Files.writeString(
                crawl.resolve("comments.csv"), "comment_id,user_id,content,create_time,like_count\n1,2,3,4,5\n");
        Files.writeString(crawl.resolve("notes.txt"), "crawled in March\n");
        Files.writeString(crawl.resolve(".hidden"), "?");
        var posts = Posts.read(crawl);
        assertThat(posts.posts()).extracting(Post::title).containsExactly("first", "evening", "午后", "evening");
        assertThat(posts.notes()).contains("comments.csv, notes.txt: left out, since it holds no posts");
        assertThat(posts.table().rowCount()).isEqualTo(4);
        assertThat(QualityReport.of(posts).repeatedPostIds()).isEqualTo(2);
    }

    @Test
    void aFileOfAFolderThatIsLeftOutLeavesNoRowsSetAside() throws IOException {
        var crawl = Files.createDirectory(folder.resolve("crawl"));
        Files.writeString(crawl.resolve("1.json"), "[{\"a\": 1}, {\"a\": 2}]");
        Files.writeString(crawl.resolve("2.csv"), CSV);
        for (var stray : List.of("3", "4", "5")) {
            Files.writeString(crawl.resolve(stray + ".txt"), "crawled in March\n");
        }
        var posts = Posts.read(crawl);
        assertUsual(posts);
        assertThat(posts.notes()).contains("1.json and 3 more files: left out, since it holds no posts");
    }

    @Test
    void readsSeveralFilesAndSaysInWhichARowStands() throws IOException {
        var one = Files.writeString(folder.resolve("one.csv"), CSV);
        var two = Files.writeString(folder.resolve("two.csv"), CSV.replace("678a1b2c0000000000000a02", "nobody"));
        var posts = Posts.read(List.of(one, two), Columns.usual(), Optional.empty());
        assertThat(posts.posts()).hasSize(3);
        assertThat(posts.summary())
                .contains("1 of 4 rows was set aside: 1 without a user (two.csv line 3, user_id: not an id");
        assertThat(posts.reading().quarantineTable().columnNames()).startsWith("file", "line");
        assertThat(posts.notes())
                .contains(
                        "There is no column for address, label, user_name, collect_count, comment_count, ip_localtion,"
                                + " image.");
        assertThat(posts.reading().notes()).isEqualTo(posts.notes());
    }

    @Test
    void saysInWhichFileARowStandsWhereNoRowOfThatFileCanBeUsed() throws IOException {
        var good = Files.writeString(folder.resolve("good.csv"), CSV);
        var bad = Files.writeString(folder.resolve("bad.csv"), CSV.replace("678a1b2c0000000000000a0", "nobody"));
        var reading = Posts.read(List.of(good, bad), Columns.usual(), Optional.empty())
                .reading();
        assertThat(reading.quarantineTable().stringColumn("file").asList()).containsExactly("bad.csv", "bad.csv");
    }

    @Test
    void readsStandardInput() {
        var before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(CSV.getBytes(StandardCharsets.UTF_8)));
            assertThat(Posts.read(Path.of("-")).posts()).hasSize(2);
        } finally {
            System.setIn(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'SQLite format 3\0', UNKNOWN_FORM, sqlite3 -header -csv",
        "'\u00D0\u00CF\u0011\u00E0', UNKNOWN_FORM, .xlsx",
        "'PK\3\4 no workbook', MALFORMED, workbook",
        "'BZh91AY&SY\u0001\u0002', UNKNOWN_FORM, Unpack an archive",
        "'(\u00B5/\u00FD\u0004', UNKNOWN_FORM, Unpack an archive",
        "'<html><table>', UNKNOWN_FORM, a web page",
        "'\u00EF\u00BB\u00BF\r\n<?xml version=\"1.0\"?>', UNKNOWN_FORM, save it as .xlsx",
        "'{\"a\": [}', MALFORMED, JSON",
        "'[{\"a\": 1}]', MISSING_COLUMNS, the header has [a]",
        "'[]', MISSING_COLUMNS, missing columns"
    })
    void refusesOtherFormsWithWhatToDo(String text, Reason reason, String inMessage) {
        assertRefused(text.getBytes(StandardCharsets.ISO_8859_1), reason, inMessage);
    }

    @Test
    void refusesCommentsForPosts() {
        assertRefused(
                "comment_id,user_id,content,create_time,like_count\n".getBytes(StandardCharsets.UTF_8),
                Reason.MISSING_COLUMNS,
                "holds comments");
    }

    private void assertRefused(byte[] bytes, Reason reason, String inMessage) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOfSatisfying(
                        UnusableFileException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(inMessage)
                .hasMessageNotContaining("\n");
    }

    private void assertUsual(String text) {
        assertUsual(read(text));
    }

    private void assertUsual(byte[] bytes) throws IOException {
        assertUsual(read(bytes));
    }

    private static void assertUsual(Posts posts) {
        assertThat(posts.quarantined()).isEmpty();
        assertThat(posts.posts())
                .extracting(Post::text)
                .containsExactly("午后\n今天对账了 🧾", "evening\nso, \"hello\" to\nall of you");
        assertThat(posts.posts())
                .extracting(post -> post.userId().text())
                .containsExactly("678a1b2c0000000000000a01", "678a1b2c0000000000000a02");
        assertThat(posts.posts())
                .extracting(post -> post.createTime().toString())
                .containsExactly("2025-01-18T09:15", "2025-02-03T21:40:30");
        assertThat(posts.posts()).extracting(Post::likeCount).containsExactly("1.3万", "7");
        assertThat(posts.posts()).extracting(Post::shareCount).containsExactly("12", "");
        assertThat(posts.posts()).noneMatch(Post::timeDisagreesWithId);
        assertThat(posts.posts().get(0).isVideo()).isTrue();
    }

    private Posts read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private Posts read(byte[] bytes) {
        try {
            return Posts.read(Files.write(folder.resolve("posts.csv"), bytes));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    /** The two posts as Excel stores them, the first time as a date cell of a format that Excel knows by its number. */
    private static byte[] workbook(String firstTime, int format) throws IOException {
        return workbook(firstTime, format, "");
    }

    private static byte[] workbook(String firstTime, int format, String above) throws IOException {
        return workbook(firstTime, format, above, row(1, List.of("a sheet about the other")));
    }

    /**
     * @param above rows above the header, whose numbers are then higher
     * @param before the rows of the sheet before that of the posts
     */
    private static byte[] workbook(String firstTime, int format, String above, String before) throws IOException {
        var spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        var relations = "http://schemas.openxmlformats.org/package/2006/relationships";
        var office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var header = row(1, TABLE.get(0));
        var first = row(2, TABLE.get(1))
                .replace(
                        "<c r=\"F2\" t=\"inlineStr\"><is><t>2025-01-18 09:15:00</t></is></c>",
                        "<c r=\"F2\" s=\"1\"><v>" + firstTime + "</v></c>")
                .replace("<c r=\"E2\" t=\"inlineStr\"><is><t>12</t></is></c>", "<c r=\"E2\"><v>12</v></c>");
        var second = row(3, TABLE.get(2));
        var parts = Map.of(
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default"
                        + " Extension=\"rels\""
                        + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override"
                        + " PartName=\"/xl/workbook.xml\""
                        + " ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override"
                        + " PartName=\"/xl/styles.xml\""
                        + " ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>",
                "_rels/.rels",
                "<Relationships xmlns=\"%s\"><Relationship Id=\"r1\" Type=\"%s/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                        .formatted(relations, office),
                "xl/workbook.xml",
                "<workbook xmlns=\"%s\" xmlns:r=\"%s\"><sheets><sheet name=\"about\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"posts\" sheetId=\"2\" r:id=\"r2\"/></sheets></workbook>"
                        .formatted(spreadsheet, office),
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"%1$s\"><Relationship Id=\"r1\" Type=\"%2$s/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"%2$s/worksheet\" Target=\"worksheets/sheet2.xml\"/><Relationship Id=\"r3\" Type=\"%2$s/styles\" Target=\"styles.xml\"/></Relationships>"
                        .formatted(relations, office),
                "xl/styles.xml",
                "<styleSheet xmlns=\"%s\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"%d\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
                        .formatted(spreadsheet, format),
                "xl/worksheets/sheet1.xml",
                "<worksheet xmlns=\"%s\"><sheetData>%s</sheetData></worksheet>".formatted(spreadsheet, before),
                "xl/worksheets/sheet2.xml",
                "<worksheet xmlns=\"%s\"><sheetData>%s</sheetData></worksheet>"
                        .formatted(
                                spreadsheet,
                                above
                                        + (above.isEmpty()
                                                ? header + first + second
                                                : lowered(header + first + second))));
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + part.getValue())
                        .getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** Rows one line further down. */
    private static String lowered(String rows) {
        var lowered = rows;
        for (int number = 3; number > 0; number--) {
            lowered = lowered.replace("<row r=\"" + number, "<row r=\"" + (number + 1))
                    .replaceAll("(<c r=\"[A-Z])" + number + "\"", "$1" + (number + 1) + "\"");
        }
        return lowered;
    }

    private static String row(int number, List<String> texts) {
        var cells = new StringBuilder("<row r=\"" + number + "\">");
        for (int i = 0; i < texts.size(); i++) {
            cells.append(
                    "<c r=\"%c%d\" t=\"inlineStr\"><is><t>%s</t></is></c>".formatted('A' + i, number, texts.get(i)));
        }
        return cells.append("</row>").toString();
    }
}
