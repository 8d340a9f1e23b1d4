package retention.study;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;
import numerics.Progress;
import numerics.evaluation.ExpectedCost;
import numerics.learning.FeatureMatrix;
import numerics.learning.LabelledMatrix;
import numerics.learning.OutOfFold;
import retention.encoder.EmbeddingStore;
import retention.encoder.Encoder;
import retention.encoder.NumpyArchive;
import retention.encoder.Readout;
import retention.figures.Html;
import retention.model.NetworkSummary;
import retention.model.PublishedNetwork;
import retention.posts.Posts;
import retention.posts.QualityReport;
import retention.posts.Reaction;
import retention.posts.UnusableFileException;
import retention.project.Project;
import retention.project.Sha256;
import retention.text.PostLabel;
import retention.text.Segmenter;
import retention.text.Theme;
import retention.text.ThemeModel;
import retention.text.TopicAgreement;
import retention.text.Vectorizer;
import retention.users.Period;
import retention.users.Protocol;
import retention.users.Users;

/**
 * The study over one file of posts. Every notebook opens it and asks for what it needs; what is on disk already is not
 * computed again. Results of one file and period lie together in {@link #folder()}.
 */
public final class Study implements Html.Shown {

    /** The environment variable that names another file of posts than those below {@code data/}. */
    public static final String DATA_VARIABLE = "RETENTION_DATA";

    /** The sums of the four reactions come first in {@link #features}; they are what a scaler is for. */
    public static final int BEHAVIOUR_FEATURES = Reaction.values().length;

    private static final int HASH_DIGITS = 12;

    private final Path file;
    private final StudySettings settings;
    private final String hash;
    private final Path folder;
    private final Timings timings;
    private final Posts posts;
    private final Map<Protocol, Users> users = new LinkedHashMap<>();
    private OptionalInt vocabulary = OptionalInt.empty();

    private Study(Path file, StudySettings settings) {
        this.file = file;
        this.settings = settings;
        this.hash = hashOf(file);
        this.folder = folderOf(hash, settings);
        this.timings = new Timings(folder.resolve("timings.json"));
        this.posts = timings.of("read_posts", () -> settings.posts(List.of(file)));
    }

    /**
     * Opens the study over the file that the environment variable {@value #DATA_VARIABLE} names, else over the Kaggle file
     * in {@code data/}, else over the replica there.
     *
     * @throws UnusableFileException if that file cannot be read as posts
     */
    public static Study open() {
        var data = Project.find().data();
        var named = System.getenv(DATA_VARIABLE);
        var file = named != null && !named.isBlank()
                ? Project.find().root().resolve(named)
                : Origin.ORIGINAL_NAMES.stream()
                        .map(data::resolve)
                        .filter(Files::isRegularFile)
                        .findFirst()
                        .orElse(data.resolve("replica.csv"));
        return of(file, StudySettings.find());
    }

    /** Opens the study over a file with the default settings, such as the months of the published study. */
    public static Study of(Path file) {
        return of(file, StudySettings.DEFAULT);
    }

    /** Opens the study over a file, or a folder of files, by some settings. */
    public static Study of(Path file, StudySettings settings) {
        return new Study(file.toAbsolutePath().normalize(), settings);
    }

    /** Results by other settings lie beside those by the default ones, and not over them. */
    private static Path folderOf(String hash, StudySettings settings) {
        var suffix = settings.equals(StudySettings.DEFAULT)
                ? ""
                : "_" + Sha256.of(settings.toString()).substring(0, HASH_DIGITS);
        return Project.find().build().resolve("study").resolve(hash + suffix);
    }

