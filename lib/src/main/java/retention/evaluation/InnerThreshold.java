package retention.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import retention.model.Features;
import retention.model.Learner;
import retention.project.Progress;

/**
 * Thresholds that were chosen without the users whom they call. A threshold that is judged on the predictions it was chosen on looks
 * better than it is.
 */
public final class InnerThreshold {

    private static final int FEWEST_FOLDS = 3;

    private InnerThreshold() {}

    /**
     * For each fold, the threshold that costs least in a cross-validation inside the other folds: each of these is judged in turn by a
     * model of the rest, features and all. The model without two folds serves both of them, so that a repetition of five folds takes ten
     * fits.
     *
     * @param outer the predictions that are called by
     * @param features that they were made from
     * @param learner that made them
     * @param seed of the first inner fit
     * @param progress hears of each inner fit
     * @throws IllegalArgumentException if there are fewer than {@value #FEWEST_FOLDS} folds
     */
    public static Calls of(
            OutOfFold outer, Features features, Learner learner, ExpectedCost cost, long seed, Progress progress) {
        var labels = outer.labels();
        var fits = new ArrayList<Supplier<double[]>>();
        for (var folds : outer.splits()) {
            if (folds.size() < FEWEST_FOLDS) {
                throw new IllegalArgumentException(
                        "%d folds: expected %d or more, one to call in, one to judge inside and one to learn from."
                                .formatted(folds.size(), FEWEST_FOLDS));
            }
            for (int fold = 0; fold < folds.size(); fold++) {
                for (int other = 0; other < fold; other++) {
                    int[] judged = both(folds.get(fold).test(), folds.get(other).test());
                    int[] learned =
                            common(folds.get(fold).train(), folds.get(other).train());
                    long ofFit = seed + fits.size();
                    fits.add(() -> CrossValidation.fitted(features, labels, learner, ofFit, learned, judged));
                }
            }
        }
        var fitted = Fits.run(learner.isConcurrent(), fits, progress).iterator();
        var thresholds = outer.splits().stream()
                .map(folds -> {
                    var inner = new double[folds.size()][labels.length];
                    for (int fold = 0; fold < folds.size(); fold++) {
                        for (int other = 0; other < fold; other++) {
                            var scores = fitted.next();
                            int[] first = folds.get(fold).test();
                            int[] second = folds.get(other).test();
                            Rows.put(Arrays.copyOfRange(scores, 0, first.length), inner[other], first);
                            Rows.put(Arrays.copyOfRange(scores, first.length, scores.length), inner[fold], second);
                        }
                    }
                    return IntStream.range(0, folds.size())
                            .mapToDouble(fold -> cheapest(cost, labels, inner[fold], folds.get(fold)))
                            .toArray();
                })
                .toList();
        return Calls.at(thresholds, outer, cost, "from an inner cross-validation");
    }

    /** As the other, telling nobody. */
    public static Calls of(OutOfFold outer, Features features, Learner learner, ExpectedCost cost, long seed) {
        return of(outer, features, learner, cost, seed, Progress.NONE);
    }

    /**
     * For each fold, the threshold that costs least on the predictions of the other folds, which takes no further fit, for models that
     * are dear. It is not all of an inner loop: the models of the other folds have learned from the users who are called. What they
     * could tell of them is little: with 40 times shuffled outcomes, five features and logistic regression, calls by these thresholds cost
     * 0.360 a user on average and by an inner cross-validation 0.358, where calling nobody costs 0.354.
     */
    public static Calls ofOtherFolds(OutOfFold outer, ExpectedCost cost) {
        var labels = outer.labels();
        var thresholds = IntStream.range(0, outer.splits().size())
                .mapToObj(repetition -> outer.splits().get(repetition).stream()
                        .mapToDouble(fold ->
                                cheapest(cost, labels, outer.repetitions().get(repetition), fold))
                        .toArray())
                .toList();
        return Calls.at(thresholds, outer, cost, "from the other folds");
    }

    private static double cheapest(ExpectedCost cost, boolean[] labels, double[] scores, Fold without) {
        int[] rows = without.train();
        return cost.best(Rows.pick(labels, rows), Rows.pick(scores, rows)).threshold();
    }

    private static int[] both(int[] first, int[] second) {
        return IntStream.concat(IntStream.of(first), IntStream.of(second)).toArray();
    }

    /** Rows in both; each ascending. */
    private static int[] common(int[] first, int[] second) {
        return IntStream.of(first)
                .filter(row -> Arrays.binarySearch(second, row) >= 0)
                .toArray();
    }
}
