package retention.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;

@Command(name = "replica", description = "Write a synthetic file of posts, and its planted truth beside it.")
final class ReplicaCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--posts",
            paramLabel = "N",
            defaultValue = "4117",
            description = "How many posts (default: ${DEFAULT-VALUE}, the published number).")
    private int posts;

    @Option(names = "--null", description = "Draw retention independently of everything.")
    private boolean nullModel;

    @Option(names = "--seed", paramLabel = "N", description = "Another seed than the default file's.")
    private Long seed;

    @Option(names = "--out", required = true, paramLabel = "CSV", description = "Where to write.")
    private Path csv;

    @Override
    public Integer call() throws Exception {
        Output.other(csv);
        if (Files.isRegularFile(csv) && Files.size(csv) > 0 && !Replica.isIn(csv)) {
            throw new IllegalArgumentException(
                    "--out %s is there and is no replica: name another file, or delete it first.".formatted(csv));
        }
        var standard = ReplicaSettings.standard();
        var settings = new ReplicaSettings(posts, nullModel, seed == null ? standard.seed() : seed);
        var truth = Replica.truthFile(csv);
        Files.createDirectories(csv.toAbsolutePath().getParent());
        Replica.write(settings, csv, truth);
        Terminal.print(spec, "%s: %,d synthetic posts; planted truth in %s", csv, posts, truth);
        return CommandLine.ExitCode.OK;
    }
}
