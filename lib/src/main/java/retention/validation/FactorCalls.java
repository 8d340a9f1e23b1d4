package retention.validation;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import retention.evaluation.Ratio;
import retention.features.ObservedFeature;
import retention.project.Progress;
import retention.replica.ReplicaSettings;
import retention.study.Factors;
import retention.study.Factors.Line;
import retention.study.Factors.Verdict;
import retention.users.Protocol;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The study's rule for factors, {@link Factors}, on replicas whose truth is known: how often it calls something what is nothing, and
 * what is planted by its name.
 *
 * <p>What "without effect" means is not the same for each look. On replicas in which retention was drawn independently of everything
 * no feature has an effect in any look, and every call is false. On those with planted effects, <i>alone</i> and <i>unseen</i> speak
 * rightly for whatever goes with a planted feature, as collects go with likes, and have no false calls that could be told apart
 * from true ones. <i>Together</i>, and with it the verdict that all three must give, has: a feature that was not planted has no effect
 * given those that were. The headline's five, which the study takes for given, hold all of them but for what the posts are about
 * and what the displayed counts hide, so that what this rule falls for is counted here and not only what it promises. The
 * base rates of new and older accounts were planted too, and the features that follow from them are not judged.
 *
 * @param planted whether effects were planted
 * @param runs one a replica, in the order of their seeds
 */
public record FactorCalls(boolean planted, List<Run> runs) {

    private static final Set<ObservedFeature> DRIVERS =
            EnumSet.of(ObservedFeature.LIKES, ObservedFeature.COMMENTS, ObservedFeature.POSTS, ObservedFeature.RECENCY);
    private static final Set<ObservedFeature> BASE_RATES =
            EnumSet.of(ObservedFeature.NEWCOMER, ObservedFeature.ACCOUNT_AGE);

    private static final Promise FEW_FACTORS =
            new Promise("replicas without any effect in which a feature is called a factor", 0, 0.05);
    private static final Promise FEW_HINTS =
            new Promise("replicas without any effect in which a feature is called a factor or a hint", 0, 0.15);
    private static final Promise FEW_FALSE =
            new Promise("features without an effect of their own that are called factors", 0, 0.05);

    public FactorCalls {
        runs = List.copyOf(runs);
    }

    /** What came out for one replica. */
    public record Run(long seed, int users, int retained, Factors factors) {}

    /**
     * Replicas of the published size in which retention was drawn independently of everything, on all cores; the result does not
     * depend on their number.
     *
     * @param replicas how many, 1 or more
     * @param firstSeed of the first replica; each further one has the next
     * @param progress hears of each replica
     */
    public static FactorCalls withoutEffects(int replicas, long firstSeed, Progress progress) {
        return run(false, replicas, ReplicaSettings.PUBLISHED_POSTS, firstSeed, progress);
    }

    /**
     * Replicas with planted effects.
     *
     * @param posts of each replica; 64,000 give some 50,000 users
     */
    public static FactorCalls withEffects(int replicas, int posts, long firstSeed, Progress progress) {
        return run(true, replicas, posts, firstSeed, progress);
    }

    private static FactorCalls run(boolean planted, int replicas, int posts, long firstSeed, Progress progress) {
        if (replicas < 1) {
            throw new IllegalArgumentException("%d replicas: expected 1 or more.".formatted(replicas));
        }
        var done = new AtomicInteger();
        return new FactorCalls(
                planted,
                LongStream.range(firstSeed, firstSeed + replicas)
                        .parallel()
                        .mapToObj(seed -> {
                            var users = ReplicaUsers.of(new ReplicaSettings(posts, !planted, seed), Protocol.CORRECTED)
                                    .users();
                            var run = new Run(seed, users.size(), users.retained(), Factors.of(users));
                            synchronized (done) {
                                progress.report(done.incrementAndGet(), replicas);
                            }
                            return run;
                        })
                        .sorted(Comparator.comparingLong(Run::seed))
                        .toList());
    }

    /** In how many of the replicas any feature is called a factor. */
    public Ratio withFactor() {
        return with(line -> line.verdict() == Verdict.FACTOR);
    }

    /** In how many of the replicas any feature is called something, a factor or a hint. */
    public Ratio withCall() {
        return with(line -> line.verdict() != Verdict.NONE);
    }

    private Ratio with(Predicate<Line> called) {
        return new Ratio(
                runs.stream()
                        .filter(run -> run.factors().lines().stream().anyMatch(called))
                        .count(),
                runs.size());
    }

