package retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResamplingTest {

    private static final Golden.Resampled GOLDEN = Golden.read("resampling.json", Golden.Resampled.class);

    /** Rows whose feature is their own number. */
    private static LabelledMatrix numbered(int retained, int rows) {
        var values = new float[rows][1];
        var labels = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            values[i][0] = i;
            labels[i] = (long) i * retained / rows != (long) (i + 1) * retained / rows;
        }
        return LabelledMatrix.of(FeatureMatrix.numbered("row", values), labels);
    }

    static List<Golden.Ratio> ratios() {
        return GOLDEN.cases();
    }

    @ParameterizedTest
    @MethodSource("ratios")
    void overSamplesToTheCountsOfImbalancedLearn(Golden.Ratio golden) {
        assertCounts(golden, new Resampling.Over(golden.ratio()), golden.over());
    }

    @ParameterizedTest
    @MethodSource("ratios")
    void underSamplesToTheCountsOfImbalancedLearn(Golden.Ratio golden) {
        assertCounts(golden, new Resampling.Under(golden.ratio()), golden.under());
    }

    private static void assertCounts(Golden.Ratio golden, Resampling resampling, int[] counts) {
        var rows = numbered(golden.retained(), golden.rows());
        if (counts.length == 0) {
            assertThatThrownBy(() -> resampling.resample(rows, 7))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("raise it.");
            return;
        }
        var resampled = resampling.resample(rows, 7);
        assertThat(resampled.rows() - resampled.positives()).isEqualTo(counts[0]);
        assertThat(resampled.positives()).isEqualTo(counts[1]);
    }

    @Test
    void overSamplingKeepsAllRowsAndDrawsFromTheSmallerClassWithReplacement() {
        var rows = numbered(20, 500);

        var resampled = new Resampling.Over(0.5).resample(rows, 7);

        assertThat(row(resampled, 0, 500)).containsExactly(row(rows, 0, 500));
        var drawn = row(resampled, 500, resampled.rows());
        assertThat(drawn).hasSize(220);
        for (double number : drawn) {
            assertThat(rows.label((int) number)).isTrue();
        }
        assertThat(Arrays.stream(drawn).distinct().count()).isBetween(15L, 20L);
    }

    @Test
    void underSamplingKeepsTheSmallerClassAndDrawsWithoutReplacement() {
        var rows = numbered(20, 500);

        var resampled = new Resampling.Under(0.25).resample(rows, 7);

        var numbers = row(resampled, 0, resampled.rows());
        assertThat(numbers).hasSize(100).isSorted().doesNotHaveDuplicates();
        assertThat(resampled.positives()).isEqualTo(20);
        for (int i = 0; i < numbers.length; i++) {
            assertThat(resampled.label(i)).isEqualTo(rows.label((int) numbers[i]));
        }
    }

    @Test
    void findsTheNeighboursOfScikitLearn() {
        var golden = GOLDEN.smote();
        var retained = IntStream.range(0, golden.y().length)
                .filter(i -> golden.y()[i] == 1)
                .toArray();

        var nearest = new Resampling.Smote(golden.ratio(), golden.neighbours())
                .nearest(golden.matrix().features(), retained);

        assertThat(nearest).isDeepEqualTo(golden.nearest());
    }

    @Test
    void aRowMadeUpLiesBetweenARowAndOneOfItsNeighboursAsThoseOfImbalancedLearn() {
        var golden = GOLDEN.smote();
        var rows = golden.matrix();

        var resampled = new Resampling.Smote(golden.ratio(), golden.neighbours()).resample(rows, 7);

        assertThat(resampled.rows()).isEqualTo(golden.rows());
        assertThat(resampled.positives() - rows.positives()).isEqualTo(golden.made().length);
        var segments = new HashSet<Integer>();
        for (int i = 0; i < golden.made().length; i++) {
            assertThat(segment(golden, golden.made()[i])).isNotNegative();
            int segment = segment(golden, resampled.features().row(rows.rows() + i));
            assertThat(segment).isNotNegative();
            segments.add(segment);
        }
        assertThat(segments).hasSizeGreaterThan(golden.made().length / 3);
    }

    /** The number of the segment that a point lies on, or -1. */
    private static int segment(Golden.Smote golden, float[] point) {
        var retained = IntStream.range(0, golden.y().length)
                .filter(i -> golden.y()[i] == 1)
                .toArray();
        for (int i = 0; i < retained.length; i++) {
            for (int k = 0; k < golden.neighbours(); k++) {
                var from = golden.x()[retained[i]];
                var to = golden.x()[golden.nearest()[i][k]];
                double along = distance(from, point) + distance(point, to) - distance(from, to);
                if (along < 1e-6) {
                    return i * golden.neighbours() + k;
                }
            }
        }
        return -1;
    }

    private static double distance(float[] a, float[] b) {
        return Math.sqrt(IntStream.range(0, a.length)
                .mapToDouble(j -> Math.pow((double) a[j] - b[j], 2))
                .sum());
    }

    @Test
    void theSameSeedDrawsTheSameRows() {
        var rows = GOLDEN.smote().matrix();

        for (var resampling :
                List.of(new Resampling.Over(0.5), new Resampling.Under(0.5), new Resampling.Smote(0.5, 3))) {
            var first = resampling.resample(rows, 7).features().toArray();
            assertThat(resampling.resample(rows, 7).features().toArray()).isDeepEqualTo(first);
            assertThat(Arrays.deepEquals(resampling.resample(rows, 8).features().toArray(), first))
                    .isFalse();
        }
    }

    @Test
    void aLearnerBehindItSeesTheResampledRowsAndTheSeed() {
        var rows = numbered(20, 500);
        Learner share = (training, seed) -> {
            assertThat(seed).isEqualTo(7);
            return new Prevalence().fit(training, seed);
        };

        var predictor = new Resampling.Over(1).before(share).fit(rows, 7);

        assertThat(predictor.predict(rows.features())).containsOnly(0.5);
    }

    @Test
    void refusesAMissingClass() {
        var rows = LabelledMatrix.of(numbered(1, 9).features(), new boolean[9]);

        for (var resampling : List.of(new Resampling.Over(1), new Resampling.Under(1), new Resampling.Smote(1, 2))) {
            assertThatThrownBy(() -> resampling.resample(rows, 7))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("both classes, got 0 retained of 9");
        }
    }

    @Test
    void refusesMoreNeighboursThanThereAre() {
        assertThatThrownBy(() -> new Resampling.Smote(1, 5).resample(numbered(5, 50), 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 neighbours of a row need 6 rows of its class or more, got 5");
    }

    @Test
    void refusesARatioThatIsNone() {
        assertThatThrownBy(() -> new Resampling.Over(1.5)).hasMessageContaining("ratio is 1.5");
        assertThatThrownBy(() -> new Resampling.Under(0)).hasMessageContaining("ratio is 0.0");
        assertThatThrownBy(() -> new Resampling.Smote(Double.NaN, 5)).hasMessageContaining("ratio is NaN");
        assertThatThrownBy(() -> new Resampling.Smote(1, 0)).hasMessageContaining("1 neighbour or more, got 0");
    }

    private static double[] row(LabelledMatrix rows, int from, int to) {
        return Arrays.copyOfRange(rows.features().values("row0"), from, to);
    }
}
