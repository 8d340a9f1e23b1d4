package numerics.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import numerics.matrix.SparseMatrix;
import numerics.matrix.TopicsGolden;
import org.junit.jupiter.api.Test;

class TopicMatchingTest {

    @Test
    void findsScipysAssignment() {
        for (var element : TopicsGolden.read("matching").getAsJsonArray()) {
            var golden = element.getAsJsonObject();
            var matching = TopicMatching.of(
                    TopicsGolden.matrix(golden.getAsJsonArray("first")),
                    TopicsGolden.matrix(golden.getAsJsonArray("second")));
            assertThat(matching.partners())
                    .containsExactlyElementsOf(IntStream.of(TopicsGolden.ints(golden.getAsJsonArray("partners")))
                            .boxed()
                            .toList());
            assertThat(matching.cosines().stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray())
                    .containsExactly(TopicsGolden.doubles(golden.getAsJsonArray("cosines")), within(1e-12));
        }
    }

    @Test
    void prefersTheBestWholeToTheBestPair() {
        // The best pair is the first of both; taking it leaves two topics with nothing in common.
        var matching =
                TopicMatching.of(new double[][] {{1, 0.5, 0}, {1, 0, 0}}, new double[][] {{1, 0.2, 0}, {0, 1, 1}});
        assertThat(matching.partners()).containsExactly(1, 0);
        assertThat(matching.cosines().get(0)).isLessThan(matching.cosines().get(1));
    }

    @Test
    void seesThroughOrderAndScale() {
        var matching = TopicMatching.of(new double[][] {{1, 2, 0}, {0, 0, 3}}, new double[][] {{0, 0, 9}, {3, 6, 0}});
        assertThat(matching.partners()).containsExactly(1, 0);
        assertThat(matching.meanCosine()).isCloseTo(1, within(1e-15));
    }

    @Test
    void givesATopicOfNoTermsACosineOfZero() {
        assertThat(TopicMatching.of(new double[][] {{0, 0}}, new double[][] {{1, 0}})
                        .cosines())
                .containsExactly(0.0);
    }

    @Test
    void refusesModelsOfOtherSizes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopicMatching.of(new double[2][5], new double[3][5]))
                .withMessage(
                        "2 topics of 5 terms against 3 topics of 5 terms, expected as many topics and terms in both");
    }

    @Test
    void callsRunsWithTheSameTopicsStable() {
        var documents =
                TopicsGolden.sparse(TopicsGolden.read("nmf").getAsJsonObject().getAsJsonObject("train"));
        var right = runs(documents, 6);
        var tooMany = runs(documents, 12);
        assertThat(TopicMatching.stability(right)).isGreaterThan(0.999);
        assertThat(TopicMatching.stability(tooMany)).isLessThan(0.95);
    }

    @Test
    void needsTwoRunsToSpeakOfStability() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopicMatching.stability(List.of()))
                .withMessage("Stability of 0 runs, expected two or more");
    }

    private static List<Nmf> runs(SparseMatrix documents, int topics) {
        var settings = Nmf.Settings.of(topics);
        return Stream.of(1, 2, 3)
                .map(seed -> Nmf.fit(documents, settings.fromRandom(seed)))
                .toList();
    }
}
