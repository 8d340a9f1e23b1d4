package retention.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
import retention.posts.Post;
import retention.posts.Posts;
import retention.posts.QualityReport;
import retention.project.Progress;
import retention.project.Project;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;
import retention.scoring.Score;
import retention.scoring.Scorer;
import retention.scoring.ScoringModel;
import retention.study.CsvExport;
import retention.study.GroupRetention;
import retention.study.Origin;
import retention.study.Study;
import retention.text.Nmf;
import retention.text.Segmenter;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.User;
import retention.users.Users;
import retention.validation.FactorCalls;
import retention.validation.NullReplicas;
import retention.validation.PlantedEffects;
import retention.validation.PlantedScores;
import retention.validation.Validation;
import tech.tablesaw.api.NumberColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * The command line of the study. Exit codes: 0 done, 1 the input was refused or a check failed, 2 the command was not understood, 3
 * the program itself failed.
 */
@Command(
        name = "retention",
        description = "Which newcomers stay on Xiaohongshu: the study's stages, one by one.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            Retention.ReplicaCommand.class,
            Retention.CheckCommand.class,
            Retention.UsersCommand.class,
            Retention.TopicsCommand.class,
            Retention.EmbedCommand.class,
            Retention.ScoreCommand.class,
            Retention.ValidateCommand.class,
            Retention.InstallEncoderCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 the input was refused or a check failed, 2 the command was not understood, 3 the program itself failed."
        })
public final class Retention implements Callable<Integer> {

