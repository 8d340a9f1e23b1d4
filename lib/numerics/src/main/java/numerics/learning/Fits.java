package numerics.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import numerics.Progress;

/** Fits that do not depend on each other. */
public final class Fits {

    /** More would not fit into a notebook's memory where each learns word vectors. */
    private static final int MOST_THREADS = 4;

    private Fits() {}

    /**
     * Runs them, several at once where there are processors for it. The threads are not those of parallel
     * streams: a fit that waits there for a stream of its own may be given another fit to run meanwhile, and the two would draw from
     * one thread's generator.
     *
     * @param progress is called for each, in their order, on the calling thread
     * @return their results, in their order
     */
    public static <T> List<T> run(List<Supplier<T>> fits, Progress progress) {
        int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        var pool = Executors.newFixedThreadPool(threads, work -> {
            var thread = new Thread(work, "fit");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var running = fits.stream()
                    .map(fit -> pool.submit((Callable<T>) fit::get))
                    .toList();
            var results = new ArrayList<T>(fits.size());
            progress.report(0, fits.size());
            for (var result : running) {
                results.add(result.get());
                progress.report(results.size(), fits.size());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while fitting.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
