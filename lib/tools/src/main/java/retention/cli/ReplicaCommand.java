package retention.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;
import retention.study.Origin;

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

    @Option(names = "--files", paramLabel = "N", description = "Write so many files, with --out for a new folder.")
    private Optional<Integer> files;

    @Override
    void run() throws IOException {
        var isThere = files.isPresent()
                ? Files.exists(out)
                : Files.isRegularFile(out) && Files.size(out) > 0 && !Replica.isIn(out);
        if (isThere) {
            throw new IllegalArgumentException("--out %s is there and is no %s: name another one, or delete it first."
                    .formatted(out, files.isPresent() ? "new folder" : "replica"));
        }
        var settings = new ReplicaSettings(
                posts, nullModel, seed.orElse(ReplicaSettings.standard().seed()));
        var truth = Origin.truthFile(out);
        var csvs = files.map(number -> IntStream.rangeClosed(1, number)
                        .mapToObj("posts-%05d.csv"::formatted)
                        .map(out::resolve)
                        .toList())
                .orElse(List.of(out));
        Replica.write(settings, csvs, truth);
        print("%s: %,d synthetic posts; planted truth in %s", out, posts, truth);
    }
}
