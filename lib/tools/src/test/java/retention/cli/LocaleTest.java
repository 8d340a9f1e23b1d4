package retention.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import numerics.Progress;
import numerics.evaluation.CorrelationMatrix;
import numerics.evaluation.Decisions;
import numerics.learning.CrossValidation;
import numerics.learning.FirthLogistic;
import numerics.learning.LabelledMatrix;
import numerics.learning.OutOfFold;
import numerics.survival.Curve;
import numerics.survival.KaplanMeier;
import numerics.survival.Observation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import retention.encoder.NumpyArchive;
import retention.features.DailySequence;
import retention.features.ObservedFeature;
import retention.figures.Distributions;
import retention.figures.Heatmaps;
import retention.figures.Html;
import retention.figures.Intervals;
import retention.figures.Lines;
import retention.figures.ProgressBar;
import retention.figures.SurvivalCurves;
import retention.figures.WordCloud;
import retention.posts.CsvExport;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;
import retention.scoring.ModelCard;
import retention.scoring.ScoringModel;
import retention.study.Claim;
import retention.study.Kept;
import retention.study.NetworkProtocol;
import retention.study.Results;
import retention.study.SeedRuns;
import retention.study.Study;
import retention.users.Protocol;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

/** Whatever leaves the program is the same on every machine, whatever digits, commas and points its language has. */
class LocaleTest {

    @TempDir
    static Path folder;

    private static Study study;
    private static OutOfFold predicted;
    private static Results results;
    private static Map<String, String> here;

    @BeforeAll
    static void makeAStudy() throws IOException {
        var csv = folder.resolve("replica.csv");
        Replica.write(new ReplicaSettings(400, false, 5), csv, folder.resolve("replica.truth.json"));
        study = Study.of(csv);
        var random = new Random(1);
        Kept.seeds(
                study,
                new SeedRuns(
                        List.of(new SeedRuns.Run(42, 6, 0.99, 0.71234, 0)),
                        random.doubles(study.users(Protocol.AS_PUBLISHED).size())
                                .toArray()));
        var labels = study.users(Protocol.CORRECTED).labels();
        predicted = new OutOfFold(
                labels,
                new CrossValidation(5, 4, 42).split(labels),
                IntStream.range(0, 4)
                        .mapToObj(i -> random.doubles(labels.length).toArray())
                        .toList());
        Kept.predictions(study, NetworkProtocol.PUBLISHED_OUT_OF_FOLD, predicted);
        results = Results.of(study, Progress.NONE);
        here = made(Locale.ROOT);
    }

