package retention.scoring;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import numerics.Numbers;
import numerics.Progress;
import numerics.Resources;
import numerics.TableOf;
import numerics.evaluation.Calibration;
import numerics.evaluation.MetricIntervals;
import numerics.learning.FirthLogistic;
import numerics.learning.OutOfFold;
import retention.features.ObservedFeature;
import retention.project.AtomicFile;
import retention.project.Project;
import retention.study.AnalysisPlan;
import retention.study.GroupRetention;
import retention.study.JudgedModel;
import retention.study.Study;
import retention.users.Cohort;
import retention.users.Protocol;
import retention.users.Users;
import tech.tablesaw.api.Table;

/** What a reader has to know before using the model. The text is {@code MODEL_CARD.md} among the resources; this fills in the figures. */
public final class ModelCard {

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
    private static final String NOTHING_LEARNED =
            """

            **It has learned nothing.** On these users the features explain no more than as many random ones would. Everybody gets
            the same probability, the share of retained users, and nobody is ranked.
            """;

    private ModelCard() {}

    /**
     * Writes the card of a study's model into the folder {@code model} of the study's own, unless the one there is of the same posts,
     * settings and library.
     *
     * @return its file
     */
    public static Path write(Study study, ScoringModel model) {
        var card = study.folder().resolve("model").resolve("MODEL_CARD.md");
        if (!Files.isRegularFile(card) || !Project.text(card).contains(library())) {
            AtomicFile.write(card, of(study, study.users(Protocol.CORRECTED), model));
        }
        return card;
    }

    /** The card in Markdown. The model is judged as its scores are given, calibration included. */
    static String of(Study study, Users users, ScoringModel model) {
        var period = users.period();
        var regression = model.regression();
        var matrix = ObservedFeature.of(users, model.features());
        var outOfFold = outOfFold(users, model.features());
        var calibration = Calibration.of(outOfFold, CalibratedLogistic.LEVEL);
        var averagePrecision = MetricIntervals.averagePrecision(outOfFold, CalibratedLogistic.LEVEL);
        var fitted = new FirthLogistic().fit(matrix, users.labels());
        var values = Map.ofEntries(
                Map.entry("whenObserved", period.observed().whenFull()),
                Map.entry("whenOutcome", period.outcome().whenFull()),
                Map.entry("observed", period.observed().fullName()),
                Map.entry("outcome", period.outcome().name()),
                Map.entry("origin", origin(study)),
                Map.entry("shrinkage", Numbers.fixed(regression.shrinkage(), 3)),
                Map.entry("learned", model.hasLearned() ? "" : NOTHING_LEARNED),
                Map.entry("hash", study.hash()),
                Map.entry("posts", Numbers.count(study.posts().posts().size())),
                Map.entry("setAside", Numbers.count(study.posts().quarantined().size())),
                Map.entry("users", Numbers.count(users.size())),
                Map.entry("retained", Numbers.count(users.retained())),
                Map.entry("prevalence", Numbers.fixed((double) users.retained() / users.size(), 4)),
                Map.entry("cohorts", Markdown.of(cohorts(users))),
                Map.entry("wave", users.wave().toString()),
                Map.entry("missing", missing(users, model)),
                Map.entry("folds", String.valueOf(AnalysisPlan.FOLDS.folds())),
                Map.entry("repetitions", String.valueOf(AnalysisPlan.FOLDS.repetitions())),
                Map.entry("auc", JudgedModel.auc(outOfFold).shown(3)),
                Map.entry("averagePrecision", averagePrecision.shown(4)),
                Map.entry("calibration", Markdown.of(calibration.table())),
                Map.entry("groups", Markdown.of(calibration.groupTable())),
                Map.entry("parts", Markdown.of(parts(users, model.features()))),
                Map.entry("intercept", Numbers.text("%.4f", regression.logOdds(new double[matrix.columns()]))),
                Map.entry("effects", Markdown.of(fitted.table())),
                Map.entry("features", features(users, model)),
                Map.entry("library", library()));
        return PLACE.matcher(Resources.text(ModelCard.class, "MODEL_CARD.md"))
                .replaceAll(place -> Matcher.quoteReplacement(values.get(place.group(1))));
    }

    /** A hash of the library that is running: of its jars, or of its folders of classes. */
    static String library() {
        return Stream.of(Progress.class, Study.class, ModelCard.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(url -> Study.hashOf(Path.of(URI.create(url.toString()))))
                .collect(Collectors.joining("-"));
    }

    private static OutOfFold outOfFold(Users users, List<ObservedFeature> features) {
        return AnalysisPlan.FOLDS.predict(ObservedFeature.of(users, features), users.labels(), CalibratedLogistic::fit);
    }

    /** The same procedure on parts of the users and of the features. */
    private record Part(String name, Users users, List<ObservedFeature> features) {

        private String auc() {
            return JudgedModel.canJudge(users)
                    ? JudgedModel.auc(outOfFold(users, features)).shown(3)
                    : "not judged: too few retained";
        }
    }

    private static Table parts(Users users, List<ObservedFeature> features) {
        var withoutReactions =
                features.stream().filter(feature -> !feature.isSnapshot()).toList();
        var newcomers = users.only(Cohort.WAVE);
        var parts = List.of(
                new Part("newcomers alone", newcomers, features),
                new Part("established accounts alone", users.only(Cohort.ESTABLISHED), features),
                new Part("everybody, without reactions", users, withoutReactions),
                new Part("newcomers alone, without reactions", newcomers, withoutReactions));
        return TableOf.rows("The model on parts of the users and of the features", parts)
                .text("users and features", Part::name)
                .count("users", part -> part.users.size())
                .count("retained", part -> part.users.retained())
                .text("AUC-ROC, within folds [95 % interval]", Part::auc)
                .table();
    }

    private static String origin(Study study) {
        return switch (study.origin()) {
            case SYNTHETIC -> "**Trained on synthetic data: nothing it says is about people.**";
            case ORIGINAL -> "Trained on the original crawl.";
            case OWN -> "Trained on a file of your own.";
        };
    }

    private static Table cohorts(Users users) {
        var cohorts =
                users.list().stream().map(user -> users.cohort(user).toString()).toList();
        return GroupRetention.table("Retention by cohort", GroupRetention.of(cohorts, users.labels()));
    }

    private static String missing(Users users, ScoringModel model) {
        var without = ObservedFeature.HEADLINE.stream()
                .filter(feature -> !model.features().contains(feature))
                .map(ObservedFeature::column)
                .collect(Collectors.joining(" and "));
        var counts = Numbers.text(
                " Of the displayed counts of their posts %,d are missing; a user of whom no count of a reaction is known gets the median.",
                users.missingCounts());
        return (users.missingCounts() == 0 ? "" : counts)
                + (without.isEmpty() ? "" : " Left out, because no count of it is known: %s.".formatted(without));
    }

    /** What the features are, and why they cannot see the outcome. */
    private static String features(Users users, ScoringModel model) {
        var all = ObservedFeature.table(users);
        return Markdown.of(all.where(all.stringColumn(0).isIn(ObservedFeature.columns(model.features()))));
    }
}
