package numerics.topics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which topic of one model is which topic of another: the pairing with the largest sum of cosines between their terms, found by
 * the Hungarian method, so that no pair is favoured by the order in which they are looked at.
 */
public final class TopicMatching {
    private final int[] partners;
    private final double[] cosines;

    private TopicMatching(int[] partners, double[] cosines) {
        this.partners = partners;
        this.cosines = cosines;
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
        var cosines = new double[first.length][first.length];
        for (var i = 0; i < first.length; i++) {
            for (var j = 0; j < first.length; j++) {
                cosines[i][j] = cosine(first[i], second[j]);
            }
        }
        var partners = assign(cosines);
        return new TopicMatching(
                partners,
                IntStream.range(0, partners.length)
                        .mapToDouble(topic -> cosines[topic][partners[topic]])
                        .toArray());
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
        return means.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** For each topic of the first model, its partner in the second. */
    public int[] partners() {
        return partners.clone();
    }

    /** For each topic of the first model, the cosine with its partner, 0 if either has no terms. */
    public double[] cosines() {
        return cosines.clone();
    }

    /** The mean cosine over the pairs, 0..1. */
    public double meanCosine() {
        return Arrays.stream(cosines).average().orElseThrow();
    }

    /** The cosine of the worst pair. */
    public double lowestCosine() {
        return Arrays.stream(cosines).min().orElseThrow();
    }

    private static String size(double[][] topicTerms) {
        return topicTerms.length + " topics of " + (topicTerms.length == 0 ? 0 : topicTerms[0].length) + " terms";
    }

    private static double cosine(double[] a, double[] b) {
        double dot = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (var i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            squaresOfA += a[i] * a[i];
            squaresOfB += b[i] * b[i];
        }
        return dot == 0 ? 0 : dot / Math.sqrt(squaresOfA * squaresOfB);
    }

    /**
     * The partner of each row in the pairing with the largest sum of gains. Rows join one by one, each along the shortest
     * augmenting path under the potentials of those before (H. W. Kuhn 1955; J. Munkres 1957; O(n^3)). Row and column n are the
     * unpaired ones that a path begins with.
     */
    private static int[] assign(double[][] gains) {
        var n = gains.length;
        var rowPotential = new double[n + 1];
        var columnPotential = new double[n + 1];
        var rowOf = new int[n + 1];
        Arrays.fill(rowOf, n);
        for (var row = 0; row < n; row++) {
            var slack = new double[n];
            Arrays.fill(slack, Double.POSITIVE_INFINITY);
            var cameFrom = new int[n];
            var visited = new boolean[n + 1];
            var column = n;
            rowOf[n] = row;
            while (rowOf[column] != n) {
                visited[column] = true;
                var current = rowOf[column];
                var next = n;
                var step = Double.POSITIVE_INFINITY;
                for (var j = 0; j < n; j++) {
                    if (!visited[j]) {
                        var cost = -gains[current][j] - rowPotential[current] - columnPotential[j];
                        if (cost < slack[j]) {
                            slack[j] = cost;
                            cameFrom[j] = column;
                        }
                        if (slack[j] < step) {
                            step = slack[j];
                            next = j;
                        }
                    }
                }
                for (var j = 0; j <= n; j++) {
                    if (visited[j]) {
                        rowPotential[rowOf[j]] += step;
                        columnPotential[j] -= step;
                    } else if (j < n) {
                        slack[j] -= step;
                    }
                }
                column = next;
            }
            while (column != n) {
                rowOf[column] = rowOf[cameFrom[column]];
                column = cameFrom[column];
            }
        }
        var partners = new int[n];
        for (var column = 0; column < n; column++) {
            partners[rowOf[column]] = column;
        }
        return partners;
    }
}
