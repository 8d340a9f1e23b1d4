package numerics.learning;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Out-of-fold scores of every row, once per repetition of the cross-validation, each by a model that had not seen the row. */
public final class OutOfFold {

    private final boolean[] labels;
    private final List<int[]> folds;
    private final List<double[]> repetitions;

    /**
     * Predictions that were made elsewhere, such as those that were kept in a file.
     *
     * @param folds of each repetition the number of the fold that each row was judged in: 1, 2 and so on
     * @param repetitions the scores of each, one per row
     * @throws IllegalArgumentException if there is not one array of scores per array of folds, they are of other rows than the
     *     labels, or the numbers of folds leave a gap
     */
    public OutOfFold(boolean[] labels, List<int[]> folds, List<double[]> repetitions) {
        if (folds.isEmpty() || folds.size() != repetitions.size()) {
            throw new IllegalArgumentException(
                    "%d splits and scores of %d repetitions: expected scores of each split, and one or more."
                            .formatted(folds.size(), repetitions.size()));
        }
        repetitions.forEach(scores -> Outcomes.requireScores(labels, scores));
        for (var numbers : folds) {
            int[] distinct = Arrays.stream(numbers).sorted().distinct().toArray();
            if (numbers.length != labels.length
                    || distinct.length < 2
                    || distinct[0] != 1
                    || distinct[distinct.length - 1] != distinct.length) {
                throw new IllegalArgumentException(
                        "%d rows were divided into the folds %s: expected one fold for each of %d rows, 1, 2 and so on without a gap."
                                .formatted(numbers.length, Arrays.toString(distinct), labels.length));
            }
        }
        this.labels = labels.clone();
        this.folds = folds.stream().map(int[]::clone).toList();
        this.repetitions = repetitions.stream().map(double[]::clone).toList();
    }

    /** Some of the rows of predictions that were checked, and perhaps none. */
    private OutOfFold(OutOfFold all, int... rows) {
        labels = Outcomes.pick(all.labels, rows);
        folds = all.folds.stream()
                .map(numbers -> IntStream.of(rows).map(row -> numbers[row]).toArray())
                .toList();
        repetitions = all.repetitions.stream()
                .map(scores -> Outcomes.pick(scores, rows))
                .toList();
    }

    /** A copy of the labels, one per row. */
    public boolean[] labels() {
        return labels.clone();
    }

    /** The folds of each repetition. */
    public List<List<Fold>> splits() {
        return folds.stream().map(Fold::numbered).toList();
    }

    /** For each repetition, a copy of the number of the fold that each row was judged in, from 1. */
    public List<int[]> foldNumbers() {
        return folds.stream().map(int[]::clone).toList();
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
        return IntStream.range(0, folds.size()).allMatch(repetition -> Fold.numbered(folds.get(repetition)).stream()
                .map(fold -> Outcomes.pick(repetitions.get(repetition), fold.test()))
                .allMatch(scores -> Arrays.stream(scores).distinct().count() <= 1));
    }

    /** The same predictions, of some of the rows only, which {@code members} marks: the models have learned from all. */
    public OutOfFold among(boolean[] members) {
        if (members.length != labels.length) {
            throw new IllegalArgumentException("%d values for %d rows: expected one per row, whether it is a member."
                    .formatted(members.length, labels.length));
        }
        return new OutOfFold(this, Outcomes.rows(true, members));
    }
}
