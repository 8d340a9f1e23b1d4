package numerics.survival;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.apache.commons.math3.special.Gamma;

/**
 * Whether the survival curves of two or more groups differ: at each event, who has it is compared with who was at risk in the same
 * stratum. Subjects of different strata, such as those who came in different weeks, are never compared with each other.
 *
 * <p>Under the hypothesis that all groups of a stratum have one curve the statistic follows the chi-squared distribution, about, with
 * one degree of freedom fewer than groups; the test sees best a hazard that is so many times the other's throughout, and can
 * miss curves that cross. With one stratum it is lifelines' {@code multivariate_logrank_test}, with several statsmodels'
 * {@code survdiff}.
 *
 * <p>Source: N. Mantel, <i>Evaluation of survival data and two new rank order statistics</i>, Cancer Chemotherapy Reports 50
 * (1966); R. Peto and J. Peto, <i>Asymptotically efficient rank invariant test procedures</i>, JRSS A 135 (1972).
 *
 * @param groups what was compared, in the order in which each first comes
 * @param statistic 0 if no group departs from what is expected, and if nobody had the event
 * @param degreesOfFreedom groups minus one
 * @param pValue the chance of a statistic at least as large if the curves are the same
 */
public record LogRank(List<Line> groups, double statistic, int degreesOfFreedom, double pValue) {

    /**
     * One group.
     *
     * @param subjects how many there are
     * @param observed how many had the event
     * @param expected how many would, if the hazard were the same in all groups of a stratum
     */
    public record Line(String name, int subjects, int observed, double expected) {}

    public LogRank {
        groups = List.copyOf(groups);
    }

    /**
     * The test in words, or that there is nothing to compare: a file may hold users of one group only.
     *
     * @throws IllegalArgumentException if a group has no observation
     */
    public static String inWords(Collection<List<Group>> strata) {
        int groups = names(strata).size();
        return groups < 2
                ? "nothing to compare, there are users of " + groups + " group only"
                : of(strata).toString();
    }

    /**
     * Compares groups of different subjects within each stratum.
     *
     * @param strata the groups of each; those of one name are one group, and a group may be missing from a stratum
     * @throws IllegalArgumentException if there are fewer than two groups, or one has no observation
     */
    public static LogRank of(Collection<List<Group>> strata) {
        var names = names(strata);
        if (names.size() < 2) {
            throw new IllegalArgumentException(
                    "%d groups: expected two or more, a test compares them.".formatted(names.size()));
        }
        int free = names.size() - 1;
        var expected = new double[names.size()];
        // The last group's departure is what the others' leave.
        var covariance = new double[free][free];
        for (var stratum : strata) {
            var atRisk = new int[names.size()];
            stratum.forEach(group ->
                    atRisk[names.indexOf(group.name())] += group.observations().size());
            for (var time : tally(stratum, names).values()) {
                add(time, atRisk, expected, covariance);
                for (int i = 0; i < atRisk.length; i++) {
                    atRisk[i] -= time.leaving[i];
                }
            }
        }
        var departure = new double[free];
        var lines = new ArrayList<Line>();
        for (int i = 0; i < names.size(); i++) {
            var name = names.get(i);
            var all = strata.stream()
                    .flatMap(List::stream)
                    .filter(group -> group.name().equals(name))
                    .toList();
            int observed = all.stream().mapToInt(Group::events).sum();
            int subjects =
                    all.stream().mapToInt(group -> group.observations().size()).sum();
            lines.add(new Line(name, subjects, observed, expected[i]));
            if (i < free) {
                departure[i] = observed - expected[i];
            }
        }
        double statistic = statistic(departure, covariance);
        return new LogRank(lines, statistic, free, Gamma.regularizedGammaQ(free / 2.0, statistic / 2));
    }

    private static List<String> names(Collection<List<Group>> strata) {
        var names = new LinkedHashSet<String>();
        for (var stratum : strata) {
            for (var group : stratum) {
                if (group.observations().isEmpty()) {
                    throw new IllegalArgumentException(
                            "The group \"%s\" has no observations: expected at least one. Leave it out."
                                    .formatted(group.name()));
                }
                names.add(group.name());
            }
        }
        return List.copyOf(names);
    }

    /** What happened at one time, by group. */
    private static final class Tally {
        private final int[] events;
        private final int[] leaving;

        Tally(int groups) {
            events = new int[groups];
            leaving = new int[groups];
        }
    }

    private static TreeMap<Double, Tally> tally(List<Group> stratum, List<String> names) {
        var times = new TreeMap<Double, Tally>();
        for (var group : stratum) {
            int i = names.indexOf(group.name());
            for (var observation : group.observations()) {
                var tally = times.computeIfAbsent(observation.days(), days -> new Tally(names.size()));
                tally.leaving[i]++;
                if (observation.event()) {
                    tally.events[i]++;
                }
            }
        }
        return times;
    }

    /** Adds one time: the events of each group given those of all are hypergeometric. */
    private static void add(Tally time, int[] atRisk, double[] expected, double[][] covariance) {
        double events = 0;
        double all = 0;
        for (int i = 0; i < atRisk.length; i++) {
            events += time.events[i];
            all += atRisk[i];
        }
        for (int i = 0; i < atRisk.length; i++) {
            expected[i] += events * atRisk[i] / all;
        }
        if (all > 1) {
            double factor = events * (all - events) / (all - 1);
            for (int i = 0; i < covariance.length; i++) {
                for (int j = 0; j < covariance.length; j++) {
                    covariance[i][j] += factor * atRisk[i] / all * ((i == j ? 1 : 0) - atRisk[j] / all);
                }
            }
        }
    }

    /** By the pseudo-inverse: a group that is never at risk of an event leaves the covariance singular. */
    private static double statistic(double[] departure, double[][] covariance) {
        var solver = new SingularValueDecomposition(new Array2DRowRealMatrix(covariance, false)).getSolver();
        var vector = new ArrayRealVector(departure, false);
        return Math.max(0, vector.dotProduct(solver.solve(vector)));
    }

    /**
     * The figures, such as {@code early: 4 events, 2.5 expected; late: 3 events, 4.5 expected; chi-squared = 1.530, 1 degree of freedom,
     * p = 0.216}. A group with more events than expected has them sooner.
     */
    @Override
    public String toString() {
        var counts = groups.stream()
                .map(group -> String.format(
                        Locale.ROOT,
                        "%s: %,d events, %,.1f expected; ",
                        group.name(),
                        group.observed(),
                        group.expected()))
                .collect(Collectors.joining());
        return counts
                + String.format(
                        Locale.ROOT,
                        "chi-squared = %.3f, %d degree%s of freedom, p = %.3g",
                        statistic,
                        degreesOfFreedom,
                        degreesOfFreedom == 1 ? "" : "s",
                        pValue);
    }
}
