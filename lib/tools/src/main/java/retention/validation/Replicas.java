package retention.validation;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import numerics.Progress;
import retention.replica.ReplicaSettings;

/** Many replicas, each analysed in the same way. */
final class Replicas {

    /**
     * One post more than the published file has. At the published size retained users are drawn until their medians and maxima are
     * near the published ones, and are no draw from the planted model; at this size they are.
     */
    static final int STUDY_POSTS = ReplicaSettings.PUBLISHED_POSTS + 1;

    private Replicas() {}

    /**
     * Analyses the replicas of a seed and those that follow, on all cores.
     *
     * @param progress is called for each
     * @return one result a seed, in their order, whatever the number of cores
     */
    static <T> List<T> each(int replicas, long firstSeed, Progress progress, LongFunction<T> analysis) {
        var done = new AtomicInteger();
        return LongStream.range(firstSeed, firstSeed + replicas)
                .parallel()
                .mapToObj(seed -> {
                    var result = analysis.apply(seed);
                    synchronized (done) {
                        progress.report(done.incrementAndGet(), replicas);
                    }
                    return result;
                })
                .toList();
    }
}
