package numerics.topics;

import java.util.HashMap;
import java.util.List;
import smile.validation.metric.AdjustedMutualInformation;

/** How much two labelings of the same items tell of each other. */
public final class MutualInformation {

    private MutualInformation() {}

    /**
     * The mutual information, adjusted for chance, by Smile: 1 for the same grouping, about 0 for unrelated ones however many groups
     * they have, and possibly below. Source: N. X. Vinh, J. Epps and J. Bailey, <i>Information theoretic measures for clusterings
     * comparison</i>, JMLR 11 (2010), with the arithmetic mean of the entropies, as in scikit-learn's {@code
     * adjusted_mutual_info_score}.
     *
     * @param first a label for each item; only equality counts, so anything with equals will do
     * @param second a label for each item, in the same order
     */
    public static double adjusted(List<?> first, List<?> second) {
        if (first.size() != second.size()) {
            throw new IllegalArgumentException(
                    "%d labels against %d, expected two for each item".formatted(first.size(), second.size()));
        }
        // Where all items are in one group, or each in its own, both entropies are as expected: 0/0.
        double adjusted = first.size() < 2 ? Double.NaN : AdjustedMutualInformation.sum(groups(first), groups(second));
        return Double.isFinite(adjusted) ? adjusted : 1;
    }

    /** For each item, the number of its group, counted from 0 in the order of appearance. */
    private static int[] groups(List<?> labels) {
        var numbers = new HashMap<Object, Integer>();
        return labels.stream()
                .mapToInt(label -> numbers.computeIfAbsent(label, unseen -> numbers.size()))
                .toArray();
    }
}
