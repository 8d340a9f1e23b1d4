package numerics.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import numerics.matrix.SparseMatrix;
import numerics.matrix.TopicsGolden;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NmfTest {
    private static final JsonObject GOLDEN = TopicsGolden.read("nmf").getAsJsonObject();
    private static final SparseMatrix TRAIN = TopicsGolden.sparse(GOLDEN.getAsJsonObject("train"));
    private static final SparseMatrix HELD_OUT = TopicsGolden.sparse(GOLDEN.getAsJsonObject("held_out"));
    private static final double[][] PLANTED = TopicsGolden.matrix(GOLDEN.getAsJsonArray("planted"));
    private static final int TOPICS = PLANTED.length;

    private static final SparseMatrix TWO_BLOCKS =
            SparseMatrix.of(4, new double[][] {{2, 1, 0, 0}, {4, 2, 0, 0}, {0, 0, 3, 3}, {0, 0, 0, 0}});

    enum Start {
        NNDSVD,
        RANDOM;

        private Nmf fit() {
            return this == NNDSVD ? Nmf.fit(TRAIN, TOPICS) : Nmf.fromRandom(TRAIN, TOPICS, 42);
        }
    }

    @ParameterizedTest
    @EnumSource
    void fitsAsWellAsScikitLearn(Start start) {
        var nmf = start.fit();
        assertThat(relativeError(nmf, TRAIN))
                .isCloseTo(golden(start).get("relative_error").getAsDouble(), Percentage.withPercentage(1));
    }

    @Test
    void fiveStepsFromSingularVectorsLeadWhereScikitLearnGets() {
        var nmf = Nmf.fit(TRAIN, TOPICS, new Nmf.Stop(0, 5));
        var expected = TopicsGolden.matrix(GOLDEN.getAsJsonObject("five_steps").getAsJsonArray("h"));
        assertClose(nmf.topicTerms(), expected, 1e-5);
    }

    @ParameterizedTest
    @EnumSource
    void findsThePlantedTopics(Start start) {
        var nmf = start.fit();
        assertThat(TopicsGolden.nearest(PLANTED, nmf.topicTerms())).allMatch(cosine -> cosine > 0.95);
    }

    @Test
    void fitsOtherDocumentsByLeastSquares() {
        var topics = TopicsGolden.matrix(GOLDEN.getAsJsonObject("five_steps").getAsJsonArray("h"));
        var termTopics = new double[topics[0].length][topics.length];
        IntStream.range(0, termTopics.length)
                .forEach(term -> Arrays.setAll(termTopics[term], topic -> topics[topic][term]));
        var weights = Nmf.solve(HELD_OUT, topics.length, termTopics, new Nmf.Stop(1e-12, 10_000));
        assertClose(weights, TopicsGolden.matrix(GOLDEN.getAsJsonArray("held_out_least_squares")), 1e-9);
    }

    @Test
    void givesFittedDocumentsTheSameSharesAgain() {
        var nmf = Nmf.fit(TRAIN, TOPICS, new Nmf.Stop(1e-9, 2000));
        assertClose(nmf.transform(TRAIN).toArray(), nmf.shares().toArray(), 1e-4);
    }

    @Test
    void judgesEachOtherDocumentByItself() {
        var nmf = Nmf.fit(TRAIN, TOPICS);
        assertThat(nmf.transform(HELD_OUT.selectRows(7)).toArray()[0])
                .containsExactly(nmf.transform(HELD_OUT).toArray()[7]);
    }

    @Test
    void isTheSameToTheBitForTheSameSeedOnly() {
        var stop = new Nmf.Stop(1e-4, 3);
        var first = Nmf.fromRandom(TRAIN, TOPICS, 42, stop).topicTerms();
        assertThat(Nmf.fromRandom(TRAIN, TOPICS, 42, stop).topicTerms()).isDeepEqualTo(first);
        assertThat(Arrays.deepEquals(Nmf.fromRandom(TRAIN, TOPICS, 1, stop).topicTerms(), first))
                .isFalse();
    }

    @Test
    void splitsWhatSharesNoTerm() {
        var nmf = Nmf.fit(TWO_BLOCKS, 2);
        assertThat(relativeError(nmf, TWO_BLOCKS)).isLessThan(1e-6);
        var dominant = nmf.shares().dominant();
        assertThat(dominant.get(0)).isEqualTo(dominant.get(1)).isNotEqualTo(dominant.get(2));
        assertThat(nmf.topTerms(dominant.get(0), 9)).containsExactly(0, 1);
    }

    @Test
    void givesADocumentWithoutTermsNoTopic() {
        var nmf = Nmf.fit(TWO_BLOCKS, 2);
        assertThat(nmf.shares().dominant().get(3)).isEqualTo(TopicShares.NONE);
        assertThat(nmf.transform(SparseMatrix.of(4, new double[1][4])).dominant())
                .containsExactly(TopicShares.NONE);
    }

    @Test
    void explainsTheLargerBlockWithOneTopic() {
        var nmf = Nmf.fit(TWO_BLOCKS, 1);
        // One topic can only explain the larger block, the one of squared norm 25, and leaves the other's 18.
        assertThat(relativeError(nmf, TWO_BLOCKS)).isCloseTo(Math.sqrt(18.0 / 43), within(1e-6));
    }

    @Test
    void survivesACorpusOfNothing() {
        var nmf = Nmf.fit(SparseMatrix.of(3, new double[3][3]), 2);
        assertThat(nmf.topTerms(0, 5)).isEmpty();
        assertThat(nmf.shares().dominant()).containsOnly(TopicShares.NONE);
    }

    @Test
    void refusesMoreTopicsThanDocumentsUnlessItStartsAtRandom() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Nmf.fit(TWO_BLOCKS, 5))
                .withMessage("5 topics of SparseMatrix[4 x 4, 6 not zero]: ask for fewer, or start at random");
        assertThat(relativeError(Nmf.fromRandom(TWO_BLOCKS, 5, 42), TWO_BLOCKS)).isLessThan(0.01);
    }

    @Test
    void refusesWhatIsNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Nmf.fit(SparseMatrix.of(2, new double[][] {{1, 1}, {0, -2}}), 1))
                .withMessage("Document 1 has -2.0 for term 1, expected nothing negative");
    }

    @Test
    void refusesNoTopics() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Nmf.fit(TWO_BLOCKS, 0))
                .withMessage("topics must be a whole number from 1; you gave 0.");
        assertThatIllegalArgumentException().isThrownBy(() -> Nmf.fromRandom(TWO_BLOCKS, -1, 42));
    }

    @Test
    void refusesOtherDocumentsWithMoreOrFewerTerms() {
        var nmf = Nmf.fit(TWO_BLOCKS, 2);
        for (int terms : new int[] {3, 5}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> nmf.transform(SparseMatrix.of(terms, new double[][] {new double[terms]})))
                    .withMessageContaining("The topics are of 4 terms, got SparseMatrix[1 x " + terms);
        }
    }

    @Test
    void findsTheSameTopicsOfManyCopiesOnAnyNumberOfProcessors() {
        var many = TRAIN.selectRows(
                IntStream.range(0, 101_000).map(row -> row % TRAIN.rows()).toArray());
        var stop = new Nmf.Stop(1e-4, 5);

        var alone =
                new ForkJoinPool(1).submit(() -> Nmf.fit(many, TOPICS, stop)).join();
        var together =
                new ForkJoinPool(4).submit(() -> Nmf.fit(many, TOPICS, stop)).join();

        assertThat(together.topicTerms()).isDeepEqualTo(alone.topicTerms());
        assertThat(alone.shares().dominant().subList(0, TRAIN.rows()))
                .isEqualTo(alone.shares().dominant().subList(TRAIN.rows(), 2 * TRAIN.rows()));
    }

    /** The length of what the topics do not explain of the documents they were fitted to, over that of the documents. */
    private static double relativeError(Nmf nmf, SparseMatrix documents) {
        var topicTerms = nmf.topicTerms();
        var termTopics =
                SparseMatrix.of(topicTerms[0].length, topicTerms).transpose().toDense();
        var weights = Nmf.solve(documents, nmf.topics(), termTopics, Nmf.Stop.DEFAULT);
        var fitted = SparseMatrix.of(topicTerms.length, weights).times(topicTerms);
        var dense = documents.toDense();
        double squares = 0;
        double all = 0;
        for (int row = 0; row < dense.length; row++) {
            for (int column = 0; column < dense[row].length; column++) {
                squares += Math.pow(dense[row][column] - fitted[row][column], 2);
                all += Math.pow(dense[row][column], 2);
            }
        }
        return Math.sqrt(squares / all);
    }

    private static JsonObject golden(Start start) {
        return GOLDEN.getAsJsonObject("starts").getAsJsonObject(start.name().toLowerCase(Locale.ROOT));
    }

    private static void assertClose(double[][] actual, double[][] expected, double tolerance) {
        assertThat(actual).hasDimensions(expected.length, expected[0].length);
        for (var row = 0; row < expected.length; row++) {
            assertThat(actual[row]).as("row %d", row).containsExactly(expected[row], within(tolerance));
        }
    }
}