    private static final int FAILED = 3;
    private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);

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

    /** Refuses to write over what a command reads, or over the original posts: raw data are never changed. */
    private static void requireOther(Path out, Path... inputs) {
        var data = Project.find().data();
        var kept =
                Stream.concat(Stream.of(inputs), Origin.ORIGINAL_NAMES.stream().map(data::resolve));
        if (kept.anyMatch(input -> same(input, out))) {
            throw new IllegalArgumentException(
                    "--out %s is a file of posts that would be lost: name another one.".formatted(out));
        }
    }

    private static boolean same(Path input, Path out) {
        try {
            return Files.exists(input) && Files.exists(out) && Files.isSameFile(input, out);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tell whether %s is %s".formatted(out, input), e);
        }
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
            return Users.of(Posts.read(csv), rules.protocol(), Period.DEFAULT);
        }

        Path csv() {
            return csv;
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
            requireOther(csv);
            if (Files.isRegularFile(csv) && Files.size(csv) > 0 && !Replica.isIn(csv)) {
                throw new IllegalArgumentException(
                        "--out %s is there and is no replica: name another file, or delete it first.".formatted(csv));
            }
            var standard = ReplicaSettings.standard();
            var settings = new ReplicaSettings(posts, nullModel, seed == null ? standard.seed() : seed);
            var truth = Replica.truthFile(csv);
            Files.createDirectories(csv.toAbsolutePath().getParent());
            Replica.write(settings, csv, truth);
            spec.commandLine()
                    .getOut()
                    .printf(Locale.ROOT, "%s: %,d synthetic posts; planted truth in %s%n", csv, posts, truth);
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

    @Command(name = "users", description = "Turn posts into labelled users, as CSV.")
    static final class UsersCommand implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private UsersOption input;

        @Option(names = "--out", required = true, paramLabel = "CSV", description = "Where to write.")
        private Path out;

        @Override
        public Integer call() {
            requireOther(out, input.csv());
            var users = input.users();
            CsvExport.write(users.table(), out);
            spec.commandLine()
                    .getOut()
                    .printf(Locale.ROOT, "%s: %,d users, %,d retained%n", out, users.size(), users.retained());
            return CommandLine.ExitCode.OK;
        }
    }

    @Command(name = "topics", description = "Print what users write about, and how many of each topic were retained.")
    static final class TopicsCommand implements Callable<Integer> {

        private static final int WORDS = 5;

        @Spec
        private CommandSpec spec;

        @Mixin
        private UsersOption input;

        @Option(
                names = "--number",
                paramLabel = "N",
                defaultValue = "" + Study.TOPICS,
                description = "How many topics (default: ${DEFAULT-VALUE}).")
        private int number;

        @Override
        public Integer call() {
            var users = input.users();
            var documents = Segmenter.standard().withoutStopWords().documents(users.texts());
            var matrix = Study.vectorizer().fitTransform(documents);
            var model = Nmf.fit(matrix.values(), Nmf.Settings.of(number));
            var names = IntStream.range(0, number)
                    .mapToObj(topic -> String.join(" ", model.topWords(topic, matrix.terms(), WORDS)))
                    .toList();
            print(
                    spec,
                    GroupRetention.byDominantTopic(model.shares(), users.labels(), names)
                            .table());
            return CommandLine.ExitCode.OK;
        }
    }

    @Command(name = "embed", description = "Embed each user's text, as a NumPy archive.")
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
            requireOther(out, input.csv());
            var users = input.users();
            var readout = new Readout(layer, pooling);
            var kept = EmbeddingStore.in(
                    store == null ? Project.find().build().resolve("study").resolve("embeddings") : store);
            try (var encoder = Encoder.open()) {
                var rows = kept.embed(
                                encoder,
                                users.texts(),
                                List.of(readout),
                                new Line(spec.commandLine().getErr(), "texts"))
                        .get(readout);
                var ids = users.list().stream()
                        .map(User::id)
                        .map(Object::toString)
                        .toList();
                NumpyArchive.write(out, ids, rows);
                spec.commandLine()
                        .getOut()
                        .printf(
                                Locale.ROOT,
                                "%s: keys and embeddings (%d, %d), %s%n",
                                out,
                                rows.length,
                                encoder.width(),
                                readout);
            }
            return CommandLine.ExitCode.OK;
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

    @Command(
            name = "score",
            description =
                    "Score new users by the study's model, which is trained on the study's data when it is first asked for.")
    static final class ScoreCommand implements Callable<Integer> {

        private static final int SHOWN = 10;

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "CSV", description = "The new users' posts, in the schema of the study's file.")
        private Path csv;

        @Option(
                names = "--study",
                paramLabel = "CSV",
                description = "The posts to learn from (default: those of the report).")
        private Path studyFile;

        @Option(
                names = "--out",
                paramLabel = "CSV",
                description =
                        "Where to write (default: build/scores/NAME_HASH.csv, with the hash of what is in the file).")
        private Path given;

        @Override
        public Integer call() {
            var out = given == null ? place(csv) : given;
            requireOther(out, studyFile == null ? new Path[] {csv} : new Path[] {csv, studyFile});
            var posts = Posts.read(csv);
            var period = Period.DEFAULT;
            var users = Users.of(posts, Protocol.CORRECTED, period);
            var study = studyFile == null ? Study.open() : Study.of(studyFile, period);
            requireOther(out, study.file());
            var progress = new Line(spec.commandLine().getErr(), "fits");
            var scorer = Scorer.of(study, progress);
            var scores = scorer.model().score(users);
            var table = ScoringModel.table(scores);
            CsvExport.write(table, out);
            var terminal = spec.commandLine().getOut();
            print(spec, table.first(SHOWN));
            long unlike =
                    scores.stream().filter(score -> score.unlike().isPresent()).count();
            long known = scores.stream().filter(Score::inTraining).count();
            long elsewhere = posts.posts().stream().map(Post::userId).distinct().count() - users.size();
            terminal.printf(
                    Locale.ROOT, "%s: %,d users scored, %,d of them unlike the training%n", out, scores.size(), unlike);
            terminal.printf(
                    Locale.ROOT,
                    "not scored: %,d users without a post %s, %,d rows in quarantine%n",
                    elsewhere,
                    period.whenObservedFull(),
                    posts.quarantined().size());
            terminal.println(
                    scorer.model().hasLearned()
                            ? "because: what moved the log odds most, up (+) or down (-), from those of the mean user of the training."
                            : "The model has learned nothing: everybody has the same probability, the share of the retained in the training, and nobody is ranked.");
            if (known > 0) {
                terminal.printf(
                        Locale.ROOT,
                        "The model was trained on %,d of these users (in_training): their scores are no predictions. Judge the model by its card.%n",
                        known);
            }
            if (study.synthetic()) {
                terminal.println("Trained on synthetic data: nothing here is about people.");
            }
            terminal.printf("Read before use: %s%n", scorer.card());
            return CommandLine.ExitCode.OK;
        }

        /** Where scores go by default; two files of one name get two places. */
        static Path place(Path csv) {
            var name = csv.getFileName().toString().replaceFirst("\\.csv$", "") + "_" + Study.hashOf(csv) + ".csv";
            return Project.find().build().resolve("scores").resolve(name);
        }
    }

    @Command(
            name = "validate",
            description =
                    "Try the whole analysis on replicas whose truth is known; make validate does this. Exit code 1 if it does not hold what it promises.")
    static final class ValidateCommand implements Callable<Integer> {

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
                names = "--same-size",
                paramLabel = "N",
                defaultValue = "20",
                description = "Replicas of the study's size with planted effects (default: ${DEFAULT-VALUE}).")
        private int sameSize;

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
            var factorsOfNothing = FactorCalls.withoutEffects(nullReplicas, 1, progress("null replicas, factors"));
            show("factors_of_nothing", factorsOfNothing);
            var scores = PlantedScores.run(dataSets, 1);
            for (var line : scores.lines()) {
                CsvExport.write(
                        line.coverage().table(),
                        out.resolve(
                                "scores_with_%s.csv".formatted(line.effects().replace(' ', '_'))));
            }
            terminal.println(scores);
            var planted = new ArrayList<PlantedEffects>();
            for (int seed = 1; seed <= large; seed++) {
                var effects = PlantedEffects.run(posts, seed);
                CsvExport.write(
                        effects.table(), out.resolve(String.format(Locale.ROOT, "planted_effects_%d.csv", seed)));
                print(spec, effects.table());
                terminal.println(effects);
                planted.add(effects);
            }
            var factorsOfEffects = new ArrayList<FactorCalls>();
            if (sameSize > 0) {
                factorsOfEffects.add(FactorCalls.withEffects(
                        sameSize,
                        ReplicaSettings.PUBLISHED_POSTS,
                        1,
                        progress("replicas of the study's size, factors")));
                show("factors_at_the_studys_size", factorsOfEffects.get(0));
            }
            if (large > 0) {
                var ofLarge = FactorCalls.withEffects(large, posts, 1, progress("large replicas, factors"));
                show("factors_of_large_replicas", ofLarge);
                factorsOfEffects.add(ofLarge);
            }
            var validation = new Validation(nothing, factorsOfNothing, planted, factorsOfEffects, List.of(scores));
            return conclude(validation, terminal, spec.commandLine().getErr());
        }

        /** Says whether all is well; what is not goes where errors go. */
        static int conclude(Validation validation, PrintWriter out, PrintWriter err) {
            boolean sound = validation.failures().isEmpty();
            (sound ? out : err).println(validation.verdict());
            return sound ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }

        private void show(String name, FactorCalls calls) {
            CsvExport.write(calls.table(), out.resolve(name + ".csv"));
            print(spec, calls.table());
            spec.commandLine().getOut().println(calls);
        }

        private Line progress(String steps) {
            return new Line(spec.commandLine().getErr(), steps);
        }
    }

    /** One line of a terminal that is written over and over. */
    private record Line(PrintWriter terminal, String steps) implements Progress {

        @Override
        public void report(int done, int total) {
            terminal.printf(Locale.ROOT, "\r%,d of %,d %s%s", done, total, steps, done == total ? "\n" : "");
            terminal.flush();
        }
    }

    private static void print(CommandSpec spec, Table table) {
        for (var column : table.columns()) {
            if (column instanceof NumberColumn<?, ?> numbers) {
                // One for each, since it remembers the type of its column.
                numbers.setPrintFormatter(new NumberColumnFormatter(new DecimalFormat("0.####", SYMBOLS)));
            }
        }
        spec.commandLine().getOut().println(table.printAll());
        spec.commandLine().getOut().println();
    }
}
