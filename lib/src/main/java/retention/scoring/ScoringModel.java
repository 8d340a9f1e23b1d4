package retention.scoring;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import retention.evaluation.OutOfFold;
import retention.features.JanuaryFeature;
import retention.model.FeatureMatrix;
import retention.model.FirthLogistic;
import retention.model.FittedLogistic;
import retention.model.LabelledMatrix;
import retention.project.AtomicFile;
import retention.users.Users;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A logistic regression on {@link JanuaryFeature#HEADLINE}, calibrated on out-of-fold predictions, with all that is needed to
 * say how sure it is of a user and whether it has seen the like. Plain numbers, kept as JSON.
 *
 * <p>Calibration shrinks the log odds by the slope of the outcome on the out-of-fold log odds, at most 1: with few events a model
 * is too sure of itself, and that slope measures by how much. Intervals are percentiles over models that were fitted to users
 * drawn anew, retained and lost each from their own; the slope is not drawn anew.
 *
 * <p>A user is unlike the training if a feature lies outside of all that was seen there, or if the Mahalanobis distance from the
 * mean user is beyond that of {@value #LIKE_SHARE} of the training users.
 */
public final class ScoringModel {

    /** The format of the file; another one is refused. */
    private static final int VERSION = 1;

    private static final int DRAWS = 500;
    private static final double LEVEL = 0.95;
    private static final double LIKE_SHARE = 0.995;
    private static final int REASONS = 3;
    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();

    private final Parameters parameters;

    /** What the file holds. Arrays are in the order of the features; those of the draws begin with the intercept. */
    private static final class Parameters {
        private int version;
        private String trainedOn = "";
        private List<String> features = List.of();
        private double slope;
        private double[] coefficients = {};
        private double[][] draws = {};
        private double[] mean = {};
        private double[] lowest = {};
        private double[] highest = {};
        private double[][] precision = {};
        private double farthest;
    }

    private ScoringModel(Parameters parameters) {
        this.parameters = parameters;
    }

    /**
     * Trains on users whose outcome is known.
     *
     * @param trainedOn the hash of the file of posts, so that its own users are not mistaken for new ones
     * @param judged out-of-fold probabilities of the same model and users, for the calibration
     * @param seed of the draws for the intervals
     * @throws IllegalArgumentException if a class is missing
     */
    public static ScoringModel train(Users users, String trainedOn, OutOfFold judged, long seed) {
        var features = JanuaryFeature.of(users, JanuaryFeature.HEADLINE);
        var rows = LabelledMatrix.of(features, users.labels());
        var p = new Parameters();
        p.version = VERSION;
        p.trainedOn = trainedOn;
        p.features = features.names();
        p.slope = slope(judged);
        p.coefficients = withIntercept(new FirthLogistic().fit(rows, seed));
        var random = new Random(seed);
        p.draws = IntStream.range(0, DRAWS)
                .mapToObj(draw -> withIntercept(new FirthLogistic().fit(drawn(rows, random), seed)))
                .toArray(double[][]::new);
        var columns = features.names().stream().map(features::values).toList();
        p.mean = columns.stream()
                .mapToDouble(values -> Arrays.stream(values).average().orElseThrow())
                .toArray();
        p.lowest = columns.stream()
                .mapToDouble(values -> Arrays.stream(values).min().orElseThrow())
                .toArray();
        p.highest = columns.stream()
                .mapToDouble(values -> Arrays.stream(values).max().orElseThrow())
                .toArray();
        p.precision = precision(features);
        var model = new ScoringModel(p);
        var distances = IntStream.range(0, features.rows())
                .mapToDouble(row -> model.distance(model.row(features, row)))
                .toArray();
        p.farthest = new Percentile().evaluate(distances, 100 * LIKE_SHARE);
        return model;
    }

    /** The slope of the outcome on the out-of-fold log odds, 0..1. */
    private static double slope(OutOfFold judged) {
        var logits = new float[judged.labels().length][1];
        var mean = judged.mean();
        for (int row = 0; row < mean.length; row++) {
            logits[row][0] = (float) Math.log(mean[row] / (1 - mean[row]));
        }
        var fitted = new FirthLogistic()
                .fit(LabelledMatrix.of(FeatureMatrix.of(List.of("logit"), logits), judged.labels()), 0);
        return Math.max(0, Math.min(1, fitted.coefficients()[0]));
    }

    private static LabelledMatrix drawn(LabelledMatrix rows, Random random) {
        var chosen = new int[rows.rows()];
        int next = 0;
        for (boolean label : new boolean[] {true, false}) {
            var members = IntStream.range(0, rows.rows())
                    .filter(row -> rows.label(row) == label)
                    .toArray();
            for (int i = 0; i < members.length; i++) {
                chosen[next++] = members[random.nextInt(members.length)];
            }
        }
        return rows.select(chosen);
    }

    private static double[] withIntercept(FittedLogistic fitted) {
        var coefficients = fitted.coefficients();
        var all = new double[coefficients.length + 1];
        all[0] = fitted.intercept();
        System.arraycopy(coefficients, 0, all, 1, coefficients.length);
        return all;
    }

    /** The inverse covariance; a feature that never varies is given a tiny variance, so that any other value is far away. */
    private static double[][] precision(FeatureMatrix features) {
        var values = new double[features.rows()][features.columns()];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values[i].length; j++) {
                values[i][j] = features.value(i, j);
            }
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

    /** By how much the log odds are shrunk, 0..1; 1 means that the model was not too sure of itself. */
    public double calibrationSlope() {
        return parameters.slope;
    }

    /**
     * Scores users by their January posts, most likely first. Whether they were retained is not looked at.
     *
     * @throws IllegalArgumentException if there is no user
     */
    public List<Score> score(Users users) {
        if (users.size() == 0) {
            throw new IllegalArgumentException(
                    "No user has a post from %s until %s: only users who posted then can be scored."
                            .formatted(
                                    users.protocol().observedFrom(),
                                    users.protocol().observedUntil()));
        }
        var features = JanuaryFeature.of(users, JanuaryFeature.HEADLINE);
        var probabilities = IntStream.range(0, features.rows())
                .mapToDouble(row -> probability(parameters.coefficients, row(features, row)))
                .toArray();
        var scores = new ArrayList<Score>();
        for (int i = 0; i < probabilities.length; i++) {
            double own = probabilities[i];
            int rank = 1
                    + (int) Arrays.stream(probabilities)
                            .filter(other -> other > own)
                            .count();
            scores.add(score(users.list().get(i).id().text(), row(features, i), own, rank));
        }
        scores.sort(Comparator.comparingInt(Score::rank).thenComparing(Score::userId));
        return scores;
    }

    private Score score(String userId, double[] row, double probability, int rank) {
        var draws = Stream.of(parameters.draws)
                .mapToDouble(coefficients -> probability(coefficients, row))
                .toArray();
        var percentile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
        percentile.setData(draws);
        var reasons = IntStream.range(0, row.length)
                .mapToObj(j -> new Score.Reason(
                        parameters.features.get(j),
                        row[j],
                        parameters.slope * parameters.coefficients[j + 1] * (row[j] - parameters.mean[j])))
                .sorted(Comparator.comparingDouble((Score.Reason reason) -> -Math.abs(reason.logOdds())))
                .limit(REASONS)
                .toList();
        return new Score(
                userId,
                probability,
                Math.min(probability, percentile.evaluate(50 * (1 - LEVEL))),
                Math.max(probability, percentile.evaluate(50 * (1 + LEVEL))),
                rank,
                reasons,
                unlike(row));
    }

    private Optional<String> unlike(double... row) {
        for (int j = 0; j < row.length; j++) {
            if (row[j] < parameters.lowest[j] || row[j] > parameters.highest[j]) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "%s is %.2f, in training %.2f to %.2f",
                        parameters.features.get(j),
                        row[j],
                        parameters.lowest[j],
                        parameters.highest[j]));
            }
        }
        return distance(row) > parameters.farthest
                ? Optional.of("an unusual combination of features")
                : Optional.empty();
    }

    /** The squared Mahalanobis distance from the mean user of the training. */
    private double distance(double... row) {
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            for (int j = 0; j < row.length; j++) {
                sum += (row[i] - parameters.mean[i]) * parameters.precision[i][j] * (row[j] - parameters.mean[j]);
            }
        }
        return sum;
    }

    /** Shrinks the log odds towards those of the mean user, whose own stay where they are. */
    private double probability(double[] coefficients, double... row) {
        double atMean = coefficients[0];
        double away = 0;
        for (int j = 0; j < row.length; j++) {
            atMean += coefficients[j + 1] * parameters.mean[j];
            away += coefficients[j + 1] * (row[j] - parameters.mean[j]);
        }
        return 1 / (1 + Math.exp(-(atMean + parameters.slope * away)));
    }

    private double[] row(FeatureMatrix features, int row) {
        return IntStream.range(0, parameters.features.size())
                .mapToDouble(column -> features.value(row, column))
                .toArray();
    }

    /** rank | user_id | probability | lower | upper | because_1 | because_2 | because_3 | unlike_training. */
    public static Table table(List<Score> scores) {
        var table = Table.create(
                "Scores",
                IntColumn.create("rank", scores.stream().mapToInt(Score::rank)),
                StringColumn.create("user_id", scores.stream().map(Score::userId)),
                DoubleColumn.create("probability", scores.stream().mapToDouble(Score::probability)),
                DoubleColumn.create("lower", scores.stream().mapToDouble(Score::lower)),
                DoubleColumn.create("upper", scores.stream().mapToDouble(Score::upper)));
        for (int k = 0; k < REASONS; k++) {
            int reason = k;
            table.addColumns(StringColumn.create(
                    "because_" + (k + 1),
                    scores.stream().map(score -> score.reasons().get(reason).toString())));
        }
        return table.addColumns(StringColumn.create(
                "unlike_training", scores.stream().map(score -> score.unlike().orElse(""))));
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
                    || !parameters.features.equals(List.of(JanuaryFeature.columns(JanuaryFeature.HEADLINE)))) {
                throw new IllegalArgumentException(
                        "%s is no scoring model of version %d with the features %s. Delete it and score again: it is trained anew."
                                .formatted(file, VERSION, List.of(JanuaryFeature.columns(JanuaryFeature.HEADLINE))));
            }
            return new ScoringModel(parameters);
        } catch (JsonParseException e) {
            throw new IllegalArgumentException(
                    "%s is damaged: %s. Delete it and score again: it is trained anew.".formatted(file, e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
