package retention.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class MannWhitneyTest {

    private static final JsonObject GOLDEN = Golden.read("correlations").json();

    @Test
    void skewedCountsWithTiesGiveScipysFigures() {
        var array = GOLDEN.getAsJsonArray("labels");
        var labels = new boolean[array.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = array.get(row).getAsBoolean();
        }
        for (var entry : GOLDEN.getAsJsonObject("mann_whitney").entrySet()) {
            var values = Golden.doubles(GOLDEN.getAsJsonObject("columns").getAsJsonArray(entry.getKey()));
            var expected = Golden.doubles(entry.getValue().getAsJsonArray());
            var test = MannWhitney.of(labels, values);
            assertThat(test.u()).isEqualTo(expected[0]);
            assertThat(test.pValue()).isCloseTo(expected[1], Percentage.withPercentage(1e-9));
        }
    }

    @Test
    void tinyPValuesKeepTheirDigits() {
        var values = IntStream.range(0, 600)
                .mapToDouble(row -> row < 300 ? row + 1000 : (row - 300) / 2)
                .toArray();
        var expected = Golden.doubles(GOLDEN.getAsJsonArray("far_apart"));
        var test = MannWhitney.of(Cases.labels(300, 300), values);
        assertThat(test.u()).isEqualTo(expected[0]);
        assertThat(test.pValue()).isPositive().isCloseTo(expected[1], Percentage.withPercentage(1e-8));
    }

    @Test
    void deltaIsOneWhenEveryRetainedUserIsAhead() {
        assertThat(MannWhitney.of(new boolean[] {true, false, true}, new double[] {5, 1, 4})
                        .cliffsDelta())
                .isEqualTo(1);
    }

    @Test
    void deltaIsTwiceTheAucLessOne() {
        var labels = new boolean[] {true, false, true, false, false};
        var values = new double[] {3, 3, 2, 1, 7};
        assertThat(MannWhitney.of(labels, values).cliffsDelta())
                .isCloseTo(2 * Metrics.aucRoc(labels, values) - 1, within(1e-15));
    }

    @Test
    void swappingTheClassesTurnsTheSignAndKeepsTheP() {
        var values = new double[] {3, 9, 2, 1, 7, 7};
        var test = MannWhitney.of(new boolean[] {true, true, false, false, true, false}, values);
        var swapped = MannWhitney.of(new boolean[] {false, false, true, true, false, true}, values);
        assertThat(swapped.z()).isEqualTo(-test.z());
        assertThat(swapped.pValue()).isEqualTo(test.pValue());
        assertThat(test.z()).isPositive();
    }

    @Test
    void allValuesTheSameSayNothing() {
        var test = MannWhitney.of(new boolean[] {true, false, false}, new double[] {4, 4, 4});
        assertThat(test).isEqualTo(new MannWhitney(1, 1, 2, 0, 1));
        assertThat(test.cliffsDelta()).isZero();
    }

    @Test
    void oneClassAloneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MannWhitney.of(new boolean[3], new double[3]))
                .withMessageContaining("0 retained and 3 lost");
    }

    @Test
    void shuffledLabelsAgreeWithAllRelabellingsOfSciPy() {
        var golden = Golden.read("permutation").json();
        int retained = golden.get("retained").getAsInt();
        golden.getAsJsonArray("rows").forEach(row -> {
            var numbers = Golden.doubles(row.getAsJsonArray());
            var values = Arrays.copyOf(numbers, numbers.length - 1);
            double exact = numbers[numbers.length - 1];
            int shuffles = 100_000;
            assertThat(
                            MannWhitney.permutationPValues(
                                    Cases.labels(retained, values.length - retained), List.of(values), shuffles, 1)[0])
                    .isCloseTo(exact, within(4 * Math.sqrt(exact / shuffles)));
        });
    }

    @Test
    void shuffledLabelsHoldTheirErrorWhereNearlyAllAreTied() {
        var labels = Cases.labels(20, 980);
        var random = new Random(3);
        int approximate = 0;
        int shuffled = 0;
        int dataSets = 400;
        for (int i = 0; i < dataSets; i++) {
            // 24 users anywhere have a value of their own, all others the same.
            var values = new double[1000];
            random.ints(0, 1000).distinct().limit(24).forEach(user -> values[user] = -1 - user);
            approximate += MannWhitney.of(labels, values).pValue() <= 0.05 ? 1 : 0;
            shuffled += MannWhitney.permutationPValues(labels, List.of(values), 199, i)[0] <= 0.05 ? 1 : 0;
        }
        assertThat((double) approximate / dataSets).isGreaterThan(0.055);
        assertThat((double) shuffled / dataSets).isLessThanOrEqualTo(0.055);
    }

    @Test
    void shufflingAConstantFeatureFindsNothing() {
        assertThat(MannWhitney.permutationPValues(Cases.labels(3, 5), List.of(new double[8]), 99, 1)[0])
                .isEqualTo(1);
    }

    @Test
    void refusesToShuffleNever() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MannWhitney.permutationPValues(Cases.labels(3, 5), List.of(new double[8]), 0, 1))
                .withMessageContaining("0 permutations");
    }
}
