package retention.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * What it is worth to call whoever has at least a certain probability, in retained users: the share of all users who are found,
 * less the share who are called in vain times the odds of the threshold, which is what a call in vain costs whoever is willing to
 * call at this threshold. Calling nobody is worth 0. A model is of use at a threshold where it is worth more than calling nobody and
 * more than calling everybody.
 *
 * <p>Source: A. J. Vickers and E. B. Elkin, <i>Decision curve analysis: a novel method for evaluating prediction models</i>, Medical
 * Decision Making 26 (2006). Net benefit is a mean over the repetitions of a cross-validation. It is what {@link Calls#costPerUser}
 * saves against calling nobody, where a miss costs 1 and a call the threshold, over 1 less the threshold; so is its interval, which
 * is pointwise and holds the share of retained users fixed, as the curve of calling everybody does. {@code calibration_coverage.py}
 * among the golden scripts tries it on known probabilities. An interval says how well a point is known; the best choice is still the
 * highest curve (A. J. Vickers et al., Diagnostic and Prognostic Research 7 (2023)).
 *
 * @param points by ascending threshold
 */
public record DecisionCurve(List<Point> points) {

    private static final int POINTS = 24;

    /** How far the thresholds go beyond the share of retained users and the price, as a factor. */
    private static final double MARGIN = 4;

    /** Not to be reached, since at 1 a call in vain costs without end. */
    private static final double HIGHEST = 0.9;

    public DecisionCurve {
        points = List.copyOf(points);
    }

    /**
     * One threshold.
     *
     * @param threshold users with at least this probability are called; between 0 and 1
     * @param model net benefit of calling them, with its interval, in retained users per user
     * @param everybody net benefit of calling everybody
     */
    public record Point(double threshold, Interval model, double everybody) {}

    /**
     * The curve at these thresholds.
     *
     * @param level of the intervals, between 0 and 1
     * @param thresholds each between 0 and 1
     * @throws IllegalArgumentException if a threshold or the level is not in (0, 1), a prediction is outside 0..1, or a class has fewer
     *     than 2 users
     */
    public static DecisionCurve of(OutOfFold predictions, double level, double... thresholds) {
        var labels = predictions.labels();
        predictions.repetitions().forEach(scores -> Inputs.requireProbabilities(labels, scores));
        double prevalence = Metrics.prevalence(labels);
        return new DecisionCurve(Arrays.stream(thresholds)
                .sorted()
                .mapToObj(threshold -> {
                    if (!(threshold > 0 && threshold < 1)) {
                        throw new IllegalArgumentException(
                                "Threshold %s: expected a probability between 0 and 1.".formatted(threshold));
                    }
                    var cost = Calls.at(threshold, predictions, new ExpectedCost(1, threshold))
                            .costPerUser(level);
                    return new Point(
                            threshold,
                            new Interval(
                                    benefit(prevalence, cost.estimate(), threshold),
                                    benefit(prevalence, cost.upper(), threshold),
                                    benefit(prevalence, cost.lower(), threshold),
                                    level),
                            benefit(prevalence, threshold, threshold));
                })
                .toList());
    }

    private static double benefit(double costOfNobody, double cost, double threshold) {
        return (costOfNobody - cost) / (1 - threshold);
    }

    /**
     * The curve around the thresholds that matter: from a quarter of the lower of the share of retained users and of what a call costs
     * over what a miss does, to four times the higher, evenly on a logarithmic scale, with these two among them.
     *
     * @throws IllegalArgumentException as the other; or if a call costs as much as a miss, or more
     */
    public static DecisionCurve around(ExpectedCost price, OutOfFold predictions, double level) {
        double prevalence = Metrics.prevalence(predictions.labels());
        double ratio = price.costOfCalling() / price.costOfMissing();
        double from = Math.log(Math.min(prevalence, ratio) / MARGIN);
        double to = Math.log(Math.min(HIGHEST, Math.max(prevalence, ratio) * MARGIN));
        var between = IntStream.range(0, POINTS).mapToDouble(i -> Math.exp(from + (to - from) * i / (POINTS - 1)));
        return of(
                predictions,
                level,
                DoubleStream.concat(between, DoubleStream.of(prevalence, ratio))
                        .distinct()
                        .toArray());
    }

    /** The point at a threshold of the curve. */
    public Point at(double threshold) {
        return points.stream()
                .filter(point -> point.threshold() == threshold)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No threshold %s: expected one of %s."
                        .formatted(
                                threshold, points.stream().map(Point::threshold).toList())));
    }

    /** threshold | model | lower | upper | everybody | nobody; net benefit in retained users per 1,000 users. */
    public Table table() {
        return Table.create(
                points.isEmpty()
                        ? "Net benefit"
                        : String.format(
                                Locale.ROOT,
                                "Net benefit per 1,000 users [pointwise %.0f %% intervals]",
                                100 * points.get(0).model().level()),
                DoubleColumn.create("threshold", points.stream().mapToDouble(Point::threshold)),
                column("model", points.stream().mapToDouble(point -> point.model()
                        .estimate())),
                column("lower", points.stream().mapToDouble(point -> point.model()
                        .lower())),
                column("upper", points.stream().mapToDouble(point -> point.model()
                        .upper())),
                column("everybody", points.stream().mapToDouble(Point::everybody)),
                column("nobody", points.stream().mapToDouble(point -> 0)));
    }

    private static DoubleColumn column(String name, DoubleStream benefits) {
        return DoubleColumn.create(name, benefits.map(benefit -> 1000 * benefit));
    }
}
