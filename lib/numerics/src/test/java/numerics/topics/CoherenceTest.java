package numerics.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.util.stream.IntStream;
import numerics.matrix.SparseMatrix;
import numerics.matrix.TopicsGolden;
import org.junit.jupiter.api.Test;

class CoherenceTest {
    private static final JsonObject GOLDEN = TopicsGolden.read("coherence").getAsJsonObject();
    private static final SparseMatrix DOCUMENTS = TopicsGolden.sparse(GOLDEN.getAsJsonObject("documents"));

    @Test
    void givesTheDefinitionsFigures() {
        for (var element : GOLDEN.getAsJsonArray("values")) {
            var terms = TopicsGolden.ints(element.getAsJsonObject().getAsJsonArray("terms"));
            assertThat(coherence(terms))
                    .isCloseTo(element.getAsJsonObject().get("npmi").getAsDouble(), within(1e-12));
        }
    }

    @Test
    void givesGensimsFiguresForWordsThatMeet() {
        var pairs = TopicsGolden.read("coherence_gensim").getAsJsonArray();
        assertThat(pairs).hasSizeGreaterThan(50);
        for (var pair : pairs) {
            var terms = TopicsGolden.ints(pair.getAsJsonObject().getAsJsonArray("terms"));
            assertThat(coherence(terms))
                    .isCloseTo(pair.getAsJsonObject().get("npmi").getAsDouble(), within(1e-9));
        }
    }

    @Test
    void rangesFromNeverToOnlyTogether() {
        assertThat(coherence(7, 8)).isEqualTo(-1);
        assertThat(coherence(2, 3)).isCloseTo(1, within(1e-12));
        assertThat(coherence(5, 6)).isOne();
    }

    @Test
    void hasNothingToSayOfASingleWord() {
        assertThat(coherence(4)).isNaN();
        assertThat(coherence()).isNaN();
    }

    @Test
    void doesNotKnowTermsOfAnotherCorpus() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> coherence(0, 12));
    }

    @Test
    void judgesNoModelOfOtherTerms() {
        var few = Nmf.fit(SparseMatrix.of(3, new double[][] {{1, 0, 2}, {0, 1, 1}}), 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> few.coherence(corpus(DOCUMENTS), 10))
                .withMessageStartingWith("A model of 3 terms cannot be judged by a corpus of 12");
    }

    @Test
    void drawsACurveOverTheNumberOfTopics() {
        var train =
                TopicsGolden.sparse(TopicsGolden.read("nmf").getAsJsonObject().getAsJsonObject("train"));
        var curve = corpus(train).numbersOfTopics(8, 2, 2, 3, 4, 5, 6, 7, 8);
        assertThat(curve.columnNames()).containsExactly("topics", "coherence", "stability");
        assertThat(curve.intColumn("topics").asObjectArray()).containsExactly(2, 3, 4, 5, 6, 7, 8);
        var best = curve.sortDescendingOn("coherence").intColumn("topics").get(0);
        assertThat(best).as("six topics were planted").isEqualTo(6);
    }

    @Test
    void startsThatGroupTheDocumentsAlikeAreStable() {
        var train = corpus(
                TopicsGolden.sparse(TopicsGolden.read("nmf").getAsJsonObject().getAsJsonObject("train")));
        assertThat(train.stability(6, 3)).isGreaterThan(0.95);
        assertThat(train.stability(12, 3)).isLessThan(0.9);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> train.stability(6, 1))
                .withMessage("Stability of 1 starts, expected 2 or more.");
    }

    private static double coherence(int... terms) {
        return DocumentTermMatrix.coherence(DOCUMENTS.transpose(), terms);
    }

    private static DocumentTermMatrix corpus(SparseMatrix documents) {
        return new DocumentTermMatrix(
                documents,
                IntStream.range(0, documents.columns())
                        .mapToObj(String::valueOf)
                        .toList());
    }
}
