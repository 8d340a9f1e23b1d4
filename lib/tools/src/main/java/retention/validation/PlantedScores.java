package retention.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.Numbers;
import numerics.Progress;
import numerics.TableOf;
import numerics.evaluation.Interval;
import numerics.evaluation.Ratio;
import numerics.learning.FeatureMatrix;
import numerics.learning.LabelledMatrix;
import numerics.learning.Logistic;
import numerics.learning.Outcomes;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;
import retention.features.ObservedFeature;
import retention.replica.ReplicaSettings;
import retention.scoring.CalibratedLogistic;
import retention.validation.Findings.Finding;
import retention.validation.Trial.Promise;
import retention.validation.Validation.Effort;

/**
 * The scores of new users on a replica of the study whose probabilities are known: do the intervals hold them as often as they
 * say, and does what is promised come? Outcomes are drawn again and again for the same users, from the planted effects of the
 * headline's features, from half of them, and from none, and each time the model is trained anew.
 *
 * <p>The truth is logistic in the features, as the model is. Where reality is not, intervals contain it less often.
 */
final class PlantedScores {

    static final String USERS = "users";

    /** The share of the intervals that hold the truth in each tenth of the users by true probability, from 0. */
    static final String TENTH = "tenth by the truth ";

    /** The same in the tenth with the highest scores, from which users are chosen, their mean score and their mean true probability. */
    static final String HIGHEST = "highest scores";

    static final String PROMISED = "promised there";
    static final String TRUE = "true there";

    private static final double LEAST = 0.93;
    private static final double MOST = 0.98;
    private static final int TENTHS = 10;

    /** Fewer of a class than can be cross-validated: outcomes are drawn again. */
    private static final int FEWEST = 5;

    private PlantedScores() {}

    /** Draws and scores. */
    static Findings run(Effort effort) {
        var replica = ReplicaUsers.of(ReplicaSettings.PUBLISHED_POSTS, false, 1);
        var features = ObservedFeature.of(replica.users(), ObservedFeature.HEADLINE);
        var found = new ArrayList<Finding>();
        for (double factor : new double[] {1, 0.5, 0}) {
            var effects = factor == 0 ? "no effects" : factor == 1 ? "the planted effects" : "half the planted effects";
            var truth = probabilities(replica, factor);
            found.addAll(scored(effects, features, truth, effort.scores()).all());
        }
        return new Findings(found);
    }

    /**
     * The probability of each user if the planted effects of behaviour, times a factor, alone decide, and as many are to be retained
     * as in the replica.
     */
    static double[] probabilities(ReplicaUsers replica, double factor) {
        var drivers = replica.truth().drivers();
        var features = ObservedFeature.of(replica.users(), List.copyOf(drivers.keySet()));
        var effects =
                drivers.values().stream().mapToDouble(effect -> factor * effect).toArray();
        var offset = ReplicaUsers.logOdds(features, effects);
        double intercept = Logistic.intercept(offset, replica.users().retained());
        return DoubleStream.of(offset)
                .map(each -> Logistic.probability(intercept + each))
                .toArray();
    }

    /** Who is retained, drawn from the probability of each; neighbouring seeds have nothing in common. */
    static boolean[] outcomes(double[] truth, long seed) {
        return Outcomes.draw(truth, FEWEST, new SplittableRandom(seed));
    }

