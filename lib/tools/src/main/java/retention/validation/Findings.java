package retention.validation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import numerics.Progress;
import numerics.evaluation.Ratio;

/** What was found in replicas of known truth, one after another, and how often it was right. */
record Findings(List<Finding> all) {

    /**
     * What was found in one replica.
     *
     * @param of what was looked at, such as an analysis, a model or a claim
     * @param what was looked for there
     * @param planted the truth; NaN for what is no number
     * @param found the figure that came out; NaN likewise
     * @param holds whether it is as was asked, such as that an interval holds the truth
     */
    record Finding(String of, String what, double planted, double found, boolean holds) {

        /** Whether something is as was asked. */
        static Finding yesOrNo(String of, String what, boolean holds) {
            return new Finding(of, what, Double.NaN, Double.NaN, holds);
        }

        /** A figure of which nothing was asked. */
        static Finding number(String of, String what, double found) {
            return new Finding(of, what, Double.NaN, found, true);
        }
    }

    /**
     * Analyses the replicas of seed 1 and those that follow, on all cores.
     *
     * @param progress is called for each
     * @return what was found, in the order of the seeds, whatever the number of cores
     */
    static Findings in(int replicas, Progress progress, LongFunction<List<Finding>> analysis) {
        var done = new AtomicInteger();
        return new Findings(LongStream.rangeClosed(1, replicas)
                .parallel()
                .mapToObj(seed -> {
                    var found = analysis.apply(seed);
                    synchronized (done) {
                        progress.report(done.incrementAndGet(), replicas);
                    }
                    return found;
                })
                .flatMap(List::stream)
                .toList());
    }

    Findings of(String... of) {
        return only(finding -> List.of(of).contains(finding.of));
    }

    Findings what(String what) {
        return only(finding -> finding.what.equals(what));
    }

    Findings only(Predicate<Finding> which) {
        return new Findings(all.stream().filter(which).toList());
    }

    /** The same finding in all replicas, for one finding after the other, in the order in which they first came. */
    List<Findings> each() {
        return List.copyOf(all.stream()
                .collect(Collectors.groupingBy(
                        finding -> List.of(finding.of, finding.what),
                        LinkedHashMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), Findings::new)))
                .values());
    }

    Finding first() {
        return all.get(0);
    }

    /** Of the figures that came out. */
    double mean() {
        return all.stream().mapToDouble(Finding::found).average().orElseThrow();
    }

    /** How many are as was asked. */
    Ratio right() {
        return new Ratio(all.stream().filter(Finding::holds).count(), all.size());
    }

    /** The same in words, such as {@code 192 of 200, 96.0 % [92.3 %, 98.0 %]}. */
    String shown() {
        return Trial.shown(right());
    }
}
