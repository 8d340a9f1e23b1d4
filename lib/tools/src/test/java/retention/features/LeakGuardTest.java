package retention.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import numerics.evaluation.Metrics;
import numerics.learning.CrossValidation;
import numerics.learning.FeatureMatrix;
import numerics.learning.Fold;
import numerics.learning.HeldOutLeaks;
import numerics.learning.HeldOutLeaks.Leak;
import numerics.learning.HeldOutLeaks.Procedure;
import numerics.learning.LabelledMatrix;
import numerics.learning.Learner;
import numerics.learning.StandardScaler;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retention.posts.Post;
import retention.posts.Posts;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.Users;

class LeakGuardTest {

    private static final CrossValidation PROTOCOL = new CrossValidation(5, 1, 1);
    private static final LabelledMatrix ROWS = rows(1);
    private static final int[] SPLIT = PROTOCOL.split(ROWS.labels()).get(0);
    private static final List<Fold> FOLDS = Fold.numbered(SPLIT);

    @TempDir
    static Path folder;

    private static List<Post> posts;

    @BeforeAll
    static void makeAReplica() throws IOException {
        var csv = folder.resolve("replica.csv");
        Replica.write(new ReplicaSettings(300, false, 1), csv, Files.createTempFile(folder, "truth", ".json"));
        posts = Posts.read(csv).posts();
    }

    @Test
    void findsNoFutureInTheObservedFeatures() {
        assertThat(LeakGuard.future(posts, Period.DEFAULT, all -> {
                    var users = Users.of(all, Protocol.CORRECTED, Period.DEFAULT);
                    return ObservedFeature.of(users).beside(DailySequence.of(users));
                }))
                .isEmpty();
    }

    @Test
    void findsAFeatureOfTheOutcome() {
        assertThat(LeakGuard.future(posts, Period.DEFAULT, all -> {
                    var users = Users.of(all, Protocol.CORRECTED, Period.DEFAULT);
                    return ObservedFeature.of(users).beside(OutcomeGrowth.of(users));
                }))
                .containsExactly("outcome_growth");
    }

    @Test
    void clearsTheCrossValidation() {
        assertThat(HeldOutLeaks.folds(ROWS, FOLDS, careful(LeakGuardTest::nearestMean)))
                .isEmpty();
    }

    @Test
    void clearsScalingAndResamplingInsideTheFold() {
        Learner scaling = (training, seed) -> {
            var scaler = StandardScaler.fitFirst(2, training.features());
            var inner = nearestMean(training.withFeatures(scaler.transform(training.features())), seed);
            return rows -> inner.predict(scaler.transform(rows));
        };
        Learner resampling = (training, seed) -> nearestMean(oversampled(training), seed);
        assertThat(HeldOutLeaks.folds(ROWS, FOLDS, careful(scaling))).isEmpty();
        assertThat(HeldOutLeaks.folds(ROWS, FOLDS, careful(resampling))).isEmpty();
    }

    @Test
    void findsAScalerThatWasFittedOnAllRows() {
        Procedure leaking = (rows, folds) -> {
            var scaler = StandardScaler.fitFirst(2, rows.features());
            return careful(LeakGuardTest::nearestMean)
                    .outOfFold(rows.withFeatures(scaler.transform(rows.features())), folds);
        };
        assertThat(HeldOutLeaks.folds(ROWS, FOLDS, leaking)).containsExactly(Leak.HELD_OUT_FEATURES);
    }

    @Test
    void findsResamplingBeforeTheSplit() {
        Procedure leaking = (rows, folds) -> {
            var more = oversampled(rows);
            var scores = new double[rows.rows()];
            for (var fold : folds) {
                // Copies of held-out users stay among the training rows.
                var extra = IntStream.range(rows.rows(), more.rows());
                int[] training =
                        IntStream.concat(IntStream.of(fold.train()), extra).toArray();
                var predicted = nearestMean(more.select(training), 1)
                        .predict(rows.features().select(fold.test()));
                for (int i = 0; i < predicted.length; i++) {
                    scores[fold.test()[i]] = predicted[i];
                }
            }
            return scores;
        };
        assertThat(HeldOutLeaks.folds(ROWS, FOLDS, leaking))
                .containsExactlyInAnyOrder(Leak.HELD_OUT_LABELS, Leak.HELD_OUT_FEATURES);
    }

    @Test
    void findsAFeatureChosenByAllOutcomes() {
        Procedure leaking = (rows, folds) -> {
            double first = Metrics.aucRoc(rows.labels(), rows.features().values("f0"));
            double second = Metrics.aucRoc(rows.labels(), rows.features().values("f1"));
            var better = Math.abs(first - 0.5) > Math.abs(second - 0.5) ? "f0" : "f1";
            Learner learner = LeakGuardTest::nearestMean;
            return careful(learner.withFeatures(better)).outOfFold(rows, folds);
        };
        assertThat(HeldOutLeaks.folds(rows(0), FOLDS, leaking)).contains(Leak.HELD_OUT_LABELS);
    }

    @Test
    void refusesAProcedureThatIsNotSeeded() {
        var random = new Random(1);
        assertThatThrownBy(() -> HeldOutLeaks.folds(ROWS, FOLDS, (rows, folds) -> random.doubles(rows.rows())
                        .toArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("seed it");
    }

    private static Procedure careful(Learner learner) {
        return (rows, folds) -> PROTOCOL.predict(
                        List.of(SPLIT), rows.features(), rows.labels(), List.of(learner), (done, total) -> {})
                .get(0)
                .repetitions()
                .get(0);
    }

    /** Scores by how much nearer a row is to the mean of the retained than to that of the lost. */
    private static numerics.learning.Predictor nearestMean(LabelledMatrix training, long seed) {
        var retained = mean(training, true);
        var lost = mean(training, false);
        return rows -> IntStream.range(0, rows.rows())
                .mapToDouble(i -> distance(rows, i, lost) - distance(rows, i, retained))
                .toArray();
    }

    private static double[] mean(LabelledMatrix rows, boolean label) {
        return IntStream.range(0, rows.features().columns())
                .mapToDouble(j -> IntStream.range(0, rows.rows())
                        .filter(i -> rows.label(i) == label)
                        .mapToDouble(i -> rows.features().value(i, j))
                        .average()
                        .orElseThrow())
                .toArray();
    }

    private static double distance(FeatureMatrix rows, int row, double[] mean) {
        return Math.sqrt(IntStream.range(0, mean.length)
                .mapToDouble(j -> Math.pow(rows.value(row, j) - mean[j], 2))
                .sum());
    }

    /** All rows, and after them one more copy of each retained one. */
    private static LabelledMatrix oversampled(LabelledMatrix rows) {
        var chosen = new ArrayList<Integer>();
        IntStream.range(0, rows.rows()).forEach(chosen::add);
        IntStream.range(0, rows.rows()).filter(rows::label).forEach(chosen::add);
        return rows.select(chosen.stream().mapToInt(Integer::intValue).toArray());
    }

    private static LabelledMatrix rows(double effect) {
        var random = new Random(5);
        var labels = new boolean[100];
        var values = new float[100][2];
        for (int i = 0; i < 100; i++) {
            labels[i] = i % 5 == 0;
            values[i][0] = (float) (random.nextGaussian() + (labels[i] ? effect / 2 : 0));
            values[i][1] = (float) (5 * random.nextGaussian() - (labels[i] ? effect : 0));
        }
        return new LabelledMatrix(FeatureMatrix.numbered("f", values), labels);
    }
}
