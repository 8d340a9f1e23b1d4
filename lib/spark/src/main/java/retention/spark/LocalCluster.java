package retention.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.util.Utils;
import retention.project.Project;

/**
 * A standalone cluster of this machine: a master and workers of one core each, as processes of their own that only the loopback
 * interface reaches. They end with it, and with the process that started them.
 */
final class LocalCluster implements AutoCloseable {

    static final String LOOPBACK = "127.0.0.1";

    /** Of a master or a worker; the work is done by executors, which have their own. */
    private static final String HEAP = "-Xmx256m";

    private final Path folder;
    private final String memory;
    private final String master;
    private final List<Process> processes = new ArrayList<>();
    private final Thread atExit = new Thread(this::end);

    private LocalCluster(Path folder, String memory, int port) {
        this.folder = folder;
        this.memory = memory;
        this.master = "spark://%s:%d".formatted(LOOPBACK, port);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts one.
     *
     * @param memory of each worker's executor, such as {@code 1g}
     * @throws IllegalStateException if Spark's jars are not there; the message says how to get them
     */
    static LocalCluster start(int workers, String memory) throws IOException {
        var jars = Project.find().build().resolve("spark-jars");
        if (!Files.isDirectory(jars)) {
            throw new IllegalStateException("%s is not there. Run: make cluster".formatted(jars));
        }
        var folder = Files.createTempDirectory("cluster");
        // Workers look for their executors' jars in the folder "jars" of Spark's home.
        Files.createSymbolicLink(folder.resolve("jars"), jars);
        int port = freePort();
        var cluster = new LocalCluster(folder, memory, port);
        cluster.launch("master.Master", "--port", Integer.toString(port));
        for (int i = 0; i < workers; i++) {
            cluster.launch(
                    "worker.Worker",
                    "--port",
                    "0",
                    "--cores",
                    "1",
                    "--memory",
                    memory,
                    "--work-dir",
                    folder.resolve("worker" + i).toString(),
                    cluster.master);
        }
        return cluster;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void launch(String name, String... arguments) throws IOException {
        var command = Stream.of(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                HEAP),
                        Stream.of(JavaModuleOptions.defaultModuleOptionArray()),
                        Stream.of("-cp", folder.resolve("jars") + "/*", "org.apache.spark.deploy." + name),
                        Stream.of("--host", LOOPBACK, "--webui-port", "0"),
                        Stream.of(arguments))
                .flatMap(words -> words)
                .toList();
        var log = folder.resolve("%s%d.log".formatted(name, processes.size())).toFile();
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        builder.environment().put("SPARK_HOME", folder.toString());
        builder.environment().put("SPARK_LOCAL_IP", LOOPBACK);
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        processes.add(builder.start());
    }

    /** The master's address. */
    String master() {
        return master;
    }

    /** How many workers it was started with. */
    int workers() {
        return processes.size() - 1;
    }

    /** The memory of each worker's executor. */
    String memory() {
        return memory;
    }

    /** Kills a worker and its executor at once, as a machine that loses its power does; workers are counted from 0. */
    void kill(int worker) {
        end(processes.get(worker + 1));
    }

    private static void end(Process process) {
        var children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private void end() {
        processes.forEach(LocalCluster::end);
        processes.forEach(process -> process.onExit().join());
        Utils.deleteRecursively(folder.toFile());
    }

    /** Ends all its processes. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        end();
    }
}
