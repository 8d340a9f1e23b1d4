package retention.study;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** How many seconds each stage took when it last ran, kept in a file so that one notebook knows of another's. */
final class Timings {

    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();

    private final Path file;

    Timings(Path file) {
        this.file = file;
    }

    /** Runs a stage and writes down its seconds. */
    <T> T of(String stage, Supplier<T> work) {
        long start = System.nanoTime();
        var result = work.get();
        var seconds = secondsByStage();
        seconds.put(stage, Math.round((System.nanoTime() - start) / 1e6) / 1e3);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, JSON.toJson(seconds));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }

    Map<String, Double> secondsByStage() {
        try {
            return Files.exists(file)
                    ? JSON.fromJson(Files.readString(file), new TypeToken<TreeMap<String, Double>>() {})
                    : new TreeMap<>();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
