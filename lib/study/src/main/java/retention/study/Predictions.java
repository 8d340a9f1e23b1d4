package retention.study;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import numerics.evaluation.VarianceComponents;
import numerics.learning.Fold;
import numerics.learning.OutOfFold;
import retention.project.AtomicFile;
import retention.project.Sha256;
import retention.users.User;
import retention.users.Users;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * What a model said of each user, once or in several repetitions, beside what came true, the folds that it was said in, and what
 * made it.
 */
public final class Predictions {

    private static final String PROBABILITY = "probability_";
    private static final String FOLD = "fold_";
    private static final Gson JSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final List<String> userIds;
    private final boolean[] labels;
    private final List<double[]> repetitions;
    private final List<int[]> folds;
    private final Provenance provenance;
    private final Optional<VarianceComponents> variance;

    /** @param folds the numbers of the folds of each repetition; none if the model has seen the users */
    private Predictions(
            List<String> userIds,
            boolean[] labels,
            List<double[]> repetitions,
            List<int[]> folds,
            Provenance provenance,
            Optional<VarianceComponents> variance) {
        this.userIds = userIds;
        this.labels = labels;
        this.repetitions = repetitions;
        this.folds = folds;
        this.provenance = provenance;
        this.variance = variance;
    }

    /**
     * Of users that the model has learned from.
     *
     * @param probabilities of being retained, in the users' order
     * @throws IllegalArgumentException if there is not one probability for each user
     */
    static Predictions seen(Users users, double[] probabilities, Provenance provenance) {
        if (users.size() != probabilities.length) {
            throw new IllegalArgumentException(
                    "%d probabilities for %d users; expected one each".formatted(probabilities.length, users.size()));
        }
        return new Predictions(
                ids(users), users.labels(), List.of(probabilities.clone()), List.of(), provenance, Optional.empty());
    }

    /**
     * Of users that the models had not seen.
     *
     * @param networks what they predict together, and after it what those of each seed do, if they were several
     * @throws IllegalArgumentException if they are of other users
     */
    static Predictions unseen(Users users, List<OutOfFold> networks, Provenance provenance) {
        var together = networks.get(0);
        if (!Arrays.equals(users.labels(), together.labels())) {
            throw new IllegalArgumentException("Predictions of %d users with other outcomes than the %d of the study."
                    .formatted(together.labels().length, users.size()));
        }
        boolean several = networks.size() > 2 && together.splits().size() > 1;
        return new Predictions(
                ids(users),
                users.labels(),
                together.repetitions(),
                together.foldNumbers(),
                provenance,
                several ? Optional.of(VarianceComponents.of(networks)) : Optional.empty());
    }

    private static List<String> ids(Users users) {
        return users.list().stream().map(User::id).map(Object::toString).toList();
    }

    /** Whether each user was retained, in ascending order of user ids. */
    public boolean[] labels() {
        return labels.clone();
    }

    /** The mean probability over the repetitions that each user is retained, in ascending order of user ids. */
    public double[] probabilities() {
        return IntStream.range(0, labels.length)
                .mapToDouble(user -> repetitions.stream()
                        .mapToDouble(probabilities -> probabilities[user])
                        .average()
                        .orElseThrow())
                .toArray();
    }

    /**
     * The predictions with the folds that they were made in, whatever those were.
     *
     * @throws IllegalStateException if the model has seen the users
     */
    public OutOfFold outOfFold() {
        if (folds.isEmpty()) {
            throw new IllegalStateException(
                    "These predictions are of users that the model has learned from: keep those of a cross-validation.");
        }
        return new OutOfFold(labels, folds.stream().map(Fold::numbered).toList(), repetitions);
    }

    /** What made them. */
    Provenance provenance() {
        return provenance;
    }

    /** What the error of their AUC is made of; none unless they are of several networks in several repetitions. */
    public Optional<VarianceComponents> variance() {
        return variance;
    }

    /** Whether they are of these users, by the rules of the protocol, with the encoder that is in use. */
    boolean holdFor(Users users, NetworkProtocol protocol) {
        return userIds.equals(ids(users)) && Arrays.equals(labels, users.labels()) && provenance.holdsFor(protocol);
    }

    /** user_id | retained | probability_1 | fold_1 | probability_2 and so on; no folds if the model has seen the users. */
    public Table table() {
        var table = Table.create(
                "Predictions", StringColumn.create("user_id", userIds), BooleanColumn.create("retained", labels));
        for (int i = 0; i < repetitions.size(); i++) {
            table.addColumns(DoubleColumn.create(PROBABILITY + (i + 1), repetitions.get(i)));
            if (!folds.isEmpty()) {
                table.addColumns(IntColumn.create(FOLD + (i + 1), folds.get(i)));
            }
        }
        return table;
    }

    /** What is kept beside the table: of what table, what made it, and what its error is made of, absent if that is unknown. */
    private record Description(String sha256, Provenance provenance, VarianceComponents variance) {

        private Description {
            Objects.requireNonNull(sha256);
            Objects.requireNonNull(provenance);
        }
    }

    /** Writes the table, and beside it what made it, as JSON. */
    void write(Path csv) {
        CsvExport.write(table(), csv);
        try {
            AtomicFile.write(
                    description(csv),
                    JSON.toJson(new Description(Sha256.of(csv), provenance, variance.orElse(null))) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + description(csv), e);
        }
    }

    /**
     * What was kept in a file; nothing if there is none, if it is not what was written, or one of another form, such as an older
     * version wrote.
     */
    static Optional<Predictions> read(Path csv) {
        if (!Files.isRegularFile(csv) || !Files.isRegularFile(description(csv))) {
            return Optional.empty();
        }
        try {
            var description = JSON.fromJson(Files.readString(description(csv)), Description.class);
            return Sha256.of(csv).equals(description.sha256()) ? Optional.of(read(csv, description)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + csv, e);
        } catch (RuntimeException notOfThisForm) {
            return Optional.empty();
        }
    }

    private static Predictions read(Path csv, Description description) {
        var table =
                Table.read().usingOptions(CsvReadOptions.builder(csv.toFile()).columnTypes(Predictions::type));
        var retained = table.booleanColumn("retained");
        var labels = new boolean[table.rowCount()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = retained.get(i);
        }
        return new Predictions(
                table.stringColumn("user_id").asList(),
                labels,
                columns(table, PROBABILITY).stream()
                        .map(name -> table.doubleColumn(name).asDoubleArray())
                        .toList(),
                columns(table, FOLD).stream()
                        .map(name -> table.intColumn(name).asIntArray())
                        .toList(),
                description.provenance(),
                Optional.ofNullable(description.variance()));
    }

    private static List<String> columns(Table table, String prefix) {
        return table.columnNames().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    private static Path description(Path csv) {
        return csv.resolveSibling(csv.getFileName().toString().replaceFirst("\\.csv$", "") + ".json");
    }

    private static ColumnType type(String column) {
        return switch (column.replaceFirst("\\d+$", "")) {
            case "user_id" -> ColumnType.STRING;
            case "retained" -> ColumnType.BOOLEAN;
            case FOLD -> ColumnType.INTEGER;
            default -> ColumnType.DOUBLE;
        };
    }
}
