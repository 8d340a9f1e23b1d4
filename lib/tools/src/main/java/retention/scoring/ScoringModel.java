package retention.scoring;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.learning.FeatureMatrix;
import numerics.learning.LabelledMatrix;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import retention.features.ObservedFeature;
import retention.project.AtomicFile;
import retention.users.Period;
import retention.users.User;
import retention.users.Users;
import retention.users.Wave;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A {@link CalibratedLogistic} on {@link ObservedFeature#HEADLINE}, with all that is needed to say whether it has seen a user or
 * the like. Plain numbers, kept as JSON; of the training users it keeps no id, only what tells whether a given id is theirs.
 *
 * <p>A user is unlike the training if a feature lies outside of all that was seen there, or if the Mahalanobis distance from the
 * mean user is beyond that of {@value #LIKE_SHARE} of the training users. Then the feature is named that is farthest from what
 * the others suggest.
 */
public final class ScoringModel {

    /** The format of the file; another one is refused. */
    private static final int VERSION = 3;

    static final double LIKE_SHARE = 0.995;
    private static final int REASONS = 3;
    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();

    private final Parameters parameters;
    private final List<ObservedFeature> features;
    private final Period period;
    private final Wave wave;
    private final CalibratedLogistic regression;
    private final Set<String> members;

    /** What the file holds. Arrays are in the order of the features. */
    private static final class Parameters {
        private int version;
        private String madeBy = "";
        private String trainedOn = "";
        private String observed = "";
        private String outcome = "";
        private String waveFirst = "";
        private String waveFound = "";
        private List<String> features = List.of();
        private CalibratedLogistic.Numbers regression = new CalibratedLogistic.Numbers();
        private double[] median = {};
        private double[] mean = {};
        private double[] lowest = {};
        private double[] highest = {};
        private double[][] precision = {};
        private double farthest = Double.NaN;
        private List<String> members = List.of();
    }

    /** @throws IllegalArgumentException if features, period or wave cannot be read */
    private ScoringModel(Parameters parameters) {
        this.parameters = parameters;
        this.features = features(parameters);
        var days = Period.of(Map.of("observed", parameters.observed, "outcome", parameters.outcome));
        this.wave = new Wave(
                LocalDate.parse(parameters.waveFirst), days.observedLast(), Wave.Found.valueOf(parameters.waveFound));
        this.period = wave.found() == Wave.Found.SET
                ? Period.of(Map.of(
                        "observed", parameters.observed, "outcome", parameters.outcome, "wave", parameters.waveFirst))
                : days;
        this.regression = new CalibratedLogistic(parameters.regression);
        this.members = new HashSet<>(parameters.members);
    }

    /** Those of the headline that the names are of, in their order; another name is left out. */
    private static List<ObservedFeature> features(Parameters parameters) {
        return ObservedFeature.HEADLINE.stream()
                .filter(feature -> parameters.features.contains(feature.column()))
                .toList();
    }

    /**
     * Trains on users whose outcome is known.
     *
     * @param trainedOn the hash of the file of posts
     * @throws IllegalArgumentException if fewer than two users were retained, or fewer than two were not
     */
    public static ScoringModel train(Users users, String trainedOn) {
        var known = ObservedFeature.known(users, ObservedFeature.HEADLINE);
        var features = ObservedFeature.of(users, known);
        var p = new Parameters();
        p.version = VERSION;
        p.madeBy = Fingerprint.current();
        p.trainedOn = trainedOn;
        p.observed = users.period().observedKey();
        p.outcome = users.period().outcomeKey();
        p.waveFirst = users.wave().firstDay().toString();
        p.waveFound = users.wave().found().name();
        p.features = features.names();
        p.regression = CalibratedLogistic.fit(LabelledMatrix.of(features, users.labels()), 0)
                .numbers();
        p.median = ObservedFeature.medians(users, known);
        p.mean = each(features, values -> Arrays.stream(values).average().orElseThrow());
        p.lowest = each(features, values -> Arrays.stream(values).min().orElseThrow());
        p.highest = each(features, values -> Arrays.stream(values).max().orElseThrow());
        p.precision = precision(features);
        p.members = users.list().stream()
                .map(user -> member(trainedOn, user))
                .sorted()
                .toList();
        var model = new ScoringModel(p);
        var distances = IntStream.range(0, features.rows())
                .mapToDouble(row -> model.distance(CalibratedLogistic.row(features, row)))
                .toArray();
        p.farthest = new Percentile().evaluate(distances, 100 * LIKE_SHARE);
        return model;
    }

    private static double[] each(FeatureMatrix features, ToDoubleFunction<double[]> of) {
        return features.names().stream().map(features::values).mapToDouble(of).toArray();
    }

    /** Salted with the training file, so that two models do not tell whom they have in common. */
    private static String member(String trainedOn, User user) {
        return Fingerprint.hashed(trainedOn + " " + user.id().text());
    }

    /** The inverse covariance; a feature that never varies is given a tiny variance, so that any other value is far away. */
    private static double[][] precision(FeatureMatrix features) {
        var values = new double[features.rows()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = CalibratedLogistic.row(features, i);
        }
        var covariance = new Covariance(values).getCovarianceMatrix().getData();
        for (int j = 0; j < covariance.length; j++) {
            covariance[j][j] += 1e-9;
        }
        return new LUDecomposition(new Array2DRowRealMatrix(covariance))
                .getSolver()
                .getInverse()
                .getData();
    }

    /** The hash of the file of posts that it was trained on. */
    public String trainedOn() {
        return parameters.trainedOn;
    }

    /** The period of the users that it was trained on: whom it can score, and what it predicts. */
    public Period period() {
        return period;
    }

    /** The wave among the users that it was trained on, by which it tells newcomers. */
    public Wave wave() {
        return wave;
    }

    /** The features that it looks at: those of the headline of which anything was known in training. */
    public List<ObservedFeature> features() {
        return features;
    }

    /**
     * Whether this library would make the same model of the file with this hash and of this period, so that it need not be trained
     * again.
     */
    boolean isUpToDate(String hash, Period now) {
        return parameters.trainedOn.equals(hash)
                && period.equals(now)
                && parameters.madeBy.equals(Fingerprint.current());
    }

    /** By how much the log odds are shrunk, 0..1; 1 means that the model was not too sure of itself. */
    public double shrinkage() {
        return regression.shrinkage();
    }

    /** Whether it found anything that should hold for users whom it has not seen; if not, it gives everybody the same score. */
    public boolean hasLearned() {
        return shrinkage() > 0;
    }

    /** The calibrated probability of a user with these features. */
    double probability(double... row) {
        return regression.probability(row);
    }

    /**
     * Scores users by their observed posts, most likely first. Whether they were retained is not looked at. Who is a newcomer is
     * told by the wave of the training, and a feature that is not known of a user is taken to be the training users' median.
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
        var features = ObservedFeature.of(alike, this.features, parameters.median);
        var probabilities = regression.predict(features);
        var order = IntStream.range(0, users.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer user) -> -probabilities[user])
                        .thenComparing(user -> users.list().get(user).id()))
                .toList();
        var scores = new ArrayList<Score>();
        int rank = 1;
        for (int user : order) {
            int place = scores.size();
            if (place > 0 && probabilities[user] < scores.get(place - 1).probability()) {
                rank = place + 1;
            }
            scores.add(score(
                    users.list().get(user),
                    CalibratedLogistic.row(features, user),
                    hasLearned() ? OptionalInt.of(rank) : OptionalInt.empty()));
        }
        return scores;
    }

    private Score score(User user, double[] row, OptionalInt rank) {
        var interval = regression.interval(row);
        return new Score(
                user.id().text(),
                interval.estimate(),
                interval.lower(),
                interval.upper(),
                rank,
                hasLearned() ? reasons(row) : List.of(),
                unlike(row),
                members.contains(member(parameters.trainedOn, user)));
    }

    private List<Score.Reason> reasons(double... row) {
        return IntStream.range(0, row.length)
                .mapToObj(j -> new Score.Reason(
                        parameters.features.get(j),
                        FeatureText.of(features.get(j), row[j], period, wave),
                        regression.moved(j, parameters.mean[j], row[j])))
                .sorted(Comparator.comparingDouble((Score.Reason reason) -> -Math.abs(reason.logOdds())))
                .limit(REASONS)
                .toList();
    }

    private Optional<String> unlike(double... row) {
        var beyond = IntStream.range(0, row.length)
                .filter(j -> row[j] < parameters.lowest[j] || row[j] > parameters.highest[j])
                .mapToObj(j -> "%s: %s, in training %s to %s"
                        .formatted(
                                parameters.features.get(j),
                                FeatureText.number(features.get(j), row[j]),
                                FeatureText.number(features.get(j), parameters.lowest[j]),
                                FeatureText.number(features.get(j), parameters.highest[j])))
                .collect(Collectors.joining("; "));
        if (!beyond.isEmpty()) {
            return Optional.of(beyond);
        }
        return distance(row) > parameters.farthest ? Optional.of(strangest(row)) : Optional.empty();
    }

    /** The feature farthest from what the others suggest, in units of what they leave open; both follow from the precision. */
    private String strangest(double... row) {
        var pull = pull(row);
        int strangest = IntStream.range(0, row.length)
                .boxed()
                .max(Comparator.comparingDouble(j -> Math.abs(pull[j]) / Math.sqrt(parameters.precision[j][j])))
                .orElseThrow();
        double expected = row[strangest] - pull[strangest] / parameters.precision[strangest][strangest];
        return "%s: %s, where the rest suggests %s"
                .formatted(
                        parameters.features.get(strangest),
                        FeatureText.number(features.get(strangest), row[strangest]),
                        FeatureText.number(features.get(strangest), expected));
    }

    /** The squared Mahalanobis distance from the mean user of the training. */
    private double distance(double... row) {
        var pull = pull(row);
        return IntStream.range(0, row.length)
                .mapToDouble(j -> (row[j] - parameters.mean[j]) * pull[j])
                .sum();
    }

    /** The precision times the distance from the mean user. */
    private double[] pull(double... row) {
        return IntStream.range(0, row.length)
                .mapToDouble(i -> IntStream.range(0, row.length)
                        .mapToDouble(j -> parameters.precision[i][j] * (row[j] - parameters.mean[j]))
                        .sum())
                .toArray();
    }

    /**
     * rank | user_id | probability | lower | upper | because_1 | because_2 | because_3 | unlike_training | in_training. Where the
     * model has learned nothing, rank and reasons are blank.
     */
    public static Table table(List<Score> scores) {
        var rank = IntColumn.create("rank");
        for (var score : scores) {
            if (score.rank().isPresent()) {
                rank.append(score.rank().getAsInt());
            } else {
                rank.appendMissing();
            }
        }
        var table = Table.create(
                "Scores",
                rank,
                StringColumn.create("user_id", scores.stream().map(Score::userId)),
                DoubleColumn.create("probability", scores.stream().mapToDouble(Score::probability)),
                DoubleColumn.create("lower", scores.stream().mapToDouble(Score::lower)),
                DoubleColumn.create("upper", scores.stream().mapToDouble(Score::upper)));
        for (int k = 0; k < REASONS; k++) {
            int reason = k;
            table.addColumns(StringColumn.create(
                    "because_" + (k + 1),
                    scores.stream()
                            .map(score -> reason < score.reasons().size()
                                    ? score.reasons().get(reason).toString()
                                    : "")));
        }
        return table.addColumns(
                StringColumn.create("unlike_training", scores.stream().map(score -> score.unlike()
                        .orElse(""))),
                StringColumn.create("in_training", scores.stream().map(score -> score.inTraining() ? "yes" : "")));
    }

    /** Writes the model, complete or not at all. */
    public void save(Path file) {
        try {
            AtomicFile.write(file, JSON.toJson(parameters) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /**
     * Reads a saved model.
     *
     * @throws IllegalArgumentException if the file is no model of this version; the message says what to do
     */
    public static ScoringModel load(Path file) {
        try {
            var parameters = JSON.fromJson(Files.readString(file), Parameters.class);
            if (parameters == null
                    || parameters.version != VERSION
                    || parameters.features == null
                    || parameters.features.isEmpty()
                    || !List.of(ObservedFeature.columns(features(parameters))).equals(parameters.features)) {
                throw new IllegalArgumentException(
                        "%s is no scoring model of version %d with features of %s. Delete it and score again: it is trained anew."
                                .formatted(file, VERSION, List.of(ObservedFeature.columns(ObservedFeature.HEADLINE))));
            }
            wrong(parameters).ifPresent(what -> {
                throw damaged(file, what);
            });
            try {
                return new ScoringModel(parameters);
            } catch (IllegalArgumentException | DateTimeParseException noPeriod) {
                throw damaged(file, noPeriod.getMessage());
            }
        } catch (JsonParseException e) {
            throw damaged(file, e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static IllegalArgumentException damaged(Path file, String what) {
        return new IllegalArgumentException(
                "%s is damaged: %s. Delete it and score again: it is trained anew.".formatted(file, what));
    }

    /** What is missing or of another size. */
    private static Optional<String> wrong(Parameters p) {
        int size = p.features.size();
        return Stream.of(
                        p.regression == null ? Optional.of("regression is missing") : p.regression.wrong(size),
                        ArrayCheck.wrong("median", size, p.median),
                        ArrayCheck.wrong("mean", size, p.mean),
                        ArrayCheck.wrong("lowest", size, p.lowest),
                        ArrayCheck.wrong("highest", size, p.highest),
                        ArrayCheck.wrong("precision", size, p.precision),
                        ArrayCheck.wrong("farthest", 1, p.farthest),
                        Stream.of(p.madeBy, p.trainedOn, p.observed, p.outcome, p.waveFirst, p.waveFound)
                                                .anyMatch(Objects::isNull)
                                        || p.members == null
                                        || p.members.contains(null)
                                ? Optional.of("madeBy, trainedOn, the period, the wave or members is missing")
                                : Optional.<String>empty())
                .flatMap(Optional::stream)
                .findFirst();
    }
}
