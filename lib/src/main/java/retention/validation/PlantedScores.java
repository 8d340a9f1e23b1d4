package retention.validation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import retention.evaluation.Ratio;
import retention.features.ObservedFeature;
import retention.model.Intercept;
import retention.replica.ReplicaSettings;
import retention.scoring.Coverage;
import retention.users.Protocol;

/**
 * The scores of new users on a replica of the study whose probabilities are known: do the intervals hold them as often as they
 * say, and does what is promised come? Outcomes are drawn again and again for the same users, from the planted effects of the
 * headline's features, from half of them, and from none.
 *
 * @param users how many the replica has
 * @param retained how many of them are retained in a data set, on average
 * @param lines one a strength of the effects
 */
public record PlantedScores(int users, int retained, List<Line> lines) {

    private static final double LEAST = 0.93;
    private static final double MOST = 0.98;

    public PlantedScores {
        lines = List.copyOf(lines);
    }

    /**
     * What came out for one strength.
     *
     * @param effects as they are called, such as {@code half the planted effects}
     */
    public record Line(String effects, Coverage coverage) {}

    /**
     * Draws and scores.
     *
     * @param dataSets of each strength, 1 or more
     * @param seed of the replica and of the first data set
     */
    public static PlantedScores run(int dataSets, long seed) {
        var replica =
                ReplicaUsers.of(new ReplicaSettings(ReplicaSettings.PUBLISHED_POSTS, false, seed), Protocol.CORRECTED);
        var users = replica.users();
        var features = ObservedFeature.of(users, ObservedFeature.HEADLINE);
        var planted = PlantedEffects.planted(replica.truth());
        var effects = IntStream.range(0, users.size())
                .mapToDouble(user -> IntStream.range(0, features.columns())
                        .mapToDouble(j -> planted.getOrDefault(features.names().get(j), 0.0) * features.value(user, j))
                        .sum())
                .toArray();
        return new PlantedScores(
                users.size(),
                users.retained(),
                Stream.of(
                                new Strength("the planted effects", 1),
                                new Strength("half the planted effects", 0.5),
                                new Strength("no effects", 0))
                        .map(strength -> new Line(
                                strength.name,
                                Coverage.of(
                                        features, truth(effects, strength.factor, users.retained()), dataSets, seed)))
                        .toList());
    }

    private record Strength(String name, double factor) {}

    private static double[] truth(double[] effects, double factor, int retained) {
        var offset = IntStream.range(0, effects.length)
                .mapToDouble(user -> factor * effects[user])
                .toArray();
        double intercept = Intercept.matching(offset, retained);
        return IntStream.range(0, offset.length)
                .mapToDouble(user -> 1 / (1 + Math.exp(-intercept - offset[user])))
                .toArray();
    }

    /** What the intervals promise and do not keep. Users of one data set err together, so that a data set counts as one trial. */
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

    /** A sentence a strength, such as {@code with no effects, 95 % intervals of scores held the truth of 95.8 % of users ...}. */
    @Override
    public String toString() {
        return String.join(
                System.lineSeparator(),
                lines.stream()
                        .map(line -> String.format(
                                Locale.ROOT,
                                "with %s, 95 %% intervals of scores hold the truth of %.1f %% of %,d users, in tenths by truth %.1f to %.1f %%; of the highest scores %.1f %%, where %.4f is promised and %.4f true (%,d data sets)",
                                line.effects,
                                100 * line.coverage.covered(),
                                users,
                                100 * line.coverage.least(),
                                100 * line.coverage.greatest(),
                                100 * line.coverage.highestScores().covered(),
                                line.coverage.highestScores().promised(),
                                line.coverage.highestScores().truth(),
                                line.coverage.dataSets()))
                        .toList());
    }
}
