package numerics.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import numerics.learning.Inputs;
import numerics.learning.OutOfFold;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * The net benefit of contacting whoever's probability is above a threshold, in retained users: the share of all users who are
 * contacted rightly, less the share who are contacted in vain times the odds of the threshold. The odds are what a contact in vain
 * costs somebody who is willing to contact at this threshold. The net benefit of contacting nobody is 0. A model is of use at a
 * threshold where its net benefit is above those of contacting nobody and everybody.
 *
 * <p>Source: A. J. Vickers and E. B. Elkin, <i>Decision curve analysis: a novel method for evaluating prediction models</i>, Medical
 * Decision Making 26 (2006). Net benefit is a mean over the repetitions of a cross-validation. It is what {@link Decisions#costPerUser}
 * saves against contacting nobody, where a miss costs 1 and a contact the threshold, over 1 less the threshold; so is its interval, which
 * is pointwise and holds the share of retained users fixed, as the curve of contacting everybody does. {@code calibration_coverage.py}
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
     * @param threshold users with a higher probability are contacted; between 0 and 1
     * @param model net benefit of contacting them, with its interval, in retained users per user
     * @param everybody net benefit of contacting everybody
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
                    var cost = Decisions.byProbability(predictions, new ExpectedCost(1, threshold))
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
     * The curve around the thresholds that matter: from a quarter of the lower of the share of retained users and of the cost ratio {@link
     * ExpectedCost#threshold}, to four times the higher, evenly on a logarithmic scale, with these two among them.
     *
     * @throws IllegalArgumentException as the other; or if a contact costs as much as a miss, or more
     */
    public static DecisionCurve around(ExpectedCost price, OutOfFold predictions, double level) {
        double prevalence = Metrics.prevalence(predictions.labels());
        double ratio = price.threshold();
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
