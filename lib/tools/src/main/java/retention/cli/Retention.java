package retention.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command line of the study. Exit codes: 0 done, 1 the input was refused or a check failed, 2 the command was not understood, 3
 * the program itself failed.
 */
@Command(
        name = "retention",
        description = "Which newcomers stay on Xiaohongshu: the study's stages, one by one.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ReplicaCommand.class,
            CheckCommand.class,
            ImportCommand.class,
            AnnotateCommand.class,
            UsersCommand.class,
            TopicsCommand.class,
            ThemesCommand.class,
            EmbedCommand.class,
            ScoreCommand.class,
            ValidateCommand.class,
            WhereCommand.class,
            InstallEncoderCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 the input was refused or a check failed, 2 the command was not understood, 3 the program itself failed."
        })
public final class Retention implements Callable<Integer> {

    private static final int FAILED = 3;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli acts on it
    private boolean help;

    public static void main(String[] arguments) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, arguments));
    }

    /** Runs one command; what it prints goes to {@code out}, what is wrong to {@code err}. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return run(new CommandLine(new Retention()), out, err, arguments);
    }

    static int run(CommandLine commands, PrintWriter out, PrintWriter err, String... arguments) {
        try {
            return commands.setOut(out)
                    .setErr(err)
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setExecutionExceptionHandler((e, command, parsed) -> failed(e, err))
                    .execute(arguments);
        } catch (Error e) {
            return failed(e, err);
        }
    }

    /** One line for what was refused, and all there is for what should never happen. */
    private static int failed(Throwable e, PrintWriter err) {
        if (Refusal.is(e)) {
            err.println(Refusal.line(e));
            return CommandLine.ExitCode.SOFTWARE;
        }
        err.println("The program itself failed; this is a bug, or memory ran out (RETENTION_HEAP=4g gives more):");
        e.printStackTrace(err);
        return FAILED;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
