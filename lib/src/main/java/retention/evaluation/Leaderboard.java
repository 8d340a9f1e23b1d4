package retention.evaluation;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Models judged on the same users, each with its intervals, and each against one of them where both were judged on the same folds.
 *
 * @param models out-of-fold predictions by the model's name, in the order in which to show them
 */
public record Leaderboard(Map<String, OutOfFold> models) {

    private static final double LEVEL = 0.95;

    /** @throws IllegalArgumentException if there is no model, or they were judged on other users */
    public Leaderboard {
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
        if (models.isEmpty()) {
            throw new IllegalArgumentException("A leaderboard of no models: expected one or more.");
        }
        var first = models.keySet().iterator().next();
        for (var other : models.entrySet()) {
            if (!Arrays.equals(models.get(first).labels(), other.getValue().labels())) {
                throw new IllegalArgumentException(
                        "%s was judged on other users than %s: compare models on the same ones."
                                .formatted(other.getKey(), first));
            }
        }
    }

    /** The AUC-ROC of each model within folds, with intervals, by name. */
    public Map<String, Interval> aucs() {
        return byName(predictions -> CrossValidatedAuc.of(
                        predictions.labels(), predictions.splits(), predictions.repetitions(), LEVEL)
                .interval());
    }

    /** The average precision of each model, with intervals, by name; to be read beside the prevalence. */
    public Map<String, Interval> averagePrecisions(Bootstrap bootstrap) {
        return byName(predictions -> bootstrap.logitIntervalWithSplits(
                predictions.labels(), predictions.repetitions(), Metrics::averagePrecision));
    }

    /**
     * model | AUC-ROC and average precision with their 95 % intervals | Brier score, beside that of the prevalence | precision
     * and recall among the {@code k} users who score highest (all, where there are fewer) | repeats.
     *
     * @param k how many users a campaign could reach
     */
    public Table table(Bootstrap bootstrap, int k) {
        var labels = models.values().iterator().next().labels();
        var all = models.values();
        int reach = Math.min(k, labels.length);
        return Table.create(
                "Who ranks the users best? [95 % intervals]; without a model: in parentheses",
                StringColumn.create("model", models.keySet()),
                StringColumn.create("AUC-ROC (0.5)", shown(aucs())),
                StringColumn.create(
                        "average precision (%s)".formatted(number(Metrics.prevalence(labels))),
                        shown(averagePrecisions(bootstrap))),
                DoubleColumn.create(
                        "Brier (%s)".formatted(number(Baseline.of(labels).brier())),
                        all.stream().mapToDouble(each -> each.mean(Metrics::brier))),
                DoubleColumn.create(
                        "precision at " + reach,
                        all.stream().mapToDouble(each -> each.mean((l, s) -> Metrics.precisionAtK(l, s, reach)))),
                DoubleColumn.create(
                        "recall at " + reach,
                        all.stream().mapToDouble(each -> each.mean((l, s) -> Metrics.recallAtK(l, s, reach)))),
                IntColumn.create("repeats", all.stream().mapToInt(each -> each.repetitions()
                        .size())));
    }

    /**
     * Each other model's AUC-ROC less that of one of them, fold by fold, with the interval and p-value that Nadeau and Bengio
     * corrected for folds that share their training users, over the repetitions that both have.
     *
     * @param reference the name of the model to compare with
     * @throws IllegalArgumentException if there is no such model, or the folds of a repetition that both have differ
     */
    public Map<String, CorrectedResampledT> against(String reference) {
        var other = models.get(reference);
        if (other == null) {
            throw new IllegalArgumentException("No model '%s' among %s.".formatted(reference, models.keySet()));
        }
        var comparisons = new LinkedHashMap<String, CorrectedResampledT>();
        models.forEach((name, predictions) -> {
            int shared = Math.min(
                    predictions.repetitions().size(), other.repetitions().size());
            if (!name.equals(reference)) {
                requireSameFolds(name, reference, shared);
                comparisons.put(
                        name,
                        CorrectedResampledT.of(
                                other.labels(),
                                other.splits().subList(0, shared),
                                predictions.repetitions().subList(0, shared),
                                other.repetitions().subList(0, shared),
                                Metrics::aucRoc,
                                LEVEL));
            }
        });
        return comparisons;
    }

    private void requireSameFolds(String name, String reference, int shared) {
        for (int repetition = 0; repetition < shared; repetition++) {
            var folds = models.get(name).splits().get(repetition);
            var expected = models.get(reference).splits().get(repetition);
            if (!folds.equals(expected)) {
                throw new IllegalArgumentException(
                        "%s was judged on other folds than %s in repetition %d, %d folds and %d: compare models on the same ones, with one seed and one number of folds."
                                .formatted(name, reference, repetition + 1, folds.size(), expected.size()));
            }
        }
    }

    /** model | difference of AUC-ROC with its 95 % interval | p | q, as {@link #against}. */
    public Table againstTable(String reference) {
        var comparisons = against(reference);
        var pValues = comparisons.values().stream()
                .mapToDouble(CorrectedResampledT::pValue)
                .toArray();
        return Table.create(
                "AUC-ROC less that of: " + reference,
                StringColumn.create("model", comparisons.keySet()),
                StringColumn.create("difference", comparisons.values().stream().map(each -> shown(each.difference()))),
                DoubleColumn.create("p", pValues),
                DoubleColumn.create("q", BenjaminiHochberg.qValues(pValues)));
    }

    private Map<String, Interval> byName(Function<OutOfFold, Interval> figure) {
        var intervals = new LinkedHashMap<String, Interval>();
        models.forEach((name, predictions) -> intervals.put(name, figure.apply(predictions)));
        return intervals;
    }

    private static List<String> shown(Map<String, Interval> intervals) {
        return intervals.values().stream().map(Leaderboard::shown).toList();
    }

    private static String shown(Interval interval) {
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", interval.estimate(), interval.lower(), interval.upper());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
