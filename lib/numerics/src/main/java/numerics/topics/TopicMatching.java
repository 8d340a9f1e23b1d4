package numerics.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import numerics.matrix.Vectors;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;

/**
 * Which topic of one model is which topic of another: the pairing with the largest sum of cosines between their terms, whatever the
 * order of the topics. It is the solution of a linear programme whose corners are the pairings.
 *
 * @param partners for each topic of the first model, its partner in the second
 * @param cosines for each topic of the first model, the cosine with its partner, 0 if either has no terms
 */
public record TopicMatching(List<Integer> partners, List<Double> cosines) {

    public TopicMatching {
        partners = List.copyOf(partners);
        cosines = List.copyOf(cosines);
    }

    /**
     * Pairs the topics of two models over the same terms.
     *
     * @param first topics x terms
     * @param second topics x terms
     * @throws IllegalArgumentException if one has more topics or terms than the other, or there are none
     */
    public static TopicMatching of(double[][] first, double[][] second) {
        if (first.length == 0 || first.length != second.length || first[0].length != second[0].length) {
            throw new IllegalArgumentException(
                    "%s against %s, expected as many topics and terms in both".formatted(size(first), size(second)));
        }
        int n = first.length;
        var cosines = IntStream.range(0, n * n)
                .mapToDouble(pair -> Vectors.cosine(first[pair / n], second[pair % n]))
                .toArray();
        var constraints = IntStream.range(0, n)
                .boxed()
                .flatMap(topic -> IntStream.of(0, 1)
                        .mapToObj(side -> new LinearConstraint(
                                IntStream.range(0, n * n)
                                        .mapToDouble(pair -> (side == 0 ? pair / n : pair % n) == topic ? 1 : 0)
                                        .toArray(),
                                Relationship.EQ,
                                1)))
                .toList();
        var paired = new SimplexSolver()
                .optimize(
                        new LinearObjectiveFunction(cosines, 0),
                        new LinearConstraintSet(constraints),
                        new NonNegativeConstraint(true),
                        GoalType.MAXIMIZE)
                .getPoint();
        var pairs = IntStream.range(0, n * n)
                .filter(pair -> paired[pair] > 0.5)
                .boxed()
                .toList();
        return new TopicMatching(
                pairs.stream().map(pair -> pair % n).toList(),
                pairs.stream().map(pair -> cosines[pair]).toList());
    }

    /**
     * The mean matched cosine over all pairs of models: 1 if all runs found the same topics. Models that start from singular
     * vectors hardly depend on their seed; let them start at random for this.
     *
     * @param runs two models or more, of equally many topics over the same terms
     * @throws IllegalArgumentException if there are fewer than two runs or their sizes differ
     */
    public static double stability(List<? extends TopicModel> runs) {
        if (runs.size() < 2) {
            throw new IllegalArgumentException("Stability of %d runs, expected two or more".formatted(runs.size()));
        }
        var topicTerms = runs.stream().map(TopicModel::topicTerms).toList();
        var means = new ArrayList<Double>();
        for (var i = 0; i < topicTerms.size(); i++) {
            for (var j = 0; j < i; j++) {
                means.add(of(topicTerms.get(j), topicTerms.get(i)).meanCosine());
            }
        }
        return mean(means);
    }

    /** The mean cosine over the pairs, 0..1. */
    public double meanCosine() {
        return mean(cosines);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static String size(double[][] topicTerms) {
        return topicTerms.length + " topics of " + (topicTerms.length == 0 ? 0 : topicTerms[0].length) + " terms";
    }
}
