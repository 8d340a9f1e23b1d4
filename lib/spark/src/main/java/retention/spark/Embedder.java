package retention.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import numerics.Progress;
import org.apache.spark.util.Utils;
import retention.encoder.EmbeddingStore;
import retention.encoder.Encoder;
import retention.encoder.Readout;

/** The one encoder of a process. */
final class Embedder {

    private static final class Shared {
        private static final Encoder ENCODER = Encoder.open();
    }

    private Embedder() {}

    /** The vectors of texts in their order, of all their tokens' mean. Tasks of one process take turns. */
    static synchronized float[][] vectors(List<String> texts, int layer) {
        var readout = Readout.mean(layer);
        try {
            var folder = Files.createTempDirectory("embeddings");
            try {
                return EmbeddingStore.in(folder)
                        .embed(Shared.ENCODER, texts, List.of(readout), Progress.NONE)
                        .get(readout);
            } finally {
                Utils.deleteRecursively(folder.toFile());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep vectors while they are computed", e);
        }
    }
}
