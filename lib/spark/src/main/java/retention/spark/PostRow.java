package retention.spark;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    private PostRow() {}

    /** Of a post outside of the observed days only who, when and which it was matter, so that its text stays where it is. */
    static Row of(Post post, long place, Period period) {
        var id = post.postId().map(TimestampedId::text).orElse(null);
        long time = post.createTime().toEpochSecond(ZoneOffset.UTC);
        var user = post.userId().text();
        var texts = id == null || period.observes(post.createTime())
                ? post.textsOfUsers()
                : Collections.nCopies(post.textsOfUsers().size(), "");
        return RowFactory.create(
                Stream.concat(Stream.of(user, place, time, id), texts.stream()).toArray());
    }

    /** The post again, without what {@link #of} has left out. */
    static Post post(Row row) {
        return Post.ofUser(
                new TimestampedId(row.getString(0)),
                LocalDateTime.ofEpochSecond(row.getLong(2), 0, ZoneOffset.UTC),
                Optional.ofNullable(row.getString(3)).map(TimestampedId::new),
                IntStream.range(4, row.size()).mapToObj(row::getString).toList());
    }
}
