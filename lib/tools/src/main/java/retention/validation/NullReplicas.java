package retention.validation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import numerics.Numbers;
import numerics.Progress;
import numerics.TableOf;
import numerics.evaluation.Interval;
import numerics.evaluation.LabelPermutation;
import numerics.evaluation.Ratio;
import retention.replica.ReplicaSettings;
import retention.study.Claim;
import retention.validation.Trial.Promise;
import retention.validation.Validation.Effort;
import tech.tablesaw.api.Table;

/**
 * The analyses on replicas of the study in which retention was drawn independently of everything: their intervals should cover an
 * AUC of one half as often as they say, and their p-values should be uniform. What fails here would call noise a finding.
 *
 * @param runs one per replica, in the order of their seeds
 * @param permutations of each one's tests
 */
record NullReplicas(List<Run> runs, int permutations) {

    private static final Promise COVERAGE = new Promise("intervals that hold an AUC of one half", 0.93, 0.97);

    /** The p-value below which p-values count as not uniform: chance alone does that once in a hundred times. */
    private static final double UNEVEN = 0.01;

    private static final double THRESHOLD = 0.05;

    /** Intervals take a tenth of the time of tests, and their coverage is to be known to a percent or two. */
    private static final int INTERVALS_PER_TEST = 4;

    /** What came out for one replica, and the verdicts on the published claims there; none where they were not judged. */
    record Run(List<Result> results, List<Claim> claims) {}

    /**
     * What came out of one analysis of the replica of a seed.
     *
     * @param auc with its 95 % interval
     * @param pValue of the permutation test; NaN where it was not done
     */
    record Result(long seed, Analysis analysis, Interval auc, double pValue) {}

    /** Makes and analyses replicas of the published size; the first of them are tested and judged as well. */
    static NullReplicas run(Effort effort, Progress progress) {
        var runs = ReplicaUsers.each(INTERVALS_PER_TEST * effort.replicas(), progress, seed -> {
            var replica = ReplicaUsers.of(ReplicaSettings.PUBLISHED_POSTS, true, seed);
            var users = replica.users();
            boolean tested = seed <= effort.replicas();
            var results = Stream.of(Analysis.values())
                    .map(analysis -> new Result(
                            seed,
                            analysis,
                            analysis.auc(users),
                            tested ? analysis.pValue(users, effort.permutations()) : Double.NaN))
                    .toList();
            return new Run(results, tested ? ClaimRule.judge(replica) : List.of());
        });
        return new NullReplicas(runs, effort.permutations());
    }

    private List<Result> results(Predicate<Result> which) {
        return runs.stream().flatMap(run -> run.results.stream()).filter(which).toList();
    }

    private List<Result> of(Analysis analysis) {
        return results(result -> result.analysis == analysis);
    }

    private List<Result> tested(Analysis analysis) {
        return results(result -> result.analysis == analysis && !Double.isNaN(result.pValue));
    }

    /** In how many of the replicas the interval holds one half, which is the truth. */
    Ratio covered(Analysis analysis) {
        return Trial.count(of(analysis), result -> result.auc.contains(0.5));
    }

    /** In how many of the replicas chance would be rejected. */
    Ratio rejected(Analysis analysis) {
        return Trial.count(tested(analysis), result -> result.pValue <= THRESHOLD);
    }

    /** The mean AUC over the replicas; one half if the estimate is not biased. */
    double meanAuc(Analysis analysis) {
        return Trial.mean(of(analysis), result -> result.auc.estimate());
    }

    /** The p-value of the Kolmogorov-Smirnov test that the p-values are uniform; small if they are not. */
    double uniformity(Analysis analysis) {
        var pValues = tested(analysis).stream().mapToDouble(Result::pValue).toArray();
        return LabelPermutation.uniformity(permutations, 1, pValues);
    }

    Trial trial() {
        var heading = "Nothing to find: intervals and p-values";
        var analyses = List.of(Analysis.values());
        var tables = new LinkedHashMap<String, Table>();
        tables.put(
                "nothing_to_find",
                TableOf.rows(heading, analyses)
                        .text("analysis", Analysis::toString)
                        .number("mean AUC", this::meanAuc)
                        .text("intervals that hold one half", each -> Trial.shown(covered(each)))
                        .text("p of 0.05 or less", each -> Trial.shown(rejected(each)))
                        .number("p-values uniform: Kolmogorov-Smirnov p", this::uniformity)
                        .table());
        tables.put(
                "null_replicas",
                TableOf.rows("Null replicas", results(result -> true))
                        .text("seed", result -> Long.toString(result.seed))
                        .text("analysis", result -> result.analysis.toString())
                        .number("AUC", result -> result.auc.estimate())
                        .number("lower", result -> result.auc.lower())
                        .number("upper", result -> result.auc.upper())
                        .number("p", Result::pValue)
                        .table());
        var summary = Numbers.text(
                "In %,d replicas of the study's size retention was drawn independently of everything, so that the true AUC is one half. Of 100 intervals of 95 %% some 95 should hold it, and the p-values of the permutation tests (%d shuffles each, on the first %,d replicas) should be uniform.",
                runs.size(), permutations, tested(Analysis.PRIMARY).size());
        return new Trial(heading, summary, tables, failures());
    }

    private List<String> failures() {
        return Stream.of(Analysis.values())
                .flatMap(analysis -> Stream.of(COVERAGE.brokenBy(covered(analysis)), unevenness(uniformity(analysis)))
                        .flatMap(Optional::stream)
                        .map(failure -> "%s: %s".formatted(analysis, failure)))
                .toList();
    }

    private static Optional<String> unevenness(double p) {
        return p >= UNEVEN
                ? Optional.empty()
                : Optional.of(Numbers.text(
                        "p-values are not uniform: Kolmogorov-Smirnov p = %.2g, expected %s or more", p, UNEVEN));
    }
}
