package retention.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import com.google.common.collect.AbstractIterator;
import com.google.common.collect.Iterators;
import com.google.common.collect.PeekingIterator;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import retention.posts.Post;
import retention.posts.PostStream;
import retention.posts.UnusableFileException;
import retention.posts.UnusableFileException.Reason;
import retention.users.Period;

/**
 * The files of posts in a folder. Each is read by one task through the library's own reader, since its encoding, the order of day
 * and month and the zone of its times are settled by the whole file. Parquet, which says all that, is read by Spark, and a file
 * of it by as many tasks as it has splits.
 *
 * @param folder where they are
 * @param reports the folder for a {@link FileReport} of each
 */
record PostFiles(String folder, JobSettings settings, String reports) implements Serializable {

    private static final Set<Reason> NO_POSTS =
            Set.of(Reason.EMPTY_FILE, Reason.MISSING_COLUMNS, Reason.UNKNOWN_FORM);

    /** More rows than any file has. */
    private static final long PLACES = 1L << 40;

    private static final String FILE = "_file";
    private static final String ROW = "_row";

    /** A file and its number among the files, by name. */
    private record Source(int number, String file) implements Serializable {}

    /** All usable posts, as {@link PostRow#SCHEMA} has them, in no order. Where they are computed, the reports are written. */
    Dataset<Row> posts(SparkSession spark) throws IOException {
        var sources = sources(spark.sparkContext().hadoopConfiguration());
        return sources.stream().allMatch(source -> source.file.endsWith(".parquet"))
                ? parquet(spark, sources)
                : spark.createDataFrame(
                        new JavaSparkContext(spark.sparkContext())
                                .parallelize(sources, sources.size())
                                .flatMap((FlatMapFunction<Source, Row>) this::read),
                        PostRow.SCHEMA);
    }

    private List<Source> sources(Configuration configuration) throws IOException {
        var path = new Path(folder);
        var files = Arrays.stream(FileSystem.get(path.toUri(), configuration).listStatus(path))
                .filter(status -> status.isFile() && !status.getPath().getName().startsWith(".")
                        && !status.getPath().getName().startsWith("_"))
                .map(status -> status.getPath().toString())
                .sorted()
                .toList();
        if (files.isEmpty()) {
            throw new IllegalArgumentException(folder + ": a folder without files; expected files of posts.");
        }
        return IntStream.range(0, files.size())
                .mapToObj(i -> new Source(i, files.get(i)))
                .toList();
    }

    private Iterator<Row> read(Source source) throws IOException {
        var path = new Path(source.file);
        if (path.toUri().getScheme().equals("file")) {
            return read(source, java.nio.file.Path.of(path.toUri().getPath()));
        }
        var copy = Files.createTempFile("posts", null);
        try {
            var configuration = SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
            FileSystem.get(path.toUri(), configuration).copyToLocalFile(path, new Path(copy.toUri()));
            return read(source, copy);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private Iterator<Row> read(Source source, java.nio.file.Path file) throws IOException {
        var study = settings.study();
        var rows = new Rows(source.number * PLACES, study.period());
        try {
            var reading = PostStream.readAny(List.of(file), study.columns(), study.zone(), Integer.MAX_VALUE, rows);
            FileReport.of(source.file, 0, reading).write(reports, source.number);
            return rows.list.iterator();
        } catch (UnusableFileException e) {
            if (!NO_POSTS.contains(e.reason())) {
                throw e;
            }
            new FileReport(source.file, 0, 0, List.of("left out, since it holds no posts: " + e.getMessage()), List.of())
                    .write(reports, source.number);
            return List.<Row>of().iterator();
        }
    }

    /** The rows of posts, in their order from a first place on. */
    private static final class Rows implements PostStream.Sink {

        private final long first;
        private final Period period;
        private final List<Row> list = new ArrayList<>();

        private Rows(long first, Period period) {
            this.first = first;
            this.period = period;
        }

        @Override
        public void post(Post post) {
            list.add(PostRow.of(post, first + list.size(), period));
        }

        @Override
        public void restart() {
            list.clear();
        }
    }

    /** Every column as text, then the file and the row in it. */
    private Dataset<Row> parquet(SparkSession spark, List<Source> sources) {
        var table = spark.read().parquet(sources.stream().map(Source::file).toArray(String[]::new));
        var names = List.of(table.columns());
        var numbers = new HashMap<String, Integer>();
        sources.forEach(source -> numbers.put(new Path(source.file).getName(), source.number));
        var columns = Stream.concat(
                names.stream().map(name -> coalesce(col("`" + name + "`").cast("string"), lit(""))),
                Stream.of(col("_metadata.file_path").as(FILE), col("_metadata.row_index").as(ROW)));
        return table.select(columns.toArray(Column[]::new))
                .mapPartitions(
                        (MapPartitionsFunction<Row, Row>) rows -> split(rows, names, numbers),
                        Encoders.row(PostRow.SCHEMA));
    }

    /** The rows of a task, which can be of several files, one file after the other. */
    private Iterator<Row> split(Iterator<Row> rows, List<String> names, Map<String, Integer> numbers) {
        var pending = Iterators.peekingIterator(rows);
        return Iterators.concat(new AbstractIterator<Iterator<Row>>() {
            @Override
            protected Iterator<Row> computeNext() {
                return pending.hasNext() ? part(pending, names, numbers) : endOfData();
            }
        });
    }

    private Iterator<Row> part(PeekingIterator<Row> pending, List<String> names, Map<String, Integer> numbers) {
        var file = pending.peek().<String>getAs(FILE);
        long first = pending.peek().<Long>getAs(ROW);
        var fields = new ArrayList<String[]>();
        while (pending.hasNext() && pending.peek().getAs(FILE).equals(file)) {
            var row = pending.next();
            fields.add(IntStream.range(0, names.size()).mapToObj(row::getString).toArray(String[]::new));
        }
        var path = new Path(file);
        int number = numbers.get(path.getName());
        var study = settings.study();
        var rows = new Rows(number * PLACES + first, study.period());
        try {
            var reading = PostStream.ofRows(
                    java.nio.file.Path.of(path.getName()), names, fields, study.columns(), study.zone(), rows);
            FileReport.of(file, first, reading).write(reports, number);
            return rows.list.iterator();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the report on " + file, e);
        }
    }
}
