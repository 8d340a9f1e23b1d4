package retention.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Models judged on the same users, each with its intervals, and each against another where both were judged on the same folds.
 *
 * @param models out-of-fold predictions by the model's name, in the order in which to show them
 */
public record Leaderboard(Map<String, OutOfFold> models) {

    /** Where fewer users than this are retained, models are not judged: a fold would have one or none. */
    public static final int FEWEST_RETAINED = 10;

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

    /** The AUC-ROC of each model within folds, with intervals, by name; one half and no interval for a model that ranks nobody. */
    public Map<String, Interval> aucs() {
        var intervals = new LinkedHashMap<String, Interval>();
        models.forEach((name, predictions) -> intervals.put(
                name,
                predictions.ranksNobody()
                        ? new Interval(Baseline.CHANCE, Baseline.CHANCE, Baseline.CHANCE, LEVEL)
                        : CrossValidatedAuc.of(
                                        predictions.labels(), predictions.splits(), predictions.repetitions(), LEVEL)
                                .interval()));
        return intervals;
    }

    /**
     * model | AUC-ROC | average precision | Brier score | precision and recall among the {@code k} users who score highest (all,
     * where there are fewer) | repeats. Each figure is the mean over the repeats, with its interval for users and splits; in the
     * head of each column, what one gets without a model.
     *
     * @param k how many users a campaign could reach
     */
    public Table table(Bootstrap bootstrap, int k) {
        var labels = labels();
        var all = models.values();
        var ranked =
                all.stream().map(each -> RankedFigures.of(each, k, bootstrap)).toList();
        int reach = ranked.get(0).k();
        double prevalence = Metrics.prevalence(labels);
        return Table.create(
                "Who ranks the users best? Means over repeats [95 % intervals]; in parentheses: without a model",
                StringColumn.create("model", models.keySet()),
                aucColumn("AUC-ROC"),
                StringColumn.create(
                        "average precision (%s)".formatted(number(prevalence, 4)),
                        ranked.stream().map(each -> shown(each.averagePrecision(), 3))),
                StringColumn.create(
                        "Brier score (%s)".formatted(number(Baseline.of(labels).brier(), 4)),
                        all.stream().map(each -> shown(brier(each), 4))),
                StringColumn.create(
                        "precision at " + reach + " (" + number(prevalence, 4) + ")",
                        ranked.stream().map(each -> shown(each.precisionAtK(), 3))),
                StringColumn.create(
                        "recall at " + reach + " (" + number((double) reach / labels.length, 4) + ")",
                        ranked.stream().map(each -> shown(each.recallAtK(), 3))),
                IntColumn.create("repeats", all.stream().mapToInt(each -> each.repetitions()
                        .size())));
    }

    /**
     * The Brier score, mean over the repetitions, with its interval for users and splits.
     *
     * @throws IllegalArgumentException if a score is outside 0..1
     */
    public static Interval brier(OutOfFold predictions) {
        return UserMeans.logitInterval(
                predictions.labels(), UserMeans.squaredErrors(predictions.labels(), predictions.repetitions()), LEVEL);
    }

    /** {@link #aucs} as a column for a table of the same models, such as that of all users beside that of some. */
    public StringColumn aucColumn(String name) {
        var column = "%s (%s)".formatted(name, Baseline.CHANCE);
        int retained = Inputs.countRetained(labels());
        return Math.min(retained, labels().length - retained) < FEWEST_RETAINED
                ? StringColumn.create(column, Collections.nCopies(models.size(), retained + " retained: not judged"))
                : StringColumn.create(column, aucs().values().stream().map(each -> shown(each, 3)));
    }

    /**
     * The same models judged on some of the users only; they have learned from all.
     *
     * @param members whether each user is one of them
     * @throws IllegalArgumentException if there is not one value a user
     */
    public Leaderboard among(boolean[] members) {
        var some = new LinkedHashMap<String, OutOfFold>();
        models.forEach((name, predictions) -> some.put(name, predictions.among(members)));
        return new Leaderboard(some);
    }