    @AfterAll
    static void removeItsResults() throws IOException {
        try (var files = Files.walk(study.folder())) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG-u-nu-arab", "de-DE"})
    void theMachinesLocaleChangesNothing(String language) throws IOException {
        var there = made(Locale.forLanguageTag(language));
        here.forEach((what, expected) -> assertThat(there.get(what)).as(what).isEqualTo(expected));
    }

    @Test
    void whatIsComparedHasNumbersInIt() {
        assertThat(here).hasSizeGreaterThan(20);
        here.forEach((what, text) -> assertThat(text).as(what).containsPattern("[0-9]"));
        assertThat(here.get("table")).containsPattern("[0-9],[0-9]{3}");
        assertThat(here.get("headline")).containsPattern("[0-9]\\.[0-9]");
    }

    private static Map<String, String> made(Locale locale) throws IOException {
        var usual = Locale.getDefault();
        Locale.setDefault(locale);
        try {
            var all = new LinkedHashMap<String, String>();
            files(all);
            pages(all);
            commands(all);
            return all;
        } finally {
            Locale.setDefault(usual);
        }
    }

    private static void files(Map<String, String> all) throws IOException {
        var file = folder.resolve("file");
        var users = study.users(Protocol.CORRECTED);
        CsvExport.write(users.table(), file);
        all.put("users.csv", Files.readString(file));
        Kept.predictions(study, NetworkProtocol.PUBLISHED_OUT_OF_FOLD, predicted);
        all.put("predictions.json", Files.readString(study.folder().resolve("predictions_PUBLISHED_OUT_OF_FOLD.json")));
        NumpyArchive.write(file, List.of("1", "2"), new float[][] {{1, 2}, {3, 4}});
        try (var zip = new ZipFile(file.toFile());
                var shape = zip.getInputStream(zip.getEntry("embeddings.npy"))) {
            all.put("embeddings.npz", new String(shape.readAllBytes(), StandardCharsets.ISO_8859_1));
        }
        all.put("results.json", Files.readString(results.write()).replaceAll("(?s)\"timings\": \\{.*?}", ""));
        var model = ScoringModel.of(study);
        all.put("MODEL_CARD.md", Files.readString(ModelCard.write(study, model)));
        CsvExport.write(model.score(users), file);
        all.put("scores.csv", Files.readString(file));
        all.put("names of features", DailySequence.of(users).names().toString());
    }

    private static void pages(Map<String, String> all) {
        var users = study.users(Protocol.CORRECTED);
        var values = new double[] {1234.5, 2345.5, 3456.75, 1.5};
        all.put("banner", html(study).replaceAll("(?s)<script.*</script>", ""));
        all.put(
                "table",
                html(Table.create(
                        "Numbers",
                        DoubleColumn.create("decimal", 0.5, 1234567.25, 1e-7),
                        LongColumn.create("whole", 1234567, 0, -5))));
        all.put("features", html(ObservedFeature.of(users)));
        var models = results.judged();
        all.put("published", html(results.published().table()));
        all.put("confusion", html(models.asPublished()));
        all.put("headline", html(models.headline().table()));
        all.put("sensitivity", html(models.sensitivity().table()));
        all.put(
                "decisions",
                html(Decisions.table(
                        Map.of("network", models.headline().network().decisions()))));
        all.put(
                "coefficients",
                html(new FirthLogistic()
                        .fit(new LabelledMatrix(ObservedFeature.of(users, ObservedFeature.HEADLINE), users.labels()), 1)
                        .table()));
        all.put("claims", html(Claim.table(results.claims())));
        var likes = List.of(DoubleColumn.create("likes", values));
        all.put("violins", html(Distributions.byRetention(likes, new boolean[] {true, false, false, true})));
        all.put("histogram", html(Distributions.equalBins(3, likes)));
        all.put(
                "correlations",
                html(Heatmaps.correlations(Map.of(
                        "ours",
                        CorrelationMatrix.pearson(List.of("a", "b"), List.of(values, new double[] {1, 0.5, 2, 3}))))));
        all.put(
                "intervals",
                html(Intervals.of(
                                "AUC",
                                Map.of("a", results.judged().headline().five().auc()))
                        .against("chance", 0.5)));
        all.put(
                "lines",
                html(Lines.of(
                        "Title",
                        "Caption",
                        Lines.Axes.of("x", "y"),
                        Lines.Series.reference("reference", 0, 0.25, 1000.5, 1234.5))));
        var observations = IntStream.range(0, 1200)
                .mapToObj(day -> new Observation(day % 30 + 0.5, day % 3 == 0))
                .toList();
        all.put(
                "survival",
                html(SurvivalCurves.of(
                        "Title", "days", "share", List.of(new Curve("all", KaplanMeier.of(observations, 0.95))))));
        all.put("cloud", html(WordCloud.lost(Map.of("hello", 1.5, "world", 0.5), 1)));
        var bar = new StringBuilder();
        new ProgressBar("Fits", bar::append).at(1234, 1234);
        all.put("progress", bar.toString());
    }

    /** Figures are numbered in the order in which they are shown. */
    private static String html(Object value) {
        return Html.of(value).replaceAll("figure_\\d+", "figure_1");
    }

    private static void commands(Map<String, String> all) {
        var posts = study.file().toString();
        for (var command : List.of(
                List.of("check", posts),
                List.of("users", posts, "--out", folder.resolve("users.csv").toString()),
                List.of("topics", posts, "--number", "3"),
                List.of(
                        "replica",
                        "--posts",
                        "1500",
                        "--out",
                        folder.resolve("another.csv").toString()),
                List.of(
                        "score",
                        posts,
                        "--study",
                        posts,
                        "--out",
                        folder.resolve("scores.csv").toString()))) {
            var out = new StringWriter();
            var err = new StringWriter();
            assertThat(Retention.run(
                            new CommandLine(new Retention()),
                            new PrintWriter(out),
                            new PrintWriter(err),
                            command.toArray(String[]::new)))
                    .as("%s: %s", command, err)
                    .isZero();
            all.put(command.get(0), out.toString());
        }
    }
}
