package retention.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * Confidence intervals by a stratified bootstrap over users: retained and lost users are drawn with replacement, each from
 * their own, so that every resample has the prevalence of the data and no metric loses a class.
 *
 * <p>Plain percentiles are too narrow for 20 retained users, and BCa mends only part of it. Simulated coverage of nominal
 * 95 % intervals (20 retained and 600 lost users with normal scores, 800 data sets; {@code coverage.py} among the golden
 * scripts):
 *
 * <pre>
 *                     AUC 0.5   AUC 0.7   AP at AUC 0.5   AP at AUC 0.7
 * percentile           93.2 %    91.8 %          84.8 %          89.8 %
 * BCa                  94.9 %    93.8 %          85.9 %          88.9 %
 * logit                95.6 %    95.2 %          97.5 %          93.9 %
 * </pre>
 *
 * <p>Without any signal, the percentile interval of average precision lies above the prevalence in one data set of seven,
 * where one in forty was promised, the logit interval in one of a hundred. Hence the logit interval for what lies in 0..1,
 * and for the rest percentiles that are taken further out (T. Hesterberg, <i>What teachers should know about the
 * bootstrap</i>, The American Statistician 69 (2015)). All of them are too narrow for an AUC near 1.
 *
 * <p>The same seed draws the same resamples for every metric.
 *
 * @param resamples how often to draw, 100 or more; 2,000 for figures that are printed
 * @param level the confidence level, between 0 and 1
 * @param seed of the draws
 */
public record Bootstrap(int resamples, double level, long seed) {

    /** @throws IllegalArgumentException if there are fewer than 100 resamples, or the level is not in (0, 1) */
    public Bootstrap {
        Inputs.requireLevel(level);
        if (resamples < 100) {
            throw new IllegalArgumentException(
                    "%d resamples: expected 100 or more, the limits lie in the tails.".formatted(resamples));
        }
    }

    /** 2,000 resamples at 95 %. */
    public static Bootstrap seeded(long seed) {
        return new Bootstrap(2000, 0.95, seed);
    }

    /**
     * The interval of a metric that lies in 0..1, such as AUC-ROC, average precision, F1 or the Brier score: the
     * bootstrap's standard error on the logit scale, with Student's t for the size of the smaller class. An
     * estimate of exactly 0 or 1 has no logit: Wilson's interval for none or all of the smaller class stands in.
     *
     * @throws IllegalArgumentException if labels and scores are empty, differ in length or hold a score that is not
     *     finite, if a class has fewer than 2 users, or if the metric is outside 0..1 or not finite on a resample
     */
    public Interval logitInterval(boolean[] labels, double[] scores, Metric metric) {
        double estimate = metric.of(labels, scores);
        requireShare(estimate);
        var replicates = replicates(labels, List.of(scores), (drawn, columns) -> metric.of(drawn, columns.get(0)));
        return logit(estimate, StatUtils.variance(replicates), smallerClass(labels), level);
    }

    /**
     * The interval of the mean of a metric in 0..1 over repeats of cross-validation, each of which gave every user a score,
     * such as average precision or the Brier score. One repeat has the interval of {@link #logitInterval(boolean[], double[],
     * Metric)}.
     *
     * <p>It takes the scores as they are, and does not know that models fitted to other users would give others: see
     * {@link #logitIntervalWithSplits}.
     *
     * @param repeats the scores, one array a repeat, all in the order of the labels
     * @throws IllegalArgumentException as {@link #logitInterval(boolean[], double[], Metric)}, or if there are no repeats
     */
    public Interval logitInterval(boolean[] labels, List<double[]> repeats, Metric metric) {
        double estimate = mean(labels, repeats, metric);
        requireShare(estimate);
        double variance = StatUtils.variance(means(repeatedReplicates(labels, repeats, metric)));
        return logit(estimate, variance, smallerClass(labels), level);
    }

    /**
     * As {@link #logitInterval(boolean[], List, Metric)}, but made wider by how much hangs on the users that the models were
     * fitted to. The variance is the mean over repeats of the bootstrap's for one repeat, plus (1 + 1/repeats) times that of
     * the metric between repeats, as in {@link CrossValidatedAuc}, which is the better choice for AUC-ROC.
     *
     * <p>Simulated coverage of 95 % intervals of average precision (20 retained of 3,249 users, five features, Firth's logistic
     * regression, 10 repeats of 5 folds, 400 data sets; {@code ap_coverage.py} among the golden scripts):
     *
     * <pre>
     * true average precision       0.0062   0.0268   0.0968
     * bootstrap, one repeat        92.5 %   87.5 %   91.5 %
     * bootstrap, mean of repeats   92.8 %   90.8 %   91.8 %
     * with splits                  98.0 %   94.8 %   94.5 %
     * </pre>
     *
     * @param repeats the scores, one array a repeat, all in the order of the labels; 2 or more
     * @throws IllegalArgumentException as {@link #logitInterval(boolean[], double[], Metric)}, or if there are fewer than 2
     *     repeats
     */
    public Interval logitIntervalWithSplits(boolean[] labels, List<double[]> repeats, Metric metric) {
        if (repeats.size() < 2) {
            throw new IllegalArgumentException(
                    "Scores of %d repeats: expected 2 or more, whose differences tell how much hangs on the split."
                            .formatted(repeats.size()));
        }
        double estimate = mean(labels, repeats, metric);
        requireShare(estimate);
        double ofUsers = Arrays.stream(repeatedReplicates(labels, repeats, metric))
                .mapToDouble(StatUtils::variance)
                .average()
                .orElseThrow();
        var estimates = repeats.stream()
                .mapToDouble(scores -> metric.of(labels, scores))
                .toArray();
        return logit(estimate, ofUsers + ofSplits(estimates), smallerClass(labels), level);
    }

