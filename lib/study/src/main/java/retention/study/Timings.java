package retention.study;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import retention.project.AtomicFile;

/**
 * How many seconds each stage took when it last ran, kept in a file so that one notebook knows of another's. Several may write
 * at once; a file that cannot be read as timings counts as empty, since they are only told.
 */
final class Timings {

    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();

    /** A file lock is held by the whole JVM, so threads need one of their own. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final Path file;

    Timings(Path file) {
        this.file = file;
    }

    /** Runs a stage and writes down its seconds. */
    <T> T of(String stage, Supplier<T> work) {
        long start = System.nanoTime();
        var result = work.get();
        write(stage, Math.round((System.nanoTime() - start) / 1e6) / 1e3);
        return result;
    }

    private void write(String stage, double seconds) {
        THREADS.lock();
        try {
            Files.createDirectories(file.getParent());
            try (var lock = FileChannel.open(
                    file.resolveSibling("timings.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // Closing the file ends the lock.
                lock.lock();
                var all = secondsByStage();
                all.put(stage, seconds);
                AtomicFile.write(file, JSON.toJson(all) + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        } finally {
            THREADS.unlock();
        }
    }

    Map<String, Double> secondsByStage() {
        var all = new TreeMap<String, Double>();
        try {
            var read = Files.exists(file)
                    ? JSON.fromJson(Files.readString(file), new TypeToken<TreeMap<String, Double>>() {})
                    : null;
            if (read != null) {
                read.forEach((stage, seconds) -> {
                    if (seconds != null) {
                        all.put(stage, seconds);
                    }
                });
            }
        } catch (JsonParseException | NumberFormatException | CharacterCodingException damaged) {
            return new TreeMap<>();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
        return all;
    }
}
