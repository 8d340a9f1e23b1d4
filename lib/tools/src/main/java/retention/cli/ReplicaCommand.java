package retention.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;

@Command(name = "replica", description = "Write a synthetic file of posts, and its planted truth beside it.")
final class ReplicaCommand extends Subcommand {

    @Option(names = "--posts", paramLabel = "N", defaultValue = "4117", description = "How many posts.")
    private int posts;

    @Option(names = "--null", description = "Draw retention independently of everything.")
    private boolean nullModel;

    @Option(names = "--seed", paramLabel = "N", description = "Another seed than the default file's.")
    private Optional<Long> seed;

    @Option(names = "--out", required = true, paramLabel = "CSV", description = "Where to write.")
    private Path out;

    @Override
    void run() throws IOException {
        if (Files.isRegularFile(out) && Files.size(out) > 0 && !Replica.isIn(out)) {
            throw new IllegalArgumentException(
                    "--out %s is there and is no replica: name another file, or delete it first.".formatted(out));
        }
        var settings = new ReplicaSettings(
                posts, nullModel, seed.orElse(ReplicaSettings.standard().seed()));
        var truth = Replica.truthFile(out);
        Files.createDirectories(out.toAbsolutePath().getParent());
        Replica.write(settings, out, truth);
        print("%s: %,d synthetic posts; planted truth in %s", out, posts, truth);
    }
}
