package numerics.evaluation;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import numerics.learning.Inputs;
import numerics.learning.OutOfFold;
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
    private static final int DECIMALS = 3;

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
     * model | AUC-ROC | average precision | repeats. Each figure is the mean over the repeats, with its interval for users and
     * splits; in the head of each column, what one gets without a model.
     */
    public Table table() {
        return Table.create(
                "Who ranks the users best? Means over repeats [95 % intervals]; in parentheses: without a model",
                StringColumn.create("model", models.keySet()),
                aucColumn("AUC-ROC"),
                StringColumn.create(
                        String.format(Locale.ROOT, "average precision (%.4f)", Metrics.prevalence(labels())),
                        models.values().stream().map(each -> shown(AveragePrecision.of(each, LEVEL)))),
                IntColumn.create("repeats", models.values().stream().mapToInt(each -> each.repetitions()
                        .size())));
    }

    /** {@link #aucs} as a column for a table of the same models, such as that of all users beside that of some. */
    public StringColumn aucColumn(String name) {
        var column = "%s (%s)".formatted(name, Baseline.CHANCE);
        return Inputs.smallerClass(labels()) < FEWEST_RETAINED
                ? StringColumn.create(
                        column,
                        Collections.nCopies(models.size(), Inputs.countRetained(labels()) + " retained: not judged"))
                : StringColumn.create(column, aucs().values().stream().map(Leaderboard::shown));
    }

    /**
     * The same models judged on some of the users only; they have learned from all.
     *
     * @param members whether each user is one of them
     * @throws IllegalArgumentException if there is not one value per user
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
     * @throws IllegalArgumentException if there is no such model, the folds of a repetition that both have differ, or both have fewer
     *     than two
     */
    public CrossValidatedAucDifference compare(String first, String second) {
        var one = model(first);
        var other = model(second);
        int shared = Math.min(one.repetitions().size(), other.repetitions().size());
        requireSameFolds(first, second, shared);
        return CrossValidatedAucDifference.of(
                other.labels(),
                other.splits().subList(0, shared),
                one.repetitions().subList(0, shared),
                other.repetitions().subList(0, shared),
                LEVEL);
    }

    /**
     * model | difference of AUC-ROC with its 95 % interval: each other model against one of them.
     *
     * @param reference the name of the model to compare with
     * @throws IllegalArgumentException as {@link #compare}
     */
    public Table againstTable(String reference) {
        model(reference);
        var pairs = new LinkedHashMap<String, String>();
        models.keySet().stream().filter(name -> !name.equals(reference)).forEach(name -> pairs.put(name, reference));
        return pairsTable(pairs).removeColumns("less").setName("AUC-ROC less that of: " + reference);
    }

    /**
     * model | less | difference of AUC-ROC with its 95 % interval.
     *
     * @param pairs the name of a model and of that which it is compared with
     * @throws IllegalArgumentException as {@link #compare}
     */
    public Table pairsTable(Map<String, String> pairs) {
        return Table.create(
                "AUC-ROC of one model less that of another",
                StringColumn.create("model", pairs.keySet()),
                StringColumn.create("less", pairs.values()),
                StringColumn.create(
                        "difference [95 % interval]",
                        pairs.entrySet().stream().map(pair -> compare(pair.getKey(), pair.getValue())
                                .difference()
                                .shown(DECIMALS))));
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
    private static String shown(Interval interval) {
        return interval.width() == 0
                ? String.format(Locale.ROOT, "%." + DECIMALS + "f, all tied", interval.estimate())
                : interval.shown(DECIMALS);
    }
}
