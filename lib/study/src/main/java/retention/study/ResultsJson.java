package retention.study;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import numerics.evaluation.Calibration;
import numerics.evaluation.CorrelationMatrix;
import retention.features.ObservedFeature;
import retention.posts.Reaction;
import retention.users.Protocol;
import retention.users.Users;

/** The results for machines: what {@link Results#write} writes. */
final class ResultsJson {

    private static final Gson JSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .create();

    private ResultsJson() {}

    static String of(Results results) {
        var study = results.study();
        var json = new LinkedHashMap<String, Object>();
        json.put("dataset", dataset(study));
        json.put("plan", plan());
        json.put("choices", choices(study.choices()));
        json.put("posts", Description.of(study));
        json.put("as_published", asPublished(results));
        json.put("published_beside_ours", results.published());
        json.put("headline", results.models().map(ResultsJson::headline).orElse(List.of()));
        json.put("planned", results.models().map(ResultsJson::planned).orElse(Map.of()));
        json.put(
                "sensitivity",
                results.models()
                        .map(models -> sensitivity(models.sensitivity()))
                        .orElse(List.of()));
        json.put(
                "detection",
                results.models().map(models -> detection(models.detection())).orElse(List.of()));
        json.put("claims", results.claims());
        json.put("claims_of_newcomers_alone", results.newcomersClaims());
        json.put(
                "topics",
                Map.of(
                        "number", study.choices().topics(),
                        "agreement_with_readers",
                                study.topicAgreement(study.choices().topics()).toString()));
        json.put("sentences", results.sentences());
        json.put("unmet", unmet(study));
        json.put("timings", new TreeMap<String, Object>(study.secondsByStage()));
        json.put("versions", versions());
        return JSON.toJson(json) + "\n";
    }

    private static Map<String, Object> dataset(Study study) {
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
        // What was read and set aside, and what was decided on the way.
        dataset.put(
                "reading",
                Stream.concat(Stream.of(study.posts().summary()), study.posts().notes().stream())
                        .collect(Collectors.joining(" ")));
        var users = study.users(Protocol.CORRECTED);
        dataset.put("users", users.size());
        dataset.put("retained", users.retained());
        return dataset;
    }

    private static Map<String, Object> choices(Choices choices) {
        var costs = new LinkedHashMap<String, Double>();
        costs.put("cost_of_missing", choices.costs().missedPositive());
        costs.put("cost_of_contact", choices.costs().predictedPositive());
        var figures = new LinkedHashMap<String, Object>();
        figures.put("topics", choices.topics());
        figures.put("costs", costs);
        return figures;
    }

    private static Map<String, String> plan() {
        var plan = AnalysisPlan.read();
        return Map.of("date", plan.date().toString(), "sha256", plan.sha256());
    }

    private static Map<String, Object> asPublished(Results results) {
        var users = results.study().users(Protocol.AS_PUBLISHED);
        var figures = new LinkedHashMap<String, Object>();
        figures.put("users", users.size());
        figures.put("retained", users.retained());
        figures.put("correlations", correlations(users));
        results.models().ifPresent(models -> {
            var confusion = models.asPublished().confusion();
            figures.put("accuracy", confusion.accuracy().value());
            figures.put("precision", confusion.precision().value());
            figures.put("recall", confusion.recall().value());
            figures.put("specificity", confusion.specificity().value());
            figures.put("auc_roc", models.asPublished().aucRoc());
            figures.put("average_precision", models.asPublished().averagePrecision());
            figures.put("precision_defined", confusion.precision().isDefined());
            figures.put("predicted_retained", confusion.predictedPositives());
            figures.put("seeds", models.seeds());
            figures.put(
                    "made_by",
                    results.study().predictions(NetworkProtocol.AS_PUBLISHED).provenance());
        });
        return figures;
    }

    private static List<Map<String, Object>> headline(Results.Models models) {
        var rows = models.headline().rows().stream().map(ResultsJson::row).toList();
        models.headline().fiveLessLikes().ifPresent(less -> rows.stream()
                .filter(row -> row.get("analysis").equals("five features"))
                .forEach(row -> row.put("auc_less_that_of_likes", less)));
        return rows;
    }

    private static Map<String, Object> row(Headline.Row row) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("analysis", row.name());
        figures.put("users", row.users());
        figures.put("retained", row.retained());
        row.model().ifPresent(model -> {
            var decisions = model.decisions();
            figures.put("auc_roc", model.auc());
            figures.put("average_precision", model.averagePrecision());
            figures.put("cost_per_user", decisions.costPerRow(AnalysisPlan.LEVEL));
            figures.put("threshold", decisions.threshold());
            figures.put("mean_contacted", decisions.meanPredictedPositives());
            figures.put("mean_found", decisions.meanTruePositives());
        });
        return figures;
    }

    private static Map<String, Object> calibration(JudgedModel model) {
        var calibration = Calibration.of(model.outOfFold(), AnalysisPlan.LEVEL);
        var figures = new LinkedHashMap<String, Object>();
        figures.put("intercept", calibration.intercept());
        calibration.slope().ifPresent(slope -> figures.put("slope", slope));
        return figures;
    }

    private static List<Map<String, Object>> detection(DetectionBias detection) {
        return detection.lines().stream()
                .map(line -> Map.<String, Object>of(
                        "feature", line.effect().feature(),
                        "detection_ratio_of_deviation_that_explains_all", line.explainsAll(),
                        "detection_ratio_of_deviation_that_explains_the_limit", line.explainsTheLimit()))
                .toList();
    }

    private static Map<String, Object> planned(Results.Models models) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("predictors", ObservedFeature.columns(AnalysisPlan.PREDICTORS));
        models.test().ifPresent(test -> {
            figures.put("p_value", test.pValue());
            figures.put("permutations", test.permutations());
        });
        models.headline().planned().model().ifPresent(model -> figures.put("calibration", calibration(model)));
        models.conclusion().ifPresent(conclusion -> figures.put("conclusion", conclusion.toString()));
        return figures;
    }

    private static List<Map<String, Object>> sensitivity(Sensitivity sensitivity) {
        return sensitivity.lines().stream()
                .map(line -> {
                    var figures = new LinkedHashMap<String, Object>();
                    figures.put("analysis", line.analysis());
                    figures.put("users", line.users());
                    figures.put("retained", line.retained());
                    line.auc().ifPresent(auc -> figures.put("auc_roc", auc));
                    return (Map<String, Object>) figures;
                })
                .toList();
    }

    /** Why figures are absent, by what they would need. */
    private static Map<String, String> unmet(Study study) {
        var unmet = new LinkedHashMap<String, String>();
        for (var requirement : Requirement.values()) {
            study.unmet(requirement)
                    .ifPresent(why -> unmet.put(requirement.name().toLowerCase(Locale.ROOT), why));
        }
        return unmet;
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

    private static Map<String, String> versions() {
        var versions = new TreeMap<String, String>();
        versions.put("java", String.valueOf(Runtime.version().feature()));
        var properties = new Properties();
        try (var stream = ResultsJson.class.getResourceAsStream("versions.properties")) {
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        properties.stringPropertyNames().forEach(name -> versions.put(name, properties.getProperty(name)));
        return versions;
    }
}
