import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import numerics.Progress;
import numerics.evaluation.ConfusionMatrix;
import numerics.evaluation.Metrics;
import numerics.learning.FeatureMatrix;
import numerics.learning.LabelledMatrix;
import retention.encoder.EmbeddingStore;
import retention.encoder.Encoder;
import retention.model.NetworkTrainer;
import retention.model.PublishedNetwork;
import retention.posts.Posts;
import retention.posts.Reaction;
import retention.study.AnalysisSettings;
import retention.study.NetworkProtocol;
import retention.study.StudySettings;
import retention.text.FastTextModel;

import retention.text.Segmenter;
import retention.users.Users;

/**
 * The published study from a CSV to its metrics, everything computed anew; its peer is {@code peers/study_original.py}.
 *
 * <pre>java -cp "build/jars/*" bench/AsPublished.java POSTS_CSV WORK_FOLDER</pre>
 *
 * Prints the seconds of each step and, last, the metrics.
 */
class AsPublished {

    private static long begin = System.nanoTime();

    public static void main(String... arguments) throws IOException {
        var protocol = NetworkProtocol.AS_PUBLISHED;
        var posts = Posts.read(Path.of(arguments[0]));
        var users = Users.of(posts, protocol.users(), StudySettings.DEFAULT.period());
        step("users");

        var documents = Segmenter.standard().withoutStopWords().documents(users.texts());
        step("words");
        var matrix = AnalysisSettings.DEFAULT.vectorizer().fitTransform(documents);
        matrix.nmf(AnalysisSettings.DEFAULT_TOPICS);
        step("topics");
        FastTextModel.train(documents);
        step("fasttext");

        float[][] vectors;
        try (var encoder = Encoder.open()) {
            var readout = protocol.text().of(encoder.layers());
            var empty = Files.createTempDirectory(Path.of(arguments[1]), "vectors");
            vectors = new EmbeddingStore(empty).embed(encoder, users.texts(), List.of(readout), Progress.NONE).get(readout);
        }
        step("vectors");

        var reactions = List.of(Reaction.values());
        var sums = new float[users.size()][reactions.size()];
        for (int i = 0; i < sums.length; i++) {
            for (int j = 0; j < reactions.size(); j++) {
                sums[i][j] = users.list().get(i).sum(reactions.get(j)).orElse(0);
            }
        }
        var features = FeatureMatrix.of(reactions.stream().map(Reaction::column).toList(), sums)
                .beside(FeatureMatrix.numbered("text_", vectors));
        var scaled = NetworkProtocol.scaledByAll(new LabelledMatrix(features, users.labels()));
        double[] predicted;
        int seed = NetworkProtocol.FIRST_SEED;
        try (var network = new NetworkTrainer(PublishedNetwork::create, protocol.training())
                .fit(protocol.training().split(scaled, seed), seed)) {
            predicted = network.predict(scaled.features());
        }
        step("network");
        var found = ConfusionMatrix.at(0.5, scaled.labels(), predicted);
        System.out.printf(Locale.ROOT, "users %d, retained %d, accuracy %.4f, AUC %.4f%n", users.size(), users.retained(),
                found.accuracy().value(), Metrics.aucRoc(scaled.labels(), predicted));
    }

    private static void step(String name) {
        long now = System.nanoTime();
        System.out.printf(Locale.ROOT, "%s %.2f s%n", name, (now - begin) / 1e9);
        begin = now;
    }
}