    /** What {@link #hash} of a file, or of a folder of files, would be, without opening a study over it. */
    public static String hashOf(Path path) {
        try (var below = Files.exists(path) ? Files.walk(path) : Stream.<Path>empty()) {
            // What is not there gets the digest of nothing: whoever reads its posts will name it.
            var files = below.filter(Files::isRegularFile).sorted().toArray(Path[]::new);
            return Sha256.of(files).substring(0, HASH_DIGITS);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
    }

    /** The file of posts. */
    public Path file() {
        return file;
    }

    /** When users are observed, and when the outcome is. */
    public Period period() {
        return settings.period();
    }

    /** The first twelve hexadecimal digits of the file's SHA-256. */
    public String hash() {
        return hash;
    }

    /**
     * Refuses, in one sentence, if these data do not have what the lines that follow need.
     *
     * @throws IllegalArgumentException if one of the requirements is not met, naming the first of them
     */
    public void require(Requirement... requirements) {
        unmet(requirements).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
    }

    /** Why the first of these requirements that is not met is not; nothing if all are. All of them need users. */
    public Optional<String> unmet(Requirement... requirements) {
        return Stream.concat(Stream.of(Requirement.USERS), Stream.of(requirements))
                .flatMap(requirement -> requirement.unmet(this).stream())
                .findFirst();
    }

    /** Where the results over this file and by these settings are. */
    public Path folder() {
        return folder;
    }

    /** Where the posts come from, and so what the numbers can be about. */
    public Origin origin() {
        return Origin.of(file, posts);
    }

    /** Whether the posts were generated; then nothing that comes out is a finding. */
    public boolean synthetic() {
        return origin() == Origin.SYNTHETIC;
    }

    /** What stands on top of a page: which data it runs on, and what of them cannot be used. */
    @Override
    public Html.Heading shown() {
        return new Html.Heading(
                origin().statement(file),
                String.format(
                        Locale.ROOT,
                        "%sData: %s, %,d posts, SHA-256 %s… %s %s%s",
                        synthetic()
                                ? "They show what the method does on a calibrated replica; put the Kaggle file into data/ and run again for the real ones. "
                                : "",
                        file.getFileName(),
                        posts.posts().size(),
                        hash,
                        posts.summary(),
                        String.join(" ", posts.notes()),
                        posts.quarantined().isEmpty()
                                        && posts.unreadableCounts().isEmpty()
                                ? ""
                                : " Notebook 1 lists them."),
                synthetic());
    }

    /** All rows of the file. */
    public Posts posts() {
        return posts;
    }

    /** What to know of the file before believing its numbers. */
    public QualityReport quality() {
        return QualityReport.of(posts);
    }

    /** The users under a protocol, none if nobody posted in the observed days; also written to {@code users_PROTOCOL.csv}. */
    public Users users(Protocol protocol) {
        return users.computeIfAbsent(
                protocol,
                rules -> timings.of("users_" + rules.name(), () -> {
                    var made = Users.of(posts.posts(), rules, period());
                    CsvExport.write(made.table(), folder.resolve("users_%s.csv".formatted(rules.name())));
                    return made;
                }));
    }

    /** Where a protocol reads the encoder that is in use out. */
    public Readout readout(Protocol protocol) {
        try (var encoder = Encoder.open()) {
            return text(protocol).of(encoder.layers());
        }
    }

    /** The readout that goes with the rules for users, unless somebody asks for another. */
    private static NetworkProtocol.Text text(Protocol protocol) {
        return protocol.equals(Protocol.AS_PUBLISHED)
                ? NetworkProtocol.AS_PUBLISHED.text()
                : NetworkProtocol.CORRECTED.text();
    }

    /**
     * The embedding of each user's text, in the order of {@link #users}. The first call computes what both protocols need in
     * one pass and keeps it in the folder {@code embeddings}; later ones only look up. Also written to
     * {@code embeddings_PROTOCOL.npz}.
     *
     * @param progress is called for the texts that are computed
     * @return {@code [users][width]}
     */
    public float[][] embeddings(Protocol protocol, Progress progress) {
        try (var encoder = Encoder.open()) {
            var both = Stream.of(Protocol.AS_PUBLISHED, Protocol.CORRECTED)
                    .map(each -> text(each).of(encoder.layers()))
                    .toList();
            var rows = timings.of("embeddings", () -> embeddings(encoder, protocol, both, progress)
                    .get(text(protocol).of(encoder.layers())));
            NumpyArchive.write(
                    folder.resolve("embeddings_%s.npz".formatted(protocol.name())),
                    users(protocol).list().stream()
                            .map(user -> user.id().text())
                            .toList(),
                    rows);
            return rows;
        }
    }

    /**
     * The same read out elsewhere, such as {@code Readout.cls(12)} or {@code Readout.mean(6)}; kept in the same folder.
     *
     * @throws IllegalArgumentException if the encoder has no such layer
     */
    public float[][] embeddings(Protocol protocol, Readout readout, Progress progress) {
        try (var encoder = Encoder.open()) {
            return embeddings(encoder, protocol, List.of(readout), progress).get(readout);
        }
    }

    /** Computes the texts of both protocols, always the same list, so that a vector does not depend on what was asked first. */
    private Map<Readout, float[][]> embeddings(
            Encoder encoder, Protocol protocol, List<Readout> readouts, Progress progress) {
        var texts = Stream.of(Protocol.AS_PUBLISHED, Protocol.CORRECTED)
                .flatMap(each -> users(each).texts().stream())
                .distinct()
                .toList();
        var store = EmbeddingStore.in(folder.resolve("embeddings"));
        store.embed(encoder, texts, readouts, progress);
        return store.embed(encoder, users(protocol).texts(), readouts, Progress.NONE);
    }

    /**
     * What a network sees, in the order of {@link #users}: {@link #behaviour}, then the embedding.
     *
     * @param progress is called for the texts that are embedded
     */
    public LabelledMatrix features(NetworkProtocol protocol, Progress progress) {
        var behaviour = behaviour(protocol);
        var rows = protocol.text() == text(protocol.users())
                ? embeddings(protocol.users(), progress)
                : embeddings(protocol.users(), readout(protocol), progress);
        return behaviour.withFeatures(behaviour.features().beside(FeatureMatrix.numbered("text_", rows)));
    }

    private Readout readout(NetworkProtocol protocol) {
        try (var encoder = Encoder.open()) {
            return protocol.text().of(encoder.layers());
        }
    }

    /**
     * The four sums of reactions alone, in the order of {@link #users}, scaled as the protocol says. A user who has no sum of a
     * reaction, because no count of it is known, gets the median of those who have one; if nobody has, the column is zero throughout
     * and tells a network nothing.
     */
    public LabelledMatrix behaviour(NetworkProtocol protocol) {
        var people = users(protocol.users());
        var reactions = List.of(Reaction.values());
        var sums = new float[people.size()][reactions.size()];
        for (int j = 0; j < reactions.size(); j++) {
            var reaction = reactions.get(j);
            double median = people.medianSum(reaction).orElse(0);
            for (int i = 0; i < sums.length; i++) {
                var known = people.list().get(i).sum(reaction);
                sums[i][j] = (float) protocol.sums().of(known.isPresent() ? known.getAsLong() : median);
            }
        }
        var names = reactions.stream().map(Reaction::column).toList();
        return LabelledMatrix.of(
                FeatureMatrix.of(names, sums), users(protocol.outcome()).labels());
    }

    /** The words of each user without stop words, in the order of {@link #users}. */
    public List<List<String>> documents(Protocol protocol) {
        return Segmenter.standard().withoutStopWords().documents(users(protocol).texts());
    }

    /** What makes words into the matrix of which topics are made: TF-IDF of terms that at least five users and not most use. */
    public static Vectorizer vectorizer() {
        return Vectorizer.tfIdf().minDocuments(5).maxShare(0.3);
    }

    /** How many terms {@link #vectorizer} finds in the texts of the corrected protocol. */
    int vocabulary() {
        if (vocabulary.isEmpty()) {
            try {
                vocabulary = OptionalInt.of(
                        vectorizer().fit(documents(Protocol.CORRECTED)).terms().size());
            } catch (IllegalArgumentException none) {
                vocabulary = OptionalInt.of(0);
            }
        }
        return vocabulary.getAsInt();
    }

    /** What each user's text is mostly about, as {@link ThemeModel#standard} finds it, in the order of {@link #users}. */
    public List<Theme> themes(Protocol protocol) {
        return timings.of("themes_" + protocol.name(), () -> users(protocol).texts().parallelStream()
                .map(text -> ThemeModel.standard().classify(text).theme())
                .toList());
    }

    /**
     * How much topics tell of what readers say that posts are about: measured on this file if it has labelled posts, else as
     * it was measured on the posts of {@code data/labels.csv}.
     *
     * @param topics how many to look for in this file
     */
    public TopicAgreement topicAgreement(int topics) {
        return TopicAgreement.measured(posts.posts(), PostLabel.standard(), vectorizer(), topics)
                .orElseGet(TopicAgreement::standard);
    }

    /**
     * Whether retention was drawn from planted effects, by the truth file that lies beside a replica ({@code replica.truth.json} beside
     * {@code replica.csv}); no if there is none, as beside real posts.
     *
     * @throws IllegalArgumentException if it is no truth file
     */
    public boolean planted() {
        var truth = file.resolveSibling(file.getFileName().toString().replaceFirst("\\.csv$", "") + ".truth.json");
        if (!Files.isRegularFile(truth)) {
            return false;
        }
        try {
            return !JsonParser.parseString(Files.readString(truth))
                    .getAsJsonObject()
                    .getAsJsonObject("settings")
                    .get("null_model")
                    .getAsBoolean();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + truth, e);
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            throw new IllegalArgumentException(
                    "%s does not hold the truth of a replica: expected settings with null_model. Delete it, or make the replica again."
                            .formatted(truth),
                    e);
        }
    }