    /**
     * One model's AUC-ROC within folds less another's, over the repetitions that both have.
     *
     * @param first the name of the model
     * @param second the name of the one that it is compared with
     * @param difference with an interval and a p-value whose error rates hold
     * @param corrected Nadeau and Bengio's test of the same differences, which is usual and too bold
     */
    public record Comparison(
            String first, String second, CrossValidatedAucDifference difference, CorrectedResampledT corrected) {}

    /**
     * Compares two models.
     *
     * @throws IllegalArgumentException if there is no such model, the folds of a repetition that both have differ, or both have fewer
     *     than two
     */
    public Comparison compare(String first, String second) {
        var one = model(first);
        var other = model(second);
        int shared = Math.min(one.repetitions().size(), other.repetitions().size());
        requireSameFolds(first, second, shared);
        var splits = other.splits().subList(0, shared);
        var ofOne = one.repetitions().subList(0, shared);
        var ofOther = other.repetitions().subList(0, shared);
        return new Comparison(
                first,
                second,
                CrossValidatedAucDifference.of(other.labels(), splits, ofOne, ofOther, LEVEL),
                CorrectedResampledT.of(other.labels(), splits, ofOne, ofOther, Metrics::aucRoc, LEVEL));
    }

    /**
     * Each other model against one of them.
     *
     * @param reference the name of the model to compare with
     * @throws IllegalArgumentException as {@link #compare}
     */
    public List<Comparison> against(String reference) {
        model(reference);
        return models.keySet().stream()
                .filter(name -> !name.equals(reference))
                .map(name -> compare(name, reference))
                .toList();
    }

    /** model | difference of AUC-ROC with its 95 % interval | p | q | Nadeau and Bengio's p, as {@link #against}. */
    public Table againstTable(String reference) {
        var comparisons = against(reference);
        return differences("AUC-ROC less that of: " + reference, comparisons)
                .insertColumn(
                        0, StringColumn.create("model", comparisons.stream().map(Comparison::first)));
    }

    /**
     * As {@link #againstTable}, but for pairs: model | less | difference and so on.
     *
     * @param pairs the name of a model and of that which it is compared with
     */
    public Table pairsTable(Map<String, String> pairs) {
        var comparisons = new ArrayList<Comparison>();
        pairs.forEach((first, second) -> comparisons.add(compare(first, second)));
        return differences("AUC-ROC of one model less that of another", comparisons)
                .insertColumn(
                        0, StringColumn.create("model", comparisons.stream().map(Comparison::first)))
                .insertColumn(
                        1, StringColumn.create("less", comparisons.stream().map(Comparison::second)));
    }

    private static Table differences(String title, List<Comparison> comparisons) {
        var pValues = comparisons.stream()
                .mapToDouble(each -> each.difference().pValue())
                .toArray();
        return Table.create(
                title,
                StringColumn.create(
                        "difference [95 % interval]",
                        comparisons.stream().map(each -> shown(each.difference().difference(), 3))),
                DoubleColumn.create("p", pValues),
                DoubleColumn.create("q", BenjaminiHochberg.qValues(pValues)),
                DoubleColumn.create("p, Nadeau and Bengio", comparisons.stream().mapToDouble(each -> each.corrected()
                        .pValue())));
    }

    private boolean[] labels() {
        return models.values().iterator().next().labels();
    }

    private OutOfFold model(String name) {
        var predictions = models.get(name);
        if (predictions == null) {
            throw new IllegalArgumentException("No model '%s' among %s.".formatted(name, models.keySet()));
        }
        return predictions;
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

    /** Such as {@code 0.858 [0.764, 0.919]}; without an interval where a model ranks nobody. */
    private static String shown(Interval interval, int digits) {
        return interval.width() == 0
                ? "%s, all tied".formatted(number(interval.estimate(), digits))
                : "%s [%s, %s]"
                        .formatted(
                                number(interval.estimate(), digits),
                                number(interval.lower(), digits),
                                number(interval.upper(), digits));
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
