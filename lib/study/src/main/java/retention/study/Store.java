package retention.study;

import ai.djl.nn.Block;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.net.URI;
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
import numerics.learning.LabelledMatrix;
import numerics.learning.OutOfFold;
import retention.encoder.EncoderFiles;
import retention.model.NetworkSummary;
import retention.model.NetworkTrainer;
import retention.project.AtomicFile;

/** The folder in which a study keeps, for the next notebook, values as JSON and how many seconds each stage took. */
record Store(Path folder) {

    private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();
    private static final String TIMINGS = "timings.tsv";

    /** Other code may give other results. */
    private static final String LIBRARY = code(Store.class) + code(OutOfFold.class);

    private static final Pattern TIMING = Pattern.compile("([^\t]+)\t(\\d+\\.\\d+)");

    /** Writes a value, complete or not at all. */
    void write(String name, Object value) {
        AtomicFile.write(folder.resolve(name), JSON.toJson(value) + "\n");
    }

    /** A value that was written; nothing if there is none, or the file is damaged or of another version's form. */
    <T> Optional<T> read(String name, Type type) {
        try {
            return Optional.ofNullable(JSON.fromJson(Files.readString(folder.resolve(name)), type));
        } catch (IOException | RuntimeException noneOrDamaged) {
            return Optional.empty();
        }
    }

    /**
     * What networks gave, together with what made it.
     *
     * @param trainer digests of the library's code, and of what the networks do in a short training: where they are the same, training
     *     anew gives the same
     * @param what such as {@link SeedRuns}
     */
    record Kept<T>(Provenance madeBy, String trainer, T what) {

        Kept {
            Objects.requireNonNull(madeBy);
            Objects.requireNonNull(trainer);
            Objects.requireNonNull(what);
        }

        /** Whether it was made of these users with this encoder, by whatever network and training. */
        private boolean holds(Provenance now) {
            return now.users.equals(madeBy.users) && now.encoder.equals(madeBy.encoder);
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

        static Provenance of(NetworkProtocol protocol, NetworkSummary network) {
            var digest = "";
            try {
                digest = EncoderFiles.find().digest();
            } catch (IllegalStateException notInstalled) {
                // Then nothing new is embedded, and what was kept without one holds.
            }
            var users = List.of(protocol.users().toString(), protocol.outcome().toString());
            var layers = network.layers().stream()
                    .map(layer ->
                            "%s %s, %s parameters".formatted(layer.name(), layer.outputShape(), layer.parameters()))
                    .toList();
            return new Provenance(users, digest, layers, protocol.toString());
        }
    }

    /**
     * Predictions out of fold, as a file has them.
     *
     * @param users the id of each
     * @param labels whether each was retained
     * @param folds the number of each user's fold in each repetition
     * @param networks of each the probability of each user in each repetition: first those of all seeds together, then of each alone
     */
    @SuppressWarnings("ArrayRecordComponent") // no two are compared
    record Predictions(List<String> users, boolean[] labels, List<int[]> folds, List<List<double[]>> networks) {

        Predictions {
            users = List.copyOf(users);
            networks.forEach(repetitions -> new OutOfFold(labels, folds, repetitions));
        }

        static Predictions of(List<String> users, List<OutOfFold> made) {
            var any = made.get(0);
            var networks = made.stream().map(OutOfFold::repetitions).toList();
            return new Predictions(users, any.labels(), any.foldNumbers(), networks);
        }

        List<OutOfFold> outOfFold() {
            return networks.stream()
                    .map(repetitions -> new OutOfFold(labels, folds, repetitions))
                    .toList();
        }
    }

    /**
     * What networks give by a protocol, which is kept: where the same networks were trained before, by the same code, it is looked up.
     *
     * @param kind of results, such as {@code seeds}
     */
    <T> Kept<T> trained(
            String kind,
            NetworkProtocol protocol,
            Supplier<Block> network,
            LabelledMatrix data,
            Class<T> type,
            Supplier<T> training) {
        int inputs = data.features().columns();
        var madeBy = Provenance.of(protocol, NetworkSummary.of(network, inputs));
        var trainer = LIBRARY + NetworkTrainer.digest(network, inputs);
        return kept(kind, protocol, type)
                .filter(before -> before.madeBy.equals(madeBy) && before.trainer.equals(trainer))
                .orElseGet(() -> {
                    var now = new Kept<>(madeBy, trainer, training.get());
                    write(name(kind, protocol), now);
                    return now;
                });
    }

    /** What was kept last, by whatever network and training, if its users and its encoder are those that the protocol has now. */
    <T> Optional<Kept<T>> kept(String kind, NetworkProtocol protocol, Class<T> type) {
        var form = TypeToken.getParameterized(Kept.class, type).getType();
        var now = Provenance.of(protocol, new NetworkSummary(List.of()));
        return this.<Kept<T>>read(name(kind, protocol), form).filter(kept -> kept.holds(now));
    }

    private static String code(Class<?> type) {
        var place = type.getProtectionDomain().getCodeSource().getLocation();
        return Study.hashOf(Path.of(URI.create(place.toString())));
    }

    private static String name(String kind, NetworkProtocol protocol) {
        return "%s_%s.json".formatted(kind, protocol.name());
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
