package numerics.learning;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds leaks by changing what must not be seen: where a result then changes that should not, something has looked. It needs no
 * knowledge of how the result is made.
 */
public final class HeldOutLeaks {

    /** What must not have been seen, and was. */
    public enum Leak {
        /** Predictions for a fold change with the outcomes of that fold. */
        HELD_OUT_LABELS,
        /** Predictions for some rows of a fold change with the features of others of that fold. */
        HELD_OUT_FEATURES,
        /** Features of the training rows change with the texts of rows outside of training. */
        HELD_OUT_TEXTS
    }

    /** A whole cross-validation, from rows to out-of-fold scores, by whatever means. */
    @FunctionalInterface
    public interface Procedure {

        /** The out-of-fold score of each row; the same every time for the same rows and folds. */
        double[] outOfFold(LabelledMatrix rows, List<Fold> folds);
    }

    private static final double TOLERANCE = 1e-9;

    private HeldOutLeaks() {}

    /**
     * Checks a cross-validation on each of its folds. It runs the procedure twice, and twice more for each fold.
     *
     * @param folds of the rows
     * @param procedure must give the same scores for the same rows
     * @return the leaks that were found; none if all is well
     * @throws IllegalArgumentException if the procedure gives other scores for the same rows, or a fold has fewer than two rows
     */
    public static Set<Leak> folds(LabelledMatrix rows, List<Fold> folds, Procedure procedure) {
        var scores = procedure.outOfFold(rows, folds);
        if (!same(scores, procedure.outOfFold(rows, folds))) {
            throw new IllegalArgumentException(
                    "The procedure gives other scores for the same rows: seed it, or no leak can be told from luck.");
        }
        var leaks = EnumSet.noneOf(Leak.class);
        for (var fold : folds) {
            int[] held = fold.test();
            if (held.length < 2) {
                throw new IllegalArgumentException("A fold has %d rows: expected two or more.".formatted(held.length));
            }
            if (!same(pick(scores, held), pick(procedure.outOfFold(flipped(rows, held), folds), held))) {
                leaks.add(Leak.HELD_OUT_LABELS);
            }
            int[] changed = Arrays.copyOf(held, held.length / 2);
            int[] watched = Arrays.copyOfRange(held, held.length / 2, held.length);
            if (!same(pick(scores, watched), pick(procedure.outOfFold(moved(rows, changed), folds), watched))) {
                leaks.add(Leak.HELD_OUT_FEATURES);
            }
        }
        return leaks;
    }

    /**
     * Checks whether features that are learned from texts look at others than those of the training rows.
     *
     * @param texts one per row
     * @param features makes the features of these texts
     * @param training rows to learn from; at least one must be left out
     * @return the leak, if there is one
     */
    public static Set<Leak> texts(List<String> texts, Function<List<String>, Features> features, int... training) {
        var inside = Arrays.stream(training).boxed().collect(Collectors.toSet());
        var others = IntStream.range(0, texts.size())
                .mapToObj(
                        row -> inside.contains(row) ? texts.get(row) : "changed " + texts.get((row + 1) % texts.size()))
                .toList();
        var before = features.apply(texts).fit(training).select(training).toArray();
        var after = features.apply(others).fit(training).select(training).toArray();
        return Arrays.deepEquals(before, after) ? Set.of() : Set.of(Leak.HELD_OUT_TEXTS);
    }

    private static LabelledMatrix flipped(LabelledMatrix rows, int... held) {
        var labels = rows.labels();
        for (int row : held) {
            labels[row] = !labels[row];
        }
        return new LabelledMatrix(rows.features(), labels);
    }

    /** Gives these rows the features of others, so that nothing is out of the ordinary but their place. */
    private static LabelledMatrix moved(LabelledMatrix rows, int... changed) {
        var original = rows.features().toArray();
        var values = rows.features().toArray();
        for (int row : changed) {
            values[row] = original[(row + original.length / 2) % original.length];
        }
        return rows.withFeatures(FeatureMatrix.of(rows.features().names(), values));
    }

    private static double[] pick(double[] scores, int... rows) {
        return IntStream.of(rows).mapToDouble(row -> scores[row]).toArray();
    }

    private static boolean same(double[] first, double[] second) {
        return first.length == second.length
                && IntStream.range(0, first.length)
                        .allMatch(i -> Objects.equals(first[i], second[i])
                                || Math.abs(first[i] - second[i]) <= TOLERANCE * Math.max(1, Math.abs(first[i])));
    }
}
