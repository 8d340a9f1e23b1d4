package retention.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import numerics.Numbers;
import numerics.TableOf;
import numerics.evaluation.ExpectedCost;
import numerics.evaluation.Interval;
import numerics.evaluation.MetricIntervals;
import numerics.evaluation.Metrics;
import numerics.learning.OutOfFold;
import retention.features.ObservedFeature;
import retention.users.Cohort;
import retention.users.Users;
import tech.tablesaw.api.Table;

/**
 * Models of the study, each judged on users whom it had not seen: the main figures, or the sensitivity of the planned ones.
 *
 * @param rows one per analysis, in the order in which they are shown
 * @param costs by which it was decided whom to contact
 */
public record Analyses(String title, List<Row> rows, ExpectedCost costs) {

    private static final String LIKES = "likes alone";
    private static final String PLANNED = "newcomers, without reactions (planned)";
    private static final String NETWORK = "published network, out of fold";
    private static final String NOBODY = "nobody is retained";
    private static final List<ObservedFeature> EARLY = ObservedFeature.HEADLINE.stream()
            .filter(feature -> !feature.isSnapshot())
            .toList();

    public Analyses {
        rows = List.copyOf(rows);
    }

    /**
     * One analysis.
     *
     * @param users how many it is about
     * @param model none where nobody is predicted retained, and where too few users are retained
     */
    public record Row(String name, int users, int retained, Optional<JudgedModel> model) {

        private Row(String name, Users users, Optional<JudgedModel> model) {
            this(name, users.size(), users.retained(), model);
        }

        /** The logistic regression on some features, which is judged where there are enough users for it. */
        private Row(String name, Users users, List<ObservedFeature> features, ExpectedCost costs) {
            this(name, users, JudgedModel.ifEnough(users, features, costs));
        }

        private double prevalence() {
            return (double) retained / users;
        }

        /** A figure of the model; without one, that of predicting nobody in its own row, else that too few were retained. */
        private String shown(Function<JudgedModel, String> figure, String nobody) {
            return model.map(figure).orElse(name.equals(NOBODY) ? nobody : "too few retained");
        }

        /** The same beside that of predicting nobody, which there is none of where there are no users. */
        private String beside(Function<JudgedModel, String> figure, String nobody) {
            return users == 0 ? shown(figure, nobody) : "%s (%s)".formatted(shown(figure, nobody), nobody);
        }

        String auc() {
            return shown(model -> model.auc().shown(2), Numbers.fixed(Metrics.CHANCE, 2));
        }

        String averagePrecision() {
            return beside(model -> model.averagePrecision().percent(), Numbers.percent(prevalence(), 1));
        }

        String costPerUser(ExpectedCost costs) {
            var nobody = Numbers.fixed(costs.missedPositive() * prevalence(), 2);
            return beside(model -> model.costPerUser().shown(2), nobody);
        }
    }

    /**
     * The study's main figures: from likes alone, where they are known, to the planned analysis, the published network and no model
     * at all.
     *
     * @param users under the corrected protocol, enough of them retained to judge models by
     * @param network what the published network predicts of them out of fold
     */
    static Analyses headline(Users users, OutOfFold network, ExpectedCost costs) {
        var rows = new ArrayList<Row>();
        var likes = List.of(ObservedFeature.LIKES);
        if (!ObservedFeature.known(users, likes).isEmpty()) {
            rows.add(new Row(LIKES, users, likes, costs));
        }
        rows.add(new Row(ObservedFeature.headlineName(users), users, ObservedFeature.HEADLINE, costs));
        rows.add(new Row("without reactions", users, EARLY, costs));
        rows.add(new Row(PLANNED, users.only(AnalysisPlan.POPULATION), AnalysisPlan.PREDICTORS, costs));
        rows.add(new Row(NETWORK, users, Optional.of(JudgedModel.network(network, costs))));
        rows.add(new Row(NOBODY, users, Optional.empty()));
        return new Analyses("How well can one tell who is found again? [95 % intervals]", rows, costs);
    }

    /**
     * How far the planned result depends on choices that could have been made otherwise: who is studied, by what they are predicted,
     * and what counts as being retained. The plan names these analyses; none of them has a test.
     *
     * @param outcomes the same users by each definition of the outcome and of the counts, in words; the planned one first
     */
    static Analyses sensitivity(Map<String, Users> outcomes, ExpectedCost costs) {
        var users = outcomes.values().iterator().next();
        var newcomers = users.only(AnalysisPlan.POPULATION);
        var older = users.only(Cohort.ESTABLISHED);
        var known = new ArrayList<>(ObservedFeature.HEADLINE);
        known.remove(ObservedFeature.NEWCOMER);
        var name = ObservedFeature.headlineName(users);
        var rows = new ArrayList<>(List.of(
                new Row("planned: newcomers, without reactions", newcomers, AnalysisPlan.PREDICTORS, costs),
                new Row("newcomers, with reactions", newcomers, known, costs),
                new Row("older accounts, without reactions", older, AnalysisPlan.PREDICTORS, costs),
                new Row("everybody, without reactions", users, EARLY, costs),
                new Row("everybody, " + name, users, ObservedFeature.HEADLINE, costs)));
        outcomes.entrySet().stream().skip(1).forEach(other -> {
            var others = other.getValue();
            // Other counts alone change nothing without reactions.
            if (!Arrays.equals(users.labels(), others.labels())) {
                var alone = others.only(AnalysisPlan.POPULATION);
                rows.add(new Row("planned, but " + other.getKey(), alone, AnalysisPlan.PREDICTORS, costs));
            }
            rows.add(new Row(name + ", but " + other.getKey(), others, ObservedFeature.HEADLINE, costs));
        });
        return new Analyses("The same question with other choices [95 % intervals]", rows, costs);
    }

    /** The logistic regression on five features of everybody, or on as many of them as the file has counts for. */
    public JudgedModel five() {
        var five = rows.stream().filter(row -> row.name().endsWith(" features"));
        return five.findFirst().flatMap(Row::model).orElseThrow();
    }

    /** The planned analysis; without a model where too few newcomers were retained. */
    public Row planned() {
        return row(PLANNED).orElseThrow();
    }

    /** The published network, judged out of fold. */
    public JudgedModel network() {
        return row(NETWORK).flatMap(Row::model).orElseThrow();
    }

    private Optional<Row> row(String name) {
        return rows.stream().filter(row -> row.name().equals(name)).findFirst();
    }

    /**
     * How much better five features rank everybody than likes alone, as a difference of AUCs on the same folds; none where likes are not
     * known.
     */
    public Optional<Interval> fiveLessLikes() {
        return row(LIKES)
                .flatMap(Row::model)
                .map(likes -> MetricIntervals.aucDifference(five().outOfFold(), likes.outOfFold(), AnalysisPlan.LEVEL));
    }

    /** The AUC of each analysis that could be done, by its name. */
    public Map<String, Interval> aucs() {
        var aucs = new LinkedHashMap<String, Interval>();
        rows.forEach(row -> row.model().ifPresent(model -> aucs.put(row.name(), model.auc())));
        return aucs;
    }

    /**
     * analysis | users | retained | AUC-ROC | average precision beside the prevalence | cost per user beside that of contacting nobody.
     * Each figure has its 95 % interval.
     */
    public Table table() {
        return TableOf.rows(title, rows)
                .text("analysis", Row::name)
                .count("users", Row::users)
                .count("retained", Row::retained)
                .text("AUC-ROC", Row::auc)
                .text("average precision (prevalence)", Row::averagePrecision)
                .text("cost per user (contacting nobody)", row -> row.costPerUser(costs))
                .table();
    }
}
