package numerics.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.learning.CrossValidation;
import numerics.learning.Fold;
import numerics.learning.Inputs;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Whether one learner ranks users better than another, by their AUC-ROCs within the same folds of repeated stratified
 * cross-validation, with an interval and a p-value that also hold where neither has anything to learn:
 * {@code docs/methods.md}, "Difference of two AUCs out of fold".
 *
 * @param difference the mean over repeats of the first AUC within folds less the second, and its limits
 * @param userError the standard error for the users that were drawn
 * @param splitError the standard error for the users that were learned from
 * @param pValue two-sided
 */
public record CrossValidatedAucDifference(Interval difference, double userError, double splitError, double pValue) {

    /**
     * Compares out-of-fold scores of two learners that were fitted on the same folds.
     *
     * @param splits the folds of each repeat, 2 or more, such as {@link CrossValidation#split}
     * @param first the first learner's scores, one array per repeat, in the order of the labels
     * @param second the second learner's
     * @param level the confidence level, between 0 and 1
     * @throws IllegalArgumentException if there are fewer than 2 splits or not one array of scores per split for each learner, if
     *     labels and scores differ in length or a score is not finite, if a split does not test each row exactly once, if a fold
     *     lacks a class, if a class has fewer than 2 users, or if the level is not in (0, 1)
     */
    public static CrossValidatedAucDifference of(
            boolean[] labels, List<List<Fold>> splits, List<double[]> first, List<double[]> second, double level) {
        Inputs.requireLevel(level);
        requireRepeats(splits.size());
        if (first.size() != splits.size() || second.size() != splits.size()) {
            throw new IllegalArgumentException(
                    "%d splits and scores of %d and %d: expected scores of each split by both learners."
                            .formatted(splits.size(), first.size(), second.size()));
        }
        var ahead = new ArrayList<double[]>();
        for (int repeat = 0; repeat < splits.size(); repeat++) {
            var folds = splits.get(repeat);
            Inputs.requireScores(labels, first.get(repeat));
            Inputs.requireScores(labels, second.get(repeat));
            Inputs.requireEachTestedOnce(folds, labels.length);
            var one = placements(labels, folds, first.get(repeat));
            var other = placements(labels, folds, second.get(repeat));
            Arrays.setAll(one, user -> one[user] - other[user]);
            ahead.add(one);
        }
        return ofPlacements(labels, splits.get(0).size(), ahead, level);
    }

    /**
     * The same of differences that were taken before.
     *
     * @param ahead how much better each user is placed by the first learner, one array per repeat
     */
    static CrossValidatedAucDifference ofPlacements(boolean[] labels, int folds, List<double[]> ahead, double level) {
        Inputs.requireTwoOfEach(labels);
        int smaller = Inputs.smallerClass(labels);
        var ofRetained = ahead.stream().map(each -> of(true, labels, each)).toList();
        var ofLost = ahead.stream().map(each -> of(false, labels, each)).toList();
        var differences = ofRetained.stream().mapToDouble(StatUtils::mean).toArray();
        double mean = StatUtils.mean(differences);
        double ofUsers = Stream.of(ofRetained, ofLost)
                .flatMap(List::stream)
                .mapToDouble(each -> StatUtils.populationVariance(each) / each.length / ahead.size())
                .sum();
        double ofSplits = (pairs(smaller, folds) + 1.0 / ahead.size()) * StatUtils.variance(differences);
        double error = Math.sqrt(smaller / (smaller - 1.0) * (ofUsers + ofSplits));
        var student = new TDistribution(smaller - 1);
        double half = student.inverseCumulativeProbability((1 + level) / 2) * error;
        double t = mean == 0 ? 0 : mean / error;
        return new CrossValidatedAucDifference(
                new Interval(mean, Math.max(-1, mean - half), Math.min(1, mean + half), level),
                Math.sqrt(ofUsers),
                Math.sqrt(ofSplits),
                Double.isInfinite(t) ? 0 : 2 * student.cumulativeProbability(-Math.abs(t)));
    }

    static void requireRepeats(int splits) {
        if (splits < 2) {
            throw new IllegalArgumentException(
                    "%d splits: expected 2 or more, whose differences tell how much hangs on them.".formatted(splits));
        }
    }

    /** How often the variance between repeats goes into what is learned; where folds have fewer than two, as if they had two. */
    private static double pairs(int users, int folds) {
        double inFold = Math.max(2, (double) users / folds);
        return (users - inFold) / (2 * (inFold - 1));
    }

    /**
     * The share of the lost users of the same fold whom each retained user outscores, and of the retained who outscore each lost
     * user, a tie being half. The retained users' mean is the AUC within folds, each fold with the weight of its retained.
     */
    static double[] placements(boolean[] labels, List<Fold> folds, double[] scores) {
        var placements = new double[labels.length];
        for (var fold : folds) {
            int[] rows = fold.test();
            var retained = sorted(labels, true, scores, rows);
            var lost = sorted(labels, false, scores, rows);
            Inputs.requireBothClasses("AUC-ROC", retained.length, lost.length);
            for (int row : rows) {
                placements[row] = labels[row] ? below(scores[row], lost) : 1 - below(scores[row], retained);
            }
        }
        return placements;
    }

    private static double[] sorted(boolean[] labels, boolean label, double[] scores, int... rows) {
        return Arrays.stream(rows)
                .filter(row -> labels[row] == label)
                .mapToDouble(row -> scores[row])
                .sorted()
                .toArray();
    }

    /** The share of sorted scores below this one, a tie being half. */
    private static double below(double score, double... sorted) {
        int below = firstAt(score, false, sorted);
        return (below + firstAt(score, true, sorted)) / 2.0 / sorted.length;
    }

    /** The place of the first score that is not below this one, or above it. */
    private static int firstAt(double score, boolean above, double... sorted) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] < score || (above && sorted[middle] == score)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private static double[] of(boolean label, boolean[] labels, double[] values) {
        return IntStream.range(0, labels.length)
                .filter(row -> labels[row] == label)
                .mapToDouble(row -> values[row])
                .toArray();
    }

    /** The figures, such as {@code 0.0213 [-0.0701, 0.1127], p = 0.63}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, p = %.3g", difference, pValue);
    }
}
