package numerics;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
            var ahead = CompletableFuture.supplyAsync(next);
            count += batch.size();
            try {
                batch.forEach(use);
            } finally {
                ahead.handle((made, failure) -> made).join();
            }
            batch = join(ahead);
        }
        return count;
    }

    /** Waits for what another thread makes; what it throws there is thrown here. */
    public static <T> T join(CompletableFuture<T> other) {
        try {
            return other.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
