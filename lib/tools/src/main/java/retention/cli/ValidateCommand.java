package retention.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExitCodeGenerator;
import picocli.CommandLine.Option;
import retention.posts.CsvExport;
import retention.project.AtomicFile;
import retention.validation.Trial;
import retention.validation.Validation;
import retention.validation.Validation.Effort;

@Command(
        name = "validate",
        description = {
            "Try the whole analysis on data whose truth is known; make validate does this.",
            "The exit code is 1 if the analysis does not keep what it promises."
        })
final class ValidateCommand extends Subcommand implements IExitCodeGenerator {

    @Option(names = "--replicas", paramLabel = "N", defaultValue = "200", description = "Replicas of the study's size.")
    private int replicas;

    @Option(names = "--permutations", paramLabel = "N", defaultValue = "99", description = "Shuffles in each test.")
    private int permutations;

    @Option(names = "--large", paramLabel = "N", defaultValue = "4", description = "Large replicas, with effects.")
    private int large;

    @Option(names = "--posts", paramLabel = "N", defaultValue = "64000", description = "Posts of each large replica.")
    private int posts;

    @Option(names = "--scores", paramLabel = "N", defaultValue = "1000", description = "Data sets to try scores on.")
    private int scores;

    @Option(names = "--sizes", paramLabel = "N", defaultValue = "100", description = "Data sets of each sample size.")
    private int sizes;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where to write the tables.")
    private Path folder;

    @Option(names = "--docs", paramLabel = "FILE", description = "Where to write everything as a page in Markdown.")
    private Optional<Path> docs;

    private int exitCode;

    @Override
    void run() throws IOException {
        var effort = new Effort(replicas, permutations, large, posts, scores, sizes);
        var validation = Validation.run(effort, this::progress, this::show);
        if (docs.isPresent()) {
            AtomicFile.write(docs.get(), validation.markdown());
        }
        exitCode = conclude(validation, out(), err());
    }

    @Override
    public int getExitCode() {
        return exitCode;
    }

    private void show(Trial trial) {
        print("%s%n%s%n", trial.heading(), trial.summary());
        trial.tables().forEach((name, table) -> {
            CsvExport.write(table, folder.resolve(name + ".csv"));
            print(table);
        });
    }

    /** Says whether all is well; what is not goes where errors go. */
    static int conclude(Validation validation, PrintWriter out, PrintWriter err) {
        boolean sound = validation.failures().isEmpty();
        (sound ? out : err).println(validation.verdict());
        return sound ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
