package retention.evaluation;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;

/**
 * What an order of users is good for, over repetitions of cross-validation: average precision, and what is found among the users who
 * score highest. Figures are means over the repetitions, each judged on all users; intervals are for the users that were drawn and for
 * the splits, with the variance of {@link Bootstrap#logitIntervalWithSplits}, and come from the same resamples.
 *
 * <p>Average precision has that interval. Recall among the first k is so often near 0 that a logit would reach up to 1: it has Wilson's,
 * of as many trials as its variance stands for, recall (1 - recall) / variance, at most the retained users, with Student's t. Simulated
 * coverage of 95 % intervals (20 retained of 3,249 users, five features, Firth's logistic regression, 10 repeats of 5 folds, k of 100, 400
 * data sets; {@code recall_coverage.py} among the golden scripts):
 *
 * <pre>
 * true recall                   0.031    0.076    0.190    0.381
 * logit: coverage              99.2 %   98.5 %   99.0 %   98.2 %
 *        mean width             0.549    0.506    0.430    0.449
 *        greatest width         0.999    1.000    0.991    0.520
 * Wilson: coverage             99.2 %   98.5 %   98.8 %   97.8 %
 *         mean width            0.293    0.333    0.382    0.432
 *         greatest width        0.472    0.470    0.509    0.499
 * </pre>
 *
 * <p>Models that rank nobody ({@link OutOfFold#ranksNobody}) get what chance gets, without an interval: that is so by definition.
 *
 * @param averagePrecision {@link Metrics#averagePrecision}
 * @param k how many users are called
 * @param precisionAtK of these, the share that was retained; ties as in {@link Metrics#precisionAtK}
 * @param recallAtK of the retained, the share that is among these
 */
public record RankedFigures(Interval averagePrecision, int k, Interval precisionAtK, Interval recallAtK) {

    /**
     * Measures repeated predictions.
     *
     * @param most how many users could be called; all, if there are fewer
     * @throws IllegalArgumentException if there are fewer than 2 repetitions or fewer than 2 users of a class, or if nobody could be
     *     called
     */
    public static RankedFigures of(OutOfFold predictions, int most, Bootstrap bootstrap) {
        var labels = predictions.labels();
        var repetitions = predictions.repetitions();
        Bootstrap.requireTwoOfEach(labels);
        if (most < 1 || repetitions.size() < 2) {
            throw new IllegalArgumentException(
                    "%d users to call, %d repetitions: expected 1 user or more, and 2 repetitions or more, whose differences tell how much hangs on the split."
                            .formatted(most, repetitions.size()));
        }
        int k = Math.min(most, labels.length);
        int retained = Inputs.countRetained(labels);
        double prevalence = Metrics.prevalence(labels);
        double level = bootstrap.level();
        if (predictions.ranksNobody()) {
            return new RankedFigures(
                    certain(prevalence, level),
                    k,
                    certain(prevalence, level),
                    certain((double) k / labels.length, level));
        }
        var rankings = repetitions.stream()
                .map(scores -> new WeightedRanking(labels, scores, k))
                .toList();
        var precisions = new double[rankings.size()][bootstrap.resamples()];
        var found = new double[rankings.size()][bootstrap.resamples()];
        bootstrap.eachResample(labels, Bootstrap.order(repetitions.get(0)), (resample, times) -> {
            for (int repetition = 0; repetition < rankings.size(); repetition++) {
                var figures = rankings.get(repetition).of(times);
                precisions[repetition][resample] = figures.averagePrecision();
                found[repetition][resample] = figures.found() / retained;
            }
        });
        var recall = recall(labels, recalls(predictions, k), found, level);
        return new RankedFigures(
                averagePrecision(labels, averagePrecisions(predictions), precisions, level),
                k,
                // As many retained users in each resample as there are, so that the one follows from the other.
                scaled(recall, (double) retained / k),
                recall);
    }

    private static Interval certain(double value, double level) {
        return new Interval(value, value, value, level);
    }

    private static Interval scaled(Interval share, double factor) {
        return new Interval(share.estimate() * factor, share.lower() * factor, share.upper() * factor, share.level());
    }

    private static double[] averagePrecisions(OutOfFold predictions) {
        return predictions.repetitions().stream()
                .mapToDouble(scores -> Metrics.averagePrecision(predictions.labels(), scores))
                .toArray();
    }

    private static double[] recalls(OutOfFold predictions, int k) {
        return predictions.repetitions().stream()
                .mapToDouble(scores -> Metrics.recallAtK(predictions.labels(), scores, k))
                .toArray();
    }

    private static Interval averagePrecision(boolean[] labels, double[] estimates, double[][] resampled, double level) {
        return Bootstrap.logit(
                StatUtils.mean(estimates),
                ofUsers(resampled) + Bootstrap.ofSplits(estimates),
                Bootstrap.smallerClass(labels),
                level);
    }

    private static Interval recall(boolean[] labels, double[] estimates, double[][] resampled, double level) {
        var share = RepeatedShare.of(estimates, ofUsers(resampled), Inputs.countRetained(labels));
        return Interval.wilson(share, Bootstrap.widening(Bootstrap.smallerClass(labels), level), level);
    }

    private static double ofUsers(double[]... resampled) {
        return Arrays.stream(resampled)
                .mapToDouble(StatUtils::variance)
                .average()
                .orElseThrow();
    }

    /** The users in the order of one repetition's scores, sorted once, to be counted as often as a resample has them. */
    private static final class WeightedRanking {

        private final int[] order;
        private final boolean[] retained;
        private final boolean[] lastOfStep;
        private final int k;

        record Figures(double averagePrecision, double found) {}

        WeightedRanking(boolean[] labels, double[] scores, int k) {
            int[] ascending = Bootstrap.order(scores);
            this.order = new int[ascending.length];
            for (int i = 0; i < order.length; i++) {
                order[i] = ascending[order.length - 1 - i];
            }
            this.retained = Rows.pick(labels, order);
            this.lastOfStep = new boolean[order.length];
            for (int i = 0; i < order.length; i++) {
                lastOfStep[i] = i == order.length - 1 || scores[order[i]] != scores[order[i + 1]];
            }
            this.k = k;
        }

        Figures of(int[] times) {
            double precisions = 0;
            double found = -1;
            int users = 0;
            int hits = 0;
            int usersOfStep = 0;
            int hitsOfStep = 0;
            for (int i = 0; i < order.length; i++) {
                int weight = times[order[i]];
                usersOfStep += weight;
                hitsOfStep += retained[i] ? weight : 0;
                if (lastOfStep[i] && usersOfStep > 0) {
                    if (found < 0 && users + usersOfStep >= k) {
                        found = hits + hitsOfStep * ((k - users) / (double) usersOfStep);
                    }
                    users += usersOfStep;
                    hits += hitsOfStep;
                    precisions += hitsOfStep * ((double) hits / users);
                    usersOfStep = 0;
                    hitsOfStep = 0;
                }
            }
            return new Figures(precisions / hits, found);
        }
    }
}