    /** How many of the features without an effect of their own are called factors, over all replicas; see above. */
    public Ratio falseFactors() {
        return among(ObservedFeature.values(), this::isWithoutEffect, line -> line.verdict() == Verdict.FACTOR);
    }

    /** For how many of them <i>together</i> speaks. */
    public Ratio falseTogether() {
        return among(ObservedFeature.values(), this::isWithoutEffect, Line::togetherSpeaks);
    }

    private boolean isWithoutEffect(ObservedFeature feature) {
        return !planted || !(DRIVERS.contains(feature) || BASE_RATES.contains(feature));
    }

    private Ratio among(ObservedFeature[] features, Predicate<ObservedFeature> which, Predicate<Line> called) {
        var judged = Stream.of(features).filter(which).toList();
        long count = runs.stream()
                .mapToLong(run -> judged.stream()
                        .filter(feature -> called.test(line(run, feature)))
                        .count())
                .sum();
        return new Ratio(count, (double) judged.size() * runs.size());
    }

    private static Line line(Run run, ObservedFeature feature) {
        return run.factors().line(feature);
    }

    /** What the rule promises and does not keep; empty if all is well. */
    public List<String> failures() {
        return (planted
                        ? Stream.of(FEW_FALSE.brokenBy(falseFactors()))
                        : Stream.of(FEW_FACTORS.brokenBy(withFactor()), FEW_HINTS.brokenBy(withCall())))
                .flatMap(Optional::stream)
                .toList();
    }

    /** feature | truth | factor | hint | signs differ | together: in how many of the replicas. */
    public Table table() {
        var features = ObservedFeature.values();
        return Table.create(
                "What the rule for factors calls each feature, in how many of %,d replicas".formatted(runs.size()),
                StringColumn.create("feature", Stream.of(features).map(ObservedFeature::column)),
                StringColumn.create("truth", Stream.of(features).map(this::truth)),
                count("factor", line -> line.verdict() == Verdict.FACTOR),
                count("hint", line -> line.verdict() == Verdict.HINT),
                count("signs differ", line -> line.verdict() == Verdict.DIVIDED),
                count("alone", Line::aloneSpeaks),
                count("together", Line::togetherSpeaks),
                count("unseen", Line::unseenSpeaks));
    }

    private String truth(ObservedFeature feature) {
        if (isWithoutEffect(feature)) {
            return planted ? "no effect of its own" : "no effect";
        }
        return DRIVERS.contains(feature) ? "planted" : "base rate, not judged";
    }

    private IntColumn count(String name, Predicate<Line> called) {
        return IntColumn.create(
                name,
                Stream.of(ObservedFeature.values())
                        .mapToInt(feature -> (int) runs.stream()
                                .filter(run -> called.test(line(run, feature)))
                                .count())
                        .toArray());
    }

    /** What came out, in a sentence or two. */
    @Override
    public String toString() {
        return planted ? ofPlanted() : ofNothing();
    }

    private String ofNothing() {
        return "%,d replicas without any effect: a feature is called a factor in %s, a factor or a hint in %s; alone speaks in %s, together in %s, unseen in %s"
                .formatted(
                        runs.size(),
                        Promise.said(withFactor()),
                        Promise.said(withCall()),
                        shortly(with(Line::aloneSpeaks)),
                        shortly(with(Line::togetherSpeaks)),
                        shortly(with(Line::unseenSpeaks)));
    }

    private String ofPlanted() {
        double users = runs.stream().mapToInt(Run::users).average().orElseThrow();
        double retained = runs.stream().mapToInt(Run::retained).average().orElseThrow();
        var drivers = DRIVERS.stream()
                .map(feature -> "%s a factor in %d and a hint in %d"
                        .formatted(feature.column(), count(feature, Verdict.FACTOR), count(feature, Verdict.HINT)))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%,d replicas of %,.0f users, %,.0f retained, with planted effects: %s; of features without an effect of their own, factors are %s, and together speaks for %s",
                runs.size(),
                users,
                retained,
                drivers,
                Promise.said(falseFactors()),
                Promise.said(falseTogether()));
    }

    private long count(ObservedFeature feature, Verdict verdict) {
        return runs.stream()
                .filter(run -> line(run, feature).verdict() == verdict)
                .count();
    }

    private static String shortly(Ratio counted) {
        return String.format(Locale.ROOT, "%.0f", counted.numerator());
    }
}
