package numerics.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import numerics.Numbers;
import numerics.TableOf;
import numerics.learning.FeatureMatrix;
import numerics.learning.FirthLogistic;
import numerics.learning.Logistic;
import numerics.learning.OutOfFold;
import numerics.learning.Outcomes;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Whether the probabilities of a repeated cross-validation are right: on the whole, in their spread, and in five groups of rows.
 *
 * <p>Intercept and slope are those of logistic recalibration, averaged over the repetitions; the variance of each is the inverse of
 * Fisher's information. Source: B. Van Calster et al., <i>Calibration: the Achilles heel of predictive analytics</i>, BMC Medicine
 * 17 (2019), and <i>A calibration hierarchy for risk models was defined</i>, Journal of Clinical Epidemiology 74 (2016). In
 * stratified folds the intercept is near 0 by construction, and the slope is a little too low on average where effects are weak.
 *
 * @param intercept of a logistic regression of the outcome with the log odds of the prediction as offset: 0 if there are as many
 *     positives as predicted, below 0 if there are fewer
 * @param slope of a logistic regression on the log odds of the prediction: 1 if they are as far apart as they should be, below 1 if
 *     high predictions are too high and low ones too low; empty where a repetition has none, because its models rank nothing or it
 *     separates the classes
 * @param groups five groups by each row's mean prediction, as equal in size as ties allow, lowest first
 */
public record Calibration(Interval intercept, Optional<Interval> slope, List<Group> groups) {

    private static final int GROUPS = 5;

    /** What stands in for a prediction of 0, and from 1 for one of 1, which have no log odds. */
    private static final double SMALLEST = 1e-12;

    /**
     * The rows whose prediction is above {@code from} and at most {@code to}; the lowest group includes its {@code from}.
     *
     * @param meanProbability the mean prediction, 0..1
     * @param observed the positives out of the rows of the group
     */
    public record Group(double from, double to, double meanProbability, Ratio observed) {}

    /**
     * Compares predictions with outcomes.
     *
     * @throws IllegalArgumentException if a prediction is outside 0..1, or a class has fewer than 2 rows
     */
    public static Calibration of(OutOfFold predictions, double level) {
        var labels = predictions.labels();
        predictions.repetitions().forEach(scores -> Outcomes.requireProbabilities(labels, scores));
        int smallerClass = Outcomes.smallerClass(labels);
        Interval.requireTwo(smallerClass);
        var logits = predictions.repetitions().stream()
                .map(scores -> Arrays.stream(scores).map(Calibration::logit).toArray())
                .toList();
        var intercepts = logits.stream().map(each -> intercept(labels, each)).toList();
        var slopes =
                logits.stream().flatMap(each -> slope(labels, each).stream()).toList();
        return new Calibration(
                interval(intercepts, smallerClass, level),
                slopes.size() < intercepts.size() || predictions.ranksNobody()
                        ? Optional.empty()
                        : Optional.of(interval(slopes, smallerClass, level)),
                groups(labels, predictions.mean(), GROUPS));
    }

    private static Interval interval(List<Repeats> each, int smallerClass, double level) {
        var values = each.stream().mapToDouble(Repeats::mean).toArray();
        var variances = each.stream().mapToDouble(Repeats::sampling).toArray();
        return Repeats.of(values, variances).symmetric(smallerClass, Double.POSITIVE_INFINITY, level);
    }

    private static Repeats intercept(boolean[] labels, double[] logits) {
        double intercept = Logistic.intercept(logits, Outcomes.countPositives(labels));
        double information = Arrays.stream(logits)
                .map(z -> Logistic.probability(intercept + z))
                .map(p -> p * (1 - p))
                .sum();
        return Repeats.once(intercept, 1 / information);
    }

    /** None if there are no two log odds, or they separate the classes. */
    private static Optional<Repeats> slope(boolean[] labels, double[] logits) {
        var column =
                Arrays.stream(logits).mapToObj(z -> new float[] {(float) z}).toArray(float[][]::new);
        var fitted = FirthLogistic.withoutPenalty().fit(FeatureMatrix.of(List.of("log odds"), column), labels);
        double variance = fitted.covariance()[1][1];
        return fitted.converged() && variance > 0
                ? Optional.of(Repeats.once(fitted.coefficients()[0], variance))
                : Optional.empty();
    }

    private static double logit(double probability) {
        double inside = Math.min(1 - SMALLEST, Math.max(SMALLEST, probability));
        return Math.log(inside / (1 - inside));
    }

    /** Groups of equal size, as far as ties allow, with edges and values of scikit-learn's {@code calibration_curve}. */
    static List<Group> groups(boolean[] labels, double[] probabilities, int count) {
        var percentile = new Percentile().withEstimationType(EstimationType.R_7);
        percentile.setData(probabilities);
        var edges = IntStream.rangeClosed(0, count)
                .mapToDouble(i -> i == 0 ? StatUtils.min(probabilities) : percentile.evaluate(100.0 * i / count))
                .toArray();
        return IntStream.range(0, count)
                .mapToObj(group -> {
                    double from = edges[group];
                    double to = edges[group + 1];
                    int[] rows = IntStream.range(0, labels.length)
                            .filter(row -> (group == 0 || probabilities[row] > from) && probabilities[row] <= to)
                            .toArray();
                    double sum = StatUtils.sum(Outcomes.pick(probabilities, rows));
                    int positives = Outcomes.countPositives(Outcomes.pick(labels, rows));
                    return new Group(from, to, sum / rows.length, new Ratio(positives, rows.length));
                })
                .filter(group -> group.observed().isDefined())
                .toList();
    }

    /** figure | estimate with its interval | what it is where the probabilities are right. */
    public Table table() {
        var ofSlope =
                slope.map(Interval::toString).orElse("none: the predictions rank nothing, or separate the classes");
        return Table.create(
                "Calibration [%s intervals]".formatted(Numbers.percent(intercept.level(), 0)),
                StringColumn.create("figure", "intercept", "slope"),
                StringColumn.create("estimate", intercept.toString(), ofSlope),
                DoubleColumn.create("ideal", 0, 1));
    }

    /** from | to | rows | mean probability | observed | lower and upper limit of the observed, Wilson's. */
    public Table groupTable() {
        var intervals = groups.stream()
                .map(group -> Interval.wilson(group.observed(), intercept.level()))
                .toList();
        return TableOf.rows("Calibration by groups", groups)
                .number("from", Group::from)
                .number("to", Group::to)
                .count("rows", group -> (int) group.observed().denominator())
                .number("mean probability", Group::meanProbability)
                .table()
                .addColumns(Interval.columns("observed", intervals));
    }
}
