package numerics.evaluation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import numerics.Check;
import numerics.learning.OutOfFold;
import numerics.learning.Outcomes;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.util.MathArrays;

/**
 * Metrics with confidence intervals that keep their coverage with about twenty positives, without a signal as well. {@code
 * docs/methods.md} has their formulas and measured coverage.
 *
 * <p>Each has the same structure: the influence of every row on the metric gives its variance for the rows that were drawn.
 * Repeated cross-validation adds the variance between splits. Student's t of the smaller class gives the limits.
 *
 * <p>All throw {@link IllegalArgumentException} if labels and scores differ in length, a score is not finite, a class has fewer
 * than 2 rows, the level is not in (0, 1), or predictions out of fold have fewer than 2 repetitions.
 */
public final class MetricIntervals {

    private MetricIntervals() {}

    /** A metric of each of several models, by the model's name and in the same order. */
    public static Map<String, Interval> each(Map<String, OutOfFold> models, Function<OutOfFold, Interval> metric) {
        var intervals = new LinkedHashMap<String, Interval>();
        models.forEach((name, predictions) -> intervals.put(name, metric.apply(predictions)));
        return intervals;
    }

    /**
     * The AUC-ROC of scores that were not learned from these rows, with DeLong's variance, on the logit scale.
     *
     * <p>Source: E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson, <i>Comparing the areas under two or more correlated ROC
     * curves</i>, Biometrics 44 (1988).
     *
     * @param scores one per row, in the order of the labels
     * @param level the confidence level, between 0 and 1
     */
    public static Interval auc(boolean[] labels, double[] scores, double level) {
        return Repeats.once(Metrics.aucRoc(labels, scores), aucVariance(labels, scores))
                .logit(Outcomes.smallerClass(labels), level);
    }

    /** Cliff's delta, the chance that a positive has a larger value than a negative minus the reverse: 2 AUC - 1, in -1..1. */
    public static Interval cliffsDelta(boolean[] labels, double[] values, double level) {
        return auc(labels, values, level).map(auc -> 2 * auc - 1);
    }

    /**
     * The AUC-ROC that a learner gets when it is fitted to samples of this size: the mean over repeats of the AUC within folds,
     * each fold with the weight of its positives, on the logit scale. Models that rank nothing ({@link OutOfFold#ranksNobody}) get
     * that of chance, without an interval.
     *
     * @throws IllegalArgumentException also if a fold has positives alone
     */
    public static Interval auc(OutOfFold predictions, double level) {
        return logit(predictions, aucRepeats(predictions), Metrics.CHANCE, level);
    }

    private static Interval logit(OutOfFold predictions, Repeats repeats, double ofNobodyRanked, double level) {
        return predictions.ranksNobody()
                ? new Interval(ofNobodyRanked, ofNobodyRanked, ofNobodyRanked, level)
                : repeats.logit(Outcomes.smallerClass(predictions.labels()), level);
    }

    static Repeats aucRepeats(OutOfFold predictions) {
        var labels = predictions.labels();
        Repeats.requireTwo(predictions.splits().size());
        var variances = perRepeat(predictions.repetitions(), scores -> aucVariance(labels, scores));
        return Repeats.of(aucsWithinFolds(predictions), variances);
    }

    /** The mean of the folds' AUCs, each with the weight of its positives, for each repeat. */
    static double[] aucsWithinFolds(OutOfFold predictions) {
        return perRepeat(placements(predictions), each -> meanOfPositives(predictions.labels(), each));
    }

    private static double meanOfPositives(boolean[] labels, double[] values) {
        return StatUtils.mean(ofClass(true, labels, values));
    }

    /**
     * The mean over repeats of {@link Metrics#averagePrecision}, on the logit scale. Models that rank nothing
     * ({@link OutOfFold#ranksNobody}) get the prevalence, without an interval.
     */
    public static Interval averagePrecision(OutOfFold predictions, double level) {
        var labels = predictions.labels();
        Repeats.requireTwo(predictions.splits().size());
        var repeats = Repeats.of(
                perRepeat(predictions.repetitions(), scores -> Metrics.averagePrecision(labels, scores)),
                perRepeat(predictions.repetitions(), scores -> averagePrecisionVariance(labels, scores)));
        return logit(predictions, repeats, Metrics.prevalence(labels), level);
    }

    /**
     * The AUC-ROC within folds of one learner less that of another, over the repeats that both have. Folds without a positive, which
     * there can be among some of the rows, are passed over; the interval is then wide, and not too narrow.
     *
     * @throws IllegalArgumentException also if labels or folds of the two differ, or a fold has positives alone
     */
    public static Interval aucDifference(OutOfFold first, OutOfFold second, double level) {
        return aucDifferenceRepeats(first, second).symmetric(Outcomes.smallerClass(first.labels()), 1, level);
    }

    static Repeats aucDifferenceRepeats(OutOfFold first, OutOfFold second) {
        var labels = first.labels();
        var folds = first.foldNumbers();
        var others = second.foldNumbers();
        int shared = Math.min(folds.size(), others.size());
        boolean sameFolds = IntStream.range(0, shared).allMatch(i -> Arrays.equals(folds.get(i), others.get(i)));
        Check.that(
                sameFolds && Arrays.equals(labels, second.labels()),
                "Judged on different rows or folds: compare models on the same ones, with one seed and one number of folds.");
        Repeats.requireTwo(shared);
        var ofFirst = placements(first);
        var ofSecond = placements(second);
        var differences = IntStream.range(0, shared)
                .mapToObj(repeat -> MathArrays.ebeSubtract(ofFirst.get(repeat), ofSecond.get(repeat)))
                .toList();
        // Half of what chance makes of the difference shows when rows are judged; splits show the other half only as
        // far as they put pairs into one fold. Where folds have fewer than two, as if they had two.
        double smallerClass = Outcomes.smallerClass(labels);
        double inFold =
                Math.max(2, smallerClass / Arrays.stream(folds.get(0)).max().orElseThrow());
        return Repeats.of(
                perRepeat(differences, each -> meanOfPositives(labels, each)),
                perRepeat(differences, each -> variance(labels, perClass(labels, each))),
                (smallerClass - inFold) / (2 * (inFold - 1)));
    }

