package retention.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import numerics.Numbers;
import numerics.evaluation.Calibration;
import numerics.evaluation.Interval;
import retention.features.ObservedFeature;
import retention.study.AnalysisPlan;
import retention.study.GroupRetention;
import retention.study.Study;
import retention.users.Users;
import tech.tablesaw.api.Table;

/** What a reader has to know before using the model. The text is {@code MODEL_CARD.md} among the resources; this fills in the figures. */
final class ModelCard {

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
    private static final String NOTHING_LEARNED =
            """

            **It has learned nothing.** On these users the features explain no more than as many random ones would. Everybody gets
            the same probability, the share of retained users, and nobody is ranked.
            """;

    private ModelCard() {}

    /**
     * How good a model is on users whom it has not seen.
     *
     * @param auc within folds
     * @param averagePrecision to be read beside the prevalence
     * @param calibration of the probabilities
     * @param parts the AUC on parts of the users and of the features
     * @param coverage how often the intervals of scores contain a known truth
     * @param effects of the features, before shrinking
     */
    record Figures(
            Interval auc,
            Interval averagePrecision,
            Calibration calibration,
            Table parts,
            Table coverage,
            Table effects) {}

    /** The card in Markdown. */
    static String of(Study study, Users users, ScoringModel model, Figures figures) {
        var period = users.period();
        var values = Map.ofEntries(
                Map.entry("whenObserved", period.whenObservedFull()),
                Map.entry("whenOutcome", period.whenOutcomeFull()),
                Map.entry("observed", period.observedFullName()),
                Map.entry("outcome", period.outcomeName()),
                Map.entry("origin", origin(study)),
                Map.entry("shrinkage", text("%.3f", model.regression().shrinkage())),
                Map.entry("learned", model.hasLearned() ? "" : NOTHING_LEARNED),
                Map.entry("file", study.file().getFileName().toString()),
                Map.entry("hash", study.hash()),
                Map.entry("posts", text("%,d", study.posts().posts().size())),
                Map.entry("setAside", text("%,d", study.posts().quarantined().size())),
                Map.entry("users", text("%,d", users.size())),
                Map.entry("retained", text("%,d", users.retained())),
                Map.entry("prevalence", text("%.4f", (double) users.retained() / users.size())),
                Map.entry("cohorts", Markdown.of(cohorts(users))),
                Map.entry("wave", users.wave().toString()),
                Map.entry("missing", missing(users, model)),
                Map.entry("folds", text("%d", AnalysisPlan.FOLDS.folds())),
                Map.entry("repetitions", text("%d", AnalysisPlan.FOLDS.repetitions())),
                Map.entry("auc", figures.auc.shown(3)),
                Map.entry("averagePrecision", figures.averagePrecision.shown(4)),
                Map.entry("calibration", Markdown.of(figures.calibration.table())),
                Map.entry("groups", Markdown.of(figures.calibration.groupTable())),
                Map.entry("parts", Markdown.of(figures.parts)),
                Map.entry("coverage", Markdown.of(figures.coverage)),
                Map.entry("effects", Markdown.of(figures.effects)),
                Map.entry("features", features(users, model)),
                Map.entry("library", ScoringModel.library()));
        return PLACE.matcher(template()).replaceAll(place -> Matcher.quoteReplacement(values.get(place.group(1))));
    }

    private static String template() {
        try (var text = ModelCard.class.getResourceAsStream("MODEL_CARD.md")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        return GroupRetention.table("Retention by cohort", cohorts, users.labels());
    }

    private static String missing(Users users, ScoringModel model) {
        var without = ObservedFeature.HEADLINE.stream()
                .filter(feature -> !model.features().contains(feature))
                .map(ObservedFeature::column)
                .collect(Collectors.joining(" and "));
        var counts = text(
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

    private static String text(String format, Object... values) {
        return Numbers.text(format, values);
    }
}
