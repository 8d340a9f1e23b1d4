package retention.posts;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The columns that the study knows, and what people's files call them: the study's own files, MediaCrawler, XHS-Downloader,
 * Spider_XHS and the platform's own interface, however people write these names.
 */
@SuppressWarnings("ImmutableEnumChecker") // Its fields are constant: List.of, and functions without state.
enum Column {
    TITLE(Post::title, "title note_title post_title display_title", "作品标题 笔记标题 标题 標題 笔记名称 文章标题 帖子标题"),
    CONTENT(
            Post::content,
            "content desc description note_desc text body note_content post_content note_text caption",
            "作品描述 笔记内容 笔记详情 笔记正文 笔记描述 正文 内容 描述 內容 笔记文案 文章内容 帖子内容 作品文案 文案"),
    ADDRESS(Post::address, "address note_url note_link url link post_url", "作品链接 笔记链接 笔记url 笔记地址 链接 文章链接 帖子链接 标题链接"),
    LABEL(Post::label, "label tag_list tags labels hashtags topics hash_tag hash_tags", "作品标签 笔记标签 笔记话题 标签 话题 標籤 话题标签"),
    USER_NAME(
            Post::userName,
            "user_name nickname nick_name user.nickname user.nick_name author_name author user.name author.nickname"
                    + " author.name author_nickname user_info.nickname",
            "作者昵称 用户昵称 博主昵称 用户名 昵称 作者 博主 作者名称 发布者 暱稱"),
    USER_ID(
            post -> post.userId().text(),
            "user_id user.user_id user.id author_id author.id author.user_id author_user_id user.userid uid user_info.user_id",
            "作者id 用户id 博主id 发布者id 用户uid 作者uid 使用者id",
            // Links to the page of a user, which have the user's id in them.
            "user_url user_link author_url author_link profile_url author_profile_url user_profile_url home_url homepage",
            "作者链接 作者主页 作者主页链接 用户链接 用户主页 用户主页url 用户主页链接 博主链接 博主主页 博主主页链接 主页链接"),
    LIKE_COUNT(
            Post::likeCount,
            "like_count liked_count likes likes_count num_likes like_num like_nr",
            "点赞数量 点赞数 点赞量 点赞 獲讚數 按讚數 获赞数 点赞次数 赞数 讚數 喜欢数"),
    COLLECT_COUNT(
            Post::collectCount,
            "collect_count collected_count collects saves save_count favorite_count favorites favorites_count"
                    + " fav_count num_collects collection_count bookmarks star_nr stars",
            "收藏数量 收藏数 收藏量 收藏 收藏數 被收藏数 收藏次数"),
    COMMENT_COUNT(
            Post::commentCount,
            "comment_count comments_count comments num_comments comment_num comment_nr",
            "评论数量 评论数 评论量 评论 評論數 评论总数 评论次数 留言數 留言数"),
    SHARE_COUNT(
            Post::shareCount,
            "share_count shared_count shares shares_count num_shares share_num share_nr forward_count reposts",
            "分享数量 分享数 分享量 转发数 分享 分享數 分享次数 转发量 转发数量 转发次数 转发"),
    CREATE_TIME(
            post -> Posts.CREATE_TIME.format(post.createTime()),
            // A database calls create_time when it took the post in.
            "publish_time published_at publish_date published_time posted_at post_time post_date create_time time upload_time"
                    + " created_at created date datetime timestamp",
            "作品发布时间 笔记发布时间 发布时间 上传时间 创建时间 發佈時間 时间 發布時間 发帖时间 发表时间 发布日期 发帖日期 日期"),
    POST_ID(
            post -> post.postId().map(TimestampedId::text).orElse(""),
            "post_id note_id item_id id",
            "作品id 笔记id 帖子id 文章id 筆記id"),
    IP_LOCATION(Post::ipLocation, "ip_localtion ip_location ip", "ip归属地 ip属地 ip地址 归属地 属地"),
    IMAGE(Post::image, "image post_image image_list images image_urls images_list", "图片地址url列表 图片链接 图片"),
    TYPE(Post::type, "type post_type note_type", "作品类型 笔记类型 类型");

