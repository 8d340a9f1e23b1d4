package retention.study;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonSerializer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import numerics.Resources;
import numerics.evaluation.Calibration;
import numerics.evaluation.Decisions;
import numerics.evaluation.LabelPermutation;
import numerics.evaluation.Metrics;
import numerics.learning.FittedLogistic;
import retention.features.ObservedFeature;
import retention.posts.Post;
import retention.study.Factors.DetectionBias;
import retention.text.Language;
import retention.text.Theme;
import retention.text.ThemeAgreement;
import retention.text.ThemeModel;
import retention.users.Cohort;
import retention.users.Protocol;
import tech.tablesaw.api.Row;

/** The results for machines: what {@link Results#write} writes. */
final class ResultsJson {

    /** An empty Optional leaves its name out. */
    private static final Gson JSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .registerTypeHierarchyAdapter(Optional.class, (JsonSerializer<Optional<?>>)
                    (value, type, context) -> value.map(context::serialize).orElse(JsonNull.INSTANCE))
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .create();

    private ResultsJson() {}

    static String of(Results results) {
        var study = results.study();
        var plan = AnalysisPlan.read();
        var settings = study.settings();
        var costs = settings.costs();
        var models = results.models();
        var unmet = new LinkedHashMap<String, Object>();
        for (var requirement : Requirement.values()) {
            unmet.put(requirement.name().toLowerCase(Locale.ROOT), study.unmet(requirement));
        }
        var chosen = object("cost_of_missing", costs.missedPositive(), "cost_of_contact", costs.predictedPositive());
        var agreement = study.topicAgreement().toString();
        var published = results.published().table().stream().map(ResultsJson::published);
        var sensitivity = models.map(of -> of.sensitivity().rows());
        var effects = models.map(of -> of.detection().effects());
        var json = object(
                "dataset", dataset(study),
                "plan", object("date", plan.date().toString(), "sha256", plan.sha256()),
                "choices", object("topics", settings.topics(), "costs", chosen),
                "posts", posts(study),
                "as_published", asPublished(results),
                "published_beside_ours", published.toList(),
                "headline", models.map(ResultsJson::headline).orElse(List.of()),
                "planned", models.map(ResultsJson::planned).orElse(Map.of()),
                "sensitivity", each(sensitivity.orElse(List.of()), ResultsJson::analysis),
                "detection", each(effects.orElse(List.of()), ResultsJson::detection),
                "claims", results.claims(),
                "claims_of_newcomers_alone", results.newcomersClaims(),
                "topics", object("number", settings.topics(), "agreement_with_readers", agreement),
                "sentences", results.sentences(),
                "unmet", unmet,
                "timings", study.secondsByStage(),
                "versions", versions());
        return JSON.toJson(json) + "\n";
    }

    /** Names and values in turn, in this order. */
    private static Map<String, Object> object(Object... namesAndValues) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    private static <T> List<Map<String, Object>> each(List<T> rows, Function<T, Map<String, Object>> object) {
        return rows.stream().map(object).toList();
    }

    private static Map<String, Object> published(Row row) {
        var published = row.getString("published");
        return object("figure", row.getString("figure"), "published", published, "recomputed", row.getString("ours"));
    }

    private static Map<String, Object> dataset(Study study) {
        var period = study.period();
        var users = study.users(Protocol.CORRECTED);
        return object(
                "name", study.file().getFileName().toString(),
                "synthetic", study.synthetic(),
                "origin", study.origin().toString(),
                "label", study.origin().statement(study.file()),
                "sha256_prefix", study.hash(),
                "rows", study.posts().posts().size(),
                "quarantined", study.posts().quarantined().size(),
                "observed", period.observed().key(),
                "outcome", period.outcome().key(),
                "observed_name", period.observed().fullName(),
                "outcome_name", period.outcome().fullName(),
                "reading", study.reading(),
                "users", users.size(),
                "retained", users.retained());
    }

    /** What posts are like, whether or not their authors were retained. */
    private static Map<String, Object> posts(Study study) {
        var texts = study.posts().posts().stream().map(Post::text).toList();
        var users = study.users(Protocol.CORRECTED);
        var agreement = ThemeAgreement.standard();
        var measurable = Stream.of(Theme.values()).filter(agreement::measurable).map(Theme::toString);
        return object(
                "quality", quality(study),
                "languages", counts(Language.values(), texts.parallelStream().map(Language::of)),
                "themes", counts(Theme.values(), ThemeModel.standard().themes(texts).stream()),
                "agreement", agreement.summary(),
                "measurable_themes", measurable.toList(),
                "cohorts", counts(Cohort.values(), users.list().stream().map(users::cohort)),
                "wave", users.wave().toString());
    }

