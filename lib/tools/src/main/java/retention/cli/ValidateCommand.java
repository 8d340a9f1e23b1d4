package retention.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import retention.project.AtomicFile;
import retention.study.CsvExport;
import retention.validation.Trial;
import retention.validation.Validation;
import retention.validation.Validation.Effort;

@Command(
        name = "validate",
        description =
                "Try the whole analysis on data whose truth is known; make validate does this. Exit code 1 if it does not hold what it promises.")
final class ValidateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "200",
            description =
                    "Replicas of the study's size, without effects and with planted ones, 2 or more (default: ${DEFAULT-VALUE}).")
    private int replicas;

    @Option(
            names = "--permutations",
            paramLabel = "N",
            defaultValue = "99",
            description = "Shuffles in each of their tests (default: ${DEFAULT-VALUE}).")
    private int permutations;

    @Option(
            names = "--large",
            paramLabel = "N",
            defaultValue = "4",
            description = "Large replicas with planted effects (default: ${DEFAULT-VALUE}).")
    private int large;

    @Option(
            names = "--posts",
            paramLabel = "N",
            defaultValue = "64000",
            description = "Posts of each (default: ${DEFAULT-VALUE}, some 50,000 users).")
    private int posts;

    @Option(
            names = "--scores",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Data sets of known probabilities to try scores on (default: ${DEFAULT-VALUE}).")
    private int scores;

    @Option(
            names = "--sizes",
            paramLabel = "N",
            defaultValue = "100",
            description = "Data sets of each number of retained users, 2 or more (default: ${DEFAULT-VALUE}).")
    private int sizes;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where to write the tables.")
    private Path out;

    @Option(names = "--docs", paramLabel = "FILE", description = "Where to write all of it as a page in Markdown.")
    private Optional<Path> docs;

    @Override
    public Integer call() throws IOException {
        var effort = new Effort(replicas, permutations, large, posts, scores, sizes);
        var validation = Validation.run(effort, steps -> Terminal.progress(spec, steps), this::show);
        if (docs.isPresent()) {
            AtomicFile.write(docs.get(), validation.markdown());
        }
        return conclude(
                validation, spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    private void show(Trial trial) {
        Terminal.print(spec, "%s%n%s%n", trial.heading(), trial.summary());
        trial.tables().forEach((name, table) -> {
            CsvExport.write(table, out.resolve(name + ".csv"));
            Terminal.print(spec, table);
        });
    }

    /** Says whether all is well; what is not goes where errors go. */
    static int conclude(Validation validation, PrintWriter out, PrintWriter err) {
        boolean sound = validation.failures().isEmpty();
        (sound ? out : err).println(validation.verdict());
        return sound ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
