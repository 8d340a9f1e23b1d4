package retention.validation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import numerics.Numbers;
import numerics.TableOf;
import numerics.evaluation.Ratio;
import numerics.learning.Logistic;
import retention.features.ObservedFeature;
import retention.replica.ReplicaSettings;
import retention.scoring.Coverage;
import retention.validation.Trial.Promise;
import retention.validation.Validation.Effort;

/**
 * The scores of new users on a replica of the study whose probabilities are known: do the intervals hold them as often as they
 * say, and does what is promised come? Outcomes are drawn again and again for the same users, from the planted effects of the
 * headline's features, from half of them, and from none.
 *
 * @param users how many the replica has
 * @param lines one per strength of the effects
 */
record PlantedScores(int users, List<Line> lines) {

    /**
     * What came out for one strength.
     *
     * @param effects as they are called, such as {@code half the planted effects}
     */
    record Line(String effects, Coverage coverage) {}

    /** Draws and scores. */
    static PlantedScores run(Effort effort) {
        var replica = ReplicaUsers.of(ReplicaSettings.PUBLISHED_POSTS, false, 1);
        return new PlantedScores(
                replica.users().size(),
                List.of(
                        line("the planted effects", replica, 1, effort),
                        line("half the planted effects", replica, 0.5, effort),
                        line("no effects", replica, 0, effort)));
    }

    private static Line line(String effects, ReplicaUsers replica, double factor, Effort effort) {
        var features = ObservedFeature.of(replica.users(), ObservedFeature.HEADLINE);
        return new Line(effects, Coverage.of(features, probabilities(replica, factor), effort.scores(), 1));
    }

    /**
     * The probability of each user if the planted effects of behaviour, times a factor, alone decide, and as many are to be retained
     * as in the replica.
     */
    static double[] probabilities(ReplicaUsers replica, double factor) {
        var drivers = replica.drivers();
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
                users, lines.get(0).coverage.dataSets());
        var table = TableOf.rows(heading, lines)
                .text("effects", Line::effects)
                .number("all users", line -> line.coverage.covered())
                .number("least by tenths of the truth", line -> line.coverage.least())
                .number("greatest by tenths of the truth", line -> line.coverage.greatest())
                .number("highest scores", line -> line.coverage.highestScores().covered())
                .number("promised there", line -> line.coverage.highestScores().promised())
                .number("true there", line -> line.coverage.highestScores().truth())
                .table();
        return new Trial(heading, summary, Map.of("scores", table), failures());
    }

    /** Users of one data set err together, so that a data set counts as one trial. The highest scores are promised nothing. */
    List<String> failures() {
        return lines.stream()
                .flatMap(line -> Stream.of(
                        broken(line, "in all", line.coverage.covered()),
                        broken(line, "in the tenth where they do least", line.coverage.least())))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> broken(Line line, String where, double covered) {
        int trials = line.coverage.dataSets();
        return new Promise(
                        "95 %% intervals of scores that hold the truth, with %s, %s".formatted(line.effects, where),
                        0.93,
                        0.98)
                .brokenBy(new Ratio(covered * trials, trials));
    }
}
