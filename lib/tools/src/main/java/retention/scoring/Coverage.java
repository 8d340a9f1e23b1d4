package retention.scoring;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import numerics.evaluation.Interval;
import numerics.learning.FeatureMatrix;
import numerics.learning.LabelledMatrix;
import numerics.learning.Outcomes;

/**
 * Whether scores hold what they promise where the truth is known: outcomes are drawn from true probabilities of the users again
 * and again, each time the model is trained anew, and its probabilities and their intervals are held against the truth.
 *
 * <p>The truth is logistic in the features, as the model is. Where reality is not, intervals hold it less often.
 *
 * @param dataSets how often outcomes were drawn
 * @param byTruth tenths of the users, those of the lowest true probabilities first
 * @param byScore tenths of the users of each data set, those of the lowest scores first
 */
public record Coverage(int dataSets, List<Tenth> byTruth, List<Tenth> byScore) {

    private static final int TENTHS = 10;

    /** Fewer of a class than can be cross-validated: outcomes are drawn again. */
    private static final int FEWEST = 5;

    public Coverage {
        byTruth = List.copyOf(byTruth);
        byScore = List.copyOf(byScore);
    }

    /**
     * A tenth of the users, over all data sets.
     *
     * @param covered the share of them whose interval held their true probability
     * @param promised their mean score
     * @param truth their mean true probability
     */
    public record Tenth(double covered, double promised, double truth) {}

    /**
     * Tries scores on users of known probability, on all cores; the result does not depend on their number.
     *
     * @param features of the users
     * @param truth the probability of each, 0..1
     * @param dataSets how many, 1 or more
     * @param seed of the first; each further one has the next
     * @throws IllegalArgumentException if there is not one probability a user, if fewer than five of a class are to be expected,
     *     or if there is no data set
     */
    public static Coverage of(FeatureMatrix features, double[] truth, int dataSets, long seed) {
        double expected = Arrays.stream(truth).sum();
        if (truth.length != features.rows() || !(Math.min(expected, truth.length - expected) >= FEWEST)) {
            throw new IllegalArgumentException(
                    "%d true probabilities for %s, %.1f retained expected: they must be one a row, and %d or more of either outcome."
                            .formatted(truth.length, features, expected, FEWEST));
        }
        if (dataSets < 1) {
            throw new IllegalArgumentException("%d data sets: expected 1 or more.".formatted(dataSets));
        }
        int[] byTruth = tenths(truth);
        var tries = LongStream.range(seed, seed + dataSets)
                .parallel()
                .mapToObj(each -> once(features, truth, byTruth, each))
                .toList();
        return new Coverage(
                dataSets,
                mean(tries.stream().map(Coverage::byTruth).toList()),
                mean(tries.stream().map(Coverage::byScore).toList()));
    }

    private static Coverage once(FeatureMatrix features, double[] truth, int[] byTruth, long seed) {
        var labels = Outcomes.draw(truth, FEWEST, new Random(seed));
        var model = CalibratedLogistic.fit(LabelledMatrix.of(features, labels), seed);
        var scores = IntStream.range(0, truth.length)
                .mapToObj(user -> model.interval(CalibratedLogistic.row(features, user)))
                .toList();
        int[] byScore = tenths(scores.stream().mapToDouble(Interval::estimate).toArray());
        return new Coverage(1, judged(scores, truth, byTruth), judged(scores, truth, byScore));
    }

    private static List<Tenth> judged(List<Interval> scores, double[] truth, int[] tenthOf) {
        return IntStream.range(0, TENTHS)
                .mapToObj(tenth -> {
                    int[] users = IntStream.range(0, truth.length)
                            .filter(user -> tenthOf[user] == tenth)
                            .toArray();
                    return new Tenth(
                            mean(users, user -> scores.get(user).contains(truth[user]) ? 1 : 0),
                            mean(users, user -> scores.get(user).estimate()),
                            mean(users, user -> truth[user]));
                })
                .toList();
    }

    private static double mean(int[] users, IntToDoubleFunction value) {
        return IntStream.of(users).mapToDouble(value).average().orElseThrow();
    }

    private static List<Tenth> mean(List<List<Tenth>> tries) {
        return IntStream.range(0, TENTHS)
                .mapToObj(tenth -> {
                    var same = tries.stream().map(each -> each.get(tenth)).toList();
                    return new Tenth(mean(same, Tenth::covered), mean(same, Tenth::promised), mean(same, Tenth::truth));
                })
                .toList();
    }

    private static double mean(List<Tenth> tenths, ToDoubleFunction<Tenth> value) {
        return tenths.stream().mapToDouble(value).average().orElseThrow();
    }

    /** The tenth of each value, from 0, as even as can be; equal values keep their order. */
    private static int[] tenths(double[] values) {
        var order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .toList();
        var tenths = new int[values.length];
        for (int place = 0; place < values.length; place++) {
            tenths[order.get(place)] = (int) ((long) place * TENTHS / values.length);
        }
        return tenths;
    }

    /** The share of all users whose interval held the truth. */
    public double covered() {
        return mean(byTruth, Tenth::covered);
    }

    /** The share in the tenth by true probability where it is least. */
    public double least() {
        return byTruth.stream().mapToDouble(Tenth::covered).min().orElseThrow();
    }

    /** The share in the tenth by true probability where it is greatest. */
    public double greatest() {
        return byTruth.stream().mapToDouble(Tenth::covered).max().orElseThrow();
    }

    /** The tenth of the highest scores, which is what somebody looks at who scores users. */
    public Tenth highestScores() {
        return byScore.get(TENTHS - 1);
    }
}
