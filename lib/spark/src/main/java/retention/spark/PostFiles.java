package retention.spark;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.lang3.StringUtils;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.CollectionAccumulator;
import retention.posts.Post;
import retention.posts.PostStream;
import retention.posts.Reading;

/**
 * Files of posts. Each is read by one task through the library's own reader, since its encoding, the order of day and month and the
 * zone of its times are settled by the whole file.
 *
 * @param files by name
 * @param reports takes a row of {@link #REPORT} for each, of a task that is run twice two of the same
 */
record PostFiles(List<String> files, JobSettings settings, CollectionAccumulator<Row> reports) implements Serializable {

    /** What was read of a file; of either kind of problem the first thousand are listed. */
    static final StructType REPORT = StructType.fromDDL(
            "file STRING, posts BIGINT, problems BIGINT, notes ARRAY<STRING>, "
                    + "set_aside ARRAY<STRUCT<line: BIGINT, cause: STRING, column: STRING, value: STRING, reason: STRING>>");

    private static final int LISTED = 1_000;
    private static final int LONGEST_VALUE = 80;

    /** More rows than any file has. */
    private static final long PLACES = 1L << 40;

    /** The files in a folder and the folders in it, by name. */
    static List<String> in(String folder, SparkSession spark) throws IOException {
        var path = new Path(folder);
        var configuration = spark.sparkContext().hadoopConfiguration();
        var system = FileSystem.get(path.toUri(), configuration);
        var root = system.makeQualified(path).toUri();
        var found = system.listFiles(path, true);
        var files = new ArrayList<String>();
        while (found.hasNext()) {
            var file = found.next().getPath();
            if (!("/" + root.relativize(file.toUri()).getPath()).matches(".*/[._].*")) {
                files.add(file.toString());
            }
        }
        Collections.sort(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException(folder + ": a folder without files; expected files of posts.");
        }
        return files;
    }

    /** Writes the rows of Parquet, in their order, as CSV files of which the names have the same order. */
    static void writeAsCsv(SparkSession spark, List<String> parquet, String folder) {
        var table = spark.read().parquet(parquet.toArray(String[]::new));
        var places = Stream.of("file_path", "row_index")
                .map(place -> col("_metadata." + place).as("_" + place));
        var texts = Stream.of(table.columns())
                .map(name -> col("`" + name + "`").cast("string").as(name));
        table.select(Stream.concat(places, texts).toArray(Column[]::new))
                .orderBy("_file_path", "_row_index")
                .drop("_file_path", "_row_index")
                .write()
                .mode(SaveMode.Overwrite)
                .option("header", true)
                .option("quoteAll", true)
                .option("escape", "\"")
                .option("ignoreLeadingWhiteSpace", false)
                .option("ignoreTrailingWhiteSpace", false)
                // A file that holds no posts would be read among the others.
                .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", false)
                .csv(folder);
    }

    /** All usable posts, as {@link Rows#POST} has them, in no order. */
    Dataset<Row> posts(SparkSession spark) {
        var numbers = IntStream.range(0, files.size()).boxed().toList();
        var rows = new JavaSparkContext(spark.sparkContext())
                .parallelize(numbers, files.size())
                .flatMap((FlatMapFunction<Integer, Row>) this::rows);
        return spark.createDataFrame(rows, Rows.POST);
    }

    /** The posts of a file, copied to this machine if it is not on it. */
    private Iterator<Row> rows(int number) throws IOException {
        var path = new Path(files.get(number));
        if (path.toUri().getScheme().equals("file")) {
            return rows(number, java.nio.file.Path.of(path.toUri().getPath()));
        }
        var copy = Files.createTempFile("posts", null);
        try {
            var configuration =
                    SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
            FileSystem.get(path.toUri(), configuration).copyToLocalFile(path, new Path(copy.toUri()));
            return rows(number, copy);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private Iterator<Row> rows(int number, java.nio.file.Path file) {
        var study = settings.study();
        var read = PostStream.readOneOfFolder(
                file, study.columns(), study.zone(), LISTED, () -> new ArrayList<Post>(), ArrayList::add);
        report(number, read.reading());
        var posts = read.made();
        return IntStream.range(0, posts.size())
                .mapToObj(i -> Rows.of(posts.get(i), number * PLACES + i, study.period()))
                .iterator();
    }

    private void report(int number, Reading reading) {
        var listed = Stream.concat(reading.listedQuarantined().stream(), reading.listedUnreadable().stream());
        var setAside = listed.map(problem -> RowFactory.create(
                        problem.line(),
                        problem.cause().name(),
                        problem.column(),
                        StringUtils.left(problem.value(), LONGEST_VALUE),
                        problem.reason()))
                .toArray(Row[]::new);
        reports.add(RowFactory.create(
                files.get(number),
                reading.posts(),
                reading.quarantined() + reading.unreadableCounts(),
                reading.notes().toArray(String[]::new),
                setAside));
    }
}
