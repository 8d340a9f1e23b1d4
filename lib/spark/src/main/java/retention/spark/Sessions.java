package retention.spark;

import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import retention.project.Project;

/** How the job runs on Spark. What spark-submit or {@code -Dspark.NAME=VALUE} says comes first. */
final class Sessions {

    private Sessions() {}

    /** A session on a cluster of this machine, else where spark-submit has it, else in this process. */
    static SparkSession of(Optional<LocalCluster> cluster) {
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
}
