package retention.features;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import numerics.learning.FeatureMatrix;
import numerics.learning.Features;
import numerics.matrix.SparseMatrix;
import numerics.matrix.TruncatedSvd;
import numerics.matrix.Vectors;
import numerics.topics.Nmf;
import numerics.topics.TopicShares;
import retention.text.FastTextModel;
import retention.text.Vectorizer;

/**
 * What users write, as numbers for a model. Vocabulary, topics, word vectors and principal components are learned from the
 * training users of a fold and from nobody else; only the transformer was trained before, on other texts.
 *
 * <p>Documents are users' texts as lists of words, in the users' order.
 */
public final class TextFeatures {

    private TextFeatures() {}

    /**
     * TF-IDF reduced by truncated SVD, known as latent semantic analysis: users x dimensions.
     *
     * @param vectorizer what makes words into a matrix, such as {@code Vectorizer.tfIdf().minDocuments(5)}
     * @param dimensions how many singular vectors to keep
     */
    public static Features tfIdf(List<List<String>> documents, Vectorizer vectorizer, int dimensions, long seed) {
        return training -> {
            var fitted = vectorizer.fit(select(documents, training));
            var all = fitted.transform(documents).values();
            var svd = TruncatedSvd.fit(all.selectRows(training), dimensions, seed);
            return numbered("lsa_", svd.transform(all));
        };
    }

    /**
     * Shares of topics by non-negative matrix factorisation: users x (topics - 1). The last topic is left out, because shares add
     * up to one and it follows from the others. A user without any word that the topics know has the training users' mean shares:
     * nothing is known of them, and nothing is what zeros would not say.
     *
     * @param topics 2 or more
     * @throws IllegalArgumentException if there are fewer
     */
    public static Features topics(List<List<String>> documents, Vectorizer vectorizer, int topics) {
        if (topics < 2) {
            throw new IllegalArgumentException(
                    "%d topics as features: expected 2 or more, because the shares of fewer are the same for all users."
                            .formatted(topics));
        }
        return training -> {
            var fitted = vectorizer.fit(select(documents, training));
            var all = fitted.transform(documents).values();
            var model = Nmf.fit(all.selectRows(training), topics);
            var mean = new double[][] {model.shares().mean()};
            var unknown = new TopicShares(topics, mean).toArray()[0];
            var shares = model.transform(all);
            var dominant = shares.dominant();
            var rows = shares.toArray();
            for (int user = 0; user < rows.length; user++) {
                rows[user] = Arrays.copyOf(dominant.get(user) == TopicShares.NONE ? unknown : rows[user], topics - 1);
            }
            return numbered("topic_", rows);
        };
    }

    /** Means of FastText word vectors: users x dimensions. Words that nobody wrote in training have vectors too. */
    public static Features fastText(List<List<String>> documents) {
        return training -> {
            var model = FastTextModel.train(select(documents, training));
            return FeatureMatrix.numbered(
                    "fasttext_", documents.stream().map(model::documentVector).toArray(float[][]::new));
        };
    }

    /**
     * The first principal components of other features, centred and learned on the training rows: users x components.
     *
     * @param components how many, 1 to the smaller side of the training rows
     */
    public static Features reduced(Features features, int components, long seed) {
        return training -> {
            var all = features.fit(training).toArray();
            var mean = new double[all[0].length];
            for (int row : training) {
                Arrays.setAll(mean, j -> mean[j] + all[row][j] / (double) training.length);
            }
            var centred = Arrays.stream(all)
                    .map(row -> IntStream.range(0, mean.length)
                            .mapToDouble(j -> row[j] - mean[j])
                            .toArray())
                    .toArray(double[][]::new);
            var rows = SparseMatrix.of(mean.length, centred);
            var svd = TruncatedSvd.fit(rows.selectRows(training), components, seed);
            return numbered("component_", svd.transform(rows));
        };
    }

    private static List<List<String>> select(List<List<String>> documents, int... rows) {
        return Arrays.stream(rows).mapToObj(documents::get).toList();
    }

    private static FeatureMatrix numbered(String prefix, double[][] rows) {
        return FeatureMatrix.numbered(
                prefix, Arrays.stream(rows).map(Vectors::floats).toArray(float[][]::new));
    }
}