    /** Objects around a post or its counts, whose names say no more than those of the fields in them. */
    private static final Set<String> WRAPPERS =
            Set.of("data item note post notecard noteinfo source interactinfo interactions stats statistics metrics"
                    .split(" "));

    private static final Pattern PATH = Pattern.compile("[./]");

    /** Such an object where a name has no mark between it and its field. */
    private static final Pattern JOINED = Pattern.compile("^(?:notecard)?(?:interactinfo)?(?=.)");

    /**
     * What stands around a name: a mark of byte order as other programs show it, or behind it a colon, or a word in brackets that
     * neither multiplies the counts below it nor names another zone than China's.
     */
    private static final Pattern AROUND = Pattern.compile(
            "^(?:ï»¿|ï\\.\\.|x\\.u\\.feff\\.)|(?<=.)(?:[(（\\[【](?![kwm%][)）\\]】]|(?:utc|gmt)(?![+]0?8))[^)）\\]】千万萬亿億]{0,10}[)）\\]】]|[:：*])+$");

    /** A longer text is no name. */
    private static final int LONGEST = 200;

    /** The columns by the keys of their names, and how early each of these stands among all. */
    private static final Map<String, Column> BY_KEY = new HashMap<>();

    private static final Map<String, Integer> RANKS = new HashMap<>();

    static {
        for (var column : values()) {
            for (var name : column.names) {
                BY_KEY.putIfAbsent(key(name), column);
                RANKS.putIfAbsent(key(name), RANKS.size());
            }
        }
    }

    private final Function<Post, String> field;
    private final List<String> names;

    Column(Function<Post, String> field, String... names) {
        this.field = field;
        this.names = List.of(String.join(" ", names).split(" "));
    }

    /** Its name in the files that the study writes. */
    String canonical() {
        return this == IP_LOCATION ? names.get(0) : name().toLowerCase(Locale.ROOT);
    }

    /** What a post has in it, as text. */
    String of(Post post) {
        return field.apply(post);
    }

    /** The column that is called so. */
    static Optional<Column> called(String name) {
        return Optional.ofNullable(BY_KEY.get(key(name)));
    }

    /**
     * How early a name stands among all; of two columns that hold the same, the earlier name is read first. What is inside an object
     * around a post is earlier than what is beside it, which may be of the answer or the database that the post is in.
     */
    static int rank(String name) {
        return RANKS.getOrDefault(key(name), RANKS.size()) - RANKS.size() * wrappers(path(name));
    }

    /**
     * What a name says, without what people write differently: see {@link #spelled}, the marks of a path, and objects around a
     * post or its counts.
     */
    static String key(String name) {
        var path = path(name);
        return JOINED.matcher(String.join("", path.subList(wrappers(path), path.size())))
                .replaceFirst("");
    }

    private static List<String> path(String name) {
        return name.length() > LONGEST
                ? List.of(name)
                : List.of(PATH.split(AROUND.matcher(spelled(name)).replaceAll("")));
    }

    /** How many names of objects around a post a path begins with. */
    private static int wrappers(List<String> path) {
        int wrappers = 0;
        while (wrappers < path.size() - 1 && WRAPPERS.contains(path.get(wrappers))) {
            wrappers++;
        }
        return wrappers;
    }

    /** A name in lower case without blanks, hyphens, underscores and quotes. */
    static String spelled(String name) {
        return name.length() > LONGEST
                ? name
                : plain(name).toLowerCase(Locale.ROOT).replaceAll("[_\\s-]", "");
    }

    /** A name without invisible characters, quotes and blanks around it. */
    static String plain(String name) {
        return Characters.stripped(name, "\"'“”");
    }
}
