package retention.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import numerics.matrix.SparseMatrix;
import numerics.matrix.TopicsGolden;
import numerics.topics.MutualInformation;
import numerics.topics.Nmf;
import numerics.topics.TopicShares;
import org.junit.jupiter.api.Test;

class LdaTest {
    private static final JsonObject GOLDEN = TopicsGolden.read("nmf").getAsJsonObject();
    private static final SparseMatrix TRAIN = TopicsGolden.sparse(GOLDEN.getAsJsonObject("train"));
    private static final double[][] PLANTED = TopicsGolden.matrix(GOLDEN.getAsJsonArray("planted"));

    private static Lda fit(int iterations) {
        return Lda.fit(TRAIN, PLANTED.length, iterations, 42);
    }

    @Test
    void findsThePlantedTopics() {
        var lda = fit(200);
        assertThat(TopicsGolden.nearest(PLANTED, lda.topicTerms())).allMatch(cosine -> cosine > 0.95);
    }

    @Test
    void givesEachTokenToATopic() {
        var lda = fit(10);
        var byTerm = Arrays.stream(lda.topicTerms()).reduce(new double[TRAIN.columns()], (sums, topic) -> {
            Arrays.setAll(sums, term -> sums[term] + topic[term]);
            return sums;
        });
        assertThat(byTerm).containsExactly(columnSums(TRAIN), within(1e-9));
    }

    @Test
    void isTheSameToTheBitForTheSameSeedOnly() {
        var first = fit(20);
        var again = fit(20);
        assertThat(again.topicTerms()).isDeepEqualTo(first.topicTerms());
        assertThat(again.shares().toArray()).isDeepEqualTo(first.shares().toArray());
        assertThat(Arrays.deepEquals(Lda.fit(TRAIN, PLANTED.length, 20, 1).topicTerms(), first.topicTerms()))
                .isFalse();
    }

    @Test
    void agreesWithNmf() {
        var lda = fit(200);
        var nmf = Nmf.fit(TRAIN, PLANTED.length);
        assertThat(MutualInformation.adjusted(
                        lda.shares().dominant(), nmf.shares().dominant()))
                .isGreaterThan(0.8);
    }

    @Test
    void givesADocumentWithoutTermsNoTopic() {
        var documents = SparseMatrix.of(2, new double[][] {{1, 2}, {0, 0}});
        var lda = Lda.fit(documents, 2, 5, 42);
        assertThat(lda.shares().dominant().get(1)).isEqualTo(TopicShares.NONE);
    }

    @Test
    void logsAndPrintsNothing() {
        var logged = new ArrayList<String>();
        var listener = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var out = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        Logger.getLogger("").addHandler(listener);
        try {
            fit(60);
        } finally {
            Logger.getLogger("").removeHandler(listener);
            System.setOut(out);
        }
        assertThat(logged).isEmpty();
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void leavesTheLoggingOfOthersAsItWas() {
        fit(1);
        assertThat(Logger.getLogger("").getHandlers())
                .noneMatch(
                        handler -> handler.getFormatter().getClass().getName().startsWith("cc.mallet"));
        assertThat(System.getProperty("java.util.logging.config.class")).isNull();
    }

    @Test
    void refusesWhatIsNoCount() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lda.fit(SparseMatrix.of(2, new double[][] {{1, 0.5}}), 2))
                .withMessage("Document 0 has 0.5 of term 1, expected a count");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lda.fit(SparseMatrix.of(2, new double[3][2]), 2))
                .withMessage("SparseMatrix[3 x 2, 0 not zero], expected at least one token");
    }

    @Test
    void refusesToLookForNoTopics() {
        assertThatIllegalArgumentException().isThrownBy(() -> Lda.fit(TRAIN, 0));
    }

    private static double[] columnSums(SparseMatrix matrix) {
        return Stream.of(matrix.transpose().toDense())
                .mapToDouble(column -> Arrays.stream(column).sum())
                .toArray();
    }
}
