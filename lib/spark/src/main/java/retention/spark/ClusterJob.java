package retention.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
        POSTS,
        USERS,
        TOKENS,
        FEATURES,
        THEMES,
        EMBEDDINGS,
        SCORES
    }

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
            run(session(Optional.empty()));
            return CommandLine.ExitCode.OK;
        }
        try (var cluster = LocalCluster.start(workers, memory)) {
            run(session(Optional.of(cluster)));
        }
        return CommandLine.ExitCode.OK;
    }

    /**
     * A session on a cluster of this machine, else where spark-submit has it, else in this process. What spark-submit or
     * {@code -Dspark.NAME=VALUE} says comes first.
     */
    static SparkSession session(Optional<LocalCluster> cluster) {
        var session = SparkSession.builder().appName("retention");
        // All workers take part from the first task on.
        cluster.ifPresent(own -> session.master(own.master())
                .config("spark.executor.memory", own.memory())
                .config("spark.cores.max", own.workers())
                .config("spark.scheduler.minRegisteredResourcesRatio", 1.0)
                .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "300s"));
        if (System.getProperty("spark.master") == null) {
            session.config("spark.driver.host", LocalCluster.LOOPBACK)
                    .config("spark.driver.bindAddress", LocalCluster.LOOPBACK);
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
            for (var step : EnumSet.copyOf(steps)) {
                switch (step) {
                    case POSTS -> posts(spark);
                    case USERS -> users(spark, settings, tables);
                    case TOKENS -> write(tables.tokens(users(spark)), step);
                    case FEATURES -> write(tables.features(users(spark)), step);
                    case THEMES -> write(tables.themes(users(spark)), step);
                    case EMBEDDINGS -> write(tables.embeddings(users(spark), layer), step);
                    case SCORES -> {
                        var study = learnedFrom
                                .map(csv -> Study.of(csv, settings.study()))
                                .orElseGet(Study::open);
                        write(tables.scores(users(spark), ScoringModel.of(study)), step);
                    }
                }
            }
        }
    }

    /** The users that are there. */
    private Dataset<Row> users(SparkSession spark) {
        return spark.read().schema(UserRow.SCHEMA).parquet(place(Step.USERS));
    }

    private void posts(SparkSession spark) throws IOException {
        var files = PostFiles.in(posts, spark);
        if (!PostFiles.areParquet(files)) {
            throw new IllegalArgumentException(
                    posts + ": no folder of Parquet; only Parquet has to be written as CSV. Leave out the step posts.");
        }
        PostFiles.writeAsCsv(spark, files, place(Step.POSTS));
        say("%s: the posts as CSV", place(Step.POSTS));
    }

    private void users(SparkSession spark, JobSettings settings, UserTables tables) throws IOException {
        boolean areParquet = PostFiles.areParquet(PostFiles.in(posts, spark));
        if (areParquet && !steps.contains(Step.POSTS)) {
            posts(spark);
        }
        var reports = spark.sparkContext().<FileReport>collectionAccumulator();
        var files = new PostFiles(areParquet ? place(Step.POSTS) : posts, settings, reports);
        write(tables.users(files.posts(spark)), Step.USERS);
        var byFile = new TreeMap<String, FileReport>();
        reports.value().forEach(report -> byFile.put(report.file(), report));
        var read = byFile.values();
        var setAside =
                read.stream().flatMap(report -> report.setAside().stream()).toList();
        write(spark.createDataFrame(read.stream().map(FileReport::row).toList(), FileReport.SCHEMA), "files");
        write(spark.createDataFrame(setAside, FileReport.SET_ASIDE), "set_aside");
        say(
                "%,d posts of %,d files, %,d problems",
                read.stream().mapToLong(FileReport::posts).sum(),
                read.size(),
                read.stream().mapToLong(FileReport::problems).sum());
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