    private static Map<String, Object> quality(Study study) {
        var report = study.quality();
        var posts = study.posts();
        var lowerBounds = report.lowerBounds().values().stream().mapToInt(Integer::intValue);
        var quality = object(
                "rows set aside", posts.quarantined().size(),
                "unreadable counts", posts.unreadableCounts().size(),
                "counts that are lower bounds", lowerBounds.sum(),
                "repeated post ids", report.repeatedPostIds(),
                "repeated texts of a user", report.repeatedTexts(),
                "times that differ from the id", report.timesOff());
        report.missing().forEach((column, count) -> {
            if (count > 0) {
                quality.put("without " + column, count);
            }
        });
        return quality;
    }

    /** How often each of all values occurs, in their order. */
    private static <T> Map<String, Object> counts(T[] all, Stream<T> values) {
        var list = values.toList();
        var counts = new LinkedHashMap<String, Object>();
        for (var each : all) {
            counts.put(each.toString(), Collections.frequency(list, each));
        }
        return counts;
    }

    private static Map<String, Object> asPublished(Results results) {
        var study = results.study();
        var users = study.users(Protocol.AS_PUBLISHED);
        var figures = object("users", users.size(), "retained", users.retained());
        results.models().ifPresent(models -> {
            var confusion = models.asPublished();
            var seeds = models.seeds();
            figures.putAll(object(
                    "accuracy", confusion.accuracy().value(),
                    "precision", confusion.precision().value(),
                    "recall", confusion.recall().value(),
                    "specificity", confusion.specificity().value(),
                    "auc_roc", seeds.runs().get(0).auc(),
                    "average_precision", Metrics.averagePrecision(users.labels(), seeds.first()),
                    "precision_defined", confusion.precision().isDefined(),
                    "predicted_retained", confusion.predictedPositives(),
                    "seeds", object("runs", seeds.runs()),
                    "made_by", study.seedRuns().madeBy()));
        });
        return figures;
    }

    private static List<Map<String, Object>> headline(Results.Models models) {
        var headline = models.headline();
        return each(headline.rows(), row -> {
            var decisions = row.model().map(JudgedModel::decisions);
            var shown = object(
                    "auc_roc", row.auc(),
                    "average_precision", row.averagePrecision(),
                    "cost_per_user", row.costPerUser(headline.costs()));
            var json = analysis(row);
            json.putAll(object(
                    "average_precision", row.model().map(JudgedModel::averagePrecision),
                    "cost_per_user", row.model().map(JudgedModel::costPerUser),
                    "threshold", decisions.map(Decisions::threshold),
                    "mean_contacted", decisions.map(Decisions::meanPredictedPositives),
                    "mean_found", decisions.map(Decisions::meanTruePositives),
                    "shown", shown));
            if (row.model().filter(headline.five()::equals).isPresent()) {
                json.put("auc_less_that_of_likes", headline.fiveLessLikes());
            }
            return json;
        });
    }

    private static Map<String, Object> analysis(Analyses.Row row) {
        return object(
                "analysis", row.name(),
                "users", row.users(),
                "retained", row.retained(),
                "auc_roc", row.model().map(JudgedModel::auc));
    }

    private static Map<String, Object> planned(Results.Models models) {
        var calibration =
                models.headline().planned().model().map(model -> Calibration.of(model.outOfFold(), AnalysisPlan.LEVEL));
        return object(
                "predictors", ObservedFeature.columns(AnalysisPlan.PREDICTORS),
                "p_value", models.test().map(LabelPermutation::pValue),
                "permutations", models.test().map(LabelPermutation::permutations),
                "calibration", calibration.map(each -> object("intercept", each.intercept(), "slope", each.slope())),
                "conclusion", models.conclusion().map(AnalysisPlan.Conclusion::toString));
    }

    private static Map<String, Object> detection(FittedLogistic.Effect effect) {
        return object(
                "feature", effect.feature(),
                "detection_ratio_of_deviation_that_explains_all", DetectionBias.explainsAll(effect),
                "detection_ratio_of_deviation_that_explains_the_limit", DetectionBias.explainsTheLimit(effect));
    }

    private static Map<String, String> versions() {
        var versions =
                new TreeMap<>(Map.of("java", String.valueOf(Runtime.version().feature())));
        var lines = Resources.text(ResultsJson.class, "versions.properties").lines();
        lines.map(line -> line.split("=", 2)).forEach(version -> versions.put(version[0], version[1]));
        return versions;
    }
}
