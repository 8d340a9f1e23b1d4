package retention.study;

import java.util.Arrays;
import java.util.List;
import numerics.learning.Fold;
import numerics.learning.OutOfFold;
import retention.users.User;
import retention.users.Users;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What networks predict of each user, in ascending order of user ids, beside the outcome.
 *
 * @param userIds one per user
 * @param labels whether each user was retained
 * @param repetitions the probabilities of all users, once for each split into folds; once if the network has learned from the users
 * @param folds the number of each user's fold in each repetition; none if the network has learned from the users
 */
@SuppressWarnings("ArrayRecordComponent") // no two are compared
public record Predictions(List<String> userIds, boolean[] labels, List<double[]> repetitions, List<int[]> folds) {

    /** Of users that the network has learned from: one probability for each. */
    static Predictions seen(Users users, double[] probabilities) {
        if (users.size() != probabilities.length) {
            throw new IllegalArgumentException(
                    "%d probabilities for %d users; expected one each".formatted(probabilities.length, users.size()));
        }
        return new Predictions(ids(users), users.labels(), List.of(probabilities), List.of());
    }

    /** Of users that the networks had not seen. */
    static Predictions unseen(Users users, OutOfFold outOfFold) {
        if (!Arrays.equals(users.labels(), outOfFold.labels())) {
            throw new IllegalArgumentException("Predictions of %d users with other outcomes than the %d of the study."
                    .formatted(outOfFold.labels().length, users.size()));
        }
        return new Predictions(ids(users), users.labels(), outOfFold.repetitions(), outOfFold.foldNumbers());
    }

    private static List<String> ids(Users users) {
        return users.list().stream().map(User::id).map(id -> id.text()).toList();
    }

    /** Whether they are about these users with these outcomes. */
    boolean areOf(Users users) {
        return ids(users).equals(userIds) && Arrays.equals(labels, users.labels());
    }

    /** Each user's mean probability of being retained over the repetitions. */
    public double[] probabilities() {
        return folds.isEmpty() ? repetitions.get(0).clone() : outOfFold().mean();
    }

    /**
     * The predictions with the folds that they were made in.
     *
     * @throws IllegalStateException if the network has learned from the users
     */
    public OutOfFold outOfFold() {
        if (folds.isEmpty()) {
            throw new IllegalStateException(
                    "These predictions are of users that the model has learned from: keep those of a cross-validation.");
        }
        return new OutOfFold(labels, folds.stream().map(Fold::numbered).toList(), repetitions);
    }

    /** user_id | retained | probability_1 | fold_1 | probability_2 | ...; without folds if the network has learned from the users. */
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
