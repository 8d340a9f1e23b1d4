package retention.spark;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.types.StructType;
import retention.posts.Posts;
import retention.posts.Reading;

/**
 * What a task had to say of a file of posts, kept as a small file of its own: the posts go on to another machine, and reading them
 * twice to know the rest would cost as much again. A task that is run twice writes the same.
 *
 * @param part of the file, where more than one task reads it
 * @param posts how many can be used
 */
record FileReport(String file, long part, long posts, List<String> notes, List<Problem> problems) {

    /** A row that was set aside, or a count that was not read, as {@link Posts.Problem} has it, its value cut. */
    record Problem(long line, String cause, String column, String value, String reason) {

        private static Problem of(Posts.Problem problem) {
            var value = problem.value();
            return new Problem(
                    problem.line(),
                    problem.cause().name(),
                    problem.column(),
                    value.substring(0, Math.min(LONGEST, value.length())),
                    problem.reason());
        }
    }

    private static final int LONGEST = 80;

    static final StructType SCHEMA = new StructType()
            .add("file", StringType)
            .add("part", LongType)
            .add("posts", LongType)
            .add("notes", createArrayType(StringType))
            .add(
                    "problems",
                    createArrayType(new StructType()
                            .add("line", LongType)
                            .add("cause", StringType)
                            .add("column", StringType)
                            .add("value", StringType)
                            .add("reason", StringType)));

    static FileReport of(String file, long part, Reading reading) {
        return new FileReport(
                file,
                part,
                reading.posts(),
                reading.notes(),
                Stream.concat(reading.listedQuarantined().stream(), reading.listedUnreadable().stream())
                        .map(Problem::of)
                        .toList());
    }

    /** Writes it into a folder of the cluster's file system, complete or not at all. */
    void write(String folder, int number) throws IOException {
        var place = new Path(folder, "%06d-%d.json".formatted(number, part));
        var draft = new Path(folder, "_%d".formatted(TaskContext.get().taskAttemptId()));
        try (var out = PostFiles.files(place).create(draft, true)) {
            out.write(new Gson().toJson(this).getBytes(StandardCharsets.UTF_8));
        }
        FileContext.getFileContext(place.toUri(), PostFiles.configuration())
                .rename(draft, place, Options.Rename.OVERWRITE);
    }
}
