package numerics.learning;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import numerics.Progress;

/**
 * Repeated stratified k-fold cross-validation: every user is judged, once a repetition, by a model that has not seen them, with
 * everything that is learned, features included, learned from the other folds.
 *
 * @param folds parts of one repetition, 2 or more
 * @param repetitions how often the users are dealt into folds anew, 1 or more
 * @param seed of the first deal; fold k of repetition r fits with the seed {@code seed + r * folds + k}
 */
public record CrossValidation(int folds, int repetitions, long seed) {

    /** @throws IllegalArgumentException if there are fewer than two folds or no repetition */
    public CrossValidation {
        if (folds < 2 || repetitions < 1) {
            throw new IllegalArgumentException(
                    "%d folds, %d repetitions: expected 2 or more folds and 1 or more repetitions."
                            .formatted(folds, repetitions));
        }
    }

    /** The folds of each repetition; they depend on labels and seed alone, so that models meet on the same ones. */
    public List<List<Fold>> split(boolean[] labels) {
        return new StratifiedFolds(folds, seed).repeated(labels, repetitions);
    }

    /**
     * Fits and predicts {@code folds * repetitions} times; several at once if the learner {@linkplain Learner#isConcurrent says} that it
     * can, with the same result.
     *
     * @param features of all users
     * @param labels one per user
     * @param progress is called for each fit
     * @throws IllegalArgumentException if a class has fewer users than there are folds, or features and labels differ in number
     */
    public OutOfFold predict(Features features, boolean[] labels, Learner learner, Progress progress) {
        return predict(split(labels), features, labels, learner, progress);
    }

    /** As {@link #predict(Features, boolean[], Learner, Progress)}, telling nobody. */
    public OutOfFold predict(Features features, boolean[] labels, Learner learner) {
        return predict(features, labels, learner, Progress.NONE);
    }

    /** On folds that are given, one list per repetition. */
    public OutOfFold predict(
            List<List<Fold>> splits, Features features, boolean[] labels, Learner learner, Progress progress) {
        return predict(splits, features, labels, learner, progress, (predictor, rows) ->
                        new double[][] {predictor.predict(rows)})
                .get(0);
    }

    /**
     * As {@link #predict(Features, boolean[], Learner, Progress)}, of several models that predict together.
     *
     * @return what they predict together, as the other method gives it, and after it what each of them predicts alone
     */
    public List<OutOfFold> predictEach(Features features, boolean[] labels, Learner learner, Progress progress) {
        return predict(split(labels), features, labels, learner, progress, Predictor::predictEach);
    }

    private List<OutOfFold> predict(
            List<List<Fold>> splits,
            Features features,
            boolean[] labels,
            Learner learner,
            Progress progress,
            BiFunction<Predictor, FeatureMatrix, double[][]> scores) {
        var fits = new ArrayList<Supplier<double[][]>>();
        for (var split : splits) {
            for (var fold : split) {
                long ofFit = seed + fits.size();
                fits.add(() -> fitted(features, labels, learner, ofFit, fold.train(), fold.test(), scores));
            }
        }
        var predicted = Fits.run(learner.isConcurrent(), fits, progress);
        return IntStream.range(0, predicted.get(0).length)
                .mapToObj(which -> gathered(splits, labels, predicted.iterator(), which))
                .toList();
    }

    private static OutOfFold gathered(
            List<List<Fold>> splits, boolean[] labels, Iterator<double[][]> predicted, int which) {
        var repetitionsOfScores = new ArrayList<double[]>();
        for (var split : splits) {
            var scores = new double[labels.length];
            split.forEach(fold -> Rows.put(predicted.next()[which], scores, fold.test()));
            repetitionsOfScores.add(scores);
        }
        return new OutOfFold(labels, splits, repetitionsOfScores);
    }

    /** What a model that has learned from some rows, features included, says of others. */
    static double[] fitted(Features features, boolean[] labels, Learner learner, long seed, int[] train, int[] judged) {
        return fitted(features, labels, learner, seed, train, judged, Predictor::predict);
    }

    private static <T> T fitted(
            Features features,
            boolean[] labels,
            Learner learner,
            long seed,
            int[] train,
            int[] judged,
            BiFunction<Predictor, FeatureMatrix, T> scores) {
        var rows = LabelledMatrix.of(features.fit(train), labels);
        try (var predictor = learner.fit(rows.select(train), seed)) {
            return scores.apply(predictor, rows.features().select(judged));
        }
    }
}
