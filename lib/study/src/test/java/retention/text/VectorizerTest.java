package retention.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import numerics.matrix.SparseMatrix;
import numerics.topics.DocumentTermMatrix;
import org.junit.jupiter.api.Test;

class VectorizerTest {
    private static final List<List<String>> CATS =
            List.of(List.of("cat", "tax", "cat"), List.of("tax", "猫"), List.of("猫", "cat"));

    @Test
    void countsEachTermOfEachDocument() {
        var matrix = Vectorizer.counts().fitTransform(CATS);

        assertThat(matrix.terms()).containsExactly("cat", "tax", "猫");
        assertThat(matrix.values().toDense()).isDeepEqualTo(new double[][] {{2, 1, 0}, {0, 1, 1}, {1, 0, 1}});
    }

    @Test
    void countsATermOnceADocumentIfOnlyPresenceMatters() {
        assertThat(Vectorizer.counts().asPresence().fitTransform(CATS).values().toDense()[0][0])
                .isEqualTo(1);
    }

    @Test
    void countsTheSameTermsThatItWeighs() {
        var weighs = Vectorizer.tfIdf().minDocuments(2).nGrams(1, 2);

        assertThat(weighs.asCounts())
                .isEqualTo(Vectorizer.counts().minDocuments(2).nGrams(1, 2));
        assertThat(weighs.asPresence().asCounts()).isEqualTo(weighs.asCounts());
    }

    @Test
    void leavesOutTermsItDidNotLearn() {
        var matrix = Vectorizer.counts().fit(CATS).transform(List.of(List.of("dog", "cat"), List.of()));

        assertThat(matrix.values().toDense()).isDeepEqualTo(new double[][] {{1, 0, 0}, {0, 0, 0}});
    }

    @Test
    void learnsRarityFromTheFittedDocumentsOnly() {
        var fitted = Vectorizer.tfIdf().fit(CATS);

        assertThat(fitted.transform(CATS.subList(0, 1)).values().toDense()[0][0])
                .isEqualTo(fitted.transform(CATS).values().toDense()[0][0]);
    }

    @Test
    void leavesOutTermsThatAreTooRareOrTooCommon() {
        var documents = List.of(List.of("a", "b"), List.of("a", "b"), List.of("a", "c"));

        assertThat(Vectorizer.counts()
                        .minDocuments(2)
                        .maxShare(0.7)
                        .fit(documents)
                        .terms())
                .containsExactly("b");
    }

    @Test
    void joinsWordsInARow() {
        assertThat(Vectorizer.counts()
                        .nGrams(2, 3)
                        .fit(List.of(List.of("a", "b", "c")))
                        .terms())
                .containsExactly("a b", "a b c", "b c");
    }

    @Test
    void sortsTermsByCodePoints() {
        assertThat(Vectorizer.counts().fit(List.of(List.of("\uFF21", "𠮷"))).terms())
                .containsExactly("\uFF21", "𠮷");
    }

    @Test
    void refusesToKeepNoTerm() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vectorizer.counts().fit(List.<List<String>>of()))
                .withMessage("No texts: expected one or more.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vectorizer.counts().minDocuments(4).fit(CATS))
                .withMessage(
                        "Of 3 terms in 3 documents, none is in at least 4 and at most 3 of them: lower minDocuments or raise maxShare");
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vectorizer.counts().nGrams(2, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vectorizer.counts().nGrams(0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vectorizer.counts().minDocuments(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vectorizer.counts().maxShare(1.5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vectorizer.counts().maxShare(Double.NaN));
    }

    @Test
    void refusesTermsThatDoNotFitTheColumns() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DocumentTermMatrix(SparseMatrix.of(1, new double[][] {{1}}), List.of("a", "b")))
                .withMessageContaining("2 terms came with 1 columns");
    }

    @Test
    void makesTheSameMatrixOfDocumentsThatComeSideBySide() {
        var documents = IntStream.range(0, 2_000)
                .mapToObj(i -> List.of("a" + i % 7, "b" + i % 11, "a" + i % 7, "c" + i))
                .toList();
        var vectorizer = Vectorizer.tfIdf().minDocuments(5).nGrams(1, 2);

        var matrix = vectorizer.fitTransform(documents.parallelStream());

        var expected = vectorizer.fit(documents).transform(documents);
        assertThat(matrix.terms()).isEqualTo(expected.terms()).contains("a0", "a0 b0");
        assertThat(matrix.values().toDense()).isDeepEqualTo(expected.values().toDense());
    }
}
