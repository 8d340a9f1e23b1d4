package numerics.learning;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import numerics.Progress;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.util.MathArrays;

/**
 * Repeated stratified k-fold cross-validation: every row is judged, once per repetition, by a model that has not seen it, with
 * everything that is learned, features included, learned from the other folds.
 *
 * @param folds parts of one repetition, 2 or more
 * @param repetitions how often the rows are divided into folds anew, 1 or more
 * @param seed draws the folds; fold k of repetition r fits with the seed {@code seed + r * folds + k}
 */
public record CrossValidation(int folds, int repetitions, long seed) {

    public CrossValidation {
        if (folds < 2 || repetitions < 1) {
            throw new IllegalArgumentException(
                    "%d folds, %d repetitions: expected 2 or more folds and 1 or more repetitions."
                            .formatted(folds, repetitions));
        }
    }

    /**
     * Of each repetition the number of the fold that each row is tested in, from 1; {@link Fold#numbered} gives the folds. They depend
     * on labels and seed alone, so that models meet on the same ones, and differ by at most one row, in each class and in all.
     *
     * @throws IllegalArgumentException if a class has fewer rows than there are folds
     */
    public List<int[]> split(boolean[] labels) {
        int positives = Outcomes.countPositives(labels);
        int negatives = labels.length - positives;
        if (Math.min(positives, negatives) < folds) {
            throw new IllegalArgumentException(
                    "%d folds of %d positives and %d negatives: expected at least %d of each, one per fold. Use fewer folds."
                            .formatted(folds, positives, negatives, folds));
        }
        var random = new Well19937c(seed);
        return Stream.generate(() -> split(labels, random)).limit(repetitions).toList();
    }

    private int[] split(boolean[] labels, RandomGenerator random) {
        int[] foldOf = new int[labels.length];
        int next = 0;
        for (boolean label : new boolean[] {true, false}) {
            int[] rows = Outcomes.rows(label, labels);
            MathArrays.shuffle(rows, random);
            // The negatives go on where the positives ended, which keeps the folds' sizes level.
            for (int row : rows) {
                foldOf[row] = next++ % folds + 1;
            }
        }
        return foldOf;
    }

    /**
     * Fits and predicts {@code folds * repetitions} times, several at once.
     *
     * @param progress is called after each fit
     * @throws IllegalArgumentException if a class has fewer rows than there are folds, or features and labels differ in number
     */
    public OutOfFold predict(Features features, boolean[] labels, Learner learner, Progress progress) {
        return predict(split(labels), features, labels, List.of(learner), progress)
                .get(0);
    }

    /** As {@link #predict(Features, boolean[], Learner, Progress)}, without reports of progress. */
    public OutOfFold predict(Features features, boolean[] labels, Learner learner) {
        return predict(features, labels, learner, Progress.NONE);
    }

    /**
     * What each of several learners predicts on the same folds with the same seeds. Their fits are one list, so that no processor
     * waits for the last fit of one before the next begins.
     *
     * @param splits the folds, by their numbers in each repetition as {@link #split} has them
     */
    public List<OutOfFold> predict(
            List<int[]> splits, Features features, boolean[] labels, List<Learner> learners, Progress progress) {
        var tested = splits.stream().map(Fold::numbered).flatMap(List::stream).toList();
        var fits = new ArrayList<Supplier<double[]>>();
        for (var learner : learners) {
            for (int i = 0; i < tested.size(); i++) {
                long ofFit = seed + i;
                var fold = tested.get(i);
                fits.add(() -> predicted(features, labels, learner, ofFit, fold));
            }
        }
        var scores = Fits.run(fits, progress).iterator();
        return learners.stream()
                .map(learner -> new OutOfFold(
                        labels,
                        splits,
                        splits.stream().map(split -> scored(split, scores)).toList()))
                .toList();
    }

    private static double[] scored(int[] split, Iterator<double[]> ofFolds) {
        var scores = new double[split.length];
        Fold.numbered(split).forEach(fold -> Outcomes.put(ofFolds.next(), scores, fold.test()));
        return scores;
    }

    private static double[] predicted(Features features, boolean[] labels, Learner learner, long seed, Fold fold) {
        var rows = new LabelledMatrix(features.fit(fold.train()), labels);
        try (var predictor = learner.fit(rows.select(fold.train()), seed)) {
            return predictor.predict(rows.features().select(fold.test()));
        }
    }
}
