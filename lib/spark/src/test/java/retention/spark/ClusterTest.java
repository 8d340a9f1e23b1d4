package retention.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.Success$;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import retention.features.ObservedFeature;
import retention.posts.CsvExport;
import retention.posts.Posts;
import retention.project.Project;
import retention.text.Segmenter;
import retention.text.ThemeModel;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.Users;

/** A standalone cluster of a master and two workers, of which one is killed half-way, against a single machine. */
class ClusterTest {

    private static final int POSTS = 12_000;
    private static final int USERS_FINISHED_BEFORE_KILL = 2;

    @TempDir
    private static Path scratch;

    private static Path folder;
    private static Path out;
    private static Posts posts;
    private static Users alone;
    private static Killer killer;
    private static SparkSession spark;

    /** Spark's own processes of a cluster, which the loopback interface reaches: a master, and workers of one core each. */
    private static final class Standalone implements AutoCloseable {

        private final String master;
        private final List<Process> processes = new ArrayList<>();

        private Standalone(int workers) throws IOException {
            int port;
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
            master = "spark://127.0.0.1:" + port;
            start("master.Master", "--port", String.valueOf(port));
            for (int i = 0; i < workers; i++) {
                var work = scratch.resolve("worker" + i).toString();
                start("worker.Worker", "--cores", "1", "--memory", "1g", "--work-dir", work, master);
            }
        }

        private void start(String name, String... arguments) throws IOException {
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var home = Project.find().build().resolve("spark");
            var command = Stream.of(
                            Stream.of(java, "-Xmx256m"),
                            Arrays.stream(JavaModuleOptions.defaultModuleOptionArray()),
                            Stream.of("-cp", home.resolve("jars") + "/*", "org.apache.spark.deploy." + name),
                            Stream.of("--host", "127.0.0.1", "--webui-port", "0"),
                            Stream.of(arguments))
                    .flatMap(words -> words)
                    .toList();
            processes.add(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            scratch.resolve(name + processes.size() + ".log").toFile())
                    .start());
        }

        /** Kills a worker and its executor at once, as a machine that loses its power. */
        private void killWorker() {
            kill(processes.get(1));
        }

        private static void kill(Process process) {
            var children = process.descendants().toList();
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }

