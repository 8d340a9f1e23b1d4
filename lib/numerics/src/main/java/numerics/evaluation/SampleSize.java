package numerics.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import numerics.Progress;
import numerics.TableOf;
import numerics.learning.CrossValidation;
import numerics.learning.FeatureMatrix;
import numerics.learning.Fits;
import numerics.learning.Learner;
import numerics.learning.Outcomes;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import tech.tablesaw.api.Table;

/**
 * How many positives it takes to know an AUC-ROC to so many points, by a simulation of the analysis: rows are drawn with
 * replacement, their labels from their probabilities, and the cross-validated AUC gets its 95 % interval by {@link
 * MetricIntervals#auc}. The result holds if the probabilities do.
 *
 * <p>Rows are split into folds twice. Twenty splits move the median half-width by less than two percent: 0.0822 against 0.0837 with
 * 30 positives, 0.0529 against 0.0529 with 60, in 40 data sets of each.
 *
 * @param sizes one for each number of positives, in ascending order
 */
public record SampleSize(List<Size> sizes) {

    private static final int FOLDS = 5;
    private static final int REPETITIONS = 2;
    private static final double LEVEL = 0.95;
    private static final double ASSURANCE = 0.8;

    /** A number that is whole but for rounding is not taken for the next one. */
    private static final double ROUNDING = 1e-9;

    /**
     * The result for one number of positives.
     *
     * @param positives how many are expected
     * @param rows how many were drawn
     * @param auc the mean AUC within folds
     * @param halfWidths of the intervals, one per data set
     */
    public record Size(int positives, int rows, double auc, List<Double> halfWidths) {

        /** The half-width that a share of the data sets does not exceed, such as 0.5 for the median. */
        public double halfWidth(double share) {
            var values = halfWidths.stream().mapToDouble(Double::doubleValue).toArray();
            return new Percentile(100 * share).evaluate(values);
        }
    }

    /**
     * Simulates data sets of each size, on all cores; the result does not depend on their number.
     *
     * @param features of the rows at hand
     * @param probabilities of being positive, one per row, between 0 and 1, from a calibrated model; at most 0.5 on average
     * @param learner what is fitted to each data set
     * @param positives two or more different numbers of positives, each {@value #FOLDS} or more
     * @param dataSets how many of each size, 2 or more
     * @throws IllegalArgumentException if one of these is otherwise
     */
    public static SampleSize simulate(
            FeatureMatrix features, double[] probabilities, Learner learner, int[] positives, int dataSets, long seed) {
        double prevalence = StatUtils.mean(probabilities);
        int[] numbers = IntStream.of(positives).sorted().distinct().toArray();
        if (probabilities.length != features.rows()
                || DoubleStream.of(probabilities).anyMatch(each -> each < 0 || each > 1)
                || !(prevalence > 0 && prevalence <= 0.5)) {
            throw new IllegalArgumentException(
                    "%d probabilities, %s on average, for %s: expected one per row, each 0..1, at most 0.5 on average."
                            .formatted(probabilities.length, prevalence, features));
        }
        if (numbers.length < 2 || numbers[0] < FOLDS || dataSets < 2) {
            throw new IllegalArgumentException(
                    "Numbers of positives %s, %d data sets of each: expected two numbers or more, each at least %d, and 2 data sets or more."
                            .formatted(Arrays.toString(positives), dataSets, FOLDS));
        }
        var sizes = new ArrayList<Size>();
        for (int number : numbers) {
            int rows = (int) Math.round(number / prevalence);
            int done = sizes.size() * dataSets;
            // Neighbouring seeds of java.util.Random begin alike; a large odd factor keeps them apart.
            var simulations = LongStream.range(done, done + dataSets)
                    .map(i -> seed + 0x9E3779B97F4A7C15L * i)
                    .<Supplier<Interval>>mapToObj(own -> () -> auc(features, probabilities, learner, rows, own))
                    .toList();
            var aucs = Fits.run(simulations, Progress.NONE);
            double auc = aucs.stream().mapToDouble(Interval::estimate).average().orElseThrow();
            var halfWidths = aucs.stream().map(each -> each.width() / 2).toList();
            sizes.add(new Size(number, rows, auc, halfWidths));
        }
        return new SampleSize(List.copyOf(sizes));
    }

    private static Interval auc(FeatureMatrix features, double[] probabilities, Learner learner, int rows, long seed) {
        var random = new Random(seed);
        int[] drawn = random.ints(rows, 0, probabilities.length).toArray();
        var labels = Outcomes.draw(Outcomes.pick(probabilities, drawn), FOLDS, random);
        var outOfFold = new CrossValidation(FOLDS, REPETITIONS, seed).predict(features.select(drawn), labels, learner);
        return MetricIntervals.auc(outOfFold, LEVEL);
    }

    /**
     * The fewest positives whose half-width is at most this with a chance of so much. Between two numbers that were simulated the
     * logarithm of the half-width is interpolated linearly over that of the number.
     *
     * @param halfWidth between 0 and 1, such as 0.05
     * @param assurance the chance, between 0 and 1: 0.5 for the median, 0.8 for four data sets in five
     * @return none if that is beyond the numbers that were simulated
     */
    public OptionalInt positivesFor(double halfWidth, double assurance) {
        if (!(halfWidth > 0 && halfWidth < 1 && assurance > 0 && assurance < 1)) {
            throw new IllegalArgumentException(
                    "Half-width %s with assurance %s: expected both between 0 and 1.".formatted(halfWidth, assurance));
        }
        for (int i = 1; i < sizes.size(); i++) {
            double wide = Math.log(sizes.get(i - 1).halfWidth(assurance));
            double narrow = Math.log(sizes.get(i).halfWidth(assurance));
            double share = (wide - Math.log(halfWidth)) / (wide - narrow);
            if (share >= 0 && share <= 1) {
                double few = Math.log(sizes.get(i - 1).positives);
                double many = Math.log(sizes.get(i).positives);
                return OptionalInt.of((int) Math.ceil(Math.exp(few + share * (many - few)) - ROUNDING));
            }
        }
        return OptionalInt.empty();
    }

    /** positives | rows | AUC-ROC: mean | half-width: median, and what four of five data sets do not exceed. */
    public Table table() {
        var title = "Half-widths of 95 %% intervals of the AUC-ROC, %d simulated data sets of each size"
                .formatted(sizes.get(0).halfWidths.size());
        return TableOf.rows(title, sizes)
                .count("positives", Size::positives)
                .count("rows", Size::rows)
                .number("AUC-ROC", Size::auc)
                .number("median half-width", size -> size.halfWidth(0.5))
                .number("half-width with 80 % assurance", size -> size.halfWidth(ASSURANCE))
                .table();
    }
}
