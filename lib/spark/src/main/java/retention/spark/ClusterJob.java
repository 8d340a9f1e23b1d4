package retention.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import retention.scoring.Scorer;
import retention.study.Study;
import retention.study.StudySettings;

/** The command {@code bin/retention-spark}, and what {@code spark-submit} runs. */
@Command(
        name = "retention-spark",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "The steps of the study over a folder of posts, on a cluster. Each writes a folder of Parquet.")
public final class ClusterJob implements Callable<Integer> {

    /** What can be made; all that comes after the users is made of their table. */
    enum Step {
        POSTS,
        USERS,
        TOKENS,
        FEATURES,
        THEMES,
        EMBEDDINGS,
        SCORES
    }

    private static final String SET_ASIDE = "set_aside";

    /** Bytes of Parquet that one task reads at least: few, since what is done with a text takes longer than reading it. */
    private static final long ROWS_OF_A_TASK = 16L << 20;

    @Parameters(
            paramLabel = "FOLDER",
            description = "Files of posts of any form that bin/retention reads, or of Parquet.")
    private String posts;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where the tables go.")
    private String out;

    @Option(
            names = "--steps",
            split = ",",
            defaultValue = "users,tokens,features,themes",
            description = "What to make: ${COMPLETION-CANDIDATES}. Without users, of the users that are there.")
    private Set<Step> steps = EnumSet.noneOf(Step.class);

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "Columns, zone and months (default: study.properties in the project's folder).")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--layer",
            paramLabel = "N",
            defaultValue = "9",
            description = "The encoder's layer, for embeddings.")
    private int layer;

    @Option(
            names = "--study",
            paramLabel = "CSV",
            description = "The posts that the model of the scores learns from (default: those of the report).")
    private Optional<Path> learnedFrom = Optional.empty();

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Start a cluster of a master and so many workers of one core on this machine, for the time of the job.")
    private int workers;

    @Option(names = "--memory", defaultValue = "1g", description = "The heap of each of these workers' executors.")
    private String memory;

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        System.exit(new CommandLine(new ClusterJob())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(ClusterJob::failed)
                .execute(arguments));
    }

    /** One line for what was refused; the stack trace for the rest. */
    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException || cause instanceof retention.posts.UnusableFileException) {
                command.getErr().println(cause.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
            }
        }
        e.printStackTrace(command.getErr());
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public Integer call() throws IOException {
        if (workers == 0) {
            run(Sessions.of(Optional.empty()));
            return CommandLine.ExitCode.OK;
        }
        try (var cluster = LocalCluster.start(workers, memory)) {
            run(Sessions.of(Optional.of(cluster)));
        }
        return CommandLine.ExitCode.OK;
    }

    /** Runs the steps in a session, in their order, and ends it. */
    void run(SparkSession spark) throws IOException {
        try (spark) {
            var settings = JobSettings.of(file.or(StudySettings::file));
            var files = new PostFiles(posts, settings, out + "/_reports");
            var tables = new UserTables(settings);
            for (var step : EnumSet.copyOf(steps)) {
                switch (step) {
                    case POSTS -> say("%s: %,d posts as CSV", place(step), files.write(spark, place(step)));
                    case USERS -> users(spark, files, tables);
                    case TOKENS -> write(tables.tokens(users(spark)), step);
                    case FEATURES -> write(tables.features(users(spark)), step);
                    case THEMES -> write(tables.themes(users(spark)), step);
                    case EMBEDDINGS -> write(tables.embeddings(users(spark), layer), step);
                    case SCORES -> {
                        var study = learnedFrom
                                .map(csv -> Study.of(csv, settings.study()))
                                .orElseGet(Study::open);
                        write(
                                tables.scores(
                                        users(spark), Scorer.of(study).model().text(), study.hash()),
                                step);
                    }
                }
            }
        }
    }

    /** The users that are there. */
    private Dataset<Row> users(SparkSession spark) {
        return spark.read().schema(UserRow.SCHEMA).parquet(place(Step.USERS));
    }

    private void users(SparkSession spark, PostFiles files, UserTables tables) throws IOException {
        // Of a run that was broken off.
        forget(spark, files.reports());
        write(tables.users(files.posts(spark)), Step.USERS);
        var read = spark.read().schema(FileReport.SCHEMA).json(files.reports());
        write(read.withColumn("problems", size(col("problems"))), "files");
        write(
                read.select(col("file"), col("part"), explode(col("problems")).as("problem"))
                        .select(
                                col("file"),
                                // A part of a file counts its lines from 1.
                                col("part").plus(col("problem.line")).as("line"),
                                col("problem.cause"),
                                col("problem.column"),
                                col("problem.value"),
                                col("problem.reason")),
                SET_ASIDE);
        forget(spark, files.reports());
        summarise(spark);
    }

    private static void forget(SparkSession spark, String reports) throws IOException {
        var folder = new org.apache.hadoop.fs.Path(reports);
        FileSystem.get(folder.toUri(), spark.sparkContext().hadoopConfiguration())
                .delete(folder, true);
    }

    private void summarise(SparkSession spark) {
        var read = spark.read()
                .parquet(out + "/files")
                .agg(sum("posts"), count(lit(1)))
                .head();
        say("%,d posts of %,d files", read.getLong(0), read.getLong(1));
        spark.read()
                .parquet(out + "/" + SET_ASIDE)
                .groupBy("cause")
                .count()
                .orderBy(col("count").desc())
                .collectAsList()
                .forEach(row -> say("%,d rows: %s", row.getLong(1), row.getString(0)));
    }

    private void write(Dataset<Row> table, Step step) {
        write(table, step.name().toLowerCase(Locale.ROOT));
    }

    private void write(Dataset<Row> table, String name) {
        long start = System.nanoTime();
        table.write()
                .mode(SaveMode.Overwrite)
                .option("parquet.block.size", ROWS_OF_A_TASK)
                .parquet(out + "/" + name);
        say("%s/%s: %.1f s", out, name, (System.nanoTime() - start) / 1e9);
    }

    private String place(Step step) {
        return out + "/" + step.name().toLowerCase(Locale.ROOT);
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