    /**
     * Scores users of known probability.
     *
     * @param effects what decides who is retained, in words
     * @param truth the probability of each user, 0..1; far more than five are to be expected in either class
     * @param dataSets how often outcomes are drawn
     */
    static Findings scored(String effects, FeatureMatrix features, double[] truth, int dataSets) {
        int[] byTruth = tenths(truth);
        var rows = CalibratedLogistic.rows(features);
        return Findings.in(dataSets, Progress.NONE, seed -> {
            var training = new LabelledMatrix(features, outcomes(truth, seed));
            var model = CalibratedLogistic.fit(training, seed);
            var scores = Stream.of(rows).map(model::interval).toList();
            var promised = scores.stream().mapToDouble(Interval::estimate).toArray();
            var covered = IntStream.range(0, truth.length)
                    .mapToDouble(user -> scores.get(user).contains(truth[user]) ? 1 : 0)
                    .toArray();
            int[] byScore = tenths(promised);
            var found = new ArrayList<Finding>();
            for (int tenth = 0; tenth < TENTHS; tenth++) {
                found.add(Finding.number(effects, TENTH + tenth, mean(covered, byTruth, tenth)));
            }
            found.add(Finding.number(effects, HIGHEST, mean(covered, byScore, TENTHS - 1)));
            found.add(Finding.number(effects, PROMISED, mean(promised, byScore, TENTHS - 1)));
            found.add(Finding.number(effects, TRUE, mean(truth, byScore, TENTHS - 1)));
            found.add(Finding.number(effects, USERS, truth.length));
            return found;
        });
    }

    /** The tenth of each value, from 0, as even as can be; equal values keep their order. */
    private static int[] tenths(double[] values) {
        return Arrays.stream(new NaturalRanking(TiesStrategy.SEQUENTIAL).rank(values))
                .mapToInt(rank -> (int) (((long) rank - 1) * TENTHS / values.length))
                .toArray();
    }

    private static double mean(double[] values, int[] tenthOf, int tenth) {
        return IntStream.range(0, values.length)
                .filter(user -> tenthOf[user] == tenth)
                .mapToDouble(user -> values[user])
                .average()
                .orElseThrow();
    }

    /** The share of the intervals that hold the truth, over the tenths of the users by true probability. */
    static DoubleSummaryStatistics covered(Findings ofEffects) {
        return ofEffects.only(finding -> finding.what().startsWith(TENTH)).each().stream()
                .mapToDouble(Findings::mean)
                .summaryStatistics();
    }

    static Trial trial(Findings findings) {
        var heading = "Scores: intervals and what is promised";
        var effects = findings.what(USERS).each().stream()
                .map(each -> findings.of(each.first().of()))
                .toList();
        var summary = Numbers.text(
                "For the %,.0f users of a replica outcomes were drawn from known probabilities, %,d data sets of each strength of effects. The table shows which share of the 95 %% intervals of scores holds the true probability: of all users, of the tenths of users by true probability where that share is least and greatest, and of the tenth with the highest scores, which is the one that is looked at when users are to be chosen. Whom chance lifts to the top is promised too much, and the less there is to find, the more so.",
                findings.what(USERS).mean(), dataSets(effects.get(0)));
        var table = TableOf.rows(heading, effects)
                .text("effects", each -> each.first().of())
                .number("all users", each -> covered(each).getAverage())
                .number("least by tenths of the truth", each -> covered(each).getMin())
                .number("greatest by tenths of the truth", each -> covered(each).getMax());
        for (var what : List.of(HIGHEST, PROMISED, TRUE)) {
            table.number(what, each -> each.what(what).mean());
        }
        var failures = effects.stream().flatMap(PlantedScores::failures).toList();
        return new Trial(heading, summary, Map.of("scores", table.table()), failures);
    }

    private static int dataSets(Findings ofEffects) {
        return ofEffects.what(USERS).all().size();
    }

    /** Users of one data set err together, so that a data set counts as one trial. The highest scores are promised nothing. */
    private static Stream<String> failures(Findings ofEffects) {
        int trials = dataSets(ofEffects);
        var what = "95 %% intervals of scores that hold the truth, with %s, "
                .formatted(ofEffects.first().of());
        var covered = covered(ofEffects);
        var all = new Promise(what + "in all", LEAST, MOST);
        var least = new Promise(what + "in the tenth where they do least", LEAST, MOST);
        return Stream.of(
                        all.brokenBy(new Ratio(covered.getAverage() * trials, trials)),
                        least.brokenBy(new Ratio(covered.getMin() * trials, trials)))
                .flatMap(Optional::stream);
    }
}