        @Override
        public void close() {
            processes.forEach(Standalone::kill);
            processes.forEach(process -> process.onExit().join());
        }
    }

    /** Kills a worker when some users are made and the others are not, and counts what is done after that. */
    private static final class Killer extends SparkListener {

        private final Standalone cluster;
        private final AtomicInteger made = new AtomicInteger();
        private final AtomicInteger removed = new AtomicInteger();
        private final AtomicInteger againOfPosts = new AtomicInteger();

        private Killer(Standalone cluster) {
            this.cluster = cluster;
        }

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            if (end.reason() instanceof Success$) {
                boolean isOfUsers = end.taskType().equals("ResultTask");
                if (isOfUsers && made.incrementAndGet() == USERS_FINISHED_BEFORE_KILL) {
                    cluster.killWorker();
                } else if (!isOfUsers && end.stageAttemptId() > 0) {
                    againOfPosts.incrementAndGet();
                }
            }
        }

        @Override
        public void onExecutorRemoved(SparkListenerExecutorRemoved executor) {
            removed.incrementAndGet();
        }
    }

    @BeforeAll
    static void runBoth() throws IOException {
        folder = scratch.resolve("posts");
        out = scratch.resolve("out");
        PostFolder.write(POSTS, folder, scratch);
        posts = PostFolder.posts(folder);
        alone = Users.of(posts, Protocol.CORRECTED, Period.DEFAULT);

        System.setProperty("spark.sql.adaptive.enabled", "false");
        System.setProperty("spark.sql.shuffle.partitions", "12");
        System.setProperty("spark.ui.showConsoleProgress", "false");
        // What a lost worker left on the disk is lost to the other, as it is where they are two machines.
        System.setProperty("spark.shuffle.readHostLocalDisk", "false");
        var job = new ClusterJob();
        new CommandLine(job)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(folder.toString(), "--out", out.toString(), "--settings", "/dev/null");
        try (var cluster = new Standalone(2)) {
            System.setProperty("spark.master", cluster.master);
            System.setProperty("spark.driver.host", "127.0.0.1");
            // Both workers take part from the first task on.
            System.setProperty("spark.cores.max", "2");
            System.setProperty("spark.scheduler.minRegisteredResourcesRatio", "1.0");
            System.setProperty("spark.scheduler.maxRegisteredResourcesWaitingTime", "300s");
            var session = ClusterJob.session(0);
            killer = new Killer(cluster);
            session.sparkContext().addSparkListener(killer);
            job.run(session);
        } finally {
            System.setProperty("spark.master", "local[*]");
        }
        spark = ClusterJob.session(0);
    }

    @AfterAll
    static void end() {
        if (spark != null) {
            spark.stop();
        }
    }

    private static Map<String, Row> byUser(String table) {
        return spark.read().parquet(out.resolve(table).toString()).collectAsList().stream()
                .collect(Collectors.toMap(
                        row -> row.<String>getAs("user_id"),
                        row -> row,
                        (a, b) -> {
                            throw new AssertionError("twice: " + a);
                        },
                        TreeMap::new));
    }

    @Test
    void workerWasLostHalfWayAndItsWorkDoneAgain() {
        assertThat(killer.removed.get()).isEqualTo(1);
        assertThat(killer.againOfPosts.get()).isPositive();
    }

    @Test
    void usersAreThoseOfTheCommandLineByteForByte() throws IOException, InterruptedException {
        var single = scratch.resolve("single.csv");
        var jars = Project.find().build().resolve("spark/jars");
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                jars + "/*",
                "retention.cli.Retention",
                "users",
                folder.toString(),
                "--settings",
                "/dev/null",
                "--out",
                single.toString());
        command.redirectErrorStream(true)
                .redirectOutput(scratch.resolve("single.log").toFile());
        assertThat(command.start().waitFor()).isZero();

        var rows = byUser("users");
        var users = rows.values().stream().map(Rows::user).toList();
        var cluster = scratch.resolve("cluster.csv");
        CsvExport.write(new Users(Protocol.CORRECTED, Period.DEFAULT, alone.wave(), users).table(), cluster);
        assertThat(cluster).hasSameBinaryContentAs(single);
        // What follows from the rest says the same; the last columns are the arrays of which the user was made again.
        for (var row : rows.values()) {
            var again = Rows.of(Rows.user(row));
            for (int i = 0; i < row.fieldIndex("activity"); i++) {
                assertThat(row.get(i)).isEqualTo(again.get(i));
            }
        }
    }

    @Test
    void tokensAreTheSame() {
        var segmenter = Segmenter.standard().withoutStopWords();
        var rows = byUser("tokens");
        assertThat(rows).hasSize(alone.size());
        for (var user : alone.list()) {
            assertThat(rows.get(user.id().text()).<String>getList(1)).isEqualTo(segmenter.words(user.text()));
        }
    }

    @Test
    void featuresAreTheSameAndNullWhereTheyAreNotKnown() {
        var unknown = new double[ObservedFeature.HEADLINE.size()];
        Arrays.fill(unknown, -1);
        var matrix = ObservedFeature.of(alone, ObservedFeature.HEADLINE, unknown);
        var rows = byUser("features");
        assertThat(rows).hasSize(alone.size());
        for (int i = 0; i < alone.size(); i++) {
            var row = rows.get(alone.list().get(i).id().text());
            var values = IntStream.range(1, row.length())
                    .mapToDouble(column -> row.isNullAt(column) ? -1 : row.getFloat(column))
                    .toArray();
            assertThat(values).isEqualTo(matrix.row(i));
        }
    }

    @Test
    void themesAreTheSame() {
        var rows = byUser("themes");
        assertThat(rows).hasSize(alone.size());
        for (var user : alone.list()) {
            var found = ThemeModel.standard().classify(user.text());
            var row = rows.get(user.id().text());
            assertThat(row.getString(1)).isEqualTo(found.theme().toString());
            assertThat(row.getDouble(2)).isEqualTo(found.probability());
        }
    }

    @Test
    void whatWasSetAsideIsListedWithFileLineAndCause() {
        var expected = Stream.concat(posts.quarantined().stream(), posts.unreadableCounts().stream())
                .map(problem -> List.of(
                        problem.file().getFileName().toString(),
                        problem.line(),
                        problem.cause().name()))
                .toList();
        var listed = spark.read().parquet(out.resolve("set_aside").toString()).collectAsList().stream()
                .map(row -> List.of(
                        Path.of(row.<String>getAs("file")).getFileName().toString(),
                        row.<Long>getAs("line"),
                        row.<String>getAs("cause")))
                .toList();
        assertThat(expected).isNotEmpty();
        assertThat(listed).hasSameElementsAs(expected).hasSameSizeAs(expected);
    }

    @Test
    void everyFileIsAccountedFor() {
        var files = spark.read().parquet(out.resolve("files").toString()).collectAsList();
        assertThat(files).hasSize(10);
        assertThat(files.stream().mapToLong(row -> row.<Long>getAs("posts")).sum())
                .isEqualTo(posts.posts().size());
        assertThat(files.stream()
                        .filter(row -> row.<String>getAs("file").endsWith("readme.txt"))
                        .map(row -> row.getList(row.fieldIndex("notes")).toString()))
                .singleElement()
                .asString()
                .contains("holds no posts");
    }
}
