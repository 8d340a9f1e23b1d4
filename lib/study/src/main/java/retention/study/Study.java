package retention.study;

import ai.djl.nn.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import numerics.Numbers;
import numerics.Progress;
import numerics.learning.FeatureMatrix;
import numerics.learning.LabelledMatrix;
import numerics.learning.OutOfFold;
import retention.encoder.EmbeddingStore;
import retention.encoder.Encoder;
import retention.encoder.NumpyArchive;
import retention.encoder.Readout;
import retention.figures.Html;
import retention.model.PublishedNetwork;
import retention.posts.CsvExport;
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
    private static final String SETTINGS = "choice_settings.json";
    private static final String PREDICTIONS = "predictions";
    private static final String SEEDS = "seeds";

    private final Path file;
    private final StudySettings readBy;
    private final String hash;
    private final Store store;
    private final Posts posts;
    private final Origin origin;
    private final Map<Protocol, Users> users = new LinkedHashMap<>();
    private final Map<Vectorizer, Integer> vocabularies = new HashMap<>();

    private Study(Path file, StudySettings readBy) {
        this.file = file;
        this.readBy = readBy;
        hash = hashOf(file);
        // Results by other settings lie beside those by the default ones, and not over them.
        var suffix = readBy.equals(StudySettings.DEFAULT) ? "" : "_" + shortened(Sha256.of(readBy.toString()));
        store = new Store(Project.find().build().resolve("study").resolve(hash + suffix));
        posts = timed("read_posts", () -> readBy.posts(List.of(file)));
        origin = Origin.of(posts);
    }

    /**
     * Opens the study over the file that the environment variable {@value #DATA_VARIABLE} names, else over the Kaggle file
     * in {@code data/}, else over the replica there.
     *
     * @throws UnusableFileException if that file cannot be read as posts
     */
    public static Study open() {
        var data = Project.find().data();
        var originals = Origin.ORIGINAL_NAMES.stream().map(data::resolve).filter(Files::isRegularFile);
        var file = StudySettings.variable(DATA_VARIABLE)
                .map(Project.find().root()::resolve)
                .or(originals::findFirst)
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

    /** The {@link #hash} of a file, or of a folder of files, without opening a study over it. */
    public static String hashOf(Path path) {
        // A path that does not exist gets the digest of nothing: whoever reads its posts will name it.
        try (var below = Files.exists(path) ? Files.walk(path) : Stream.<Path>empty()) {
            return shortened(
                    Sha256.of(below.filter(Files::isRegularFile).sorted().toArray(Path[]::new)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
    }

    private static String shortened(String digest) {
        return digest.substring(0, HASH_DIGITS);
    }

    /** The file of posts. */
    public Path file() {
        return file;
    }

    /** When users are observed, and when the outcome is. */
    public Period period() {
        return readBy.period();
    }

    /** The first twelve hexadecimal digits of the file's SHA-256. */
    public String hash() {
        return hash;
    }

    /** Where the results over this file and by these settings are. */
    public Path folder() {
        return store.folder();
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

    /** Where the posts come from, and so what the numbers can be about. */
    public Origin origin() {
        return origin;
    }

    /** Whether the posts were generated; then no result is a finding. */
    public boolean synthetic() {
        return origin() == Origin.SYNTHETIC;
    }

    /** What was planted in the posts, by the file that lies beside a replica; of other posts it knows nothing. */
    public PlantedTruth truth() {
        return PlantedTruth.beside(file);
    }

    /** The head of a page: which data it runs on, and what of them cannot be used. */
    @Override
    public Html.Heading shown() {
        var replica = synthetic()
                ? "They show what the method does on a calibrated replica; put the Kaggle file into data/ and run again for the real ones. "
                : "";
        var usable = posts.quarantined().isEmpty() && posts.unreadableCounts().isEmpty();
        var count = Numbers.count(posts.posts().size());
        var text = "%sData: %s, %s posts, SHA-256 %s… %s%s"
                .formatted(
                        replica, file.getFileName(), count, hash, reading(), usable ? "" : " Notebook 1 lists them.");
        return new Html.Heading(origin().statement(file), text, synthetic());
    }

    /** All rows of the file. */
    public Posts posts() {
        return posts;
    }

    /** What was read and set aside, and what was decided on the way, in sentences. */
    public String reading() {
        return Stream.concat(Stream.of(posts.summary()), posts.notes().stream()).collect(Collectors.joining(" "));
    }

    /** What to know of the file before believing its numbers. */
    public QualityReport quality() {
        return QualityReport.of(posts);
    }

    /** The users under a protocol, none if nobody posted in the observed days; also written to {@code users_PROTOCOL.csv}. */
    public Users users(Protocol protocol) {
        return users.computeIfAbsent(
                protocol,
                rules -> timed("users_" + rules.name(), () -> {
                    var made = Users.of(posts.posts(), rules, period());
                    CsvExport.write(made.table(), folder().resolve("users_%s.csv".formatted(rules.name())));
                    return made;
                }));
    }

    /** The knobs, as the notebooks chose them, or the default. */
    public AnalysisSettings settings() {
        return store.<AnalysisSettings>read(SETTINGS, AnalysisSettings.class).orElse(AnalysisSettings.DEFAULT);
    }

    /** Keeps knobs for the other notebooks. */
    public void choose(AnalysisSettings settings) {
        store.write(SETTINGS, settings);
    }

    /** The encoder that is in use; its engine starts with the first text that is embedded. */
    public Encoder encoder() {
        return Encoder.open();
    }

    /** Where the encoder that is in use is read out for the users of a protocol; {@link Readout#mean} has the other layers. */
    public Readout readout(Protocol protocol) {
        var published = protocol == Protocol.AS_PUBLISHED;
        return readout(
                published ? NetworkProtocol.AS_PUBLISHED.text() : settings().readout());
    }

    private Readout readout(NetworkProtocol.Text text) {
        try (var encoder = encoder()) {
            return text.of(encoder.layers());
        }
    }

    /**
     * The embedding of each user's text, in the order of {@link #users}; also written to {@code embeddings_PROTOCOL.npz}.
     *
     * @param progress is called for the texts that are computed
     * @return {@code [users][width]}
     */
    public float[][] embeddings(Protocol protocol, Progress progress) {
        var rows = embeddings(protocol, readout(protocol), progress);
        var archive = folder().resolve("embeddings_%s.npz".formatted(protocol));
        NumpyArchive.write(archive, users(protocol).ids(), rows);
        return rows;
    }

    /**
     * The same read out elsewhere. The first call computes the readouts of both protocols, or another one, for the texts of both in one
     * pass, so that a vector does not depend on which was asked first, and keeps them in the folder {@code embeddings}.
     *
     * @throws IllegalArgumentException if the encoder has no such layer
     */
    public float[][] embeddings(Protocol protocol, Readout readout, Progress progress) {
        var usual = Stream.of(Protocol.values()).map(this::readout).distinct().toList();
        var readouts = usual.contains(readout) ? usual : List.of(readout);
        var texts = texts();
        var vectors = new EmbeddingStore(folder().resolve("embeddings"));
        try (var encoder = encoder()) {
            var computed = new AtomicInteger();
            long start = System.nanoTime();
            vectors.embed(encoder, texts, readouts, (done, total) -> {
                computed.set(total);
                progress.report(done, total);
            });
            var stage = readouts.equals(usual) ? "embeddings" : "embeddings_" + readout;
            store.note(stage, (System.nanoTime() - start) / 1e9, computed.get(), texts.size());
            return vectors.embed(encoder, users(protocol).texts(), readouts, Progress.NONE)
                    .get(readout);
        }
    }

    /** The texts of all users, by either protocol, each once. */
    List<String> texts() {
        var all = Stream.of(Protocol.values()).flatMap(protocol -> users(protocol).texts().stream());
        return all.distinct().toList();
    }

    /**
     * What a network sees, in the order of {@link #users}: {@link #behaviour}, then the embedding.
     *
     * @param progress is called for the texts that are embedded
     */
    public LabelledMatrix features(NetworkProtocol protocol, Progress progress) {
        var behaviour = behaviour(protocol);
        var rows = embeddings(protocol.users(), readout(protocol.text()), progress);
        return behaviour.withFeatures(behaviour.features().beside(FeatureMatrix.numbered("text_", rows)));
    }

    /**
     * The four sums of reactions alone, in the order of {@link #users}, scaled as the protocol says. A user without a known count of a
     * reaction gets the median of the others, and 0 if nobody has one.
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
        return new LabelledMatrix(
                FeatureMatrix.of(names, sums), users(protocol.outcome()).labels());
    }

    /** How many words are left of the texts of all users, by the vectoriser that was chosen; 0 if none are. */
    int vocabulary() {
        return vocabularies.computeIfAbsent(settings().vectorizer(), vectorizer -> {
            var texts = users(Protocol.CORRECTED).texts();
            var documents = Segmenter.standard().withoutStopWords().documents(texts);
            try {
                return vectorizer.fit(documents).terms().size();
            } catch (IllegalArgumentException none) {
                return 0;
            }
        });
    }

    /** What each user's text is mostly about, as {@link ThemeModel#standard} finds it, in the order of {@link #users}. */
    public List<Theme> themes(Protocol protocol) {
        return timed("themes_" + protocol.name(), () -> ThemeModel.standard()
                .themes(users(protocol).texts()));
    }

    /**
     * How much topics, as many as were chosen, agree with what readers say that posts are about: measured on this file if it has
     * labelled posts, else on the posts of {@code data/labels.csv}.
     */
    public TopicAgreement topicAgreement() {
        var chosen = settings();
        return TopicAgreement.measured(posts.posts(), PostLabel.standard(), chosen.vectorizer(), chosen.topics())
                .orElseGet(TopicAgreement::standard);
    }

    /**
     * The topic that was planted in each user's observed posts, the most frequent one, of equals the first by name, in the order of
     * {@link #users}.
     *
     * @return none unless the posts are a replica with its truth file beside it
     */
    public Optional<List<String>> plantedTopics(Protocol protocol) {
        var byUser = truth().topicCounts(posts.posts(), users(protocol));
        return byUser.map(users -> users.stream().map(Study::mostFrequent).toList());
    }

    private static String mostFrequent(Map<String, Integer> topics) {
        return Collections.max(topics.entrySet(), Map.Entry.comparingByValue()).getKey();
    }

    /**
     * What networks predict of users that they have not seen, as {@link NetworkProtocol#outOfFold} of the {@link #features}. It is kept
     * in {@code predictions_PROTOCOL.json}, with the users' ids, outcomes and folds, and looked up where the same networks were
     * trained before.
     *
     * @param network supplies a new network, as {@link retention.model.NetworkTrainer} takes it
     * @param progress is called for the texts that are embedded, and then for the networks that are trained
     */
    public List<OutOfFold> outOfFold(NetworkProtocol protocol, Supplier<Block> network, Progress progress) {
        var data = features(protocol, progress);
        var ids = users(protocol.outcome()).ids();
        var kept = store.trained(PREDICTIONS, protocol, network, data, Store.Predictions.class, () -> {
            var made = timed("train_" + protocol.name(), () -> protocol.outOfFold(data, network, progress));
            return Store.Predictions.of(ids, made);
        });
        return kept.what().outOfFold();
    }

    /**
     * What the network gives with each seed, judged as published. It is kept, for notebook 5, and looked up where the same network was
     * trained before.
     *
     * @param network supplies a new network, as {@link retention.model.NetworkTrainer} takes it
     * @param progress is called for the texts that are embedded, and then for the networks that are trained
     */
    public SeedRuns seedRuns(Supplier<Block> network, Progress progress) {
        return seeds(network, progress).what();
    }

    private Store.Kept<SeedRuns> seeds(Supplier<Block> network, Progress progress) {
        var protocol = NetworkProtocol.AS_PUBLISHED;
        var data = features(protocol, progress);
        Supplier<SeedRuns> training = () -> timed("train_seeds", () -> SeedRuns.of(data, network, protocol, progress));
        return store.trained(SEEDS, protocol, network, data, SeedRuns.class, training);
    }

    /**
     * What was kept last, by whatever network, in whatever folds. Where nothing was, or it is of other users or was made with
     * another encoder than the one in use, the published network is trained by the protocol and its predictions are kept.
     */
    public OutOfFold outOfFold(NetworkProtocol protocol) {
        return kept(protocol).orElseGet(() -> outOfFold(protocol, PublishedNetwork::create, Progress.NONE)
                .get(0));
    }

    Optional<OutOfFold> kept(NetworkProtocol protocol) {
        var people = users(protocol.outcome());
        return store.kept(PREDICTIONS, protocol, Store.Predictions.class)
                .map(Store.Kept::what)
                .filter(what -> what.users().equals(people.ids()) && Arrays.equals(what.labels(), people.labels()))
                .map(what -> what.outOfFold().get(0));
    }

    /** What was kept last of the network as published with its seeds; where nothing was that holds, the published one is trained. */
    Store.Kept<SeedRuns> seedRuns() {
        int people = users(NetworkProtocol.AS_PUBLISHED.users()).size();
        return store.kept(SEEDS, NetworkProtocol.AS_PUBLISHED, SeedRuns.class)
                .filter(each -> each.what().first().length == people)
                .orElseGet(() -> seeds(PublishedNetwork::create, Progress.NONE));
    }

    /** Runs a stage and writes its seconds down under a name, for {@code timings} in the results. */
    public <T> T timed(String stage, Supplier<T> work) {
        return store.timed(stage, work);
    }

    Map<String, Double> secondsByStage() {
        return store.secondsByStage();
    }
}
