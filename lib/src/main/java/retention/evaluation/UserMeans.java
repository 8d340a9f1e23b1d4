package retention.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Intervals of figures that are means over users, such as the Brier score, over repetitions of
 * cross-validation. They are where those of {@link Bootstrap#logitIntervalWithSplits} go with more and more resamples.
 */
final class UserMeans {

    private UserMeans() {}

    /**
     * The mean over users and repetitions. Its variance has a part for the users that were drawn, each class by itself, and one for
     * the splits; the latter is unknown and left out where there is one repetition.
     *
     * @param values one array a repetition, one value in 0..1 a user
     */
    static Interval logitInterval(boolean[] labels, List<double[]> values, double level) {
        var means = values.stream().mapToDouble(StatUtils::mean).toArray();
        double ofUsers = values.stream()
                .mapToDouble(each -> variance(labels, each, true) + variance(labels, each, false))
                .average()
                .orElseThrow();
        double ofSplits = means.length > 1 ? Bootstrap.ofSplits(means) : 0;
        if (ofUsers + ofSplits == 0) {
            // A logit and back would miss it by an ulp.
            return new Interval(means[0], means[0], means[0], level);
        }
        return Bootstrap.logit(StatUtils.mean(means), ofUsers + ofSplits, Bootstrap.smallerClass(labels), level);
    }

    /** The squared distance of each user's probability and outcome, whose mean is the Brier score; one array a repetition. */
    static List<double[]> squaredErrors(boolean[] labels, List<double[]> probabilities) {
        return probabilities.stream()
                .map(each -> {
                    Inputs.requireProbabilities(labels, each);
                    return IntStream.range(0, labels.length)
                            .mapToDouble(user -> (labels[user] ? 1 : 0) - each[user])
                            .map(distance -> distance * distance)
                            .toArray();
                })
                .toList();
    }

    /** What a bootstrap of the users of one class adds to the variance of the mean over all users. */
    private static double variance(boolean[] labels, double[] values, boolean retained) {
        var ofClass = IntStream.range(0, labels.length)
                .filter(user -> labels[user] == retained)
                .mapToDouble(user -> values[user])
                .toArray();
        double mean = StatUtils.mean(ofClass);
        double squares = Arrays.stream(ofClass)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return squares / ((double) labels.length * labels.length);
    }
}
