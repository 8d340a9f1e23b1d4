package retention.spark;

import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import retention.posts.PackedPost;
import retention.posts.Post;
import retention.posts.Reaction;
import retention.posts.TimestampedId;
import retention.users.Period;
import retention.users.User;
import retention.users.UserColumn;

/** Posts as they travel to the task that makes their user, and users as they are kept in Parquet. */
final class Rows {

    /** The place is the post's among all posts, in the order in which a single machine reads them; the post is a packed one. */
    static final StructType POST = StructType.fromDDL("user_id STRING, place BIGINT, post BINARY");

    /**
     * The columns of {@link UserColumn#ALL}, when the account was created, the activity, and the times of the outcome. Times are China
     * Standard Time; a sum that a user does not have is null.
     */
    static final StructType USER = StructType.fromDDL(UserColumn.ALL.stream()
            .map(column -> column.name() + " " + column.type().name().replace("LOCAL_DATE_TIME", "TIMESTAMP_NTZ"))
            .collect(Collectors.joining(
                    ", ",
                    "",
                    ", account_created TIMESTAMP_NTZ, "
                            + "activity ARRAY<STRUCT<time: TIMESTAMP_NTZ, reactions: BIGINT, video: BOOLEAN>>, "
                            + "outcome ARRAY<TIMESTAMP_NTZ>")));

    private Rows() {}

    /** Of a post outside of the observed days only who, when and which it was matter, so that its text stays where it is. */
    static Row of(Post post, long place, Period period) {
        return RowFactory.create(
                post.userId().text(), place, PackedPost.of(post, place, period.observes(post.createTime())));
    }

    /** The post again, without what {@link #of(Post, long, Period)} has left out. */
    static Post post(Row row) {
        return PackedPost.post(row.getAs("post"));
    }

    static Row of(User user) {
        var values =
                UserColumn.ALL.stream().map(column -> column.value().apply(user).orElse(null));
        var activity = user.activity().stream().map(Rows::of).toArray(Row[]::new);
        var outcome = user.outcome().toArray(LocalDateTime[]::new);
        return RowFactory.create(Stream.concat(values, Stream.of(user.accountCreated(), activity, outcome))
                .toArray());
    }

    private static Row of(User.Activity post) {
        var reactions = post.reactions().isPresent() ? (Object) post.reactions().getAsLong() : null;
        return RowFactory.create(post.time(), reactions, post.video());
    }

    static User user(Row row) {
        var sums = new EnumMap<Reaction, Long>(Reaction.class);
        for (var reaction : Reaction.values()) {
            Optional.ofNullable(row.<Long>getAs(reaction.column())).ifPresent(sum -> sums.put(reaction, sum));
        }
        List<Row> activity = row.getList(row.fieldIndex("activity"));
        return new User(
                new TimestampedId(row.getString(0)),
                sums,
                row.<Integer>getAs("lower_bounds"),
                row.<Integer>getAs("missing_counts"),
                activity.stream()
                        .map(post -> new User.Activity(
                                post.<LocalDateTime>getAs(0),
                                post.isNullAt(1) ? OptionalLong.empty() : OptionalLong.of(post.getLong(1)),
                                post.getBoolean(2)))
                        .toList(),
                row.getAs("text"),
                row.getList(row.fieldIndex("outcome")));
    }
}