    /**
     * How each row is placed among the other class in its fold, in each repeat; the mean of the positives is the AUC within folds. Among
     * some of the rows, a fold may have no positive: there is nothing to compare in it.
     */
    private static List<double[]> placements(OutOfFold predictions) {
        var labels = predictions.labels();
        var repetitions = predictions.repetitions().iterator();
        return predictions.splits().stream()
                .map(folds -> {
                    var scores = repetitions.next();
                    var placements = new double[labels.length];
                    for (var fold : folds) {
                        int[] rows = fold.test();
                        var tested = Outcomes.pick(labels, rows);
                        if (Outcomes.countPositives(tested) > 0) {
                            Outcomes.put(
                                    new Ranking(tested, Outcomes.pick(scores, rows)).placements(), placements, rows);
                        }
                    }
                    return placements;
                })
                .toList();
    }

    private static double[] perRepeat(List<double[]> repeats, ToDoubleFunction<double[]> figure) {
        return repeats.stream().mapToDouble(figure).toArray();
    }

    /** DeLong's variance. */
    static double aucVariance(boolean[] labels, double[] scores) {
        return variance(labels, perClass(labels, new Ranking(labels, scores).placements()));
    }

    private static double averagePrecisionVariance(boolean[] labels, double[] scores) {
        var ranking = new Ranking(labels, scores);
        var ofPositives = new double[ranking.steps()];
        var ofNegatives = new double[ranking.steps()];
        // A row of more weight changes the precision at its own step and at all that are lower.
        double gain = 0;
        double loss = 0;
        for (int step = 0; step < ranking.steps(); step++) {
            double found = ranking.reaching(step).truePositives();
            double inVain = ranking.reaching(step).falsePositives();
            double squared = (found + inVain) * (found + inVain);
            gain += ranking.positivesAt(step) * inVain / squared;
            loss += ranking.positivesAt(step) * found / squared;
            ofPositives[step] = (found / (found + inVain) + gain) / ranking.positives();
            ofNegatives[step] = -loss / ranking.positives();
        }
        return variance(labels, ranking.perRow(step -> ofPositives[step], step -> ofNegatives[step]));
    }

    /**
     * How much more one column goes with the label than another: the difference of their correlations with it, a positive being 1
     * and a negative 0.
     *
     * @param first one value per row
     * @param second likewise
     * @throws IllegalArgumentException also if a column never varies
     */
    public static Interval correlationDifference(boolean[] labels, double[] first, double[] second, double level) {
        CorrelationMatrix.requireVaried("first column", labels.length, first);
        CorrelationMatrix.requireVaried("second column", labels.length, second);
        var asNumbers = IntStream.range(0, labels.length)
                .mapToDouble(row -> labels[row] ? 1 : 0)
                .toArray();
        var influences = MathArrays.ebeSubtract(
                correlationInfluences(asNumbers, first), correlationInfluences(asNumbers, second));
        double difference = CorrelationMatrix.pearson(asNumbers, first) - CorrelationMatrix.pearson(asNumbers, second);
        return Repeats.once(difference, variance(labels, influences))
                .symmetric(Outcomes.smallerClass(labels), 2, level);
    }

    /** By how much a correlation grows with the weight of each row: zx zy - r (zx² + zy²) / 2, over the rows. */
    private static double[] correlationInfluences(double[] labels, double[] values) {
        var x = StatUtils.normalize(labels);
        var y = StatUtils.normalize(values);
        // Standardised with n - 1 below, so that n - 1 is what these products are divided by.
        double r = MathArrays.linearCombination(x, y) / (x.length - 1);
        return IntStream.range(0, x.length)
                .mapToDouble(row -> (x[row] * y[row] - r * (x[row] * x[row] + y[row] * y[row]) / 2) / (x.length - 1))
                .toArray();
    }

    /**
     * The variance of a figure by the influence of each row, the infinitesimal jackknife: what a bootstrap that draws each class
     * from its own rows comes to. For an AUC it is DeLong's.
     *
     * <p>Source: L. A. Jaeckel, <i>The infinitesimal jackknife</i>, Bell Laboratories, MM 72-1215-11 (1972); B. Efron, <i>The
     * jackknife, the bootstrap and other resampling plans</i>, SIAM (1982), chapter 6.
     *
     * @param influences by how much the figure grows with the weight of a row, but for a constant per class
     * @return with n and not n - 1 below, for {@link Interval#errors}
     */
    static double variance(boolean[] labels, double[] influences) {
        var positives = ofClass(true, labels, influences);
        var negatives = ofClass(false, labels, influences);
        return StatUtils.populationVariance(positives) * positives.length
                + StatUtils.populationVariance(negatives) * negatives.length;
    }

    /** Each value over the size of its row's class. */
    private static double[] perClass(boolean[] labels, double[] values) {
        int positives = Outcomes.countPositives(labels);
        return IntStream.range(0, values.length)
                .mapToDouble(row -> values[row] / (labels[row] ? positives : labels.length - positives))
                .toArray();
    }

    private static double[] ofClass(boolean label, boolean[] labels, double[] values) {
        return Outcomes.pick(values, Outcomes.rows(label, labels));
    }
}