    /** The variance that the split into folds adds to a mean over repeats, as Rubin's rules add that between imputations. */
    static double ofSplits(double... estimates) {
        return (1 + 1.0 / estimates.length) * StatUtils.variance(estimates);
    }

    /**
     * The interval of a metric on any scale, such as log loss: percentiles of the resamples, taken further out for the
     * size of the smaller class.
     *
     * @throws IllegalArgumentException if labels and scores are empty, differ in length or hold a score that is not
     *     finite, if a class has fewer than 2 users, or if the metric is not finite on a resample
     */
    public Interval percentileInterval(boolean[] labels, double[] scores, Metric metric) {
        return percentiles(labels, List.of(scores), (drawn, columns) -> metric.of(drawn, columns.get(0)));
    }

    /**
     * The interval of the mean over repeats of cross-validation of a metric on any scale, such as log loss; with the same
     * reservation as {@link #logitInterval(boolean[], List, Metric)}.
     *
     * @param repeats the scores, one array a repeat, all in the order of the labels
     * @throws IllegalArgumentException as {@link #percentileInterval(boolean[], double[], Metric)}, or if there are no repeats
     */
    public Interval percentileInterval(boolean[] labels, List<double[]> repeats, Metric metric) {
        double estimate = mean(labels, repeats, metric);
        return percentiles(labels, estimate, means(repeatedReplicates(labels, repeats, metric)));
    }

    /**
     * The interval of {@code metric(first) - metric(second)}, both judged on the same resampled users. It is what tells
     * whether one model beats another: their own intervals may overlap and yet this one exclude 0.
     *
     * @throws IllegalArgumentException as {@link #percentileInterval(boolean[], double[], Metric)}
     */
    public Interval difference(boolean[] labels, double[] first, double[] second, Metric metric) {
        return percentiles(
                labels,
                List.of(first, second),
                (drawn, columns) -> metric.of(drawn, columns.get(0)) - metric.of(drawn, columns.get(1)));
    }

    private Interval percentiles(boolean[] labels, List<double[]> scores, Statistic statistic) {
        var replicates = replicates(labels, scores, statistic);
        return percentiles(labels, finite(statistic.of(labels, scores)), replicates);
    }

    private Interval percentiles(boolean[] labels, double estimate, double[] replicates) {
        var percentile = new Percentile().withEstimationType(EstimationType.R_7);
        percentile.setData(replicates);
        double tail = Math.max(
                100 * new NormalDistribution().cumulativeProbability(-widening(smallerClass(labels), level)),
                Double.MIN_VALUE);
        return new Interval(estimate, percentile.evaluate(tail), percentile.evaluate(100 - tail), level);
    }

    private double[] replicates(boolean[] labels, List<double[]> scores, Statistic statistic) {
        scores.forEach(column -> Inputs.requireScores(labels, column));
        requireTwoOfEach(labels);
        // Rows in the order of the first scores: every resample then comes out sorted, which rank metrics sort in no
        // time.
        int[] order = order(scores.get(0));
        var sortedLabels = Rows.pick(labels, order);
        var sortedScores =
                scores.stream().map(column -> Rows.pick(column, order)).toList();
        var strata = strata(sortedLabels);
        var random = new Well19937c(seed);
        var replicates = new double[resamples];
        for (int resample = 0; resample < resamples; resample++) {
            int[] rows = expand(draw(strata, labels.length, random));
            replicates[resample] = finite(statistic.of(
                    Rows.pick(sortedLabels, rows),
                    sortedScores.stream().map(column -> Rows.pick(column, rows)).toList()));
        }
        return replicates;
    }

    private static double mean(boolean[] labels, List<double[]> repeats, Metric metric) {
        if (repeats.isEmpty()) {
            throw new IllegalArgumentException("Scores of no repeat: expected one array or more.");
        }
        repeats.forEach(scores -> Inputs.requireScores(labels, scores));
        return repeats.stream()
                .mapToDouble(scores -> finite(metric.of(labels, scores)))
                .average()
                .orElseThrow();
    }

