package retention.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import retention.encoder.EmbeddingStore;
import retention.encoder.Encoder;
import retention.encoder.NumpyArchive;
import retention.encoder.Readout;
import retention.encoder.Readout.Pooling;
import retention.project.Project;

@Command(name = "embed", description = "Write an embedding of each user's text, as a NumPy archive.")
final class EmbedCommand extends Subcommand.OfUsers {

    @Option(names = "--layer", paramLabel = "N", defaultValue = "9", description = "The encoder's layer, from 1.")
    private int layer;

    @Option(names = "--pooling", defaultValue = "mean", description = "${COMPLETION-CANDIDATES}.")
    private Pooling pooling;

    @Option(
            names = "--store",
            paramLabel = "FOLDER",
            description = "Where vectors are kept for the next time (default: build/study/embeddings).")
    private Optional<Path> store;

    @Option(names = "--out", required = true, paramLabel = "NPZ", description = "Where to write.")
    private Path out;

    @Override
    void run() throws IOException {
        refuseToOverwrite(out, files());
        var users = users();
        var readout = new Readout(layer, pooling);
        var kept = EmbeddingStore.in(store.orElse(Project.find().build().resolve("study/embeddings")));
        try (var encoder = Encoder.open()) {
            var rows = kept.embed(encoder, users.texts(), List.of(readout), progress("texts"))
                    .get(readout);
            NumpyArchive.write(
                    out, users.list().stream().map(user -> user.id().toString()).toList(), rows);
            print(
                    "%s: keys and embeddings (%d, %d), %s",
                    out, rows.length, rows.length == 0 ? 0 : rows[0].length, readout);
        }
    }
}
