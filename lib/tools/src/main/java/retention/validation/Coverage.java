package retention.validation;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import numerics.learning.FeatureMatrix;
import numerics.learning.LabelledMatrix;
import numerics.learning.Outcomes;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;
import retention.scoring.CalibratedLogistic;

/**
 * How right scores are where the truth is known: outcomes are drawn from true probabilities of the users again and again, each time
 * the model is trained anew, and its probabilities and their intervals are compared with the truth.
 *
 * <p>The truth is logistic in the features, as the model is. Where reality is not, intervals contain it less often.
 *
 * @param dataSets how often outcomes were drawn
 * @param covered the share of all users whose interval contained the truth
 * @param least the share in the tenth of users by true probability where it is least
 * @param greatest the share in the tenth by true probability where it is greatest
 * @param highestScores the tenth of each data set with the highest scores, from which users are chosen
 */
record Coverage(int dataSets, double covered, double least, double greatest, Tenth highestScores) {

    private static final int TENTHS = 10;

    /** Fewer of a class than can be cross-validated: outcomes are drawn again. */
    private static final int FEWEST = 5;

    /**
     * A tenth of the users, over all data sets.
     *
     * @param covered the share of them whose interval contained their true probability
     * @param promised their mean score
     * @param truth their mean true probability
     */
    record Tenth(double covered, double promised, double truth) {

        private static Tenth mean(List<Tenth> parts) {
            return new Tenth(mean(parts, Tenth::covered), mean(parts, Tenth::promised), mean(parts, Tenth::truth));
        }

        private static double mean(List<Tenth> parts, ToDoubleFunction<Tenth> value) {
            return parts.stream().mapToDouble(value).average().orElseThrow();
        }
    }

    /**
     * Scores users of known probability, on all cores; the result does not depend on their number.
     *
     * @param features of the users
     * @param truth the probability of each, 0..1; far more than five are to be expected in either class
     * @param dataSets how many, 1 or more
     * @param seed of the first; each further one has the next
     */
    static Coverage of(FeatureMatrix features, double[] truth, int dataSets, long seed) {
        int[] byTruth = tenths(truth);
        var tries = LongStream.range(seed, seed + dataSets)
                .parallel()
                .mapToObj(each -> once(features, truth, byTruth, each))
                .toList();
        var means = IntStream.rangeClosed(0, TENTHS)
                .mapToObj(tenth ->
                        Tenth.mean(tries.stream().map(each -> each.get(tenth)).toList()))
                .toList();
        var covered = means.stream().limit(TENTHS).mapToDouble(Tenth::covered).summaryStatistics();
        return new Coverage(dataSets, covered.getAverage(), covered.getMin(), covered.getMax(), means.get(TENTHS));
    }

    /** Who is retained, drawn from the probability of each; neighbouring seeds have nothing in common. */
    static boolean[] outcomes(double[] truth, long seed) {
        return Outcomes.draw(truth, FEWEST, new SplittableRandom(seed));
    }

    /** The tenths by true probability, then that of the highest scores. */
    private static List<Tenth> once(FeatureMatrix features, double[] truth, int[] byTruth, long seed) {
        var labels = outcomes(truth, seed);
        var model = CalibratedLogistic.fit(new LabelledMatrix(features, labels), seed);
        var rows = CalibratedLogistic.rows(features);
        var users = IntStream.range(0, truth.length)
                .mapToObj(user -> {
                    var score = model.interval(rows[user]);
                    return new Tenth(score.contains(truth[user]) ? 1 : 0, score.estimate(), truth[user]);
                })
                .toList();
        int[] byScore = tenths(users.stream().mapToDouble(Tenth::promised).toArray());
        var highest = Stream.of(tenth(users, byScore, TENTHS - 1));
        return Stream.concat(IntStream.range(0, TENTHS).mapToObj(tenth -> tenth(users, byTruth, tenth)), highest)
                .toList();
    }

    /** The tenth of each value, from 0, as even as can be; equal values keep their order. */
    private static int[] tenths(double[] values) {
        return Arrays.stream(new NaturalRanking(TiesStrategy.SEQUENTIAL).rank(values))
                .mapToInt(rank -> (int) (((long) rank - 1) * TENTHS / values.length))
                .toArray();
    }

    private static Tenth tenth(List<Tenth> users, int[] tenthOf, int tenth) {
        return Tenth.mean(IntStream.range(0, users.size())
                .filter(user -> tenthOf[user] == tenth)
                .mapToObj(users::get)
                .toList());
    }
}
