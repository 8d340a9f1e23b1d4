package retention.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import numerics.Numbers;
import numerics.Progress;
import numerics.TableOf;
import numerics.evaluation.LabelPermutation;
import retention.replica.ReplicaSettings;
import retention.validation.Findings.Finding;
import retention.validation.Trial.Promise;
import retention.validation.Validation.Effort;

/**
 * The analyses on replicas of the study in which retention was drawn independently of everything: their intervals should cover an
 * AUC of one half as often as they say, and their p-values should be uniform. What fails here would call noise a finding.
 */
record NullReplicas(Findings findings, int permutations) {

    static final String AUC = "AUC";
    static final String P_VALUE = "p";

    private static final Promise COVERAGE = new Promise("intervals that hold an AUC of one half", 0.93, 0.97);

    /** The p-value below which p-values count as not uniform: chance alone does that once in a hundred times. */
    private static final double UNEVEN = 0.01;

    private static final double THRESHOLD = 0.05;

    /** Intervals take a tenth of the time of tests, and their coverage is to be known to a percent or two. */
    private static final int INTERVALS_PER_TEST = 4;

    /** Makes and analyses replicas of the published size; the first of them are tested and judged as well. */
    static NullReplicas run(Effort effort, Progress progress) {
        var findings = Findings.in(INTERVALS_PER_TEST * effort.replicas(), progress, seed -> {
            var replica = ReplicaUsers.of(ReplicaSettings.PUBLISHED_POSTS, true, seed);
            boolean tested = seed <= effort.replicas();
            var found = new ArrayList<Finding>();
            for (var analysis : Analysis.values()) {
                var auc = analysis.auc(replica.users());
                found.add(new Finding(analysis.toString(), AUC, 0.5, auc.estimate(), auc.contains(0.5)));
                if (tested) {
                    double p = analysis.pValue(replica.users(), effort.permutations(), seed);
                    found.add(new Finding(analysis.toString(), P_VALUE, Double.NaN, p, p <= THRESHOLD));
                }
            }
            if (tested) {
                found.addAll(ClaimRule.judge(replica));
            }
            return found;
        });
        return new NullReplicas(findings, effort.permutations());
    }

    Findings of(Analysis analysis, String what) {
        return findings.of(analysis.toString()).what(what);
    }

    /** The p-value of the Kolmogorov-Smirnov test that the p-values are uniform; small if they are not. */
    double uniformity(Analysis analysis) {
        var pValues =
                of(analysis, P_VALUE).all().stream().mapToDouble(Finding::found).toArray();
        return LabelPermutation.uniformity(permutations, 1, pValues);
    }

    Trial trial() {
        var heading = "Nothing to find: intervals and p-values";
        var table = TableOf.rows(heading, List.of(Analysis.values()))
                .text("analysis", Analysis::toString)
                .number("mean AUC", each -> of(each, AUC).mean())
                .text("intervals that hold one half", each -> of(each, AUC).shown())
                .text("p of 0.05 or less", each -> of(each, P_VALUE).shown())
                .number("p-values uniform: Kolmogorov-Smirnov p", this::uniformity)
                .table();
        var summary = Numbers.text(
                "In %,d replicas of the study's size retention was drawn independently of everything, so that the true AUC is one half. Of 100 intervals of 95 %% some 95 should hold it, and the p-values of the permutation tests (%d shuffles each, on the first %,d replicas) should be uniform. It is promised that between 93 and 97 %% of the intervals do, and that the Kolmogorov-Smirnov p is %s or more; a promise counts as broken if the 95 %% interval of what was counted lies outside it.",
                of(Analysis.PRIMARY, AUC).all().size(),
                permutations,
                of(Analysis.PRIMARY, P_VALUE).all().size(),
                UNEVEN);
        var failures = Stream.of(Analysis.values()).flatMap(this::failures).toList();
        return new Trial(heading, summary, Map.of("nothing_to_find", table), failures);
    }

    private Stream<String> failures(Analysis analysis) {
        double p = uniformity(analysis);
        var uneven = Stream.of(Numbers.text(
                        "p-values are not uniform: Kolmogorov-Smirnov p = %.2g, expected %s or more", p, UNEVEN))
                .filter(failure -> p < UNEVEN);
        return Stream.concat(COVERAGE.brokenBy(of(analysis, AUC).right()).stream(), uneven)
                .map(failure -> "%s: %s".formatted(analysis, failure));
    }
}
