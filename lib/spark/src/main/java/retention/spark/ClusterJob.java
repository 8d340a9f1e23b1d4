package retention.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import retention.posts.UnusableFileException;
import retention.project.Project;
import retention.scoring.ScoringModel;
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
        USERS,
        TOKENS,
        FEATURES,
        THEMES,
        EMBEDDINGS,
        SCORES
    }

    /** Bytes of Parquet that one task reads at least: few, since what is done with a text takes longer than reading it. */
    private static final long ROWS_OF_A_TASK = 16L << 20;

    private static final String LOOPBACK = "127.0.0.1";

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
                    "Start a cluster of so many executors of one core and 1 GB on this machine, for the time of the job.")
    private int workers;

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        System.exit(new CommandLine(new ClusterJob())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(ClusterJob::failed)
                .execute(arguments));
    }

    /** One line for what was refused; the stack trace for the rest. */
    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                .filter(cause -> cause instanceof IllegalArgumentException || cause instanceof UnusableFileException)
                .findFirst()
                .ifPresentOrElse(
                        cause -> command.getErr().println(cause.getMessage()),
                        () -> e.printStackTrace(command.getErr()));
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public Integer call() throws IOException {
        run(session(workers));
        return CommandLine.ExitCode.OK;
    }

    /**
     * A session on a cluster of so many executors on this machine; of none, where spark-submit has it, else in this process. What
     * spark-submit or {@code -Dspark.NAME=VALUE} says comes first.
     */
    static SparkSession session(int workers) {
        var session = SparkSession.builder().appName("retention");
        if (workers > 0) {
            // All of them take part from the first task on.
            session.master("local-cluster[%d,1,1024]".formatted(workers))
                    .config("spark.scheduler.minRegisteredResourcesRatio", 1.0)
                    .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "300s");
        }
        if (System.getProperty("spark.master") == null) {
            session.config("spark.driver.host", LOOPBACK).config("spark.driver.bindAddress", LOOPBACK);
            System.setProperty("spark.master", "local[*]");
        }
        Project.setUnlessSet("spark.ui.enabled", "false");
        Project.setUnlessSet("spark.ui.showConsoleProgress", "true");
        // Times in Parquet are read as those in files are.
        Project.setUnlessSet("spark.sql.session.timeZone", "Asia/Shanghai");
        Project.setUnlessSet("spark.sql.files.maxPartitionBytes", "16m");
        Project.setUnlessSet(
                "spark.executor.extraJavaOptions",
                "\"-Dretention.root=%s\"".formatted(Project.find().root()));
        return session.getOrCreate();
    }

    /** Runs the steps in a session, in their order, and ends it. */
    void run(SparkSession spark) throws IOException {
        try (spark) {
            var settings = JobSettings.of(file.or(StudySettings::file));
            var tables = new UserTables(settings);
            if (steps.contains(Step.USERS)) {
                writeUsers(spark, tables);
            }
            var users = spark.read().schema(Rows.USER).parquet(out + "/users");
            for (var step : EnumSet.copyOf(steps)) {
                switch (step) {
                    case USERS -> {}
                    case TOKENS -> write(tables.tokens(users), "tokens");
                    case FEATURES -> write(tables.features(users), "features");
                    case THEMES -> write(tables.themes(users), "themes");
                    case EMBEDDINGS -> write(tables.embeddings(users, layer), "embeddings");
                    case SCORES -> write(tables.scores(users, model(settings)), "scores");
                }
            }
        }
    }

    private ScoringModel model(JobSettings settings) {
        return ScoringModel.of(
                learnedFrom.map(csv -> Study.of(csv, settings.study())).orElseGet(Study::open));
    }

    /** Makes the users, of Parquet by way of CSV files, which stay. */
    private void writeUsers(SparkSession spark, UserTables tables) throws IOException {
        var files = PostFiles.in(posts, spark);
        if (files.stream().allMatch(file -> file.endsWith(".parquet"))) {
            PostFiles.writeAsCsv(spark, files, out + "/posts");
            files = PostFiles.in(out + "/posts", spark);
        }
        var reports = spark.sparkContext().<Row>collectionAccumulator();
        write(tables.users(new PostFiles(files, tables.settings(), reports).posts(spark)), "users");
        var read = spark.createDataFrame(reports.value(), PostFiles.REPORT)
                .dropDuplicates("file")
                .orderBy("file");
        write(read.drop("set_aside"), "files");
        write(read.selectExpr("file", "inline(set_aside)"), "set_aside");
        var total = read.selectExpr("sum(posts)", "sum(problems)").head();
        say("%,d posts of %,d files, %,d problems", total.getLong(0), files.size(), total.getLong(1));
    }

    private void write(Dataset<Row> table, String name) {
        long start = System.nanoTime();
        table.write()
                .mode(SaveMode.Overwrite)
                .option("parquet.block.size", ROWS_OF_A_TASK)
                .parquet(out + "/" + name);
        say("%s/%s: %.1f s", out, name, (System.nanoTime() - start) / 1e9);
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
