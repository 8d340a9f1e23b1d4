package retention.posts;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The columns that the study knows, and what people's files call them: the study's own files, MediaCrawler, XHS-Downloader,
 * Spider_XHS and the platform's own interface.
 */
@SuppressWarnings("ImmutableEnumChecker") // Its fields are constant: List.of, and functions without state.
enum Column {
    TITLE(Post::title, "title note_title", "作品标题 笔记标题 标题 標題"),
    CONTENT(Post::content, "content desc description note_desc text", "作品描述 笔记内容 笔记详情 笔记正文 笔记描述 正文 内容 描述 內容"),
    ADDRESS(Post::address, "address note_url note_link url link", "作品链接 笔记链接 笔记url 笔记地址 链接"),
    LABEL(Post::label, "label tag_list tags labels hashtags topics", "作品标签 笔记标签 笔记话题 标签 话题 標籤"),
    USER_NAME(
            Post::userName,
            "user_name nickname nick_name user.nickname user.nick_name author_name author",
            "作者昵称 用户昵称 博主昵称 用户名 昵称 作者"),
    USER_ID(post -> post.userId().text(), "user_id user.user_id user.id author_id author.id", "作者id 用户id 博主id"),
    LIKE_COUNT(Post::likeCount, "like_count liked_count likes interact_info.liked_count", "点赞数量 点赞数 点赞量 点赞 獲讚數 按讚數"),
    COLLECT_COUNT(
            Post::collectCount,
            "collect_count collected_count collects saves save_count favorite_count interact_info.collected_count",
            "收藏数量 收藏数 收藏量 收藏 收藏數"),
    COMMENT_COUNT(
            Post::commentCount,
            "comment_count comments_count comments interact_info.comment_count",
            "评论数量 评论数 评论量 评论 評論數"),
    SHARE_COUNT(
            Post::shareCount,
            "share_count shared_count shares interact_info.share_count interact_info.shared_count",
            "分享数量 分享数 分享量 转发数 分享 分享數"),
    CREATE_TIME(
            post -> Posts.CREATE_TIME.format(post.createTime()),
            "create_time time upload_time publish_time published_at created_at post_time date datetime timestamp",
            "作品发布时间 笔记发布时间 发布时间 上传时间 创建时间 發佈時間 时间"),
    POST_ID(post -> post.postId().map(TimestampedId::text).orElse(""), "post_id note_id item_id id", "作品id 笔记id"),
    IP_LOCATION(Post::ipLocation, "ip_localtion ip_location ip", "ip归属地 ip属地 ip地址 归属地"),
    IMAGE(Post::image, "image post_image image_list images image_urls", "图片地址url列表 图片链接 图片"),
    TYPE(Post::type, "type post_type note_type", "作品类型 笔记类型 类型");

    private final Function<Post, String> field;
    private final String canonical;
    private final List<String> keys;

    Column(Function<Post, String> field, String... names) {
        var all = String.join(" ", names).split(" ");
        this.field = field;
        canonical = all[0];
        keys = Stream.of(all).map(Column::key).toList();
    }

    /** Its name in the files that the study writes. */
    String canonical() {
        return canonical;
    }

    /** What a post has in it, as text. */
    String of(Post post) {
        return field.apply(post);
    }

    /** Whether a post has nothing in it. */
    boolean isEmpty(Post post) {
        return switch (this) {
            case USER_ID, CREATE_TIME -> false;
            case POST_ID -> post.postId().isEmpty();
            default -> of(post).isEmpty();
        };
    }

    /** The column that is called so. */
    static Optional<Column> called(String name) {
        var key = key(name);
        var bare = key.startsWith("notecard.") ? key.substring(9) : key;
        return Stream.of(values()).filter(column -> column.keys.contains(bare)).findFirst();
    }

    /** How early a name stands among the names; of two columns that hold the same, the earlier name is read first. */
    int rank(String name) {
        int rank = keys.indexOf(key(name));
        return rank < 0 ? keys.size() : rank;
    }

    /** A name without what people write differently: case, blanks, hyphens, underscores, quotes. */
    static String key(String name) {
        return plain(name).toLowerCase(Locale.ROOT).replaceAll("[_\\s-]", "");
    }

    /** A name without invisible characters, quotes and blanks around it. */
    static String plain(String name) {
        return Characters.stripped(name, "\"'“”");
    }
}
