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
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import retention.posts.Post;
import retention.posts.PostStream;
import retention.posts.Posts;
import retention.posts.UnusableFileException;
import retention.posts.UnusableFileException.Reason;

/**
 * The files of posts in a folder. Each is read by one task through the library's own reader, since its encoding, the order of day
 * and month and the zone of its times are settled by the whole file. Parquet, which says all that, is read by Spark, and a file
 * of it by as many tasks as it has splits.
 *
 * @param folder where they are
 * @param reports the folder for a {@link FileReport} of each
 */
record PostFiles(String folder, JobSettings settings, String reports) implements Serializable {

    private static final Set<Reason> NO_POSTS = Set.of(Reason.EMPTY_FILE, Reason.MISSING_COLUMNS, Reason.UNKNOWN_FORM);

    /** More rows than any file has. */
    private static final long PLACES = 1L << 40;

    private static final String FILE = "_file";
    private static final String ROW = "_row";

    /** A file and its number among the files, by name. */
    private record Source(int number, String file) implements Serializable {}

    /**
     * What one task reads of a file.
     *
     * @param first the number of its first row; 0 for all of the file
     */
    private record Part(Source source, long first, List<Post> posts) {}

    private interface OfPart extends Serializable {
        Iterator<Row> rows(Part part) throws IOException;
    }

    private static final class Collected extends ArrayList<Post> implements PostStream.Sink {

        private static final long serialVersionUID = 1;

        @Override
        public void post(Post post) {
            add(post);
        }

        @Override
        public void restart() {
            clear();
        }
    }

    /** All usable posts, as {@link PostRow#SCHEMA} has them, in no order. Where they are computed, the reports are written. */
    Dataset<Row> posts(SparkSession spark) throws IOException {
        return of(spark, PostRow.SCHEMA, part -> {
            var period = settings.study().period();
            long first = part.source.number * PLACES + part.first;
            return IntStream.range(0, part.posts.size())
                    .mapToObj(i -> PostRow.of(part.posts.get(i), first + i, period))
                    .iterator();
        });
    }

    /** Writes the usable posts as CSV files that a single machine reads, one for each part, and returns how many there are. */
    long write(SparkSession spark, String target) throws IOException {
        var schema = new StructType().add("posts", DataTypes.LongType);
        return of(spark, schema, part -> {
                    var place = new Path(target, "%06d-%d.csv".formatted(part.source.number, part.first));
                    var draft = Files.createTempFile("posts", ".csv");
                    new Posts(draft, part.posts, List.of(), List.of(), List.of()).write(draft);
                    files(place).copyFromLocalFile(true, true, new Path(draft.toUri()), place);
                    return List.of(RowFactory.create((long) part.posts.size())).iterator();
                })
                .collectAsList()
                .stream()
                .mapToLong(row -> row.getLong(0))
                .sum();
    }

    private Dataset<Row> of(SparkSession spark, StructType schema, OfPart rows) throws IOException {
        var sources = sources(spark.sparkContext().hadoopConfiguration());
        return sources.stream().allMatch(source -> source.file.endsWith(".parquet"))
                ? parquet(spark, sources, schema, rows)
                : spark.createDataFrame(
                        new JavaSparkContext(spark.sparkContext())
                                .parallelize(sources, sources.size())
                                .flatMap((FlatMapFunction<Source, Row>) source -> rows.rows(read(source))),
                        schema);
    }

    private List<Source> sources(Configuration configuration) throws IOException {
        var path = new Path(folder);
        var files = Arrays.stream(FileSystem.get(path.toUri(), configuration).listStatus(path))
                .filter(status -> status.isFile()
                        && !status.getPath().getName().startsWith(".")
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

    /** The file system of a path, seen from a task. */
    static FileSystem files(Path path) throws IOException {
        return FileSystem.get(path.toUri(), configuration());
    }

    static Configuration configuration() {
        return SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
    }

    private Part read(Source source) throws IOException {
        var path = new Path(source.file);
        if (path.toUri().getScheme().equals("file")) {
            return read(source, java.nio.file.Path.of(path.toUri().getPath()));
        }
        var copy = Files.createTempFile("posts", null);
        try {
            files(path).copyToLocalFile(path, new Path(copy.toUri()));
            return read(source, copy);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private Part read(Source source, java.nio.file.Path file) throws IOException {
        var study = settings.study();
        var posts = new Collected();
        FileReport report;
        try {
            var reading = PostStream.readAny(List.of(file), study.columns(), study.zone(), Integer.MAX_VALUE, posts);
            report = FileReport.of(source.file, 0, reading);
        } catch (UnusableFileException e) {
            if (!NO_POSTS.contains(e.reason())) {
                throw e;
            }
            report = new FileReport(
                    source.file, 0, 0, List.of("left out, since it holds no posts: " + e.getMessage()), List.of());
        }
        report.write(reports, source.number);
        return new Part(source, 0, posts);
    }

    /** Every column as text, then the file and the row in it. */
    private Dataset<Row> parquet(SparkSession spark, List<Source> sources, StructType schema, OfPart rows) {
        var table = spark.read().parquet(sources.stream().map(Source::file).toArray(String[]::new));
        var names = List.of(table.columns());
        var numbers = new HashMap<String, Integer>();
        sources.forEach(source -> numbers.put(new Path(source.file).getName(), source.number));
        var columns = Stream.concat(
                names.stream().map(name -> coalesce(col("`" + name + "`").cast("string"), lit(""))),
                Stream.of(
                        col("_metadata.file_path").as(FILE),
                        col("_metadata.row_index").as(ROW)));
        return table.select(columns.toArray(Column[]::new))
                .mapPartitions(
                        (MapPartitionsFunction<Row, Row>) all -> {
                            var pending = Iterators.peekingIterator(all);
                            return Iterators.concat(new AbstractIterator<Iterator<Row>>() {
                                @Override
                                protected Iterator<Row> computeNext() {
                                    try {
                                        return pending.hasNext()
                                                ? rows.rows(part(pending, names, numbers))
                                                : endOfData();
                                    } catch (IOException e) {
                                        throw new UncheckedIOException(e);
                                    }
                                }
                            });
                        },
                        Encoders.row(schema));
    }

    /** The rows of the next file of a task, which can have several, one after the other. */
    private Part part(PeekingIterator<Row> pending, List<String> names, HashMap<String, Integer> numbers)
            throws IOException {
        var file = pending.peek().<String>getAs(FILE);
        long first = pending.peek().<Long>getAs(ROW);
        var fields = new ArrayList<String[]>();
        while (pending.hasNext() && pending.peek().<String>getAs(FILE).equals(file)) {
            var row = pending.next();
            fields.add(IntStream.range(0, names.size()).mapToObj(row::getString).toArray(String[]::new));
        }
        var name = new Path(file).getName();
        var source = new Source(numbers.get(name), file);
        var study = settings.study();
        var posts = new Collected();
        var reading =
                PostStream.ofRows(java.nio.file.Path.of(name), names, fields, study.columns(), study.zone(), posts);
        FileReport.of(file, first, reading).write(reports, source.number);
        return new Part(source, first, posts);
    }
}
