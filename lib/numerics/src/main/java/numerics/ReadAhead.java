package numerics;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes batches on another thread, one ahead of the caller, who uses those that are made. */
public final class ReadAhead {

    private ReadAhead() {}

    /**
     * Uses all of all batches in their order. When it returns or throws, no batch is being made.
     *
     * @param next makes the next batch; an empty one is the last, and what it throws is thrown
     * @return how many there were
     */
    public static <T> long forEach(Supplier<List<T>> next, Consumer<T> use) {
        long count = 0;
        var batch = next.get();
        while (!batch.isEmpty()) {
            var ahead = ForkJoinPool.commonPool().submit(next::get);
            count += batch.size();
            try {
                batch.forEach(use);
            } finally {
                ahead.quietlyJoin();
            }
            batch = ahead.join();
        }
        return count;
    }
}
