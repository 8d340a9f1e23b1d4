package retention.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import retention.evaluation.CrossValidation;
import retention.evaluation.OutOfFold;
import retention.users.User;
import retention.users.Users;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** What a model said of each user, once or in several repetitions, beside what came true. */
public final class Predictions {

    private static final String PROBABILITY = "probability_";

    private final List<String> userIds;
    private final boolean[] labels;
    private final List<double[]> repetitions;

    private Predictions(List<String> userIds, boolean[] labels, List<double[]> repetitions) {
        this.userIds = userIds;
        this.labels = labels;
        this.repetitions = repetitions;
    }

    /**
     * Pairs users with probabilities of being retained, in the users' order.
     *
     * @param repetitions one array of probabilities each, at least one
     * @throws IllegalArgumentException if there is no repetition, or one has not one probability for each user
     */
    public static Predictions of(Users users, List<double[]> repetitions) {
        if (repetitions.isEmpty()) {
            throw new IllegalArgumentException("Predictions of no repetition; expected one or more");
        }
        for (var probabilities : repetitions) {
            if (users.size() != probabilities.length) {
                throw new IllegalArgumentException("%d probabilities for %d users; expected one each"
                        .formatted(probabilities.length, users.size()));
            }
        }
        return new Predictions(
                users.list().stream().map(User::id).map(Object::toString).toList(),
                users.labels(),
                repetitions.stream().map(double[]::clone).toList());
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
     * The predictions with the folds that they were made in.
     *
     * @param protocol that they were made by
     * @throws IllegalArgumentException if it has another number of repetitions
     */
    public OutOfFold outOfFold(CrossValidation protocol) {
        return new OutOfFold(labels, protocol.split(labels), repetitions);
    }

    /** user_id | retained | probability_1 | probability_2 and so on, a column a repetition. */
    public Table table() {
        var table = Table.create(
                "Predictions", StringColumn.create("user_id", userIds), BooleanColumn.create("retained", labels));
        for (int i = 0; i < repetitions.size(); i++) {
            table.addColumns(DoubleColumn.create(PROBABILITY + (i + 1), repetitions.get(i)));
        }
        return table;
    }

    void write(Path file) {
        CsvExport.write(table(), file);
    }

    /** What was kept in a file; nothing if there is none, or one of another form, such as an older version wrote. */
    static Optional<Predictions> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        var table =
                Table.read().usingOptions(CsvReadOptions.builder(file.toFile()).columnTypes(Predictions::type));
        if (table.columnNames().stream().noneMatch(name -> name.startsWith(PROBABILITY))) {
            return Optional.empty();
        }
        var retained = table.booleanColumn("retained");
        var labels = new boolean[table.rowCount()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = retained.get(i);
        }
        return Optional.of(new Predictions(
                table.stringColumn("user_id").asList(),
                labels,
                table.columnNames().stream()
                        .filter(name -> name.startsWith(PROBABILITY))
                        .map(name -> table.doubleColumn(name).asDoubleArray())
                        .toList()));
    }

    private static ColumnType type(String column) {
        return switch (column) {
            case "user_id" -> ColumnType.STRING;
            case "retained" -> ColumnType.BOOLEAN;
            default -> ColumnType.DOUBLE;
        };
    }
}
