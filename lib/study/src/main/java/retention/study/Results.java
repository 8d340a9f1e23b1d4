package retention.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import numerics.Numbers;
import numerics.Progress;
import numerics.evaluation.ConfusionMatrix;
import numerics.evaluation.LabelPermutation;
import numerics.evaluation.SampleSize;
import numerics.learning.FirthLogistic;
import numerics.learning.Outcomes;
import retention.features.ObservedFeature;
import retention.project.AtomicFile;
import retention.study.Factors.DetectionBias;
import retention.users.Protocol;
import retention.users.Users;

/**
 * The results of a study: what the models are worth and what becomes of the published claims.
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
     * @param asPublished whom the published network names, judged as published
     * @param seeds the same network, with this seed and others
     * @param headline the main figures
     * @param test of the planned analysis; none where too few newcomers were retained
     * @param sensitivity of the planned analysis
     * @param detection how strong a selection of popular users by the crawl would have to be to explain what reactions say
     * @param sampleSize how many retained users the analysis of five features takes
     */
    public record Models(
            ConfusionMatrix asPublished,
            SeedRuns seeds,
            Analyses headline,
            Optional<LabelPermutation> test,
            Analyses sensitivity,
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

    private static final double THRESHOLD = 0.5;
    private static final int[] SIZES = {20, 40, 80, 160};
    private static final int DATA_SETS = 24;
    private static final String EVALUATION = "evaluation_on_the_whole_matrix_threshold_0.5";

    /** Judges what the models predicted; a model whose predictions are missing is trained first. */
    public static Results of(Study study, Progress progress) {
        Optional<Models> models = study.unmet(Requirement.RETAINED_FOR_MODELS).isEmpty()
                ? Optional.of(judge(study, progress))
                : Optional.empty();
        if (study.unmet(Requirement.RETAINED_TO_COMPARE, Requirement.WORDS).isPresent()) {
            return new Results(study, models, List.of(), List.of());
        }
        var users = study.users(Protocol.CORRECTED);
        var themes = study.themes(Protocol.CORRECTED);
        var published = Published.read();
        return study.timed("claims", () -> {
            var newcomers = users.only(AnalysisPlan.POPULATION);
            var theirs = IntStream.of(Outcomes.rows(true, users.isIn(AnalysisPlan.POPULATION)))
                    .mapToObj(themes::get)
                    .toList();
            List<Claim> theirClaims =
                    JudgedModel.canJudge(newcomers) ? Claim.judge(newcomers, theirs, published) : List.of();
            return new Results(study, models, Claim.judge(users, themes, published), theirClaims);
        });
    }

    private static Models judge(Study study, Progress progress) {
        var seeds = study.seedRuns().what();
        var network = study.outOfFold(NetworkProtocol.PUBLISHED_OUT_OF_FOLD);
        var users = study.users(Protocol.CORRECTED);
        var costs = study.settings().costs();
        return study.timed("evaluation", () -> {
            progress.report(0, 4);
            var headline = Analyses.headline(users, network, costs);
            progress.report(1, 4);
            var newcomers = users.only(AnalysisPlan.POPULATION);
            var test = headline.planned()
                    .model()
                    .map(planned -> JudgedModel.permutation(
                            newcomers, AnalysisPlan.PREDICTORS, AnalysisPlan.PERMUTATIONS, AnalysisPlan.SEED));
            progress.report(2, 4);
            var variants = Users.variants(study.posts().posts(), Protocol.CORRECTED, study.period());
            var sensitivity = Analyses.sensitivity(variants, costs);
            progress.report(3, 4);
            var five = ObservedFeature.of(users, ObservedFeature.HEADLINE);
            var fitted = new FirthLogistic().fit(five, users.labels());
            var sampleSize = SampleSize.simulate(
                    five, fitted.predict(five), new FirthLogistic(), SIZES, DATA_SETS, AnalysisPlan.SEED);
            progress.report(4, 4);
            var seen = study.users(Protocol.AS_PUBLISHED).labels();
            var asPublished = ConfusionMatrix.at(THRESHOLD, seen, seeds.first());
            var detection = DetectionBias.of(fitted.effects(AnalysisPlan.LEVEL));
            return new Models(asPublished, seeds, headline, test, sensitivity, detection, sampleSize);
        });
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

    /** The figures that the report prints, beside those that its code gives when it is followed step by step. */
    public Published.Comparison published() {
        var facts = Published.read();
        var users = study.users(Protocol.AS_PUBLISHED);
        double retained = facts.number("exact", "retained");
        var period = study.period();
        var compared = facts.compare("Published, and recomputed as published")
                .exact("users " + period.observed().when(), facts.number("exact", "january_users"), users.size())
                .exact("retained " + period.outcome().when(), retained, users.retained());
        models.ifPresent(judged -> {
            var confusion = judged.asPublished();
            var seeds = judged.seeds();
            double recall = facts.number("exact", EVALUATION, "recall");
            var quantiles = DoubleStream.of(50, 5, 95)
                    .mapToObj(percent -> Numbers.fixed(seeds.percentile(SeedRuns.Run::auc, percent), 4))
                    .toArray();
            var ofSeeds = "the same of %s seeds: median, 5 to 95 %%"
                    .formatted(seeds.runs().size());
            double first = seeds.runs().get(0).auc();
            compared.exact("retained users found", recall * retained, confusion.truePositives())
                    .exact(
                            "accuracy",
                            facts.number("exact", EVALUATION, "accuracy"),
                            confusion.accuracy().value())
                    .notGiven("accuracy of predicting nobody", Numbers.fixed(confusion.baselineAccuracy(), 4))
                    .exact("AUC-ROC on the users it learned from", facts.number("exact", EVALUATION, "auc_roc"), first)
                    .notGiven(ofSeeds, "%s, %s to %s".formatted(quantiles))
                    .notGiven("seeds with which the network names anybody", Numbers.percent(seeds.shareNaming(), 0));
        });
        return compared;
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
        AtomicFile.write(file, text);
        StudySettings.variable(REPORT_VARIABLE)
                .ifPresent(report -> AtomicFile.write(Path.of(report, "results.json"), text));
        return file;
    }
}
