package retention.scoring;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.Progress;
import numerics.evaluation.Interval;
import numerics.learning.LabelledMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.descriptive.MultivariateSummaryStatistics;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;
import retention.features.ObservedFeature;
import retention.project.AtomicFile;
import retention.project.Sha256;
import retention.study.Study;
import retention.users.Period;
import retention.users.User;
import retention.users.Users;
import retention.users.Wave;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A {@link CalibratedLogistic} on {@link ObservedFeature#HEADLINE}, with all that is needed to say whether it was trained on a user,
 * or on users like this one. It is kept as JSON, without the ids of the training users: a digest tells whether a given id is
 * among them.
 *
 * <p>A user is unlike the training users if a feature lies outside of their range, or if the Mahalanobis distance from their mean is
 * beyond that of {@value #LIKE_SHARE} of them. Then the feature is named that is farthest from what the others suggest.
 */
@SuppressWarnings("ArrayRecordComponent") // no two records are compared
public final class ScoringModel {

    static final double LIKE_SHARE = 0.995;

    /** The columns of scores that say in what a user is unlike those of the training, and whether the user is among them. */
    public static final String UNLIKE = "unlike_training";

    public static final String IN_TRAINING = "in_training";

    private static final int REASONS = 3;
    private static final int DIGITS = 16;
    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();

    private final Numbers numbers;
    private final String posts;
    private final Period period;
    private final Wave wave;

    /**
     * All that was learned; arrays are in the order of the features.
     *
     * @param waveFirst the first day of the wave among the training users
     * @param medians for a user of whom a feature is not known
     * @param members a digest of each training user's id
     */
    record Numbers(
            String waveFirst,
            Wave.Found waveFound,
            List<ObservedFeature> features,
            double[] medians,
            CalibratedLogistic regression,
            Seen seen,
            Set<String> members) {}

    /**
     * The features of the training users.
     *
     * @param precision the inverse of their covariance
     * @param farthest the squared Mahalanobis distance beyond which a user is unlike them
     */
    record Seen(double[] mean, double[] lowest, double[] highest, double[][] precision, double farthest) {

        static Seen of(double[][] rows) {
            var statistics = new MultivariateSummaryStatistics(rows[0].length, true);
            Stream.of(rows).forEach(statistics::addValue);
            // A feature that never varies gets a tiny variance, so that any other value is far away.
            var covariance = statistics
                    .getCovariance()
                    .add(MatrixUtils.createRealIdentityMatrix(rows[0].length).scalarMultiply(1e-9));
            var precision =
                    new LUDecomposition(covariance).getSolver().getInverse().getData();
            var seen = new Seen(statistics.getMean(), statistics.getMin(), statistics.getMax(), precision, 0);
            var distances = Stream.of(rows).mapToDouble(seen::distance).toArray();
            double farthest = new Percentile().evaluate(distances, 100 * LIKE_SHARE);
            return new Seen(seen.mean, seen.lowest, seen.highest, precision, farthest);
        }

        /** The squared Mahalanobis distance from the mean. */
        double distance(double... row) {
            return pull(row).dotProduct(new ArrayRealVector(row).subtract(new ArrayRealVector(mean)));
        }

        /** The precision times the distance from the mean. */
        RealVector pull(double... row) {
            return MatrixUtils.createRealMatrix(precision)
                    .operate(new ArrayRealVector(row).subtract(new ArrayRealVector(mean)));
        }
    }

    ScoringModel(Numbers numbers, String posts, Period period) {
        this.numbers = numbers;
        this.posts = posts;
        this.period = period;
        this.wave = new Wave(LocalDate.parse(numbers.waveFirst), period.observedLast(), numbers.waveFound);
    }

    /**
     * Trains on users whose outcome is known.
     *
     * @param posts the hash of the file of posts
     * @throws IllegalArgumentException if fewer than two users were retained, or fewer than two were not
     */
    static ScoringModel train(Users users, String posts) {
        var features = ObservedFeature.known(users, ObservedFeature.HEADLINE);
        var matrix = ObservedFeature.of(users, features);
        var numbers = new Numbers(
                users.wave().firstDay().toString(),
                users.wave().found(),
                features,
                ObservedFeature.medians(users, features),
                CalibratedLogistic.fit(LabelledMatrix.of(matrix, users.labels()), 0),
                Seen.of(CalibratedLogistic.rows(matrix)),
                users.list().stream().map(user -> member(posts, user)).collect(Collectors.toCollection(TreeSet::new)));
        return new ScoringModel(numbers, posts, users.period());
    }

    /** Salted with the training file, so that two models do not tell whom they have in common. */
    private static String member(String posts, User user) {
        return Sha256.of(posts + " " + id(user)).substring(0, DIGITS);
    }

    private static String id(User user) {
        return user.id().text();
    }

    /** The features that it looks at: those of the headline that were known of any training user. */
    List<ObservedFeature> features() {
        return numbers.features;
    }

    /** What was fitted. */
    CalibratedLogistic regression() {
        return numbers.regression;
    }

    /** Whether it found anything that should hold for users whom it has not seen; if not, it gives everybody the same score. */
    public boolean hasLearned() {
        return numbers.regression.shrinkage() > 0;
    }

    /**
     * Scores users by their observed posts, most likely first. Whether they were retained is not looked at. The wave of the training
     * users decides who is a newcomer, and a feature that is not known of a user is taken to be their median.
     *
     * @return one row per user: rank | user_id | probability of being seen again, calibrated | lower and upper limit of its 95 % interval
     *     | because_1 to because_3, the features that move the log odds most away from the mean training user's | unlike_training,
     *     how the user is unlike those of the training, if so; then the rest is not reliable | in_training, yes if the model
     *     was trained on this user, so that the score is no prediction. Users of the same probability share the better rank. Rank and
     *     reasons are blank where the model has learned nothing.
     * @throws IllegalArgumentException if there is no user, or the users are of another period than those of the training
     */
    public Table score(Users users) {
        if (users.size() == 0) {
            throw new IllegalArgumentException(
                    "No user posted %s: only users who posted then can be scored.".formatted(period.whenObserved()));
        }
        if (!users.period().equals(period)) {
            throw new IllegalArgumentException(
                    "The model is of users with %s; these are with %s: score users of the same days."
                            .formatted(period, users.period()));
        }
        var alike = new Users(users.protocol(), period, wave, users.list());
        var rows = CalibratedLogistic.rows(ObservedFeature.of(alike, numbers.features, numbers.medians));
        var probabilities = Stream.of(rows).map(numbers.regression::interval).toList();
        var reasons = Stream.of(rows).map(this::reasons).toList();
        var scores = Table.create(
                "Scores",
                ranks(probabilities),
                StringColumn.create("user_id", users.list().stream().map(ScoringModel::id)),
                DoubleColumn.create("probability", probabilities.stream().mapToDouble(Interval::estimate)),
                DoubleColumn.create("lower", probabilities.stream().mapToDouble(Interval::lower)),
                DoubleColumn.create("upper", probabilities.stream().mapToDouble(Interval::upper)));
        for (int k = 0; k < REASONS; k++) {
            int place = k;
            scores.addColumns(
                    StringColumn.create("because_" + (k + 1), reasons.stream().map(each -> each.get(place))));
        }
        scores.addColumns(
                StringColumn.create(UNLIKE, Stream.of(rows).map(this::unlike)),
                StringColumn.create(
                        IN_TRAINING,
                        users.list().stream().map(user -> numbers.members.contains(member(posts, user)) ? "yes" : "")));
        return scores.sortOn("-probability", "user_id");
    }

    private IntColumn ranks(List<Interval> probabilities) {
        var descending =
                probabilities.stream().mapToDouble(each -> -each.estimate()).toArray();
        var ranks = new NaturalRanking(TiesStrategy.MINIMUM).rank(descending);
        return hasLearned()
                ? IntColumn.create(
                        "rank",
                        Arrays.stream(ranks).mapToInt(rank -> (int) rank).toArray())
                : IntColumn.create("rank", ranks.length);
    }

    /** The features that move the log odds most, such as {@code 54,175 likes (+1.12)}; blank where nothing was learned. */
    private List<String> reasons(double... row) {
        var moved = IntStream.range(0, row.length)
                .mapToDouble(j -> regression().moved(j, numbers.seen.mean[j], row[j]))
                .toArray();
        return IntStream.range(0, row.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -Math.abs(moved[j])))
                .limit(REASONS)
                .map(j -> {
                    var text = FeatureText.of(features().get(j), row[j], period, wave);
                    return hasLearned() ? String.format(Locale.ROOT, "%s (%+.2f)", text, moved[j]) : "";
                })
                .toList();
    }

    /** In what a user is unlike those of the training; blank if in nothing. */
    private String unlike(double... row) {
        var seen = numbers.seen;
        var outside = IntStream.range(0, row.length)
                .filter(j -> row[j] < seen.lowest[j] || row[j] > seen.highest[j])
                .mapToObj(j -> "%s, in training %s to %s"
                        .formatted(named(j, row), number(j, seen.lowest[j]), number(j, seen.highest[j])))
                .collect(Collectors.joining("; "));
        return outside.isEmpty() && seen.distance(row) > seen.farthest ? strangest(row) : outside;
    }

    /** The feature farthest from what the others suggest, in units of what they leave open; both follow from the precision. */
    private String strangest(double... row) {
        var pull = numbers.seen.pull(row).toArray();
        var precision = numbers.seen.precision;
        int strangest = IntStream.range(0, row.length)
                .boxed()
                .max(Comparator.comparingDouble(j -> Math.abs(pull[j]) / Math.sqrt(precision[j][j])))
                .orElseThrow();
        double expected = row[strangest] - pull[strangest] / precision[strangest][strangest];
        return "%s, where the rest suggests %s".formatted(named(strangest, row), number(strangest, expected));
    }

    private String named(int feature, double... row) {
        return features().get(feature).column() + ": " + number(feature, row[feature]);
    }

    private String number(int feature, double value) {
        return FeatureText.number(features().get(feature), value);
    }

    /**
     * A file: the key follows from all that it holds and from all that it was made of, so that a change of either shows.
     *
     * @param key see {@link #key}
     */
    private record Kept(String key, Numbers model) {}

    private static String key(Numbers numbers, String posts, Period period) {
        return Sha256.of(String.join("\n", library(), posts, period.toString(), JSON.toJson(numbers)));
    }

    /** A hash of the library that is running: of its jars, or of its folders of classes. */
    static String library() {
        return Stream.of(Progress.class, Study.class, ScoringModel.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(url -> Study.hashOf(Path.of(URI.create(url.toString()))))
                .collect(Collectors.joining("-"));
    }

    /** Writes the model, complete or not at all. */
    void write(Path file) throws IOException {
        AtomicFile.write(file, text());
    }

    /** All of it as text, from which {@link #parse} makes it again, such as on another machine. */
    public String text() {
        return JSON.toJson(new Kept(key(numbers, posts, period), numbers)) + "\n";
    }

    /**
     * Reads a model that this library has made of these posts and this period.
     *
     * @param posts the hash of the file of posts
     * @return nothing if there is no file, if it cannot be read, or if it was made of something else: then the model has to be trained
     */
    static Optional<ScoringModel> read(Path file, String posts, Period period) {
        try {
            return parse(Files.readString(file), posts, period);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The model of a {@link #text}; nothing as for {@link #read}. */
    public static Optional<ScoringModel> parse(String text, String posts, Period period) {
        try {
            return Optional.ofNullable(JSON.fromJson(text, Kept.class))
                    .filter(kept -> key(kept.model, posts, period).equals(kept.key))
                    .map(kept -> new ScoringModel(kept.model, posts, period));
        } catch (JsonParseException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }
}
