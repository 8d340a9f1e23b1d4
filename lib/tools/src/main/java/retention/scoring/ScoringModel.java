package retention.scoring;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.Numbers;
import numerics.evaluation.Interval;
import numerics.learning.LabelledMatrix;
import org.apache.commons.math3.stat.descriptive.MultivariateSummaryStatistics;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;
import retention.features.ObservedFeature;
import retention.study.Requirement;
import retention.study.Study;
import retention.users.Protocol;
import retention.users.User;
import retention.users.Users;
import retention.users.Wave;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A {@link CalibratedLogistic} on {@link ObservedFeature#HEADLINE}, with all that is needed to say whether it was trained on a user,
 * or on users like this one. Arrays are in the order of the features.
 *
 * @param period of the training users, in words
 * @param wave among the training users
 * @param features those of the headline that were known of any training user
 * @param medians for a user of whom a feature is not known
 * @param mean of the training users
 * @param members the ids of the training users
 */
@SuppressWarnings("ArrayRecordComponent") // no two are compared
public record ScoringModel(
        String period,
        Wave wave,
        List<ObservedFeature> features,
        double[] medians,
        CalibratedLogistic regression,
        double[] mean,
        double[] lowest,
        double[] highest,
        Set<String> members)
        implements Serializable {

    /** The columns of scores that say in what a user is unlike those of the training, and whether the user is among them. */
    public static final String UNLIKE = "unlike_training";

    public static final String IN_TRAINING = "in_training";

    private static final int REASONS = 3;

    /**
     * The model of a study, trained each time, which takes less time than reading the posts.
     *
     * @throws IllegalArgumentException if too few users are retained, or too few are not, to judge a model
     */
    public static ScoringModel of(Study study) {
        study.require(Requirement.RETAINED_FOR_MODELS);
        return train(study.users(Protocol.CORRECTED));
    }

    /**
     * Trains on users whose outcome is known.
     *
     * @throws IllegalArgumentException if fewer than two users were retained, or fewer than two were not
     */
    static ScoringModel train(Users users) {
        var features = ObservedFeature.known(users, ObservedFeature.HEADLINE);
        var matrix = ObservedFeature.of(users, features);
        var seen = new MultivariateSummaryStatistics(features.size(), true);
        Stream.of(CalibratedLogistic.rows(matrix)).forEach(seen::addValue);
        return new ScoringModel(
                users.period().toString(),
                users.wave(),
                features,
                ObservedFeature.medians(users, features),
                CalibratedLogistic.fit(new LabelledMatrix(matrix, users.labels()), 0),
                seen.getMean(),
                seen.getMin(),
                seen.getMax(),
                Set.copyOf(users.ids()));
    }

    /** Whether it found anything that should hold for users whom it has not seen; if not, it gives everybody the same score. */
    public boolean hasLearned() {
        return regression.shrinkage() > 0;
    }

    /**
     * Scores users by their observed posts, most likely first. Whether they were retained is not looked at. The wave of the training
     * users decides who is a newcomer, and a feature that is not known of a user is taken to be their median.
     *
     * @return one row per user: rank | user_id | probability of being seen again, calibrated | lower and upper limit of its 95 % interval
     *     | because_1 to because_3, the features that move the log odds most away from the mean training user's | unlike_training, the
     *     features outside of the range of the training users, if any; then the rest is not reliable | in_training, yes if the model
     *     was trained on this user, so that the score is no prediction. Users of the same probability share the better rank. Rank and
     *     reasons are blank where the model has learned nothing.
     * @throws IllegalArgumentException if there is no user, or the users are of another period than those of the training
     */
    public Table score(Users users) {
        if (users.size() == 0) {
            throw new IllegalArgumentException("No user posted %s: only users who posted then can be scored."
                    .formatted(users.period().observed().when()));
        }
        if (!users.period().toString().equals(period)) {
            throw new IllegalArgumentException(
                    "The model is of users with %s; these are with %s: score users of the same days."
                            .formatted(period, users.period()));
        }
        var alike = new Users(users.protocol(), users.period(), wave, users.list());
        var rows = CalibratedLogistic.rows(ObservedFeature.of(alike, features, medians));
        var probabilities = Stream.of(rows).map(regression::interval).toList();
        var reasons = IntStream.range(0, rows.length)
                .mapToObj(i -> reasons(alike, users.list().get(i), rows[i]))
                .toList();
        var scores = Table.create("Scores", ranks(probabilities), StringColumn.create("user_id", users.ids()));
        scores.addColumns(Interval.columns("probability", probabilities));
        IntStream.range(0, REASONS)
                .mapToObj(k -> StringColumn.create(
                        "because_" + (k + 1), reasons.stream().map(each -> each.get(k))))
                .forEach(scores::addColumns);
        scores.addColumns(
                StringColumn.create(UNLIKE, Stream.of(rows).map(this::unlike)),
                StringColumn.create(IN_TRAINING, users.ids().stream().map(id -> members.contains(id) ? "yes" : "")));
        return scores.sortOn("-probability", "user_id");
    }

    private IntColumn ranks(List<Interval> probabilities) {
        if (!hasLearned()) {
            return IntColumn.create("rank", probabilities.size());
        }
        var descending = probabilities.stream().mapToDouble(each -> -each.estimate());
        var ranks = new NaturalRanking(TiesStrategy.MINIMUM).rank(descending.toArray());
        return IntColumn.create("rank", Arrays.stream(ranks).mapToInt(rank -> (int) rank));
    }

    /** The features that move the log odds most, such as {@code 54,175 likes (+1.12)}; blank where nothing was learned. */
    private List<String> reasons(Users users, User user, double... row) {
        var moved = IntStream.range(0, row.length)
                .mapToDouble(j -> regression.moved(j, mean[j], row[j]))
                .toArray();
        return IntStream.range(0, row.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -Math.abs(moved[j])))
                .limit(REASONS)
                .map(j -> {
                    var text = features.get(j).isKnown(user, users)
                            ? FeatureText.of(features.get(j), row[j], users.period(), wave)
                            : FeatureText.ofUnknown(features.get(j), row[j]);
                    return hasLearned() ? Numbers.text("%s (%+.2f)", text, moved[j]) : "";
                })
                .toList();
    }

    /** The features that lie outside of the range of the training users; blank if none does. */
    private String unlike(double... row) {
        return IntStream.range(0, row.length)
                .filter(j -> row[j] < lowest[j] || row[j] > highest[j])
                .mapToObj(j -> "%s: %s, in training %s to %s"
                        .formatted(
                                features.get(j).column(),
                                FeatureText.number(features.get(j), row[j]),
                                FeatureText.number(features.get(j), lowest[j]),
                                FeatureText.number(features.get(j), highest[j])))
                .collect(Collectors.joining("; "));
    }
}
