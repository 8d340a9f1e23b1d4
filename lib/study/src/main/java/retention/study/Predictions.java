package retention.study;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import numerics.learning.OutOfFold;
import retention.users.Users;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What a model predicts of each user, once or in several repetitions, beside the outcome and the folds. */
public final class Predictions {

    private final List<String> userIds;
    private final boolean[] labels;
    private final List<double[]> repetitions;

    /** The number of each user's fold in each repetition; none if the model has seen the users. */
    private final List<int[]> folds;

    private Predictions(Users users, List<double[]> repetitions, List<int[]> folds) {
        this.userIds = ids(users);
        this.labels = users.labels();
        this.repetitions = repetitions;
        this.folds = folds;
    }

    private static List<String> ids(Users users) {
        return users.list().stream().map(user -> user.id().text()).toList();
    }

    /** Of users that the model has learned from: one probability for each, in the users' order. */
    static Predictions seen(Users users, double[] probabilities) {
        if (users.size() != probabilities.length) {
            throw new IllegalArgumentException(
                    "%d probabilities for %d users; expected one each".formatted(probabilities.length, users.size()));
        }
        return new Predictions(users, List.of(probabilities.clone()), List.of());
    }

    /** Of users that the models had not seen. */
    static Predictions unseen(Users users, OutOfFold outOfFold) {
        var made = new Predictions(users, outOfFold.repetitions(), outOfFold.foldNumbers());
        if (!Arrays.equals(made.labels, outOfFold.labels())) {
            throw new IllegalArgumentException("Predictions of %d users with other outcomes than the %d of the study."
                    .formatted(outOfFold.labels().length, users.size()));
        }
        return made;
    }

    /** Whether they are about these users with these outcomes. */
    boolean areOf(Users users) {
        return userIds.equals(ids(users)) && Arrays.equals(labels, users.labels());
    }

    /** Whether each user was retained, in ascending order of user ids. */
    public boolean[] labels() {
        return labels.clone();
    }

    /** Each user's mean probability over the repetitions of being retained, in ascending order of user ids. */
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
     * @throws IllegalStateException if the model has seen the users
     */
    public OutOfFold outOfFold() {
        if (folds.isEmpty()) {
            throw new IllegalStateException(
                    "These predictions are of users that the model has learned from: keep those of a cross-validation.");
        }
        return new OutOfFold(labels, folds, repetitions);
    }

    /** user_id | retained | probability_1 | fold_1 | probability_2 | ...; without folds if the model has seen the users. */
    public Table table() {
        var table = Table.create(
                "Predictions", StringColumn.create("user_id", userIds), BooleanColumn.create("retained", labels));
        for (int i = 0; i < repetitions.size(); i++) {
            table.addColumns(DoubleColumn.create("probability_" + (i + 1), repetitions.get(i)));
            if (!folds.isEmpty()) {
                table.addColumns(IntColumn.create("fold_" + (i + 1), folds.get(i)));
            }
        }
        return table;
    }
}