    /**
     * Keeps what a network says of the users that it has learned from in {@code predictions_PROTOCOL.csv}, for
     * {@link #predictions}; what made it is kept beside it, in a JSON of the same name.
     *
     * @param probabilities of being retained, in the order of {@link #users}
     * @throws IllegalArgumentException if there is not one for each user
     */
    public Predictions keep(NetworkProtocol protocol, double[] probabilities, NetworkSummary network) {
        return keep(protocol, Predictions.seen(judged(protocol), probabilities, Provenance.of(protocol, network)));
    }

    /**
     * Keeps what networks say of users that they have not seen, with the folds, as the other.
     *
     * @param networks what they predict together, and after it what those of each seed do, if they were several
     */
    public Predictions keep(NetworkProtocol protocol, List<OutOfFold> networks, NetworkSummary network) {
        return keep(protocol, Predictions.unseen(judged(protocol), networks, Provenance.of(protocol, network)));
    }

    private Predictions keep(NetworkProtocol protocol, Predictions predictions) {
        predictions.write(predictionsFile(protocol));
        return predictions;
    }

    private Users judged(NetworkProtocol protocol) {
        return users(protocol.outcome());
    }

    /**
     * What was kept last, by whatever network, in whatever folds. Where nothing was, or it is of other users or was made with
     * another encoder than the one in use, the published network is trained by the protocol and its result kept.
     */
    public Predictions predictions(NetworkProtocol protocol) {
        return Predictions.read(predictionsFile(protocol))
                .filter(kept -> kept.holdFor(judged(protocol), protocol))
                .orElseGet(() -> train(protocol));
    }

