package retention.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import retention.project.Progress;
import retention.replica.ReplicaSettings;
import retention.study.CsvExport;
import retention.validation.NullReplicas;
import retention.validation.PlantedEffects;
import retention.validation.PlantedScores;
import retention.validation.Validation;

@Command(
        name = "validate",
        description =
                "Try the whole analysis on replicas whose truth is known; make validate does this. Exit code 1 if it does not hold what it promises.")
final class ValidateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--null",
            paramLabel = "N",
            defaultValue = "200",
            description = "Replicas without any effect, 2 or more (default: ${DEFAULT-VALUE}).")
    private int nullReplicas;

    @Option(
            names = "--permutations",
            paramLabel = "N",
            defaultValue = "199",
            description = "Shuffles in each of their tests (default: ${DEFAULT-VALUE}).")
    private int permutations;

    @Option(
            names = "--large",
            paramLabel = "N",
            defaultValue = "5",
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
    private int dataSets;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where to write the tables.")
    private Path out;

    @Override
    public Integer call() {
        if (large < 0) {
            throw new IllegalArgumentException("--large %d: expected 0 or more.".formatted(large));
        }
        if (dataSets < 1) {
            throw new IllegalArgumentException("--scores %d: expected 1 or more.".formatted(dataSets));
        }
        // Refuses a number of posts that no replica can have, before the first hour of work.
        IntStream.rangeClosed(1, large).forEach(seed -> new ReplicaSettings(posts, false, seed));
        var terminal = spec.commandLine().getOut();
        var nothing = NullReplicas.run(nullReplicas, permutations, 1, progress("null replicas"));
        CsvExport.write(nothing.table(), out.resolve("null_replicas.csv"));
        terminal.println(nothing);
        var scores = PlantedScores.run(dataSets, 1);
        for (var line : scores.lines()) {
            CsvExport.write(
                    line.coverage().table(),
                    out.resolve("scores_with_%s.csv".formatted(line.effects().replace(' ', '_'))));
        }
        terminal.println(scores);
        var planted = new ArrayList<PlantedEffects>();
        for (int seed = 1; seed <= large; seed++) {
            var effects = PlantedEffects.run(posts, seed);
            CsvExport.write(effects.table(), out.resolve(String.format(Locale.ROOT, "planted_effects_%d.csv", seed)));
            Terminal.print(spec, effects.table());
            terminal.println(effects);
            planted.add(effects);
        }
        var validation = new Validation(nothing, planted, List.of(scores));
        return conclude(validation, terminal, spec.commandLine().getErr());
    }

    /** Says whether all is well; what is not goes where errors go. */
    static int conclude(Validation validation, PrintWriter out, PrintWriter err) {
        boolean sound = validation.failures().isEmpty();
        (sound ? out : err).println(validation.verdict());
        return sound ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private Progress progress(String steps) {
        return Terminal.progress(spec, steps);
    }
}
