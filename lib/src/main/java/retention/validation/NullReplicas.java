package retention.validation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import retention.evaluation.Interval;
import retention.evaluation.Ratio;
import retention.evaluation.Uniformity;
import retention.features.ObservedFeature;
import retention.model.Features;
import retention.project.Progress;
import retention.replica.ReplicaSettings;
import retention.study.Headline;
import retention.users.Protocol;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

/**
 * The headline analysis on replicas of the study in which retention was drawn independently of everything: its intervals should
 * cover an AUC of one half as often as they say, and its p-values should be uniform. What fails here would call noise a finding.
 *
 * @param runs one a replica, in the order of their seeds
 * @param permutations of each one's test
 */
public record NullReplicas(List<Run> runs, int permutations) {

    private static final double LEVEL = 0.95;

    public NullReplicas {
        runs = List.copyOf(runs);
    }

    /**
     * What came out for one replica.
     *
     * @param seed of the replica
     * @param auc with its 95 % interval
     * @param pValue of the permutation test
     */
    public record Run(long seed, Interval auc, double pValue) {

        /** Whether the interval holds one half, which is the truth. */
        public boolean covers() {
            return auc.lower() <= 0.5 && auc.upper() >= 0.5;
        }
    }

    /**
     * Makes and analyses replicas of the published size, on all cores; the result does not depend on their number.
     *
     * @param replicas how many, 2 or more, since their p-values are looked at together
     * @param permutations of each one's test, 1 or more
     * @param firstSeed of the first replica; each further one has the next
     * @param progress hears of each replica
     * @throws IllegalArgumentException if there are fewer
     */
    public static NullReplicas run(int replicas, int permutations, long firstSeed, Progress progress) {
        if (replicas < 2) {
            throw new IllegalArgumentException("%d replicas: expected 2 or more.".formatted(replicas));
        }
        if (permutations < 1) {
            throw new IllegalArgumentException("%d permutations: expected 1 or more.".formatted(permutations));
        }
        var done = new AtomicInteger();
        var runs = LongStream.range(firstSeed, firstSeed + replicas)
                .parallel()
                .mapToObj(seed -> {
                    var run = run(seed, permutations);
                    synchronized (done) {
                        progress.report(done.incrementAndGet(), replicas);
                    }
                    return run;
                })
                .sorted(Comparator.comparingLong(Run::seed))
                .toList();
        return new NullReplicas(runs, permutations);
    }

    private static Run run(long seed, int permutations) {
        var users = ReplicaUsers.of(
                        new ReplicaSettings(ReplicaSettings.PUBLISHED_POSTS, true, seed), Protocol.CORRECTED)
                .users();
        var features = Features.of(ObservedFeature.of(users, ObservedFeature.HEADLINE));
        return new Run(
                seed,
                Headline.auc(Headline.PROTOCOL.predict(features, users.labels(), Headline.learner()))
                        .interval(),
                Headline.permutation(features, users.labels(), permutations).pValue());
    }

    /** In how many of the replicas the interval holds one half. */
    public Ratio covered() {
        return new Ratio(runs.stream().filter(Run::covers).count(), runs.size());
    }

    /** The share of the intervals that hold one half, with Wilson's interval. */
    public Interval coverage() {
        return Interval.wilson(covered(), LEVEL);
    }

    /** The mean AUC over the replicas; one half if the estimate is not biased. */
    public double meanAuc() {
        return runs.stream().mapToDouble(run -> run.auc().estimate()).average().orElseThrow();
    }

    /** How many replicas have a p-value of at most this. */
    public Ratio rejected(double threshold) {
        return new Ratio(runs.stream().filter(run -> run.pValue() <= threshold).count(), runs.size());
    }

    /** The p-value of the Kolmogorov-Smirnov test that the p-values are uniform; small if they are not. */
    public double uniformity() {
        return Uniformity.ofPermutations(
                        permutations,
                        runs.get(0).seed(),
                        runs.stream().mapToDouble(Run::pValue).toArray())
                .pValue();
    }

    /** The p-value below which p-values count as not uniform: chance alone does that once in a hundred times. */
    private static final double UNEVEN = 0.01;

    private static final Promise COVERAGE = new Promise("intervals that hold an AUC of one half", 0.93, 0.97);

    /** What the analysis promises and does not keep; empty if all is well. */
    public List<String> failures() {
        return Stream.of(
                        COVERAGE.brokenBy(covered()),
                        uniform()
                                ? Optional.<String>empty()
                                : Optional.of(String.format(
                                        Locale.ROOT,
                                        "p-values are not uniform: Kolmogorov-Smirnov p = %.2g, expected %s or more",
                                        uniformity(),
                                        UNEVEN)))
                .flatMap(Optional::stream)
                .toList();
    }

    private boolean uniform() {
        return uniformity() >= UNEVEN;
    }

    /** expected | observed: the sorted p-values against where uniform ones would lie, for a figure. */
    public Table quantiles() {
        var sorted = new ArrayList<>(runs.stream().map(Run::pValue).toList());
        Collections.sort(sorted);
        return Table.create(
                "p-values without any effect",
                DoubleColumn.create(
                        "expected", IntStream.range(0, sorted.size()).mapToDouble(i -> (i + 0.5) / sorted.size())),
                DoubleColumn.create("observed", sorted.stream().mapToDouble(Double::doubleValue)));
    }

    /** seed | AUC | lower | upper | p, a row a replica. */
    public Table table() {
        return Table.create(
                "Null replicas",
                LongColumn.create("seed", runs.stream().mapToLong(Run::seed).toArray()),
                DoubleColumn.create(
                        "AUC", runs.stream().mapToDouble(run -> run.auc().estimate())),
                DoubleColumn.create(
                        "lower", runs.stream().mapToDouble(run -> run.auc().lower())),
                DoubleColumn.create(
                        "upper", runs.stream().mapToDouble(run -> run.auc().upper())),
                DoubleColumn.create("p", runs.stream().mapToDouble(Run::pValue)));
    }

    /** What came out, in a sentence or two. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Of the intervals, %s hold an AUC of one half, where %.0f of 100 should; the mean AUC is %.3f. p is at most 0.05 in %s; that the p-values are uniform is %s (Kolmogorov-Smirnov p = %.3f)",
                Promise.said(covered()),
                100 * LEVEL,
                meanAuc(),
                Promise.said(rejected(0.05)),
                uniform() ? "not contradicted" : "contradicted",
                uniformity());
    }
}
