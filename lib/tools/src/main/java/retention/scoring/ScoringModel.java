package retention.scoring;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
        return Sha256.of(posts + " " + user.id().text()).substring(0, DIGITS);
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
     * @throws IllegalArgumentException if there is no user, or the users are of another period than those of the training
     */
    public List<Score> score(Users users) {
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
        var intervals = Stream.of(rows).map(numbers.regression::interval).toList();
        var ranks = new NaturalRanking(TiesStrategy.MINIMUM)
                .rank(intervals.stream().mapToDouble(each -> -each.estimate()).toArray());
        return IntStream.range(0, rows.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(user -> ranks[user])
                        .thenComparing(user -> users.list().get(user).id()))
                .map(user -> score(users.list().get(user), rows[user], intervals.get(user), (int) ranks[user]))
                .toList();
    }

    private Score score(User user, double[] row, Interval probability, int rank) {
        return new Score(
                user.id().text(),
                probability,
                hasLearned() ? OptionalInt.of(rank) : OptionalInt.empty(),
                hasLearned() ? reasons(row) : List.of(),
                unlike(row),
                numbers.members.contains(member(posts, user)));
    }

    private List<Score.Reason> reasons(double... row) {
        return IntStream.range(0, row.length)
                .mapToObj(j -> new Score.Reason(
                        features().get(j).column(),
                        Score.inWords(features().get(j), row[j], period, wave),
                        regression().moved(j, numbers.seen.mean[j], row[j])))
                .sorted(Comparator.comparingDouble(reason -> -Math.abs(reason.logOdds())))
                .limit(Score.REASONS)
                .toList();
    }

    private Optional<String> unlike(double... row) {
        var seen = numbers.seen;
        var outside = IntStream.range(0, row.length)
                .filter(j -> row[j] < seen.lowest[j] || row[j] > seen.highest[j])
                .mapToObj(j -> "%s: %s, in training %s to %s"
                        .formatted(
                                features().get(j).column(),
                                number(j, row[j]),
                                number(j, seen.lowest[j]),
                                number(j, seen.highest[j])))
                .collect(Collectors.joining("; "));
        if (!outside.isEmpty()) {
            return Optional.of(outside);
        }
        return seen.distance(row) > seen.farthest ? Optional.of(strangest(row)) : Optional.empty();
    }

    /** The feature farthest from what the others suggest, in units of what they leave open; both follow from the precision. */
    private String strangest(double... row) {
        var pull = numbers.seen.pull(row);
        var precision = numbers.seen.precision;
        int strangest = IntStream.range(0, row.length)
                .boxed()
                .max(Comparator.comparingDouble(j -> Math.abs(pull.getEntry(j)) / Math.sqrt(precision[j][j])))
                .orElseThrow();
        double expected = row[strangest] - pull.getEntry(strangest) / precision[strangest][strangest];
        return "%s: %s, where the rest suggests %s"
                .formatted(
                        features().get(strangest).column(),
                        number(strangest, row[strangest]),
                        number(strangest, expected));
    }

    private String number(int feature, double value) {
        return Score.number(features().get(feature), value);
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
    void write(Path file) {
        try {
            AtomicFile.write(file, JSON.toJson(new Kept(key(numbers, posts, period), numbers)) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /**
     * Reads a model that this library has made of these posts and this period.
     *
     * @param posts the hash of the file of posts
     * @return nothing if there is no file, if it is damaged, or if it was made of something else: then the model has to be trained
     */
    static Optional<ScoringModel> read(Path file, String posts, Period period) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.fromJson(Files.readString(file), Kept.class))
                    .filter(kept -> key(kept.model, posts, period).equals(kept.key))
                    .map(kept -> new ScoringModel(kept.model, posts, period));
        } catch (JsonParseException | IllegalArgumentException damaged) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
