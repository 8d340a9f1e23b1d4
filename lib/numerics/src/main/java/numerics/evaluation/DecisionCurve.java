package numerics.evaluation;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import numerics.Check;
import numerics.Numbers;
import numerics.learning.OutOfFold;
import numerics.learning.Outcomes;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * The net benefit of a model over thresholds, in true positives per row: the share of true positives, less the share of false
 * positives times the odds of the threshold. The net benefit of predicting no positive is 0. A model is of use at a threshold where
 * its net benefit is above those of predicting none and all.
 *
 * <p>Source: A. J. Vickers and E. B. Elkin, <i>Decision curve analysis: a novel method for evaluating prediction models</i>,
 * Medical Decision Making 26 (2006). An interval says how well a point is known; the best choice is still the highest curve (A. J.
 * Vickers et al., Diagnostic and Prognostic Research 7 (2023)).
 */
public final class DecisionCurve {

    private static final int POINTS = 24;

    /** How far the thresholds go beyond the prevalence and the ratio of costs, as a factor. */
    private static final double MARGIN = 4;

    /** Not to be reached, since at 1 a false positive costs without end. */
    private static final double HIGHEST = 0.9;

    private DecisionCurve() {}

    /**
     * The curve around the thresholds that matter: from a quarter of the lower of the prevalence and of the cost ratio
     * {@link ExpectedCost#threshold}, to four times the higher, evenly on a logarithmic scale, with these two among them.
     *
     * @param level of the intervals, which are pointwise, between 0 and 1
     * @return threshold | all | none | model | lower | upper; net benefit in true positives per 1,000 rows
     * @throws IllegalArgumentException if a prediction is outside 0..1, a class has fewer than 2 rows, the level is not in (0, 1),
     *     or a predicted positive costs as much as a missed one, or more
     */
    public static Table around(ExpectedCost cost, OutOfFold predictions, double level) {
        double prevalence = Metrics.prevalence(predictions.labels());
        double ratio = cost.threshold();
        double from = Math.log(Math.min(prevalence, ratio) / MARGIN);
        double to = Math.log(Math.min(HIGHEST, Math.max(prevalence, ratio) * MARGIN));
        var between = IntStream.range(0, POINTS).mapToDouble(i -> Math.exp(from + (to - from) * i / (POINTS - 1)));
        double[] thresholds = DoubleStream.concat(between, DoubleStream.of(prevalence, ratio))
                .sorted()
                .distinct()
                .toArray();
        var models = DoubleStream.of(thresholds)
                .mapToObj(threshold -> netBenefit(predictions, threshold, level).map(benefit -> 1000 * benefit))
                .toList();
        var all = DoubleStream.of(thresholds).map(threshold -> 1000 * benefit(prevalence, threshold, threshold));
        return Table.create(
                        "Net benefit per 1,000 rows [pointwise %s intervals]".formatted(Numbers.percent(level, 0)),
                        DoubleColumn.create("threshold", thresholds),
                        DoubleColumn.create("all", all),
                        DoubleColumn.create("none", new double[thresholds.length]))
                .addColumns(Interval.columns("model", models));
    }

    /**
     * The net benefit at one threshold per row. It is what {@link Decisions#costPerRow} saves against predicting none, where a
     * missed positive costs 1 and a predicted one the threshold, over 1 less the threshold. So is its interval, which holds the
     * prevalence fixed.
     */
    static Interval netBenefit(OutOfFold predictions, double threshold, double level) {
        Check.that(threshold > 0 && threshold < 1, "Threshold %s: expected a probability between 0 and 1.", threshold);
        var labels = predictions.labels();
        predictions.repetitions().forEach(scores -> Outcomes.requireProbabilities(labels, scores));
        double prevalence = Metrics.prevalence(labels);
        return Decisions.byProbability(predictions, new ExpectedCost(1, threshold))
                .costPerRow(level)
                .map(cost -> benefit(prevalence, cost, threshold));
    }

    static double benefit(double costOfNone, double cost, double threshold) {
        return (costOfNone - cost) / (1 - threshold);
    }
}
