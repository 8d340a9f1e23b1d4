package retention.validation;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import numerics.Progress;
import numerics.evaluation.Interval;
import numerics.evaluation.LabelPermutation;
import numerics.evaluation.Ratio;
import retention.replica.ReplicaSettings;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The analyses on replicas of the study in which retention was drawn independently of everything: their intervals should cover an
 * AUC of one half as often as they say, and their p-values should be uniform. What fails here would call noise a finding.
 *
 * @param runs one per replica, in the order of their seeds
 * @param permutations of each one's tests
 */
record NullReplicas(List<Run> runs, int permutations) implements Trial {

    private static final Promise COVERAGE = new Promise("intervals that hold an AUC of one half", 0.93, 0.97);

    /** The p-value below which p-values count as not uniform: chance alone does that once in a hundred times. */
    private static final double UNEVEN = 0.01;

    private static final double THRESHOLD = 0.05;

    /** Intervals take a tenth of the time of tests, and their coverage is to be known to a percent or two. */
    private static final int INTERVALS_PER_TEST = 4;

    NullReplicas {
        runs = List.copyOf(runs);
    }

    /** What came out for one replica. */
    record Run(long seed, Map<Analysis, Result> results) {}

    /**
     * What came out of one analysis.
     *
     * @param auc with its 95 % interval
     * @param pValue of the permutation test; NaN where it was not done
     */
    record Result(Interval auc, double pValue) {}

    /** Makes and analyses replicas of the published size; the first of them are tested as well. */
    static NullReplicas run(Effort effort, Progress progress) {
        return new NullReplicas(
                Replicas.each(INTERVALS_PER_TEST * effort.replicas(), 1, progress, seed -> {
                    var users = ReplicaUsers.of(ReplicaSettings.PUBLISHED_POSTS, true, seed)
                            .users();
                    var results = new EnumMap<Analysis, Result>(Analysis.class);
                    for (var analysis : Analysis.values()) {
                        double pValue =
                                seed <= effort.replicas() ? analysis.pValue(users, effort.permutations()) : Double.NaN;
                        results.put(analysis, new Result(analysis.auc(users), pValue));
                    }
                    return new Run(seed, results);
                }),
                effort.permutations());
    }

    private Stream<Result> results(Analysis analysis) {
        return runs.stream().map(run -> run.results.get(analysis));
    }

    private double[] pValues(Analysis analysis) {
        return results(analysis)
                .mapToDouble(Result::pValue)
                .filter(p -> !Double.isNaN(p))
                .toArray();
    }

    /** In how many of the replicas the interval holds one half, which is the truth. */
    Ratio covered(Analysis analysis) {
        return new Ratio(
                results(analysis).filter(result -> result.auc.contains(0.5)).count(), runs.size());
    }

    /** In how many of the replicas chance would be rejected. */
    Ratio rejected(Analysis analysis) {
        var pValues = pValues(analysis);
        return new Ratio(DoubleStream.of(pValues).filter(p -> p <= THRESHOLD).count(), pValues.length);
    }

    /** The mean AUC over the replicas; one half if the estimate is not biased. */
    double meanAuc(Analysis analysis) {
        return results(analysis)
                .mapToDouble(result -> result.auc.estimate())
                .average()
                .orElseThrow();
    }

    /** The p-value of the Kolmogorov-Smirnov test that the p-values are uniform; small if they are not. */
    double uniformity(Analysis analysis) {
        return LabelPermutation.uniformity(permutations, runs.get(0).seed(), pValues(analysis));
    }

    @Override
    public List<String> failures() {
        return Stream.of(Analysis.values())
                .flatMap(analysis -> Stream.of(COVERAGE.brokenBy(covered(analysis)), unevenness(analysis))
                        .flatMap(Optional::stream)
                        .map(failure -> "%s: %s".formatted(analysis, failure)))
                .toList();
    }

    private Optional<String> unevenness(Analysis analysis) {
        double uniformity = uniformity(analysis);
        return uniformity >= UNEVEN
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "p-values are not uniform: Kolmogorov-Smirnov p = %.2g, expected %s or more",
                        uniformity,
                        UNEVEN));
    }

    @Override
    public String heading() {
        return "Nothing to find: intervals and p-values";
    }

    @Override
    public String summary() {
        return String.format(
                Locale.ROOT,
                "In %,d replicas of the study's size retention was drawn independently of everything, so that the true AUC is one half. Of 100 intervals of 95 %% some 95 should hold it, and the p-values of the permutation tests (%d shuffles each, on the first %,d replicas) should be uniform.",
                runs.size(),
                permutations,
                pValues(Analysis.PRIMARY).length);
    }

    @Override
    public Map<String, Table> tables() {
        var replicas = Table.create(
                "Null replicas",
                LongColumn.create("seed", runs.stream().mapToLong(Run::seed).toArray()));
        for (var analysis : Analysis.values()) {
            replicas.addColumns(
                    column(analysis, "AUC", result -> result.auc.estimate()),
                    column(analysis, "lower", result -> result.auc.lower()),
                    column(analysis, "upper", result -> result.auc.upper()),
                    column(analysis, "p", Result::pValue));
        }
        var tables = new LinkedHashMap<String, Table>();
        tables.put("nothing_to_find", table());
        tables.put("null_replicas", replicas);
        return tables;
    }

    private Table table() {
        var analyses = List.of(Analysis.values());
        return Table.create(
                heading(),
                StringColumn.create("analysis", analyses.stream().map(Analysis::toString)),
                DoubleColumn.create("mean AUC", analyses.stream().mapToDouble(this::meanAuc)),
                StringColumn.create(
                        "intervals that hold one half",
                        analyses.stream().map(this::covered).map(Promise::said)),
                StringColumn.create(
                        "p of 0.05 or less",
                        analyses.stream().map(this::rejected).map(Promise::said)),
                DoubleColumn.create(
                        "p-values uniform: Kolmogorov-Smirnov p",
                        analyses.stream().mapToDouble(this::uniformity)));
    }

    private DoubleColumn column(Analysis analysis, String name, ToDoubleFunction<Result> value) {
        return DoubleColumn.create(
                "%s: %s".formatted(analysis, name), results(analysis).mapToDouble(value));
    }
}
