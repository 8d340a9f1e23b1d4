package retention.spark;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampNTZType;

import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import retention.posts.Reaction;
import retention.posts.TimestampedId;
import retention.users.User;
import retention.users.UserColumn;
import tech.tablesaw.api.ColumnType;

/** A user as a row of Parquet: those of {@link UserColumn#ALL}, when the account was created, and the activity. */
final class UserRow {

    private static final StructType ACTIVITY = new StructType()
            .add("time", TimestampNTZType)
            .add("reactions", LongType)
            .add("video", BooleanType);

    private static final Map<ColumnType, DataType> TYPES = Map.of(
            ColumnType.STRING, StringType,
            ColumnType.LONG, LongType,
            ColumnType.INTEGER, IntegerType,
            ColumnType.DOUBLE, DoubleType,
            ColumnType.BOOLEAN, BooleanType,
            ColumnType.LOCAL_DATE_TIME, TimestampNTZType);

    /** Times are China Standard Time; a sum that a user does not have is null. */
    static final StructType SCHEMA = schema();

    private UserRow() {}

    private static StructType schema() {
        var schema = new StructType();
        for (var column : UserColumn.ALL) {
            schema = schema.add(column.name(), TYPES.get(column.type()));
        }
        return schema.add("account_created", TimestampNTZType).add("activity", DataTypes.createArrayType(ACTIVITY));
    }

    static Row of(User user) {
        var values = UserColumn.ALL.stream()
                .map(column -> (Object) column.value().apply(user).orElse(null));
        var others = Stream.of(
                user.accountCreated(),
                user.activity().stream().map(UserRow::activity).toArray(Row[]::new));
        return RowFactory.create(Stream.concat(values, others).toArray());
    }

    private static Row activity(User.Activity post) {
        var reactions = post.reactions().isPresent() ? (Object) post.reactions().getAsLong() : null;
        return RowFactory.create(post.time(), reactions, post.video());
    }

    static User user(Row row) {
        var sums = new EnumMap<Reaction, Long>(Reaction.class);
        for (var reaction : Reaction.values()) {
            Long sum = row.getAs(reaction.column());
            if (sum != null) {
                sums.put(reaction, sum);
            }
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
                row.<Boolean>getAs("retained"));
    }
}
