package retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import numerics.learning.FeatureMatrix;
import numerics.learning.LabelledMatrix;
import numerics.learning.Outcomes;
import numerics.learning.RandomRows;
import org.junit.jupiter.api.Test;
import smile.math.MathEx;

class ForestTest {

    private static final Forest FOREST = new Forest(60, 3, 4, 2);

    @Test
    void ranksRowsThatItHasNotSeen() {
        var test = RandomRows.learnable(400, 4, 0.3, 2);

        var probabilities = FOREST.fit(RandomRows.learnable(400, 4, 0.3, 1), 7).predict(test.features());

        assertThat(concordance(probabilities, test)).isGreaterThan(0.85);
        assertThat(DoubleStream.of(probabilities)).allMatch(p -> p >= 0 && p <= 1);
    }

    @Test
    void isNeverMoreThanCertainWhereAllTreesAgree() {
        var values = new float[60][1];
        var labels = new boolean[60];
        for (int i = 0; i < 60; i++) {
            values[i][0] = i;
            labels[i] = i >= 30;
        }
        var data = new LabelledMatrix(FeatureMatrix.numbered("x", values), labels);

        for (int trees : new int[] {60, 500, 1000}) {
            var probabilities = new Forest(trees, 3, 1, 1).fit(data, 7).predict(data.features());

            Outcomes.requireProbabilities(labels, probabilities);
            assertThat(probabilities[59]).isEqualTo(1);
        }
    }

    @Test
    void predictsAboutThePrevalenceOfRareEvents() {
        var data = rare(2000, 16, 3);

        var probabilities = FOREST.fit(data, 7).predict(data.features());

        assertThat(DoubleStream.of(probabilities).average().orElseThrow()).isBetween(0.003, 0.02);
    }

    @Test
    void findsASplitAmongCountsWithManyTies() {
        // Of the rows with a 1, one in ten is retained; of those with a 0, one in a hundred.
        var values = new float[1000][1];
        var labels = new boolean[1000];
        for (int i = 0; i < 1000; i++) {
            values[i][0] = i % 2;
            labels[i] = i % 2 == 1 ? i % 20 == 9 : i % 200 == 50;
        }
        var data = new LabelledMatrix(FeatureMatrix.numbered("posts", values), labels);

        var probabilities = FOREST.fit(data, 7).predict(data.features().select(0, 1));

        assertThat(probabilities[1]).isGreaterThan(3 * probabilities[0]);
    }

    @Test
    void givesTheSameBitsWithTheSameSeedWhateverElseRuns() {
        var data = rare(500, 12, 4);
        var alone = FOREST.fit(data, 7).predict(data.features());
        MathEx.random();
        var busy = new AtomicBoolean(true);
        var noise = ForkJoinPool.commonPool().submit(() -> {
            while (busy.get()) {
                MathEx.random();
                IntStream.range(0, 1000).parallel().forEach(i -> MathEx.random());
            }
        });
        double[] crowded;
        try {
            crowded = FOREST.fit(data, 7).predict(data.features());
        } finally {
            busy.set(false);
            noise.join();
        }

        assertThat(crowded).isEqualTo(alone);
    }

    @Test
    void anotherSeedGivesAnotherPredictor() {
        var data = rare(500, 12, 4);

        assertThat(FOREST.fit(data, 8).predict(data.features()))
                .isNotEqualTo(FOREST.fit(data, 7).predict(data.features()));
    }

    @Test
    void refusesASingleClass() {
        var data = new LabelledMatrix(RandomRows.learnable(30, 2, 1, 5).features(), new boolean[30]);

        assertThatThrownBy(() -> FOREST.fit(data, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("both classes, got 0 positive of 30");
    }

    @Test
    void refusesOtherFeaturesAtPrediction() {
        var data = RandomRows.learnable(60, 2, 0.5, 6);
        var fitted = FOREST.fit(data, 7);

        assertThatThrownBy(() -> fitted.predict(data.features().columns("f1", "f0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("learned from 2 features [f0, f1], got 2: [f1, f0]");
    }

    @Test
    void aForestOfOneStumpPutsTheFrequenciesBack() {
        // The only split separates the classes, so that shares are 0 and 1 and stay so.
        var values = new float[40][1];
        var labels = new boolean[40];
        for (int i = 0; i < 40; i++) {
            values[i][0] = i;
            labels[i] = i >= 20;
        }
        var data = new LabelledMatrix(FeatureMatrix.numbered("f", values), labels);

        var probabilities =
                new Forest(1, 1, 1, 1).fit(data, 7).predict(data.features().select(0, 39));

        assertThat(probabilities).containsExactly(0, 1);
    }

    @Test
    void aForestWithoutASplitPredictsThePrevalence() {
        var constant = new LabelledMatrix(
                FeatureMatrix.numbered("f", new float[100][2]), rare(100, 5, 8).labels());

        assertThat(FOREST.fit(constant, 7).predict(constant.features()))
                .containsOnly(new double[] {0.05}, within(1e-12));
    }

    @Test
    void namesTheSettingThatIsOutOfRange() {
        assertThatThrownBy(() -> new Forest(0, 3, 4, 2)).hasMessage("trees must be a whole number from 1; you gave 0.");
        assertThatThrownBy(() -> new Forest(10, 3, 4, 0))
                .hasMessageContaining("featuresPerSplit must be a whole number from 1");
    }

    private static LabelledMatrix rare(int rows, int retained, long seed) {
        var random = new Random(seed);
        var values = new float[rows][3];
        var labels = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = i < retained;
            for (int j = 0; j < 3; j++) {
                values[i][j] = (float) (random.nextGaussian() + (labels[i] && j == 0 ? 1 : 0));
            }
        }
        return new LabelledMatrix(FeatureMatrix.numbered("f", values), labels);
    }

    /** The share of pairs of a retained and a lost row in which the retained one has the higher probability. */
    private static double concordance(double[] probabilities, LabelledMatrix rows) {
        double right = 0;
        int pairs = 0;
        for (int i = 0; i < rows.rows(); i++) {
            for (int j = 0; j < rows.rows(); j++) {
                if (rows.label(i) && !rows.label(j)) {
                    pairs++;
                    right += probabilities[i] > probabilities[j] ? 1 : probabilities[i] == probabilities[j] ? 0.5 : 0;
                }
            }
        }
        return right / pairs;
    }
}
