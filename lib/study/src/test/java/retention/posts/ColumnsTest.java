package retention.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsTest {

    private static final String ROW = "hello,678a1b2c0000000000000a01,2025-01-18 09:15:00,5\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "title,user_id,create_time,like_count",
                "Title,User_ID,CREATE_TIME,Like Count",
                " title ,\uFEFFuserId,\"create_time\",like-count",
                "note_title,author_id,publish_time,likes",
                "作品标题,作者ID,发布时间,点赞数量",
                "标题,用户id,上传时间,收藏数量",
                "笔记标题,博主ID,发布时间,评论数",
                "desc,user_id,time,share_count",
                "标题：,作者ID：,发布时间：,点赞数：",
                "标题,用户ID,发帖时间(北京时间),点赞数（次）",
                "標題,使用者ID,發布時間,讚數",
                "文章标题,发布者ID,发表时间,获赞数",
                "post_title,author_user_id,post_date,num_likes",
                "note_card.desc,note_card.user.user_id,note_card.time,note_card.interact_info.liked_count",
                "note_card/title,note_card/user/user_id,note_card/time,note_card/interact_info/shared_count",
                "note_card_title,note_card_user_user_id,note_card_time,note_card_interact_info_liked_count",
                "body,author.user_id,created,stats.likes",
                "noteTitle,authorId,postedAt,likesCount",
                "desc,user_info.user_id,time,interact_info.liked_count",
                "title,uid,publish_time(GMT+8),share_count",
                "ï..title,user_id,time,likes",
                "X.U.FEFF.title,user_id,time,likes",
                "ï»¿title,user_id,time,likes",
            })
    void areKnownByTheirUsualNames(String header) throws IOException {
        var post = read(header + "\n" + ROW, Map.of()).posts().get(0);
        assertThat(post.text()).isEqualTo("hello");
        assertThat(post.userId().text()).isEqualTo("678a1b2c0000000000000a01");
        assertThat(post.createTime()).isEqualTo("2025-01-18T09:15:00");
        assertThat(List.of(Reaction.values())).extracting(post::count).containsOnlyOnce("5");
    }

    @Test
    void readWhatSpiderXhsWrites() throws IOException {
        var header =
                "笔记id,笔记url,笔记类型,用户id,用户主页url,昵称,头像url,标题,描述,点赞数量,收藏数量,评论数量,分享数量,视频封面url,视频地址url,图片地址url列表,标签,上传时间,ip归属地";
        var row =
                "678b00940000000000000b01,https://a.invalid/1,图集,678a1b2c0000000000000a01,u,n,h,t,d,1,2,3,4,,,['i'],['猫'],2025-01-18"
                        + " 09:15:00,美国";
        var post = read(header + "\n" + row + "\n", Map.of()).posts().get(0);
        assertThat(post.userName()).isEqualTo("n");
        assertThat(post.address()).isEqualTo("https://a.invalid/1");
        assertThat(post.ipLocation()).isEqualTo("美国");
        assertThat(post.isVideo()).isFalse();
        assertThat(List.of(Reaction.values())).extracting(post::count).containsExactly("1", "2", "3", "4");
    }

    @Test
    void haveUsersAndPostsInTheirLinksWhereTheyHaveNoIds() throws IOException {
        var header = "标题,作者,作者主页链接,笔记链接,点赞数,发布时间\n";
        var row =
                "t,n,https://www.xiaohongshu.com/user/profile/%s,https://www.xiaohongshu.com/explore/%s?xsec_token=x,5,%s\n";
        var posts = read(
                header
                        + row.formatted("678a1b2c0000000000000a01", "678b00940000000000000b01", "2025-01-18 01:15:00")
                        + row.formatted("678a1b2c0000000000000a01", "678b00950000000000000b02", "2025-01-18 01:15:01")
                        + row.formatted("678a1b2c0000000000000a02", "678b00960000000000000b03", "2025-01-18 01:15:02"),
                Map.of());
        assertThat(posts.posts())
                .extracting(post -> post.userId().text())
                .containsExactly("678a1b2c0000000000000a01", "678a1b2c0000000000000a01", "678a1b2c0000000000000a02");
        // The ids in the links correct the times.
        assertThat(posts.posts().get(0).createTime()).isEqualTo("2025-01-18T09:15:00");
        assertThat(posts.posts().get(0).address()).contains("/explore/678b0094");
    }

    @Test
    void areNotThoseWhoseNameMultipliesTheirCounts() throws IOException {
        var posts = read("title,user_id,create_time,点赞数(万),收藏数(k),评论数\n" + ROW.strip() + ",1,2\n", Map.of());
        assertThat(List.of(Reaction.values()))
                .extracting(posts.posts().get(0)::count)
                .containsExactly("", "", "2", "");
    }

    @Test
    void areNotTimesOfAnotherZoneThatTheirNameNames() {
        assertThatThrownBy(() -> read("title,user_id,create_time (UTC),like_count\n" + ROW, Map.of()))
                .hasMessageContaining(
                        "missing columns [create_time]; the header has [title, user_id, create_time (UTC)");
    }

    @Test
    void haveUsersInTheirLinksWhereTheIdIsAnother() throws IOException {
        var posts = read(
                "title,user_id,create_time,like_count,profile_url\nhello,94800123,2025-01-18"
                        + " 09:15:00,5,https://www.xiaohongshu.com/user/profile/678a1b2c0000000000000a01\n",
                Map.of());
        assertThat(posts.posts().get(0).userId().text()).isEqualTo("678a1b2c0000000000000a01");
        assertThat(posts.notes()).anyMatch(note -> note.endsWith("the first of them that has an id is read."));
    }

    @Test
    void haveThePostsIdInItsLinkWhereTheIdIsARowNumber() throws IOException {
        var posts = read(
                "title,user_id,create_time,like_count,id,url\n" + ROW.strip()
                        + ",1,https://www.xiaohongshu.com/explore/678b00940000000000000b01\n",
                Map.of());
        assertThat(posts.posts().get(0).postId()).contains(new TimestampedId("678b00940000000000000b01"));
        assertThat(posts.notes()).noneMatch(note -> note.contains("id that is none"));
    }

    @Test
    void areThoseOfThePostAndNotOfItsAnswerOrDatabase() throws IOException {
        var right = "2025-01-18 09:15:00,hello,678a1b2c0000000000000a01,5,";
        for (var names : List.of(
                "data.time,data.title,data.user_id,data.likes,time", "publish_time,title,user_id,likes,create_time")) {
            var post = read(names + "\n" + right + "2025-03-01 10:00:00\n", Map.of())
                    .posts()
                    .get(0);
            assertThat(post.createTime()).isEqualTo("2025-01-18T09:15:00");
        }
    }

    @Test
    void mayDifferInTheirSpellingAlone() throws IOException {
        var posts = read("title,user_id,create_time,like_count,Title\n" + ROW.strip() + ",other\n", Map.of());
        assertThat(posts.posts().get(0).title()).isEqualTo("hello");
        assertThat(posts.notes()).anyMatch(note -> note.startsWith("title and Title are both columns for title"));
    }

    @Test
    void mayBeCalledLikeAFieldOfAnObject() throws IOException {
        var posts = read("title,user_id,create_time,like_count,user.id\n" + ROW.strip() + ",?\n", Map.of());
        assertThat(posts.posts().get(0).userId().text()).isEqualTo("678a1b2c0000000000000a01");
    }

    @Test
    void areNamedByTheUser() throws IOException {
        var posts = read(
                "words,who,posted on,hearts,title\n" + ROW.strip() + ",kept\n",
                Map.of("content", "words", "user_id", "WHO", "create_time", "posted on", "like_count", "hearts"));
        assertThat(posts.posts().get(0).text()).isEqualTo("kept\nhello");
    }

    @Test
    void areNotThoseOfTheUsualNameWhereAnotherIsNamed() throws IOException {
        var posts = read("content,title,user_id,create_time,like_count\nshort," + ROW, Map.of("title", "content"));
        assertThat(posts.posts().get(0).title()).isEqualTo("short");
        assertThat(posts.posts().get(0).content()).isEmpty();
    }

    @Test
    void refuseNamesThatAreNone() {
        assertThatThrownBy(() -> new Columns(Map.of("hearts", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Unknown column \"hearts\"")
                .hasMessageContaining("like_count");
        assertThatThrownBy(() -> new Columns(Map.of("title", "x", "content", "x")))
                .hasMessageContaining("The column \"x\" is named for");
        assertThatThrownBy(() -> new Columns(Map.of("title", " "))).hasMessageContaining("has no name");
        assertThatThrownBy(() -> read("title,user_id,create_time,like_count\n" + ROW, Map.of("like_count", "hearts")))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining(
                        "no column \"hearts\", which was named for like_count; the header has [title, user_id,"
                                + " create_time, like_count]");
    }

    @Test
    void takeTheFirstOfTwoThatIsNotEmpty() throws IOException {
        var posts = read(
                "desc,content,user_id,create_time,like_count\nlong,," + ROW.substring(6) + "long,short,"
                        + ROW.substring(6),
                Map.of());
        assertThat(posts.posts()).extracting(Post::content).containsExactly("long", "short");
        assertThat(posts.notes()).anyMatch(note -> note.startsWith("content and desc are both columns for content"));
    }

    private Posts read(String text, Map<String, String> named) throws IOException {
        return Posts.read(
                List.of(Files.writeString(folder.resolve("posts.csv"), text)), new Columns(named), Optional.empty());
    }
}
