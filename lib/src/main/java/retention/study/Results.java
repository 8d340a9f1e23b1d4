package retention.study;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import retention.evaluation.Baseline;
import retention.evaluation.Bootstrap;
import retention.evaluation.Calls;
import retention.evaluation.CorrelationMatrix;
import retention.evaluation.InnerThreshold;
import retention.evaluation.Interval;
import retention.evaluation.IntervalScorecard;
import retention.evaluation.Metrics;
import retention.evaluation.SampleSize;
import retention.evaluation.Scorecard;
import retention.features.ObservedFeature;
import retention.model.FittedLogistic;
import retention.posts.Reaction;
import retention.project.AtomicFile;
import retention.project.Progress;
import retention.text.Theme;
import retention.users.Cohort;
import retention.users.Protocol;
import retention.users.Users;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * All that comes out of a study, for people as a summary and for machines as JSON.
 *
 * @param judged what the models are worth; none where {@link Requirement#RETAINED_FOR_MODELS} is not met
 * @param claims the verdicts on the published claims; none where {@link Requirement#RETAINED_TO_COMPARE} or
 *     {@link Requirement#WORDS} is not met
 * @param newcomersClaims the same for the newcomers alone; none if too few of them were retained, or lost
 */
public record Results(Study study, Optional<Judged> judged, List<Claim> claims, List<Claim> newcomersClaims) {

    /**
     * What the models are worth.
     *
     * @param asPublished the metrics of the published network, judged as published
     * @param corrected the metrics of out-of-fold predictions at the thresholds of the calls, with intervals
     * @param calls by those predictions
     * @param headline the model that the study stands for
     * @param robustness the same for others, and with less
     */
    public record Judged(
            Scorecard asPublished,
            IntervalScorecard corrected,
            Calls calls,
            Headline headline,
            Robustness robustness) {}

    /** The environment variable that names the folder of the report, which gets the JSON too. */
    public static final String REPORT_VARIABLE = "RETENTION_REPORT";

    private static final long SEED = 42;
    private static final double THRESHOLD = 0.5;
    private static final double LEVEL = 0.95;
    private static final double HALF_WIDTH = 0.05;
    private static final String REGRESSION =
            words("logistic regression on %d numbers", ObservedFeature.HEADLINE.size());

    private static final String SNAPSHOTS = ObservedFeature.HEADLINE.stream()
            .filter(ObservedFeature::isSnapshot)
            .map(ObservedFeature::column)
            .collect(Collectors.joining(" and "));

    private static final Gson JSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    public Results {
        claims = List.copyOf(claims);
        newcomersClaims = List.copyOf(newcomersClaims);
    }

    /** Judges what the models predicted; a model whose predictions are missing is trained first. */
    public static Results of(Study study) {
        return of(study, Progress.NONE);
    }

    /** As {@link #of(Study)}, telling of each variant of {@link Robustness}, which take most of the time. */
    public static Results of(Study study, Progress progress) {
        var judged = study.unmet(Requirement.RETAINED_FOR_MODELS).isPresent()
                ? Optional.<Judged>empty()
                : Optional.of(judge(study, progress));
        if (study.unmet(Requirement.RETAINED_TO_COMPARE, Requirement.WORDS).isPresent()) {
            return new Results(study, judged, List.of(), List.of());
        }
        var users = study.users(Protocol.CORRECTED);
        var themes = study.themes(Protocol.CORRECTED);
        return study.timed(
                "claims",
                () -> new Results(
                        study,
                        judged,
                        Claim.judge(users, themes, Published.read(), SEED),
                        newcomersClaims(users, themes)));
    }

    private static Judged judge(Study study, Progress progress) {
        var published = study.predictions(NetworkProtocol.AS_PUBLISHED);
        var outOfFold = study.predictions(NetworkProtocol.CORRECTED).outOfFold();
        var users = study.users(Protocol.CORRECTED);
        return study.timed("evaluation", () -> {
            var calls = InnerThreshold.ofOtherFolds(outOfFold, Headline.PRICE);
            var headline = Headline.of(users, Progress.NONE);
            return new Judged(
                    Scorecard.of(published.labels(), published.probabilities(), THRESHOLD),
                    IntervalScorecard.of(outOfFold, calls, Bootstrap.seeded(SEED)),
                    calls,
                    headline,
                    Robustness.of(users, headline, progress));
        });
    }

    private static List<Claim> newcomersClaims(Users users, List<Theme> themes) {
        var newcomers = IntStream.range(0, users.size())
                .filter(user -> users.cohort(users.list().get(user)) == Cohort.WAVE)
                .boxed()
                .toList();
        var alone = Robustness.only(users, Cohort.WAVE);
        return Robustness.canBeJudged(alone)
                ? Claim.judge(alone, newcomers.stream().map(themes::get).toList(), Published.read(), SEED)
                : List.of();
    }

    /**
     * The metrics of the published network, judged as published.
     *
     * @throws IllegalArgumentException where {@link #judged} is nothing, saying why; so do those that follow
     */
    public Scorecard asPublished() {
        return models().asPublished();
    }

    /** The metrics of out-of-fold predictions. */
    public IntervalScorecard corrected() {
        return models().corrected();
    }

    /** Who is called by those predictions. */
    public Calls calls() {
        return models().calls();
    }

    /** The model that the study stands for. */
    public Headline headline() {
        return models().headline();
    }

    /** The same for others, and with less. */
    public Robustness robustness() {
        return models().robustness();
    }

    private Judged models() {
        return judged.orElseThrow(() -> new IllegalArgumentException(
                study.unmet(Requirement.RETAINED_FOR_MODELS).orElse("No model was judged.")));
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
                "users " + study.period().whenObserved(),
                String.format(Locale.ROOT, "%,.0f", facts.number("exact", "january_users")),
                String.format(Locale.ROOT, "%,d", before.size()),
                String.format(Locale.ROOT, "%,d", after.size())));
        lines.add(new Line(
                "retained " + study.period().whenOutcome(),
                String.format(Locale.ROOT, "%,.0f", facts.number("exact", "retained")),
                String.format(Locale.ROOT, "%,d", before.retained()),
                String.format(Locale.ROOT, "%,d", after.retained())));
        if (judged.isEmpty()) {
            if (study.unmet(Requirement.RETAINED_TO_COMPARE).isEmpty()) {
                lines.add(likesAlone(before, after));
            }
            return lines;
        }
        var asPublished = asPublished();
        var calls = calls();
        var headline = headline();
        lines.add(new Line(
                "retained users found",
                String.format(
                        Locale.ROOT,
                        "%.0f",
                        facts.number("exact", EVALUATION, "recall") * facts.number("exact", "retained")),
                String.format(
                        Locale.ROOT,
                        "%d of %d",
                        asPublished.confusion().truePositives(),
                        asPublished.confusion().retained()),
                String.format(
                        Locale.ROOT,
                        "%.1f of %d on average, among %,.1f called",
                        calls.meanFound(),
                        after.retained(),
                        calls.meanCalled())));
        var withLikes = after.known(Reaction.LIKES);
        if (withLikes.retained() > 0 && withLikes.retained() < withLikes.size()) {
            lines.add(likesAlone(before.known(Reaction.LIKES), withLikes));
        }
        lines.add(new Line(
                "AUC-ROC of five features, logistic regression",
                "not given",
                "not done",
                shown(headline.auc().interval(), OptionalDouble.of(Baseline.CHANCE))));
        lines.add(new Line(
                "average precision of five features",
                "not given",
                "not done",
                shown(headline.averagePrecision(), OptionalDouble.of(Metrics.prevalence(after.labels())))));
        lines.add(new Line(
                "expected cost of five features per user, where " + costs(),
                "not given",
                "not done",
                shown(headline.calls().costPerUser(LEVEL), OptionalDouble.of(cheaper(headline.calls())))));
        lines.add(new Line(
                "threshold of the network, for the figures below",
                "0.5",
                number(THRESHOLD, 1),
                "%s, where %s".formatted(calls.threshold(), costs())));
        lines.add(new Line(
                "expected cost per user",
                "not given",
                number(Headline.PRICE.perUser(asPublished.confusion())),
                shown(calls.costPerUser(LEVEL), OptionalDouble.of(cheaper(calls)))));
        for (var metric : asPublished.lines()) {
            corrected().lines().stream()
                    .filter(line -> line.metric().equals(metric.metric()))
                    .forEach(line -> lines.add(new Line(
                            metric.metric(),
                            PUBLISHED_NAMES.containsKey(metric.metric())
                                    ? number(facts.number("exact", EVALUATION, PUBLISHED_NAMES.get(metric.metric())))
                                    : "not given",
                            number(metric.value()),
                            shown(line.interval(), line.baseline()))));
        }
        return lines;
    }

    private static String costs() {
        return String.format(
                Locale.ROOT,
                "a miss costs %.0f and a call %.0f",
                Headline.PRICE.costOfMissing(),
                Headline.PRICE.costOfCalling());
    }

    private static double cheaper(Calls calls) {
        return Math.min(calls.callingNobody(), calls.callingEverybody());
    }

    /** How well the sum of likes ranks the users who have one, which takes no learning and so has seen nobody. */
    private static Line likesAlone(Users before, Users after) {
        var interval =
                Bootstrap.seeded(SEED).logitInterval(after.labels(), after.sums(Reaction.LIKES), Metrics::aucRoc);
        return new Line(
                "AUC-ROC of likes alone, without a model",
                "not given",
                number(Metrics.aucRoc(before.labels(), before.sums(Reaction.LIKES))),
                shown(interval, OptionalDouble.of(Baseline.CHANCE)));
    }

    /**
     * Five sentences, each of which can be quoted alone: it names its model, says whom it is about, whether they had been seen,
     * what it compares with and how sure it is. Their words follow from the numbers. One sentence where no model was judged.
     */
    public List<String> sentences() {
        var users = study.users(Protocol.CORRECTED);
        var about = study.synthetic() ? "On synthetic data, which say nothing about people: " : "";
        return (judged.isPresent()
                        ? Stream.of(published(), network(), regression(), newcomers(), howMany(users))
                        : Stream.of(tooFew(users)))
                .map(sentence -> about + sentence)
                .toList();
    }

    private static String tooFew(Users users) {
        return words(
                "Of the %,d users who posted in January, %,d %s seen again in February, and to learn who that is takes at least %d who were and %d who were not.",
                users.size(),
                users.retained(),
                users.retained() == 1 ? "was" : "were",
                Robustness.FEWEST_RETAINED,
                Robustness.FEWEST_RETAINED);
    }

    private String published() {
        var found = asPublished().confusion();
        double nobody = (double) found.lost() / found.users();
        int right = found.truePositives() + found.trueNegatives();
        return words(
                "Run again as published and judged on the very users it learned from, the report's network %s, and is right for %.2f %% of the %,d users who posted %s%s.",
                found.predictedRetained() == 0
                        ? words(
                                "finds none of the %d users who were seen again %s, as it names nobody",
                                found.retained(), study.period().whenOutcome())
                        : words(
                                "names %,d users, among them %d of the %d who were seen again %s",
                                found.predictedRetained(),
                                found.truePositives(),
                                found.retained(),
                                study.period().whenOutcome()),
                100 * found.accuracy().value(),
                found.users(),
                study.period().whenObserved(),
                right == found.lost()
                        ? ", exactly as many as by saying that nobody is seen again"
                        : words("; saying that nobody is seen again is right for %.2f %%", 100 * nobody));
    }

    private String network() {
        var auc = corrected().lines().stream()
                .filter(line -> line.metric().equals("AUC-ROC"))
                .findFirst()
                .orElseThrow()
                .interval();
        return words(
                "The report's network, trained with weighted classes and judged on users it had not seen, ranks a user who was seen again %s above one who was not in %s, %s.",
                study.period().whenOutcome(), pairs(study.period().observedUsers(), auc), againstChance(auc));
    }

    private String regression() {
        var auc = headline().auc().interval();
        var permutation = headline().permutation();
        return words(
                "A %s, without any text and judged on users it had not seen, ranks a user who was seen again %s above one who was not in %s, %s; a quicker version of it does as well with shuffled outcomes in %d of %,d tries.",
                REGRESSION,
                study.period().whenOutcome(),
                pairs(study.period().observedUsers(), auc),
                againstChance(auc),
                permutation.atLeastAsLarge(),
                permutation.permutations());
    }

    private String newcomers() {
        var robustness = robustness();
        var all = robustness.lineOfNewcomers();
        var auc = all.auc();
        var without = robustness.lineOfNewcomersWithoutReactions().auc();
        if (auc.isEmpty() || without.isEmpty()) {
            return words(
                    "Of the %,d newcomers who posted %s (accounts made since %s), %d were seen again %s, too few to judge a model on newcomers alone.",
                    all.users(),
                    study.period().whenObserved(),
                    wave(),
                    all.retained(),
                    study.period().whenOutcome());
        }
        return words(
                "Among the %,d newcomers who posted %s (accounts made since %s), a %s, judged on users it had not seen, ranks one of the %d who were seen again %s above another in %s; without %s, which may include those of %s, in %.1f %% (%.1f to %.1f); chance is 50.",
                all.users(),
                study.period().whenObserved(),
                wave(),
                REGRESSION,
                all.retained(),
                study.period().whenOutcome(),
                pairs("newcomers", auc.get()),
                SNAPSHOTS,
                study.period().outcomeName(),
                100 * without.get().estimate(),
                100 * without.get().lower(),
                100 * without.get().upper());
    }

    private String howMany(Users users) {
        var headline = headline();
        var size = new SampleSize(
                Metrics.prevalence(users.labels()), headline.auc().interval().level());
        double auc = Math.min(0.99, Math.max(0.01, headline.auc().interval().estimate()));
        int enough = size.retainedFor(auc, HALF_WIDTH);
        int reach = headline.ranked().k();
        double hits = reach * headline.ranked().precisionAtK().estimate();
        return words(
                "Of the %d %s whom a %s ranks highest without having seen them, %.1f were seen again %s on average, of %d drawn blindly %.1f; %s.",
                reach,
                study.period().observedUsers(),
                REGRESSION,
                hits,
                study.period().whenOutcome(),
                reach,
                reach * Metrics.prevalence(users.labels()),
                users.retained() >= enough
                        ? words(
                                "the %d users seen again are enough to know to five points in a hundred how well it ranks",
                                users.retained())
                        : words(
                                "to know to five points in a hundred how well it ranks takes some %,d users seen again, and here are %d",
                                enough, users.retained()));
    }

    /** The wave's first day, such as {@code 13 January}. */
    private String wave() {
        return study.period().name(study.users(Protocol.CORRECTED).wave().firstDay());
    }

    private static String pairs(String whose, Interval auc) {
        return words(
                "%.1f %% of pairs of %s (95 %% interval %.1f to %.1f)",
                100 * auc.estimate(), whose, 100 * auc.lower(), 100 * auc.upper());
    }

    private static String againstChance(Interval auc) {
        if (auc.lower() > Baseline.CHANCE) {
            return "better than the 50 of chance";
        }
        return auc.upper() < Baseline.CHANCE
                ? "worse than the 50 of chance"
                : "so that the 50 of chance cannot be ruled out";
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
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
            AtomicFile.write(file, text);
            if (report != null && !report.isBlank()) {
                AtomicFile.write(Path.of(report, "results.json"), text);
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
        json.put("posts", Description.of(study));
        json.put("as_published", asPublishedFigures());
        json.put("corrected", correctedFigures());
        json.put("headline", judged.isPresent() ? headlineFigures() : Map.of());
        json.put(
                "robustness",
                judged.stream()
                        .flatMap(each -> each.robustness().lines().stream())
                        .map(Results::json)
                        .toList());
        json.put("claims", claims);
        json.put("claims_of_newcomers_alone", newcomersClaims);
        json.put("sentences", sentences());
        json.put("summary", summaryRows());
        json.put("unmet", unmet());
        json.put("timings", new TreeMap<String, Object>(study.secondsByStage()));
        json.put("versions", versions());
        return json;
    }

    /** Why figures are absent, by what they would need. */
    private Map<String, String> unmet() {
        var unmet = new LinkedHashMap<String, String>();
        for (var requirement : Requirement.values()) {
            study.unmet(requirement)
                    .ifPresent(why -> unmet.put(requirement.name().toLowerCase(Locale.ROOT), why));
        }
        return unmet;
    }

    private Map<String, Object> dataset() {
        var dataset = new LinkedHashMap<String, Object>();
        dataset.put("name", study.file().getFileName().toString());
        dataset.put("synthetic", study.synthetic());
        dataset.put("origin", study.origin().toString());
        dataset.put("label", study.origin().statement(study.file()));
        dataset.put("sha256_prefix", study.hash());
        dataset.put("rows", study.posts().posts().size());
        dataset.put("quarantined", study.posts().quarantined().size());
        dataset.put("observed", study.period().observedKey());
        dataset.put("outcome", study.period().outcomeKey());
        dataset.put("observed_name", study.period().observedFullName());
        dataset.put("outcome_name", study.period().outcomeFullName());
        dataset.put("reading", reading());
        dataset.put("users", study.users(Protocol.AS_PUBLISHED).size());
        dataset.put("retained", study.users(Protocol.AS_PUBLISHED).retained());
        return dataset;
    }

    /** What was read and set aside, and what was decided on the way. */
    private String reading() {
        return Stream.concat(Stream.of(study.posts().summary()), study.posts().notes().stream())
                .collect(Collectors.joining(" "));
    }

    private Map<String, Object> asPublishedFigures() {
        var users = study.users(Protocol.AS_PUBLISHED);
        var figures = new LinkedHashMap<String, Object>();
        figures.put("users", users.size());
        figures.put("retained", users.retained());
        figures.put("correlations", correlations(users));
        if (judged.isEmpty()) {
            return figures;
        }
        var split = NetworkProtocol.AS_PUBLISHED
                .training()
                .split(study.behaviour(NetworkProtocol.AS_PUBLISHED), NetworkProtocol.FIRST_SEED);
        figures.put("retained_in_train", split.training().positives());
        figures.put("retained_in_validation", split.validation().positives());
        var asPublished = asPublished();
        asPublished.lines().forEach(line -> figures.put(key(line.metric()), line.value()));
        figures.put("precision_defined", asPublished.confusion().precision().isDefined());
        figures.put("predicted_retained", asPublished.confusion().predictedRetained());
        figures.put("made_by", study.predictions(NetworkProtocol.AS_PUBLISHED).provenance());
        return figures;
    }

    private Map<String, Object> correctedFigures() {
        var users = study.users(Protocol.CORRECTED);
        var figures = new LinkedHashMap<String, Object>();
        figures.put("users", users.size());
        figures.put("retained", users.retained());
        if (judged.isEmpty()) {
            return figures;
        }
        for (var line : corrected().lines()) {
            var figure = new LinkedHashMap<String, Object>();
            figure.put("estimate", line.interval().estimate());
            figure.put("lower", line.interval().lower());
            figure.put("upper", line.interval().upper());
            figure.put("level", line.interval().level());
            line.baseline().ifPresent(baseline -> figure.put("baseline", baseline));
            figures.put(key(line.metric()), figure);
        }
        figures.put("threshold", calls().description());
        figures.put("expected_cost", cost(calls()));
        var predictions = study.predictions(NetworkProtocol.CORRECTED);
        figures.put("repetitions", predictions.outOfFold().splits().size());
        figures.put("folds", predictions.outOfFold().splits().get(0).size());
        figures.put("made_by", predictions.provenance());
        return figures;
    }

    private Map<String, Object> headlineFigures() {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("features", List.of(ObservedFeature.columns(ObservedFeature.HEADLINE)));
        figures.putAll(json(headline()));
        return figures;
    }

    private static Map<String, Object> json(Headline judged) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("auc_roc", judged.auc().interval());
        figures.put("average_precision", judged.averagePrecision());
        figures.put("prevalence", Metrics.prevalence(judged.outOfFold().labels()));
        figures.put("brier_score", judged.brier());
        figures.put("k", judged.ranked().k());
        figures.put("precision_at_k", judged.ranked().precisionAtK());
        figures.put("recall_at_k", judged.ranked().recallAtK());
        figures.put("expected_cost", cost(judged.calls()));
        figures.put(
                "coefficients",
                judged.coefficients().stream().map(Results::json).toList());
        figures.put("permutation_p_value", judged.permutation().pValue());
        figures.put("permutations", judged.permutation().permutations());
        figures.put("permutation_repetitions", Headline.QUICK.repetitions());
        figures.put("repetitions", Headline.PROTOCOL.repetitions());
        return figures;
    }

    private static Map<String, Object> json(FittedLogistic.Effect effect) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("feature", effect.feature());
        figures.put("coefficient", estimate(effect.coefficient(), effect.limits()));
        figures.put("odds_ratio", estimate(effect.oddsRatio(), effect.oddsRatioLimits()));
        figures.put("standard_deviation", effect.deviation());
        figures.put(
                "odds_ratio_of_standard_deviation",
                estimate(effect.oddsRatioOfDeviation(), effect.oddsRatioOfDeviationLimits()));
        if (!Double.isNaN(effect.pValue())) {
            figures.put("p_value", effect.pValue());
        }
        return figures;
    }

    /** Without a limit that was not found. */
    private static Map<String, Double> estimate(double estimate, FittedLogistic.Limits limits) {
        var figures = new LinkedHashMap<String, Double>();
        figures.put("estimate", estimate);
        if (Double.isFinite(limits.lower())) {
            figures.put("lower", limits.lower());
        }
        if (Double.isFinite(limits.upper())) {
            figures.put("upper", limits.upper());
        }
        figures.put("level", LEVEL);
        return figures;
    }

    private static Map<String, Object> cost(Calls calls) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("cost_of_missing", calls.cost().costOfMissing());
        figures.put("cost_of_calling", calls.cost().costOfCalling());
        figures.put("threshold", calls.threshold());
        figures.put("per_user", calls.costPerUser(LEVEL));
        figures.put("calling_nobody", calls.callingNobody());
        figures.put("calling_everybody", calls.callingEverybody());
        figures.put("mean_called", calls.meanCalled());
        figures.put("mean_found", calls.meanFound());
        return figures;
    }

    private static Map<String, Object> json(Robustness.Line line) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("variant", line.variant());
        figures.put("users", line.users());
        figures.put("retained", line.retained());
        line.headline().ifPresent(judged -> figures.putAll(json(judged)));
        return figures;
    }

    private static Map<String, Double> correlations(Users users) {
        var reactions = users.reactions().stream()
                .filter(reaction -> Requirement.vary(users, reaction))
                .toList();
        var known = users.known(reactions);
        if (reactions.size() < 2 || known.size() < 3) {
            return Map.of();
        }
        var matrix = CorrelationMatrix.pearson(
                reactions.stream().map(Reaction::column).toList(),
                reactions.stream().map(known::sums).toList());
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

    private static String shown(Interval interval, OptionalDouble baseline) {
        return "%s [%s, %s]%s"
                .formatted(
                        number(interval.estimate()),
                        number(interval.lower()),
                        number(interval.upper()),
                        baseline.isPresent() ? ", baseline " + number(baseline.getAsDouble()) : "");
    }

    private static String key(String metric) {
        return metric.toLowerCase(Locale.ROOT)
                .replace('-', '_')
                .replace(' ', '_')
                .replace("'", "");
    }

    private static String number(double value) {
        return number(value, 4);
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
