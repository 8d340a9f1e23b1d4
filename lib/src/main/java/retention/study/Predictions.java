package retention.study;

import java.nio.file.Path;
import java.util.List;
import retention.users.User;
import retention.users.Users;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** What a model said of each user, beside what came true. */
public final class Predictions {

    private final List<String> userIds;
    private final boolean[] labels;
    private final double[] probabilities;

    private Predictions(List<String> userIds, boolean[] labels, double[] probabilities) {
        this.userIds = userIds;
        this.labels = labels;
        this.probabilities = probabilities;
    }

    /**
     * Pairs users with probabilities of being retained, in the users' order.
     *
     * @throws IllegalArgumentException if there is not one for each user
     */
    public static Predictions of(Users users, double[] probabilities) {
        if (users.size() != probabilities.length) {
            throw new IllegalArgumentException(
                    "%d probabilities for %d users; expected one each".formatted(probabilities.length, users.size()));
        }
        return new Predictions(
                users.list().stream().map(User::id).map(Object::toString).toList(),
                users.labels(),
                probabilities.clone());
    }

    /** Whether each user was retained, in ascending order of user ids. */
    public boolean[] labels() {
        return labels.clone();
    }

    /** The probability that each user is retained, in ascending order of user ids. */
    public double[] probabilities() {
        return probabilities.clone();
    }

    /** user_id | retained | probability. */
    public Table table() {
        return Table.create(
                "Predictions",
                StringColumn.create("user_id", userIds),
                BooleanColumn.create("retained", labels),
                DoubleColumn.create("probability", probabilities));
    }

    void write(Path file) {
        CsvExport.write(table(), file);
    }

    static Predictions read(Path file) {
        var table = Table.read()
                .usingOptions(CsvReadOptions.builder(file.toFile())
                        .columnTypes(new ColumnType[] {ColumnType.STRING, ColumnType.BOOLEAN, ColumnType.DOUBLE}));
        var retained = table.booleanColumn("retained");
        var labels = new boolean[table.rowCount()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = retained.get(i);
        }
        return new Predictions(
                table.stringColumn("user_id").asList(),
                labels,
                table.doubleColumn("probability").asDoubleArray());
    }
}
