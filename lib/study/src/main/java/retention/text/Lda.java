package retention.text;

import cc.mallet.topics.ParallelTopicModel;
import cc.mallet.types.Alphabet;
import cc.mallet.types.FeatureSequence;
import cc.mallet.types.Instance;
import cc.mallet.types.InstanceList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.stream.IntStream;
import numerics.Check;
import numerics.matrix.SparseMatrix;
import numerics.topics.TopicModel;
import numerics.topics.TopicShares;

/**
 * Latent Dirichlet allocation by MALLET: each token of a document comes from one of its topics. Gibbs sampling in one thread, the
 * same for the same seed.
 *
 * <p>Source: D. M. Blei, A. Y. Ng and M. I. Jordan, <i>Latent Dirichlet allocation</i>, JMLR 3 (2003); the sampler is MALLET's
 * {@code ParallelTopicModel} (L. Yao, D. Mimno and A. McCallum, KDD 2009).
 *
 * @param topicTerms how many tokens the sampler gave to each topic, by term
 * @param shares the tokens of a document that the sampler gave to a topic, plus its prior weight, as a share; zeros without a token
 */
@SuppressWarnings("ArrayRecordComponent") // no two are compared
public record Lda(double[][] topicTerms, TopicShares shares) implements TopicModel {

    static {
        silence();
    }

    /** The prior weight of all topics of a document, in tokens, for texts as short as posts. */
    private static final double ALPHA_SUM = 1;

    /** The prior weight of each term in a topic, in tokens. */
    private static final double BETA = 0.01;

    private static final int ITERATIONS = 300;
    private static final int SEED = 42;

    /**
     * Fits topics by {@value #ITERATIONS} sweeps over all tokens, with the seed {@value #SEED}.
     *
     * @param counts documents x terms, how often each term occurs in each document
     * @param topics how many, 1 or more
     * @throws IllegalArgumentException if there is no topic, a value of the matrix is not a whole number of 0 or more, or there is no
     *     token at all
     */
    public static Lda fit(SparseMatrix counts, int topics) {
        return fit(counts, topics, ITERATIONS, SEED);
    }

    static Lda fit(SparseMatrix counts, int topics, int iterations, int seed) {
        Check.that(topics >= 1, "%d topics, expected 1 or more", topics);
        Check.that(counts.nonZeros() > 0, "%s, expected at least one token", counts);
        var alphabet = new Alphabet(IntStream.range(0, counts.columns()).boxed().toArray());
        var documents = new InstanceList(alphabet, null);
        IntStream.range(0, counts.rows()).forEach(row -> documents.add(document(counts, row, alphabet)));
        var model = new ParallelTopicModel(topics, ALPHA_SUM, BETA);
        model.setNumThreads(1);
        model.setRandomSeed(seed);
        model.setNumIterations(iterations);
        model.setOptimizeInterval(0);
        model.setTopicDisplay(0, 0);
        model.printLogLikelihood = false;
        model.addInstances(documents);
        try {
            model.estimate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var weights = model.getDocumentTopics(false, true);
        for (var row = 0; row < weights.length; row++) {
            if (counts.nonZeros(row) == 0) {
                // It would otherwise show the prior.
                weights[row] = new double[topics];
            }
        }
        return new Lda(model.getTopicWords(false, false), new TopicShares(topics, weights));
    }

    private static Instance document(SparseMatrix counts, int row, Alphabet alphabet) {
        var tokens = IntStream.builder();
        counts.forEach(row, (term, count) -> {
            if (count < 0 || count != Math.rint(count)) {
                throw new IllegalArgumentException(
                        "Document %d has %s of term %d, expected a count".formatted(row, count, term));
            }
            for (var i = 0; i < count; i++) {
                tokens.add(term);
            }
        });
        return new Instance(new FeatureSequence(alphabet, tokens.build().toArray()), null, row, null);
    }

    /**
     * Keeps MALLET's progress out of the output; all other loggers stay as they are. Its logger class, when loaded, replaces the
     * whole process's logging configuration by its own, unless a system property says that there is one already.
     */
    private static void silence() {
        // The process's own configuration is read first, so that the property is for MALLET's eyes only.
        LogManager.getLogManager().getLogger("");
        var configured = "java.util.logging.config.class";
        var before = System.getProperty(configured);
        System.setProperty(configured, before == null ? "already configured" : before);
        try {
            ParallelTopicModel.logger.setLevel(Level.OFF);
        } finally {
            if (before == null) {
                System.clearProperty(configured);
            }
        }
    }
}
