package retention.study;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.IntStream;
import retention.evaluation.Bootstrap;
import retention.evaluation.ConfusionMatrix;
import retention.evaluation.CorrelationMatrix;
import retention.evaluation.IntervalScorecard;
import retention.evaluation.Metric;
import retention.evaluation.Metrics;
import retention.evaluation.PermutationTest;
import retention.evaluation.Scorecard;
import retention.posts.Reaction;
import retention.users.Protocol;
import retention.users.Users;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * All that comes out of a study, for people as a summary and for machines as JSON.
 *
 * @param asPublished the metrics of the published network, judged as published
 * @param corrected the metrics of out-of-fold predictions, with intervals
 * @param permutation how often shuffled labels rank as well as the corrected predictions do, by AUC-ROC
 * @param claims the verdicts on the published claims
 */
public record Results(
        Study study,
        Scorecard asPublished,
        IntervalScorecard corrected,
        PermutationTest permutation,
        List<Claim> claims) {

    /** The environment variable that names the folder of the report, which gets the JSON too. */
    public static final String REPORT_VARIABLE = "RETENTION_REPORT";

    private static final long SEED = 42;
    private static final double THRESHOLD = 0.5;
    private static final int PERMUTATIONS = 1000;
    private static final Gson JSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    public Results {
        claims = List.copyOf(claims);
    }

    /** Judges what the models predicted; a model whose predictions are missing is trained first. */
    public static Results of(Study study) {
        var published = study.predictions(Protocol.AS_PUBLISHED);
        var corrected = study.predictions(Protocol.CORRECTED);
        return study.timed(
                "evaluation",
                () -> new Results(
                        study,
                        Scorecard.of(published.labels(), published.probabilities(), THRESHOLD),
                        IntervalScorecard.of(
                                corrected.labels(), corrected.probabilities(), THRESHOLD, Bootstrap.seeded(SEED)),
                        PermutationTest.of(
                                corrected.labels(), corrected.probabilities(), Metrics::aucRoc, PERMUTATIONS, SEED),
                        Claim.judge(
                                study.users(Protocol.CORRECTED),
                                study.themes(Protocol.CORRECTED),
                                Published.read(),
                                SEED)));
    }

    /** One row of the summary. */
    public record Line(String figure, String published, String asPublished, String corrected) {}

    /** The main figures: as published, recomputed as published, and corrected with their intervals. */
    public List<Line> summary() {
        var facts = Published.read();
        var lines = new ArrayList<Line>();
        var before = study.users(Protocol.AS_PUBLISHED);
        var after = study.users(Protocol.CORRECTED);
        lines.add(new Line(
                "users in January",
                "%,.0f".formatted(facts.number("exact", "january_users")),
                "%,d".formatted(before.size()),
                "%,d".formatted(after.size())));
        lines.add(new Line(
                "retained in February",
                "%,.0f".formatted(facts.number("exact", "retained")),
                "%,d".formatted(before.retained()),
                "%,d".formatted(after.retained())));
        lines.add(new Line(
                "retained users found",
                "%.0f".formatted(facts.number("exact", EVALUATION, "recall") * facts.number("exact", "retained")),
                "%d of %d"
                        .formatted(
                                asPublished.confusion().truePositives(),
                                asPublished.confusion().retained()),
                found(study.predictions(Protocol.CORRECTED))));
        lines.add(likesAlone("AUC-ROC of likes alone, without a model", Metrics::aucRoc, before, after));
        for (var metric : asPublished.lines()) {
            corrected.lines().stream()
                    .filter(line -> line.metric().equals(metric.metric()))
                    .forEach(line -> lines.add(new Line(
                            metric.metric(),
                            PUBLISHED_NAMES.containsKey(metric.metric())
                                    ? number(facts.number("exact", EVALUATION, PUBLISHED_NAMES.get(metric.metric())))
                                    : "not given",
                            number(metric.value()),
                            "%s [%s, %s]%s"
                                    .formatted(
                                            number(line.interval().estimate()),
                                            number(line.interval().lower()),
                                            number(line.interval().upper()),
                                            line.baseline().isPresent()
                                                    ? ", baseline "
                                                            + number(line.baseline()
                                                                    .getAsDouble())
                                                    : ""))));
        }
        return lines;
    }

    /** How well the sum of likes ranks the users, which takes no learning and so has seen nobody. */
    private static Line likesAlone(String figure, Metric metric, Users before, Users after) {
        var interval = Bootstrap.seeded(SEED).logitInterval(after.labels(), after.sums(Reaction.LIKES), metric);
        return new Line(
                figure,
                "not given",
                number(metric.of(before.labels(), before.sums(Reaction.LIKES))),
                "%s [%s, %s]"
                        .formatted(number(interval.estimate()), number(interval.lower()), number(interval.upper())));
    }

    /** {@link #summary()} as a table: figure | published | as published, recomputed | corrected. */
    public Table summaryTable() {
        var lines = summary();
        return Table.create(
                "Published, recomputed as published, and corrected",
                StringColumn.create("figure", lines.stream().map(Line::figure)),
                StringColumn.create("published", lines.stream().map(Line::published)),
                StringColumn.create("as published, recomputed", lines.stream().map(Line::asPublished)),
                StringColumn.create("corrected [95 % interval]", lines.stream().map(Line::corrected)));
    }

    /**
     * Writes {@code results.json} into the study's folder and, where the environment variable {@value #REPORT_VARIABLE}
     * names one, into the report's. Two runs over one file differ in {@code timings} only.
     *
     * @return the file in the study's folder
     */
    public Path write() {
        var text = JSON.toJson(json()) + "\n";
        var file = study.folder().resolve("results.json");
        var report = System.getenv(REPORT_VARIABLE);
        try {
            Files.writeString(file, text);
            if (report != null && !report.isBlank()) {
                Files.createDirectories(Path.of(report));
                Files.writeString(Path.of(report, "results.json"), text);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String EVALUATION = "evaluation_on_the_whole_matrix_threshold_0.5";
    private static final Map<String, String> PUBLISHED_NAMES = Map.of(
            "accuracy", "accuracy", "precision", "precision", "recall", "recall", "F1", "f1", "AUC-ROC", "auc_roc");

    private Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("dataset", dataset());
        json.put("as_published", asPublishedFigures());
        json.put("corrected", correctedFigures());
        json.put("claims", claims);
        json.put("summary", summaryRows());
        json.put("timings", new TreeMap<String, Object>(study.secondsByStage()));
        json.put("versions", versions());
        return json;
    }

    private Map<String, Object> dataset() {
        var dataset = new LinkedHashMap<String, Object>();
        dataset.put("name", study.file().getFileName().toString());
        dataset.put("synthetic", study.synthetic());
        dataset.put("sha256_prefix", study.hash());
        dataset.put("rows", study.posts().posts().size());
        dataset.put("quarantined", study.posts().quarantined().size());
        dataset.put("users", study.users(Protocol.AS_PUBLISHED).size());
        dataset.put("retained", study.users(Protocol.AS_PUBLISHED).retained());
        return dataset;
    }

    private Map<String, Object> asPublishedFigures() {
        var users = study.users(Protocol.AS_PUBLISHED);
        var figures = new LinkedHashMap<String, Object>();
        figures.put("users", users.size());
        figures.put("retained", users.retained());
        int train = (int) (users.size() * 0.8);
        var labels = users.labels();
        figures.put(
                "retained_in_train",
                IntStream.range(0, train).filter(i -> labels[i]).count());
        figures.put(
                "retained_in_validation",
                IntStream.range(train, labels.length).filter(i -> labels[i]).count());
        asPublished.lines().forEach(line -> figures.put(key(line.metric()), line.value()));
        figures.put("precision_defined", asPublished.confusion().precision().isDefined());
        figures.put("predicted_retained", asPublished.confusion().predictedRetained());
        figures.put("correlations", correlations(users));
        return figures;
    }

    private Map<String, Object> correctedFigures() {
        var users = study.users(Protocol.CORRECTED);
        var figures = new LinkedHashMap<String, Object>();
        figures.put("users", users.size());
        figures.put("retained", users.retained());
        for (var line : corrected.lines()) {
            var figure = new LinkedHashMap<String, Object>();
            figure.put("estimate", line.interval().estimate());
            figure.put("lower", line.interval().lower());
            figure.put("upper", line.interval().upper());
            figure.put("level", line.interval().level());
            line.baseline().ifPresent(baseline -> figure.put("baseline", baseline));
            figures.put(key(line.metric()), figure);
        }
        figures.put("permutation_p_value_of_auc_roc", permutation.pValue());
        return figures;
    }

    private static Map<String, Double> correlations(Users users) {
        var reactions = List.of(Reaction.values());
        var matrix = CorrelationMatrix.pearson(
                reactions.stream().map(Reaction::column).toList(),
                reactions.stream().map(users::sums).toList());
        var figures = new LinkedHashMap<String, Double>();
        for (int i = 0; i < reactions.size(); i++) {
            for (int j = i + 1; j < reactions.size(); j++) {
                var first = reactions.get(i).column();
                var second = reactions.get(j).column();
                figures.put(first + "-" + second, matrix.get(first, second));
            }
        }
        return figures;
    }

    private List<Map<String, String>> summaryRows() {
        return summary().stream()
                .map(line -> {
                    var row = new LinkedHashMap<String, String>();
                    row.put("figure", line.figure());
                    row.put("published", line.published());
                    row.put("as_published", line.asPublished());
                    row.put("corrected", line.corrected());
                    return (Map<String, String>) row;
                })
                .toList();
    }

    private static Map<String, String> versions() {
        var versions = new TreeMap<String, String>();
        versions.put("java", String.valueOf(Runtime.version().feature()));
        var properties = new Properties();
        try (var stream = Results.class.getResourceAsStream("versions.properties")) {
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        properties.stringPropertyNames().forEach(name -> versions.put(name, properties.getProperty(name)));
        return versions;
    }

    private static String found(Predictions predictions) {
        var confusion = ConfusionMatrix.at(THRESHOLD, predictions.labels(), predictions.probabilities());
        return "%d of %d, among %,d predicted"
                .formatted(confusion.truePositives(), confusion.retained(), confusion.predictedRetained());
    }

    private static String key(String metric) {
        return metric.toLowerCase(Locale.ROOT)
                .replace('-', '_')
                .replace(' ', '_')
                .replace("'", "");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
