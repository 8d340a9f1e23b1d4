package retention.spark;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import retention.posts.Posts;
import retention.posts.Reading;

/**
 * What a task had to say of a file of posts.
 *
 * @param posts how many can be used
 * @param problems how many rows were set aside, and how many counts were not read
 * @param setAside the first of them, as {@link #SET_ASIDE} has them
 */
record FileReport(String file, long posts, long problems, List<String> notes, List<Row> setAside)
        implements Serializable {

    /** How many problems of either kind are listed of a file. */
    static final int LISTED = 1_000;

    static final StructType SCHEMA = new StructType()
            .add("file", StringType)
            .add("posts", LongType)
            .add("problems", LongType)
            .add("notes", createArrayType(StringType));

    static final StructType SET_ASIDE = new StructType()
            .add("file", StringType)
            .add("line", LongType)
            .add("cause", StringType)
            .add("column", StringType)
            .add("value", StringType)
            .add("reason", StringType);

    private static final int LONGEST_VALUE = 80;

    static FileReport of(String file, Reading reading) {
        return new FileReport(
                file,
                reading.posts(),
                reading.quarantined() + reading.unreadableCounts(),
                reading.notes(),
                Stream.concat(reading.listedQuarantined().stream(), reading.listedUnreadable().stream())
                        .map(problem -> row(file, problem))
                        .toList());
    }

    private static Row row(String file, Posts.Problem problem) {
        var value = problem.value();
        return RowFactory.create(
                file,
                problem.line(),
                problem.cause().name(),
                problem.column(),
                value.substring(0, Math.min(LONGEST_VALUE, value.length())),
                problem.reason());
    }

    Row row() {
        return RowFactory.create(file, posts, problems, notes.toArray(String[]::new));
    }
}
