package numerics.evaluation;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import numerics.Numbers;
import numerics.TableOf;
import numerics.learning.OutOfFold;
import tech.tablesaw.api.Table;

/**
 * Models judged on the same rows, each with its intervals.
 *
 * @param models out-of-fold predictions by the model's name, in the order in which to show them
 */
public record Leaderboard(Map<String, OutOfFold> models) {

    /** With fewer positives than this, models are not judged: a fold would have one or none. */
    public static final int FEWEST_POSITIVES = 10;

    private static final double LEVEL = 0.95;
    private static final int DECIMALS = 2;

    public Leaderboard {
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
        if (models.isEmpty()) {
            throw new IllegalArgumentException("A leaderboard of no models: expected one or more.");
        }
        var first = models.entrySet().iterator().next();
        models.forEach((name, predictions) -> {
            if (!Arrays.equals(first.getValue().labels(), predictions.labels())) {
                throw new IllegalArgumentException(
                        "%s was judged on other rows than %s: compare models on the same ones."
                                .formatted(name, first.getKey()));
            }
        });
    }

    /** The AUC-ROC of each model within folds, with intervals, by name. */
    public Map<String, Interval> aucs() {
        return each(predictions -> MetricIntervals.auc(predictions, LEVEL));
    }

    private <T> Map<String, T> each(Function<OutOfFold, T> figure) {
        var figures = new LinkedHashMap<String, T>();
        models.forEach((name, predictions) -> figures.put(name, figure.apply(predictions)));
        return figures;
    }

    /**
     * model | AUC-ROC | average precision | repeats. Each figure is the mean over the repeats with its interval; the head of its
     * column has what one gets without a model.
     */
    public Table table() {
        double prevalence = Metrics.prevalence(models.values().iterator().next().labels());
        return TableOf.rows(
                        "Which model ranks best? Means over repeats [95 % intervals]; in parentheses: without a model",
                        models.entrySet())
                .text("model", Map.Entry::getKey)
                .text(
                        "AUC-ROC (%s)".formatted(Metrics.CHANCE),
                        model -> shown(MetricIntervals.auc(model.getValue(), LEVEL), auc -> auc.shown(DECIMALS)))
                .text(
                        "average precision (%s)".formatted(Numbers.percent(prevalence, 1)),
                        model -> shown(MetricIntervals.averagePrecision(model.getValue(), LEVEL), Interval::percent))
                .count("repeats", model -> model.getValue().foldNumbers().size())
                .table();
    }

    /** The estimate alone where a model ranks nothing. */
    private static String shown(Interval interval, Function<Interval, String> form) {
        var shown = form.apply(interval);
        return interval.width() == 0 ? shown.replaceFirst(" \\[.*", ", all tied") : shown;
    }

    /** The same models judged on some of the rows only, which {@code members} marks; they have learned from all. */
    public Leaderboard among(boolean[] members) {
        return new Leaderboard(each(predictions -> predictions.among(members)));
    }
}
