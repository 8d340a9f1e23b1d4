package retention.study;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import numerics.learning.OutOfFold;
import retention.encoder.EncoderFiles;
import retention.model.NetworkSummary;
import retention.project.AtomicFile;

/** The folder in which a study keeps, for the next notebook, values as JSON and how many seconds each stage took. */
record Store(Path folder) {

    private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();
    private static final String TIMINGS = "timings.tsv";

    private static final Pattern TIMING = Pattern.compile("([^\t]+)\t(\\d+\\.\\d+)");

    /** Writes a value, complete or not at all. */
    void write(String name, Object value) {
        AtomicFile.write(folder.resolve(name), JSON.toJson(value) + "\n");
    }

    /** A value that was written; nothing if there is none, or the file is damaged or of another version's form. */
    <T> Optional<T> read(String name, Type type) {
        var file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.fromJson(Files.readString(file), type));
        } catch (IOException | RuntimeException damaged) {
            return Optional.empty();
        }
    }

    /**
     * What networks gave, together with what made it.
     *
     * @param what such as {@link SeedRuns}
     */
    record Kept<T>(Provenance madeBy, T what) {

        Kept {
            Objects.requireNonNull(madeBy);
            Objects.requireNonNull(what);
        }
    }

    /**
     * What networks were trained on, and how.
     *
     * @param users the rules that made posts into users, and those of their outcome
     * @param encoder the digest of what made texts into vectors; blank where none is installed
     * @param network its layers, such as {@code Linear (n, 64), 8256 parameters}
     * @param protocol what it saw, and how it was trained and judged
     */
    record Provenance(List<String> users, String encoder, List<String> network, String protocol) {

        private static Provenance of(NetworkProtocol protocol, List<NetworkSummary.Layer> layers) {
            var digest = "";
            try {
                digest = EncoderFiles.find().digest();
            } catch (IllegalStateException notInstalled) {
                // Then nothing new is embedded, and what was kept without one holds.
            }
            return new Provenance(
                    List.of(protocol.users().toString(), protocol.outcome().toString()),
                    digest,
                    layers.stream()
                            .map(layer -> "%s %s, %d parameters"
                                    .formatted(layer.name(), layer.outputShape(), layer.parameters()))
                            .toList(),
                    protocol.toString());
        }
    }

    /**
     * Predictions out of fold, as a file has them.
     *
     * @param users the id of each
     * @param labels whether each was retained
     * @param folds the number of each user's fold in each repetition
     * @param repetitions the probability of each user in each repetition
     */
    @SuppressWarnings("ArrayRecordComponent") // no two are compared
    record Predictions(List<String> users, boolean[] labels, List<int[]> folds, List<double[]> repetitions) {

        Predictions {
            users = List.copyOf(users);
            made(labels, folds, repetitions);
        }

        static Predictions of(List<String> users, OutOfFold made) {
            return new Predictions(users, made.labels(), made.foldNumbers(), made.repetitions());
        }

        OutOfFold outOfFold() {
            return made(labels, folds, repetitions);
        }

        private static OutOfFold made(boolean[] labels, List<int[]> folds, List<double[]> repetitions) {
            return new OutOfFold(labels, folds, repetitions);
        }
    }

    /** Writes what networks of these layers gave by a protocol, of a kind such as {@code seeds}. */
    void keep(String kind, NetworkProtocol protocol, NetworkSummary network, Object what) {
        write(
                "%s_%s.json".formatted(kind, protocol.name()),
                new Kept<>(Provenance.of(protocol, network.layers()), what));
    }

    /** What was kept, by whatever network and training, if its users and its encoder are those that the protocol has now. */
    <T> Optional<Kept<T>> kept(String kind, NetworkProtocol protocol, Class<T> type) {
        var now = Provenance.of(protocol, List.of());
        return this.<Kept<T>>read(
                        "%s_%s.json".formatted(kind, protocol.name()),
                        TypeToken.getParameterized(Kept.class, type).getType())
                .filter(kept -> now.users.equals(kept.madeBy.users) && now.encoder.equals(kept.madeBy.encoder));
    }

    /** Runs a stage and appends its seconds to a file, which threads and processes may do at once. */
    <T> T timed(String stage, Supplier<T> work) {
        long start = System.nanoTime();
        var result = work.get();
        note(stage, (System.nanoTime() - start) / 1e9);
        return result;
    }

    /**
     * Appends the seconds of a stage whose results are kept, where anything of them had to be computed: those of a part are added to
     * those of the passes before.
     */
    void note(String stage, double seconds, int computed, int all) {
        if (computed > 0) {
            note(stage, seconds + (computed < all ? secondsByStage().getOrDefault(stage, 0.0) : 0));
        }
    }

    private void note(String stage, double seconds) {
        double rounded = Math.round(seconds * 1e3) / 1e3;
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(TIMINGS),
                    stage + "\t" + rounded + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the timings in " + folder, e);
        }
    }

    /** The seconds that each stage took when it last ran; a line that is no timing is passed over. */
    SortedMap<String, Double> secondsByStage() {
        var seconds = new TreeMap<String, Double>();
        var file = folder.resolve(TIMINGS);
        try {
            var text = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
            text.lines()
                    .map(TIMING::matcher)
                    .filter(line -> line.matches())
                    .forEach(line -> seconds.put(line.group(1), Double.valueOf(line.group(2))));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
        return seconds;
    }
}
