package retention.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Whether one learner ranks users better than another, by their AUC-ROCs within the same folds of repeated stratified
 * cross-validation, with an interval and a p-value that also hold where neither has anything to learn.
 *
 * <p>The variance has two parts, as in {@link CrossValidatedAuc}. What drawing users does: DeLong's for correlated AUCs (E. R.
 * DeLong, D. M. DeLong and D. L. Clarke-Pearson, Biometrics 44 (1988)), from the differences of the placements that two models
 * give the same user, mean over repeats. And what hangs on the users that a model was fitted to, from the variance between
 * repeats. Without a signal, what chance makes of a cross-validated AUC is a sum over pairs of users, one learned from and
 * one judged; half of its variance shows when users are judged, and the splits show the other half only as far as they put pairs
 * into one fold. Of n retained with m in each fold, that is (n - m) / (2 (m - 1)) times the variance between repeats: 2.7
 * times for 20 in 5 folds, and twice for many. To that comes 1/repeats for the splits that happened to be dealt. Student's t has
 * n - 1 degrees of freedom.
 *
 * <p>How often a test at 5 % was wrong about the true difference, simulated (20 retained of 3,249 users, 5 folds, 1,000 data
 * sets; {@code difference_coverage.py} among the golden scripts). "Apart" and "nested" score along the line between the classes'
 * means, on five features each, or on five and on these with five more:
 *
 * <pre>
 *                                          repeats      2        4       20
 * apart, equal, no signal         this             7.0 %    4.3 %    3.3 %
 *                                 corrected t     10.6 %   14.1 %   17.4 %
 * apart, equal, AUC 0.68          this             5.1 %    4.0 %    3.2 %
 *                                 corrected t      5.3 %    8.2 %   10.8 %
 * apart, AUC 0.78 and 0.56        this             7.0 %    5.8 %    5.4 %
 *                                 corrected t      7.8 %    9.8 %   14.1 %
 * nested, no signal               this             5.8 %    3.3 %    2.0 %
 *                                 corrected t      7.9 %   10.1 %   12.5 %
 * nested, the five more are noise this             1.6 %    0.6 %    0.3 %
 *                                 corrected t      1.9 %    2.1 %    2.3 %
 * nested, all carry signal        this             6.5 %    5.9 %    4.9 %
 *                                 corrected t      6.5 %    9.3 %   12.8 %
 * </pre>
 *
 * <p>So with four repeats or more it errs at about the rate that it says or less, and least where one model contains the other and
 * knows no more; with two repeats it is slightly too bold.
 *
 * @param difference the mean over repeats of the first AUC within folds less the second, and its limits
 * @param userError the standard error for the users that were drawn
 * @param splitError the standard error for the users that were learned from
 * @param t the difference over its standard error; 0 if there is no difference
 * @param degreesOfFreedom the users of the smaller class less 1
 * @param pValue two-sided
 */
public record CrossValidatedAucDifference(
        Interval difference, double userError, double splitError, double t, int degreesOfFreedom, double pValue) {

    /**
     * Compares out-of-fold scores of two learners that were fitted on the same folds.
     *
     * @param splits the folds of each repeat, 2 or more, such as {@link StratifiedFolds#repeated}
     * @param first the first learner's scores, one array a repeat, in the order of the labels
     * @param second the second learner's
     * @param level the confidence level, between 0 and 1
     * @throws IllegalArgumentException if there are fewer than 2 splits or not one array of scores a split for each learner, if
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
     * @param ahead how much better each user is placed by the first learner, one array a repeat
     */
    static CrossValidatedAucDifference ofPlacements(boolean[] labels, int folds, List<double[]> ahead, double level) {
        int smaller = Bootstrap.smallerClass(labels);
        if (smaller < 2) {
            throw new IllegalArgumentException(
                    "%d users in the smaller class: expected 2 or more, whose differences tell how much hangs on them."
                            .formatted(smaller));
        }
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
                t,
                smaller - 1,
                Double.isInfinite(t) ? 0 : 2 * student.cumulativeProbability(-Math.abs(t)));
    }

    static void requireRepeats(int splits) {
        if (splits < 2) {
            throw new IllegalArgumentException(
                    "%d splits: expected 2 or more, whose differences tell how much hangs on them.".formatted(splits));
        }
    }

    /** How likely a difference as far above 0 is where there is none. */
    public double oneSidedPValue() {
        return difference.estimate() > 0 ? pValue / 2 : 1 - pValue / 2;
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

    /** The figures, such as {@code 0.0213 [-0.0701, 0.1127], t = 0.49 on 19 degrees of freedom, p = 0.63}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, t = %.2f on %d degrees of freedom, p = %.3g",
                difference,
                t,
                degreesOfFreedom,
                pValue);
    }
}
