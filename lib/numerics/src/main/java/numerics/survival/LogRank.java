package numerics.survival;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import numerics.Check;
import numerics.Numbers;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.apache.commons.math3.special.Gamma;

/**
 * Whether the survival curves of two or more groups differ: at each event, the group that has it is compared with those at risk in
 * the same stratum. Subjects of different strata, such as those who came in different weeks, are never compared with each other.
 *
 * <p>If all groups of a stratum have the same curve, the statistic follows about a chi-squared distribution with one degree of
 * freedom fewer than groups. The test is most powerful where one hazard is a constant multiple of the other, and can miss curves
 * that cross. With one stratum it is lifelines' {@code multivariate_logrank_test}, with several statsmodels'
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

    /** What an observation says, and the place of its group among the names. */
    private record Subject(int group, double days, boolean event) {}

    /**
     * The test in words, or that there is nothing to compare, since there is only one group or none.
     *
     * @throws IllegalArgumentException if a group has no observation
     */
    public static String inWords(Collection<List<Group>> strata) {
        int groups = names(strata).size();
        return groups < 2
                ? "nothing to compare, the number of groups is " + groups
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
        Check.that(names.size() >= 2, "%d groups: expected two or more, a test compares them.", names.size());
        int free = names.size() - 1;
        var subjects = new int[names.size()];
        var observed = new int[names.size()];
        var expected = new double[names.size()];
        // The last group's departure is what the others' leave.
        var covariance = new double[free][free];
        for (var stratum : strata) {
            var byTime = stratum.stream()
                    .flatMap(group -> group.observations().stream()
                            .map(each -> new Subject(names.indexOf(group.name()), each.days(), each.event())))
                    .collect(Collectors.groupingBy(Subject::days, TreeMap::new, Collectors.toList()));
            var atRisk = new int[names.size()];
            byTime.values().forEach(leaving -> leaving.forEach(subject -> atRisk[subject.group]++));
            Arrays.setAll(subjects, i -> subjects[i] + atRisk[i]);
            for (var leaving : byTime.values()) {
                var events = leaving.stream().filter(Subject::event).toList();
                events.forEach(subject -> observed[subject.group]++);
                add(events.size(), atRisk, expected, covariance);
                leaving.forEach(subject -> atRisk[subject.group]--);
            }
        }
        var departure = new ArrayRealVector(IntStream.range(0, free)
                .mapToDouble(i -> observed[i] - expected[i])
                .toArray());
        // The pseudo-inverse, because a group that is never at risk of an event leaves the covariance singular.
        var solver = new SingularValueDecomposition(new Array2DRowRealMatrix(covariance, false)).getSolver();
        double statistic = Math.max(0, departure.dotProduct(solver.solve(departure)));
        var lines = IntStream.range(0, names.size())
                .mapToObj(i -> new Line(names.get(i), subjects[i], observed[i], expected[i]))
                .toList();
        return new LogRank(lines, statistic, free, Gamma.regularizedGammaQ(free / 2.0, statistic / 2));
    }

    private static List<String> names(Collection<List<Group>> strata) {
        var groups = strata.stream().flatMap(List::stream).toList();
        groups.forEach(group -> Check.that(
                !group.observations().isEmpty(),
                "The group \"%s\" has no observations: expected at least one. Leave it out.",
                group.name()));
        return groups.stream().map(Group::name).distinct().toList();
    }

    /** Adds one time: the events of each group given those of all are hypergeometric. */
    private static void add(int events, int[] atRisk, double[] expected, double[][] covariance) {
        double all = IntStream.of(atRisk).sum();
        for (int i = 0; i < atRisk.length; i++) {
            expected[i] += (double) events * atRisk[i] / all;
        }
        for (int i = 0; i < covariance.length && all > 1; i++) {
            for (int j = 0; j < covariance.length; j++) {
                double factor = events * (all - events) / (all - 1);
                covariance[i][j] += factor * atRisk[i] / all * ((i == j ? 1 : 0) - atRisk[j] / all);
            }
        }
    }

    /**
     * The figures, such as {@code early: 4 events, 2.5 expected; late: 3 events, 4.5 expected; chi-squared = 1.530, 1 degree of freedom,
     * p = 0.216}. A group with more events than expected has them sooner.
     */
    @Override
    public String toString() {
        var counts = groups.stream()
                .map(group -> Numbers.text(
                        "%s: %s, %,.1f expected; ",
                        group.name(), Numbers.counted(group.observed(), "event"), group.expected()))
                .collect(Collectors.joining());
        return counts
                + Numbers.text(
                        "chi-squared = %.3f, %s of freedom, p = %.3g",
                        statistic, Numbers.counted(degreesOfFreedom, "degree"), pValue);
    }
}
