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
        cluster.ifPresent(own -> session.master(own.master())
                .config("spark.executor.memory", own.memory())
                .config("spark.driver.host", LocalCluster.LOOPBACK)
                .config("spark.driver.bindAddress", LocalCluster.LOOPBACK));
        setUnlessSet("spark.master", "local[*]");
        setUnlessSet("spark.ui.enabled", "false");
        setUnlessSet("spark.ui.showConsoleProgress", "true");
        // Times in Parquet are read as those in files are.
        setUnlessSet("spark.sql.session.timeZone", "Asia/Shanghai");
        setUnlessSet("spark.executor.extraJavaOptions", "\"-Dretention.root=%s\"".formatted(Project.find().root()));
        return session.getOrCreate();
    }

    private static void setUnlessSet(String name, String value) {
        Project.setUnlessSet(name, value);
    }
}
