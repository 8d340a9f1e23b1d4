package numerics.topics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import numerics.Check;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/** How much two labelings of the same items tell of each other. */
public final class MutualInformation {

    /** A smaller difference of two sums of logarithms is that of their rounding. */
    private static final double NEGLIGIBLE = 1e-12;

    private MutualInformation() {}

    /**
     * The mutual information, adjusted for chance: 1 for the same grouping, about 0 for unrelated ones however many groups they have,
     * and possibly below. Source: N. X. Vinh, J. Epps and J. Bailey, <i>Information theoretic measures for clusterings
     * comparison</i>, JMLR 11 (2010), with the arithmetic mean of the entropies, as in scikit-learn's {@code
     * adjusted_mutual_info_score}.
     *
     * @param first a label for each item; only equality counts, so anything with equals will do
     * @param second a label for each item, in the same order
     */
    public static double adjusted(List<?> first, List<?> second) {
        int items = first.size();
        Check.that(items == second.size(), "%d labels against %d, expected two for each item", items, second.size());
        var ofFirst = sizes(first);
        var ofSecond = sizes(second);
        var pairs = IntStream.range(0, items).mapToObj(i -> List.<Object>of(first.get(i), second.get(i)));
        double mutual = 0;
        for (var size : sizes(pairs.toList()).entrySet()) {
            var pair = size.getKey();
            mutual += information(size.getValue(), ofFirst.get(pair.get(0)), ofSecond.get(pair.get(1)), items);
        }
        double expected = 0;
        for (int one : ofFirst.values()) {
            for (int other : ofSecond.values()) {
                var both = HypergeometricDistribution.of(items, one, other);
                for (int size = Math.max(1, both.getSupportLowerBound()); size <= Math.min(one, other); size++) {
                    expected += both.probability(size) * information(size, one, other, items);
                }
            }
        }
        double most = (entropy(ofFirst, items) + entropy(ofSecond, items)) / 2 - expected;
        // Where all items are in one group, or each in its own, both entropies are as expected.
        return most < NEGLIGIBLE ? 1 : (mutual - expected) / most;
    }

    /** How many items have each label. */
    private static <T> Map<T, Integer> sizes(List<T> labels) {
        return labels.stream()
                .collect(Collectors.groupingBy(label -> label, LinkedHashMap::new, Collectors.summingInt(item -> 1)));
    }

    /** What the items that are in one group and in another bring to the mutual information. */
    private static double information(int both, int one, int other, int items) {
        return (double) both / items * Math.log((double) items * both / ((double) one * other));
    }

    private static double entropy(Map<?, Integer> sizes, int items) {
        return sizes.values().stream()
                .mapToDouble(size -> information(size, size, size, items))
                .sum();
    }
}
