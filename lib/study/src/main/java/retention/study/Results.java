package retention.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import numerics.Progress;
import numerics.evaluation.PermutationTest;
import numerics.evaluation.SampleSize;
import numerics.evaluation.Scorecard;
import numerics.learning.FirthLogistic;
import numerics.learning.LabelledMatrix;
import retention.features.ObservedFeature;
import retention.project.AtomicFile;
import retention.text.Theme;
import retention.users.Cohort;
import retention.users.Protocol;
import retention.users.Users;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * All that comes out of a study: what the models are worth and what becomes of the published claims.
 *
 * @param models none where {@link Requirement#RETAINED_FOR_MODELS} is not met
 * @param claims the verdicts on the published claims; none where {@link Requirement#RETAINED_TO_COMPARE} or
 *     {@link Requirement#WORDS} is not met
 * @param newcomersClaims the same for the newcomers alone; none if too few of them were retained, or lost
 */
public record Results(Study study, Optional<Models> models, List<Claim> claims, List<Claim> newcomersClaims) {

    /**
     * What the models are worth.
     *
     * @param asPublished the metrics of the published network, judged as published
     * @param seeds the same for other seeds
     * @param headline the six main figures
     * @param test of the planned analysis; none where too few newcomers were retained
     * @param sensitivity of the planned analysis
     * @param detection how strong a selection of popular users by the crawl would have to be to explain what reactions say
     * @param sampleSize how many retained users the analysis of five features takes
     */
    public record Models(
            Scorecard asPublished,
            SeedRuns seeds,
            Headline headline,
            Optional<PermutationTest> test,
            Sensitivity sensitivity,
            DetectionBias detection,
            SampleSize sampleSize) {

        /** What the planned analysis says by the plan; nothing where it could not be done. */
        public Optional<AnalysisPlan.Conclusion> conclusion() {
            return test.map(tested -> AnalysisPlan.conclusion(
                    headline.planned().model().orElseThrow().auc(), tested));
        }
    }

    /** The environment variable that names the folder of the report, which gets the JSON too. */
    public static final String REPORT_VARIABLE = "RETENTION_REPORT";

    private static final long SEED = 42;
    private static final double THRESHOLD = 0.5;
    private static final int[] SIZES = {20, 40, 80, 160};
    private static final int DATA_SETS = 24;

    public Results {
        claims = List.copyOf(claims);
        newcomersClaims = List.copyOf(newcomersClaims);
    }

    /** Judges what the models predicted; a model whose predictions are missing is trained first. */
    public static Results of(Study study) {
        return of(study, Progress.NONE);
    }

    /** As {@link #of(Study)}, reporting each part of the evaluation. */
    public static Results of(Study study, Progress progress) {
        var models = study.unmet(Requirement.RETAINED_FOR_MODELS).isPresent()
                ? Optional.<Models>empty()
                : Optional.of(judge(study, progress));
        if (study.unmet(Requirement.RETAINED_TO_COMPARE, Requirement.WORDS).isPresent()) {
            return new Results(study, models, List.of(), List.of());
        }
        var users = study.users(Protocol.CORRECTED);
        var themes = study.themes(Protocol.CORRECTED);
        return study.timed(
                "claims",
                () -> new Results(
                        study, models, Claim.judge(users, themes, Published.read()), newcomersClaims(users, themes)));
    }

    private static Models judge(Study study, Progress progress) {
        var published = study.predictions(NetworkProtocol.AS_PUBLISHED);
        var seeds = study.seedRuns(Progress.NONE);
        var network = study.predictions(NetworkProtocol.PUBLISHED_OUT_OF_FOLD).outOfFold();
        var users = study.users(Protocol.CORRECTED);
        var costs = study.choices().costs();
        return study.timed("evaluation", () -> {
            progress.report(0, 4);
            var headline = Headline.of(users, network, costs);
            progress.report(1, 4);
            var test = headline.planned()
                    .model()
                    .map(planned -> JudgedModel.permutation(
                            users.only(AnalysisPlan.POPULATION), AnalysisPlan.PREDICTORS, AnalysisPlan.PERMUTATIONS));
            progress.report(2, 4);
            var sensitivity =
                    Sensitivity.of(Users.variants(study.posts().posts(), Protocol.CORRECTED, study.period()), costs);
            progress.report(3, 4);
            var five = LabelledMatrix.of(ObservedFeature.of(users, ObservedFeature.HEADLINE), users.labels());
            var fitted = new FirthLogistic().fit(five, SEED);
            var sampleSize = SampleSize.simulate(
                    five.features(), fitted.predict(five.features()), new FirthLogistic(), SIZES, DATA_SETS, SEED);
            progress.report(4, 4);
            return new Models(
                    Scorecard.of(published.labels(), published.probabilities(), THRESHOLD),
                    seeds,
                    headline,
                    test,
                    sensitivity,
                    DetectionBias.of(users, fitted.effects(AnalysisPlan.LEVEL), AnalysisPlan.LEVEL),
                    sampleSize);
        });
    }

    private static List<Claim> newcomersClaims(Users users, List<Theme> themes) {
        var newcomers = users.isIn(Cohort.WAVE);
        var alone = users.only(Cohort.WAVE);
        return JudgedModel.canJudge(alone)
                ? Claim.judge(
                        alone,
                        IntStream.range(0, newcomers.length)
                                .filter(user -> newcomers[user])
                                .mapToObj(themes::get)
                                .toList(),
                        Published.read())
                : List.of();
    }

    /**
     * What the models are worth.
     *
     * @throws IllegalArgumentException where none was judged, saying why
     */
    public Models judged() {
        return models.orElseThrow(() -> new IllegalArgumentException(
                study.unmet(Requirement.RETAINED_FOR_MODELS).orElse("No model was judged.")));
    }

    /** One row of {@link #published}. */
    public record Line(String figure, String published, String recomputed) {}

    /** What the report prints beside what comes out when its code is followed step by step. */
    public List<Line> published() {
        var facts = Published.read();
        var users = study.users(Protocol.AS_PUBLISHED);
        var lines = new ArrayList<Line>();
        lines.add(new Line(
                "users " + study.period().whenObserved(),
                count(facts.number("exact", "january_users")),
                count(users.size())));
        lines.add(new Line(
                "retained " + study.period().whenOutcome(),
                count(facts.number("exact", "retained")),
                count(users.retained())));
        models.ifPresent(judged -> {
            var confusion = judged.asPublished().confusion();
            lines.add(new Line(
                    "retained users found",
                    count(facts.number("exact", EVALUATION, "recall") * facts.number("exact", "retained")),
                    count(confusion.truePositives())));
            lines.add(new Line(
                    "accuracy",
                    number(facts.number("exact", EVALUATION, "accuracy")),
                    number(confusion.accuracy().value())));
            lines.add(new Line(
                    "accuracy of predicting nobody",
                    "not given",
                    number(judged.asPublished().baseline().accuracy())));
            lines.add(new Line(
                    "AUC-ROC on the users it learned from",
                    number(facts.number("exact", EVALUATION, "auc_roc")),
                    number(judged.asPublished().aucRoc())));
            lines.add(new Line(
                    String.format(
                            Locale.ROOT,
                            "the same of %d seeds: median, 5 to 95 %%",
                            judged.seeds().runs().size()),
                    "not given",
                    String.format(
                            Locale.ROOT,
                            "%.4f, %.4f to %.4f",
                            judged.seeds().percentile(SeedRuns.Run::auc, 50),
                            judged.seeds().percentile(SeedRuns.Run::auc, 5),
                            judged.seeds().percentile(SeedRuns.Run::auc, 95))));
            lines.add(new Line(
                    "seeds with which the network names anybody",
                    "not given",
                    String.format(Locale.ROOT, "%.0f %%", 100 * judged.seeds().shareNaming())));
        });
        return lines;
    }

    private static final String EVALUATION = "evaluation_on_the_whole_matrix_threshold_0.5";

    /** {@link #published} as a table: figure | published | recomputed. */
    public Table publishedTable() {
        var lines = published();
        return Table.create(
                "Published, and recomputed as published",
                StringColumn.create("figure", lines.stream().map(Line::figure)),
                StringColumn.create("published", lines.stream().map(Line::published)),
                StringColumn.create("recomputed", lines.stream().map(Line::recomputed)));
    }

    /** Sentences that can be quoted alone; their words follow from the numbers. */
    public List<String> sentences() {
        return Sentences.of(this);
    }

    /**
     * Writes {@code results.json} into the study's folder and, where the environment variable {@value #REPORT_VARIABLE}
     * names one, into the report's. Two runs over one file differ in {@code timings} only.
     *
     * @return the file in the study's folder
     */
    public Path write() {
        var text = ResultsJson.of(this);
        var file = study.folder().resolve("results.json");
        var report = System.getenv(REPORT_VARIABLE);
        try {
            AtomicFile.write(file, text);
            if (report != null && !report.isBlank()) {
                AtomicFile.write(Path.of(report, "results.json"), text);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