    /** A metric on each resample, one array a repeat, all of them judged on the same resampled users. */
    private double[][] repeatedReplicates(boolean[] labels, List<double[]> repeats, Metric metric) {
        requireTwoOfEach(labels);
        // Each repeat in its own order, so that each comes out sorted.
        var orders = repeats.stream().map(Bootstrap::order).toList();
        var sortedLabels =
                orders.stream().map(order -> Rows.pick(labels, order)).toList();
        var sortedScores = IntStream.range(0, repeats.size())
                .mapToObj(repeat -> Rows.pick(repeats.get(repeat), orders.get(repeat)))
                .toList();
        var replicates = new double[repeats.size()][resamples];
        eachResample(labels, orders.get(0), (resample, times) -> {
            for (int repeat = 0; repeat < repeats.size(); repeat++) {
                int[] rows = expand(Rows.pick(times, orders.get(repeat)));
                replicates[repeat][resample] = finite(metric.of(
                        Rows.pick(sortedLabels.get(repeat), rows), Rows.pick(sortedScores.get(repeat), rows)));
            }
        });
        return replicates;
    }

    /** What happens to one resample: its number, and how often each user is in it, an array that the next one overwrites. */
    interface Resample {
        void of(int number, int[] times);
    }

    /**
     * Draws all resamples, the same as for any metric of repeats whose first one is in this order.
     *
     * @param order the users by their first scores, as {@link #order}
     */
    void eachResample(boolean[] labels, int[] order, Resample then) {
        var strata = strata(Rows.pick(labels, order));
        var random = new Well19937c(seed);
        var times = new int[labels.length];
        for (int resample = 0; resample < resamples; resample++) {
            int[] drawn = draw(strata, labels.length, random);
            for (int i = 0; i < drawn.length; i++) {
                times[order[i]] = drawn[i];
            }
            then.of(resample, times);
        }
    }

    private static double[] means(double[]... replicates) {
        return IntStream.range(0, replicates[0].length)
                .mapToDouble(resample -> Arrays.stream(replicates)
                        .mapToDouble(ofRepeat -> ofRepeat[resample])
                        .average()
                        .orElseThrow())
                .toArray();
    }

    /** The logit interval of an estimate in 0..1 with this variance. */
    static Interval logit(double estimate, double variance, int smallerClass, double level) {
        if (estimate == 0 || estimate == 1) {
            return Interval.wilson(new Ratio(estimate * smallerClass, smallerClass), level);
        }
        double half = widening(smallerClass, level) * Math.sqrt(variance) / (estimate * (1 - estimate));
        double logit = Math.log(estimate / (1 - estimate));
        return new Interval(estimate, logistic(logit - half), logistic(logit + half), level);
    }

    /** The rows by ascending score. */
    static int[] order(double[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> scores[row]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static List<int[]> strata(boolean[] labels) {
        return Stream.of(true, false)
                .map(label -> IntStream.range(0, labels.length)
                        .filter(row -> labels[row] == label)
                        .toArray())
                .toList();
    }

    /** How often each row is drawn with replacement within its stratum. */
    private static int[] draw(List<int[]> strata, int rows, RandomGenerator random) {
        var times = new int[rows];
        for (int[] stratum : strata) {
            for (int i = 0; i < stratum.length; i++) {
                times[stratum[random.nextInt(stratum.length)]]++;
            }
        }
        return times;
    }

    /** The drawn row numbers, ascending. */
    private static int[] expand(int[] times) {
        var drawn = new int[times.length];
        for (int row = 0, i = 0; row < times.length; row++) {
            for (int time = 0; time < times[row]; time++) {
                drawn[i++] = row;
            }
        }
        return drawn;
    }

    /**
     * How many bootstrap standard errors to go to each side. A bootstrap's own is too small by the factor (n - 1) / n in
     * the variance, and has n - 1 degrees of freedom, n being the class of which there are few.
     */
    static double widening(int smallerClass, double level) {
        double t = new TDistribution(smallerClass - 1).inverseCumulativeProbability((1 + level) / 2);
        return t * Math.sqrt(smallerClass / (smallerClass - 1.0));
    }

    static int smallerClass(boolean[] labels) {
        int retained = Inputs.countRetained(labels);
        return Math.min(retained, labels.length - retained);
    }

    private static double logistic(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "The metric gave %s: expected a finite number on every resample.".formatted(value));
        }
        return value;
    }

    private static void requireShare(double estimate) {
        if (!(estimate >= 0 && estimate <= 1)) {
            throw new IllegalArgumentException(
                    "The metric is %s: expected 0..1. Use percentileInterval for a metric on another scale."
                            .formatted(estimate));
        }
    }

    static void requireTwoOfEach(boolean[] labels) {
        if (smallerClass(labels) < 2) {
            int retained = Inputs.countRetained(labels);
            throw new IllegalArgumentException(
                    "A bootstrap of %d retained and %d lost users: expected at least 2 of each to draw from."
                            .formatted(retained, labels.length - retained));
        }
    }

    private interface Statistic {
        double of(boolean[] labels, List<double[]> scores);
    }
}
