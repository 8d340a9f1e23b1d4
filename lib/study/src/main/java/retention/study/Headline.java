package retention.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import numerics.evaluation.ExpectedCost;
import numerics.evaluation.Interval;
import numerics.evaluation.MetricIntervals;
import numerics.evaluation.Metrics;
import numerics.learning.OutOfFold;
import retention.features.ObservedFeature;
import retention.users.Users;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The study's main figures in six rows: from likes alone to the planned analysis, the published network and no model at all, each
 * judged on users whom the model had not seen.
 *
 * @param rows in the order in which they are shown
 * @param fiveLessLikes how much better five features rank everybody than likes alone, as a difference of AUCs on the same folds;
 *     none where likes are not known
 */
public record Headline(List<Row> rows, Optional<Interval> fiveLessLikes) {

    private static final String LIKES = "likes alone";
    private static final String FIVE = "five features";
    private static final String WITHOUT_REACTIONS = "without reactions";
    private static final String PLANNED = "newcomers, without reactions (planned)";
    private static final String NETWORK = "published network, out of fold";
    private static final String NOBODY = "nobody is retained";

    /** The features that were not counted on the day of the crawl. */
    static final List<ObservedFeature> EARLY = ObservedFeature.HEADLINE.stream()
            .filter(feature -> !feature.isSnapshot())
            .toList();

    public Headline {
        rows = List.copyOf(rows);
    }

    /**
     * One analysis.
     *
     * @param name in words
     * @param users how many it is about
     * @param retained how many of them were retained
     * @param model none where nobody is predicted retained, and where too few users are
     */
    public record Row(String name, int users, int retained, Optional<JudgedModel> model) {

        static Row of(String name, JudgedModel model) {
            return new Row(name, model.users(), model.retained(), Optional.of(model));
        }
    }

    /**
     * Judges all of them.
     *
     * @param users under the corrected protocol, enough of them retained to judge models by
     * @param network what the published network says of them out of fold
     * @param costs by which it is decided whom to contact
     */
    static Headline of(Users users, OutOfFold network, ExpectedCost costs) {
        var rows = new ArrayList<Row>();
        var five = JudgedModel.logistic(users, ObservedFeature.HEADLINE, costs);
        var likes = ObservedFeature.known(users, List.of(ObservedFeature.LIKES)).isEmpty()
                ? Optional.<JudgedModel>empty()
                : Optional.of(JudgedModel.logistic(users, List.of(ObservedFeature.LIKES), costs));
        likes.ifPresent(model -> rows.add(Row.of(LIKES, model)));
        rows.add(Row.of(FIVE, five));
        rows.add(Row.of(WITHOUT_REACTIONS, JudgedModel.logistic(users, EARLY, costs)));
        var newcomers = users.only(AnalysisPlan.POPULATION);
        rows.add(new Row(
                PLANNED,
                newcomers.size(),
                newcomers.retained(),
                JudgedModel.canJudge(newcomers)
                        ? Optional.of(JudgedModel.logistic(newcomers, AnalysisPlan.PREDICTORS, costs))
                        : Optional.empty()));
        rows.add(Row.of(NETWORK, JudgedModel.network(network, costs)));
        rows.add(new Row(NOBODY, users.size(), users.retained(), Optional.empty()));
        return new Headline(rows, likes.map(model -> less(five.outOfFold(), model.outOfFold())));
    }

    private static Interval less(OutOfFold one, OutOfFold other) {
        return MetricIntervals.aucDifference(one, other, AnalysisPlan.LEVEL);
    }

    /** The logistic regression on five features of everybody. */
    public JudgedModel five() {
        return row(FIVE).model().orElseThrow();
    }

    /** The planned analysis; without a model where too few newcomers were retained. */
    public Row planned() {
        return row(PLANNED);
    }

    /** The published network, judged out of fold. */
    public JudgedModel network() {
        return row(NETWORK).model().orElseThrow();
    }

    private Row row(String name) {
        return rows.stream().filter(row -> row.name().equals(name)).findFirst().orElseThrow();
    }

    /**
     * analysis | users | retained | AUC-ROC | average precision beside the prevalence | cost per user beside that of contacting nobody.
     * Each figure has its 95 % interval.
     */
    public Table table() {
        return Table.create(
                "How well can one tell who is found again? [95 % intervals]",
                StringColumn.create("analysis", rows.stream().map(Row::name)),
                IntColumn.create("users", rows.stream().mapToInt(Row::users)),
                IntColumn.create("retained", rows.stream().mapToInt(Row::retained)),
                column("AUC-ROC", row -> shown(row, JudgedModel::auc, Metrics.CHANCE, 3)),
                column("average precision (prevalence)", row -> {
                    double prevalence = (double) row.retained() / row.users();
                    return "%s (%s)"
                            .formatted(shown(row, JudgedModel::averagePrecision, prevalence, 3), number(prevalence, 3));
                }),
                column("cost per user (contacting nobody)", row -> {
                    double nobody = costs().missedPositive() * row.retained() / row.users();
                    return "%s (%s)"
                            .formatted(
                                    shown(row, model -> model.decisions().costPerRow(AnalysisPlan.LEVEL), nobody, 3),
                                    number(nobody, 3));
                }));
    }

    /** What missing and contacting somebody cost in all of the rows. */
    public ExpectedCost costs() {
        return five().decisions().cost();
    }

    private StringColumn column(String name, Function<Row, String> cell) {
        return StringColumn.create(name, rows.stream().map(cell));
    }

    private static String shown(Row row, Function<JudgedModel, Interval> figure, double nobody, int digits) {
        return row.model()
                .map(model -> figure.apply(model).shown(digits))
                .orElse(row.name().equals(NOBODY) ? number(nobody, digits) : "too few retained");
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
