package retention.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import retention.encoder.EmbeddingStore;
import retention.encoder.Encoder;
import retention.encoder.NumpyArchive;
import retention.encoder.Readout;
import retention.encoder.Readout.Pooling;
import retention.project.Project;
import retention.users.User;

@Command(name = "embed", description = "Embed each January user's text, as a NumPy archive.")
final class EmbedCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private UsersInput input;

    @Option(
            names = "--layer",
            paramLabel = "N",
            defaultValue = "9",
            description = "The encoder's layer, from 1 (default: ${DEFAULT-VALUE}).")
    private int layer;

    @Option(
            names = "--pooling",
            defaultValue = "mean",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Pooling pooling;

    @Option(
            names = "--store",
            paramLabel = "FOLDER",
            description = "Where vectors are kept for the next time (default: build/study/embeddings).")
    private Path store;

    @Option(names = "--out", required = true, paramLabel = "NPZ", description = "Where to write.")
    private Path out;

    @Override
    public Integer call() {
        Output.other(out, input.files());
        var users = input.users();
        var readout = new Readout(layer, pooling);
        var kept = EmbeddingStore.in(
                store == null ? Project.find().build().resolve("study").resolve("embeddings") : store);
        try (var encoder = Encoder.open()) {
            var rows = kept.embed(encoder, users.texts(), List.of(readout), Terminal.progress(spec, "texts"))
                    .get(readout);
            var ids = users.list().stream().map(User::id).map(Object::toString).toList();
            NumpyArchive.write(out, ids, rows);
            Terminal.print(spec, "%s: keys and embeddings (%d, %d), %s", out, rows.length, encoder.width(), readout);
        }
        return CommandLine.ExitCode.OK;
    }
}
