package numerics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UniformityTest {

    @Test
    void agreesWithScipysExactTest() {
        Golden.read("additions").json().getAsJsonArray("uniformity").forEach(element -> {
            var row = element.getAsJsonArray();
            var test = Uniformity.of(Golden.doubles(row.get(0).getAsJsonArray()));
            assertThat(test.distance()).isCloseTo(row.get(1).getAsDouble(), within(1e-14));
            assertThat(test.pValue()).isCloseTo(row.get(2).getAsDouble(), within(1e-6));
        });
    }

    @Test
    void pValuesThatAreTooSmallAreFound() {
        var random = new Random(1);
        assertThat(Uniformity.of(DoubleStream.generate(() -> Math.pow(random.nextDouble(), 1.6))
                                .limit(200)
                                .toArray())
                        .pValue())
                .isLessThan(0.001);
    }

    @Test
    void permutationPValuesOfASoundTestAreUneventful() {
        // Nine permutations leave ten steps, which are far from uniform without the random place.
        var random = new Random(2);
        int found = 0;
        for (int i = 0; i < 400; i++) {
            var stepped = IntStream.range(0, 200)
                    .mapToDouble(j -> (1 + random.nextInt(10)) / 10.0)
                    .toArray();
            found += Uniformity.ofPermutations(9, i, stepped).pValue() <= 0.05 ? 1 : 0;
        }
        assertThat(found / 400.0).isBetween(0.02, 0.09);
    }

    @Test
    void placesWithinTheStepsAreSeeded() {
        var stepped = new double[] {0.1, 0.1, 0.6, 1};
        assertThat(Uniformity.ofPermutations(9, 1, stepped)).isEqualTo(Uniformity.ofPermutations(9, 1, stepped));
        assertThat(Uniformity.ofPermutations(9, 1, stepped)).isNotEqualTo(Uniformity.ofPermutations(9, 2, stepped));
    }

    @Test
    void pValueThatNoPermutationGivesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Uniformity.ofPermutations(9, 1, 0.1, 0.25))
                .withMessageContaining("0.25 is not a count of 1 or more over 9 permutations + 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Uniformity.ofPermutations(9, 1, 0.1, 0))
                .withMessageContaining("The p-value 0.0 is not a count");
    }

    @Test
    void valueAboveOneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Uniformity.of(0.5, 1.5))
                .withMessageContaining("The p-value at 1 is 1.5");
    }

    @Test
    void oneValueIsTooFew() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Uniformity.of(0.5))
                .withMessageContaining("1 p-values: expected 2 or more");
    }
}
