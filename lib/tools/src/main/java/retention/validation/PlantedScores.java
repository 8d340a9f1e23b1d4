package retention.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import numerics.Numbers;
import numerics.TableOf;
import numerics.evaluation.Ratio;
import numerics.learning.Logistic;
import retention.features.ObservedFeature;
import retention.replica.ReplicaSettings;
import retention.validation.Trial.Promise;
import retention.validation.Validation.Effort;

/**
 * The scores of new users on a replica of the study whose probabilities are known: do the intervals hold them as often as they
 * say, and does what is promised come? Outcomes are drawn again and again for the same users, from the planted effects of the
 * headline's features, from half of them, and from none.
 *
 * @param users how many the replica has
 * @param coverage by what the effects are called, such as {@code half the planted effects}
 */
record PlantedScores(int users, Map<String, Coverage> coverage) {

    /** Draws and scores. */
    static PlantedScores run(Effort effort) {
        var replica = ReplicaUsers.of(ReplicaSettings.PUBLISHED_POSTS, false, 1);
        var features = ObservedFeature.of(replica.users(), ObservedFeature.HEADLINE);
        var coverage = new LinkedHashMap<String, Coverage>();
        for (double factor : new double[] {1, 0.5, 0}) {
            var effects = factor == 0 ? "no effects" : factor == 1 ? "the planted effects" : "half the planted effects";
            coverage.put(effects, Coverage.of(features, probabilities(replica, factor), effort.scores(), 1));
        }
        return new PlantedScores(replica.users().size(), coverage);
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

    Trial trial() {
        var heading = "Scores: intervals and what is promised";
        var summary = Numbers.text(
                "For the %,d users of a replica outcomes were drawn from known probabilities, %,d data sets of each strength of effects. The table shows which share of the 95 %% intervals of scores holds the true probability: of all users, of the tenths of users by true probability where that share is least and greatest, and of the tenth with the highest scores, which is the one that is looked at when users are to be chosen. Whom chance lifts to the top is promised too much, and the less there is to find, the more so.",
                users, coverage.get("the planted effects").dataSets());
        var table = TableOf.rows(heading, coverage.entrySet())
                .text("effects", Map.Entry::getKey)
                .number("all users", each -> each.getValue().covered())
                .number("least by tenths of the truth", each -> each.getValue().least())
                .number("greatest by tenths of the truth", each -> each.getValue()
                        .greatest())
                .number(
                        "highest scores",
                        each -> each.getValue().highestScores().covered())
                .number(
                        "promised there",
                        each -> each.getValue().highestScores().promised())
                .number("true there", each -> each.getValue().highestScores().truth())
                .table();
        return new Trial(heading, summary, Map.of("scores", table), failures());
    }

    /** Users of one data set err together, so that a data set counts as one trial. The highest scores are promised nothing. */
    List<String> failures() {
        var failures = new ArrayList<String>();
        coverage.forEach((effects, each) -> {
            broken(effects, "in all", each.covered(), each.dataSets()).ifPresent(failures::add);
            broken(effects, "in the tenth where they do least", each.least(), each.dataSets())
                    .ifPresent(failures::add);
        });
        return failures;
    }

    private static Optional<String> broken(String effects, String where, double covered, int trials) {
        var what = "95 %% intervals of scores that hold the truth, with %s, %s".formatted(effects, where);
        return new Promise(what, 0.93, 0.98).brokenBy(new Ratio(covered * trials, trials));
    }
}