    private Predictions train(NetworkProtocol protocol) {
        var data = features(protocol, Progress.NONE);
        var network =
                NetworkSummary.of(PublishedNetwork::create, data.features().columns());
        var stage = "train_" + protocol.name();
        if (protocol.folds().isEmpty()) {
            var seen = timings.of(stage, () -> protocol.inSample(data, PublishedNetwork::create));
            return keep(protocol, seen, network);
        }
        var unseen = timings.of(stage, () -> protocol.outOfFold(data, PublishedNetwork::create, Progress.NONE));
        return keep(protocol, unseen, network);
    }

    /** Keeps what came out with each seed, for {@link #seedRuns}. */
    public SeedRuns keep(NetworkProtocol protocol, SeedRuns runs, NetworkSummary network) {
        runs.write(seedRunsFile(protocol), Provenance.of(protocol, network));
        return runs;
    }

    /** What was kept last of the network as published with its seeds; where nothing was that holds, the published one is trained. */
    public SeedRuns seedRuns(Progress progress) {
        var protocol = NetworkProtocol.AS_PUBLISHED;
        return SeedRuns.read(seedRunsFile(protocol), protocol).orElseGet(() -> {
            var data = features(protocol, progress);
            var network =
                    NetworkSummary.of(PublishedNetwork::create, data.features().columns());
            var runs = timings.of("train_seeds", () -> SeedRuns.of(data, PublishedNetwork::create, protocol, progress));
            return keep(protocol, runs, network);
        });
    }

    private Path seedRunsFile(NetworkProtocol protocol) {
        return folder.resolve("seeds_%s.json".formatted(protocol.name()));
    }

    /** What the reader chose in the notebooks, or the default. */
    public Choices choices() {
        return Choices.in(folder);
    }

    /**
     * Keeps a number of topics for the other notebooks.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public void chooseTopics(int topics) {
        Choices.keepTopics(topics, folder);
    }

    /** Keeps what a miss and a contact cost for the other notebooks. */
    public void chooseCosts(ExpectedCost costs) {
        Choices.keepCosts(costs, folder);
    }

    /** Runs a stage and writes its seconds down under a name, for {@code timings} in the results. */
    public <T> T timed(String stage, Supplier<T> work) {
        return timings.of(stage, work);
    }

    Map<String, Double> secondsByStage() {
        return timings.secondsByStage();
    }

    private Path predictionsFile(NetworkProtocol protocol) {
        return folder.resolve("predictions_%s.csv".formatted(protocol.name()));
    }
}
