package retention.validation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.evaluation.Ratio;
import numerics.learning.Logistic;
import retention.features.ObservedFeature;
import retention.replica.ReplicaSettings;
import retention.scoring.Coverage;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The scores of new users on a replica of the study whose probabilities are known: do the intervals hold them as often as they
 * say, and does what is promised come? Outcomes are drawn again and again for the same users, from the planted effects of the
 * headline's features, from half of them, and from none.
 *
 * @param users how many the replica has
 * @param lines one per strength of the effects
 */
record PlantedScores(int users, List<Line> lines) implements Trial {

    private static final double LEAST = 0.93;
    private static final double MOST = 0.98;

    PlantedScores {
        lines = List.copyOf(lines);
    }

    /**
     * What came out for one strength.
     *
     * @param effects as they are called, such as {@code half the planted effects}
     */
    record Line(String effects, Coverage coverage) {}

    /** Draws and scores. */
    static PlantedScores run(Effort effort) {
        var replica = ReplicaUsers.of(ReplicaSettings.PUBLISHED_POSTS, false, 1);
        var features = ObservedFeature.of(replica.users(), ObservedFeature.HEADLINE);
        return new PlantedScores(
                replica.users().size(),
                Stream.of(
                                new Strength("the planted effects", 1),
                                new Strength("half the planted effects", 0.5),
                                new Strength("no effects", 0))
                        .map(strength -> new Line(
                                strength.name,
                                Coverage.of(features, probabilities(replica, strength.factor), effort.scores(), 1)))
                        .toList());
    }

    private record Strength(String name, double factor) {}

    /**
     * The probability of each user if the planted effects of behaviour, times a factor, alone decide, and as many are to be retained
     * as in the replica.
     */
    static double[] probabilities(ReplicaUsers replica, double factor) {
        var drivers = replica.drivers();
        var features = ObservedFeature.of(replica.users(), List.copyOf(drivers.keySet()));
        var effects =
                drivers.values().stream().mapToDouble(effect -> factor * effect).toArray();
        var offset = IntStream.range(0, features.rows())
                .mapToDouble(user -> IntStream.range(0, effects.length)
                        .mapToDouble(j -> effects[j] * features.value(user, j))
                        .sum())
                .toArray();
        double intercept = Logistic.intercept(offset, replica.users().retained());
        return IntStream.range(0, offset.length)
                .mapToDouble(user -> Logistic.probability(intercept + offset[user]))
                .toArray();
    }

    /** Users of one data set err together, so that a data set counts as one trial. The highest scores are promised nothing. */
    @Override
    public List<String> failures() {
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
                        LEAST,
                        MOST)
                .brokenBy(new Ratio(covered * trials, trials));
    }

    @Override
    public String heading() {
        return "Scores: intervals and what is promised";
    }

    @Override
    public String summary() {
        return String.format(
                Locale.ROOT,
                "For the %,d users of a replica outcomes were drawn from known probabilities, %,d data sets of each strength of effects. The table shows which share of the 95 %% intervals of scores holds the true probability: of all users, of the tenths of users by true probability where that share is least and greatest, and of the tenth with the highest scores, which is the one that is looked at when users are to be chosen. Whom chance lifts to the top is promised too much, and the less there is to find, the more so.",
                users,
                lines.get(0).coverage.dataSets());
    }

    @Override
    public Map<String, Table> tables() {
        return Map.of(
                "scores",
                Table.create(
                        heading(),
                        StringColumn.create("effects", lines.stream().map(Line::effects)),
                        column("all users", Coverage::covered),
                        column("least by tenths of the truth", Coverage::least),
                        column("greatest by tenths of the truth", Coverage::greatest),
                        column("highest scores", each -> each.highestScores().covered()),
                        column("promised there", each -> each.highestScores().promised()),
                        column("true there", each -> each.highestScores().truth())));
    }

    private DoubleColumn column(String name, ToDoubleFunction<Coverage> value) {
        return DoubleColumn.create(name, lines.stream().map(Line::coverage).mapToDouble(value));
    }
}
