package numerics.learning;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Out-of-fold scores of every row, once per repetition of the cross-validation, each by a model that had not seen the row. */
public final class OutOfFold {

    private final boolean[] labels;
    private final List<List<Fold>> splits;
    private final List<double[]> repetitions;

    /**
     * Predictions that were made elsewhere, such as those that were kept in a file.
     *
     * @param splits the folds of each repetition
     * @param repetitions the scores of each, one per row
     * @throws IllegalArgumentException if there is not one array of scores per split, or they are of other rows than the labels
     */
    public OutOfFold(boolean[] labels, List<List<Fold>> splits, List<double[]> repetitions) {
        if (splits.isEmpty() || splits.size() != repetitions.size()) {
            throw new IllegalArgumentException(
                    "%d splits and scores of %d repetitions: expected scores of each split, and one or more."
                            .formatted(splits.size(), repetitions.size()));
        }
        repetitions.forEach(scores -> Inputs.requireScores(labels, scores));
        int[] everyRow = IntStream.range(0, labels.length).toArray();
        splits.forEach(folds -> {
            int[] tested = folds.stream()
                    .flatMapToInt(fold -> IntStream.of(fold.test()))
                    .sorted()
                    .toArray();
            if (!Arrays.equals(tested, everyRow)) {
                throw new IllegalArgumentException(
                        "The folds of a split test %d rows of %d: expected every row in exactly one."
                                .formatted(tested.length, labels.length));
            }
        });
        this.labels = labels.clone();
        this.splits = List.copyOf(splits);
        this.repetitions = repetitions.stream().map(double[]::clone).toList();
    }

    /** Some of the rows of predictions that were checked, and perhaps none. */
    private OutOfFold(OutOfFold all, int... rows) {
        labels = Rows.pick(all.labels, rows);
        splits = all.splits.stream()
                .map(folds -> folds.stream()
                        .map(fold -> new Fold(numbers(rows, fold.train()), numbers(rows, fold.test())))
                        .toList())
                .toList();
        repetitions =
                all.repetitions.stream().map(scores -> Rows.pick(scores, rows)).toList();
    }

    /** What number the rows of a fold have among some of the rows; those that are not among them have none. Both ascending. */
    private static int[] numbers(int[] some, int[] ofFold) {
        return IntStream.range(0, some.length)
                .filter(number -> Arrays.binarySearch(ofFold, some[number]) >= 0)
                .toArray();
    }

    /** A copy of the labels, one per row. */
    public boolean[] labels() {
        return labels.clone();
    }

    /** The folds of each repetition. */
    public List<List<Fold>> splits() {
        return splits;
    }

    /** For each repetition, the number of the fold that each row was judged in, from 1; {@link Fold#numbered} gives the folds back. */
    public List<int[]> foldNumbers() {
        return splits.stream()
                .map(split -> {
                    var numbers = new int[labels.length];
                    for (int fold = 0; fold < split.size(); fold++) {
                        for (int row : split.get(fold).test()) {
                            numbers[row] = fold + 1;
                        }
                    }
                    return numbers;
                })
                .toList();
    }

    /** A copy of the scores of each repetition, one per row. */
    public List<double[]> repetitions() {
        return repetitions.stream().map(double[]::clone).toList();
    }

    /** The mean score of each row over the repetitions. */
    public double[] mean() {
        return IntStream.range(0, labels.length)
                .mapToDouble(row -> repetitions.stream()
                        .mapToDouble(scores -> scores[row])
                        .average()
                        .orElseThrow())
                .toArray();
    }

    /** Whether no model of any fold tells two rows apart, so that whatever follows from an order of rows is chance alone. */
    public boolean ranksNobody() {
        return IntStream.range(0, splits.size()).allMatch(repetition -> splits.get(repetition).stream()
                .map(fold -> Rows.pick(repetitions.get(repetition), fold.test()))
                .allMatch(scores -> Arrays.stream(scores).distinct().count() <= 1));
    }

    /** The same predictions, of some of the rows only, which {@code members} marks: the models have learned from all. */
    public OutOfFold among(boolean[] members) {
        if (members.length != labels.length) {
            throw new IllegalArgumentException("%d values for %d rows: expected one per row, whether it is a member."
                    .formatted(members.length, labels.length));
        }
        return new OutOfFold(
                this,
                IntStream.range(0, labels.length).filter(row -> members[row]).toArray());
    }
}
