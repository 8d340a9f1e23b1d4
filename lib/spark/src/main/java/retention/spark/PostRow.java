package retention.spark;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import retention.posts.Post;
import retention.posts.TimestampedId;
import retention.users.Period;

/** What of a post travels to the task that makes its user. */
final class PostRow {

    /** The place is the post's among all posts, in the order in which a single machine reads them; the time is in seconds. */
    static final StructType SCHEMA = new StructType()
            .add("user_id", StringType)
            .add("place", LongType)
            .add("create_time", LongType)
            .add("post_id", StringType)
            .add("title", StringType)
            .add("content", StringType)
            .add("like_count", StringType)
            .add("collect_count", StringType)
            .add("comment_count", StringType)
            .add("share_count", StringType)
            .add("type", StringType);

    private static final Path NOWHERE = Path.of("");

    private PostRow() {}

    /** Of a post outside of the observed days only who, when and which it was matter, so that its text stays where it is. */
    static Row of(Post post, long place, Period period) {
        var id = post.postId().map(TimestampedId::text).orElse(null);
        long time = post.createTime().toEpochSecond(ZoneOffset.UTC);
        var user = post.userId().text();
        return id == null || period.observes(post.createTime())
                ? RowFactory.create(
                        user,
                        place,
                        time,
                        id,
                        post.title(),
                        post.content(),
                        post.likeCount(),
                        post.collectCount(),
                        post.commentCount(),
                        post.shareCount(),
                        post.type())
                : RowFactory.create(user, place, time, id, "", "", "", "", "", "", "");
    }

    /** The post again, without what {@link #of} has left out. */
    static Post post(Row row) {
        return new Post(
                NOWHERE,
                row.getLong(1),
                row.getString(4),
                row.getString(5),
                "",
                "",
                "",
                new TimestampedId(row.getString(0)),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                LocalDateTime.ofEpochSecond(row.getLong(2), 0, ZoneOffset.UTC),
                Optional.ofNullable(row.getString(3)).map(TimestampedId::new),
                "",
                "",
                row.getString(10));
    }
}
