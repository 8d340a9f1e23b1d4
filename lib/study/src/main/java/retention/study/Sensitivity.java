package retention.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import numerics.evaluation.ExpectedCost;
import numerics.evaluation.Interval;
import retention.features.ObservedFeature;
import retention.users.Cohort;
import retention.users.Users;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How far the planned result depends on choices that could have been made otherwise: who is studied, by what they are predicted, and
 * what counts as being retained. The plan names these analyses; none of them has a test.
 *
 * @param lines one per analysis, the planned one first
 */
public record Sensitivity(List<Line> lines) {

    public Sensitivity {
        lines = List.copyOf(lines);
    }

    /**
     * One analysis.
     *
     * @param analysis in words
     * @param auc within folds, with its interval; none if too few users are retained, or lost
     */
    public record Line(String analysis, int users, int retained, Optional<Interval> auc) {}

    /**
     * Repeats the planned analysis and the one of five features with other choices.
     *
     * @param outcomes the same users by each definition of the outcome and of the counts, in words; the planned one first
     */
    static Sensitivity of(Map<String, Users> outcomes, ExpectedCost costs) {
        var lines = new ArrayList<Line>();
        var users = outcomes.values().iterator().next();
        var newcomers = users.only(AnalysisPlan.POPULATION);
        var known = ObservedFeature.HEADLINE.stream()
                .filter(feature -> feature != ObservedFeature.NEWCOMER)
                .toList();
        lines.add(line("planned: newcomers, without reactions", newcomers, AnalysisPlan.PREDICTORS, costs));
        lines.add(line("newcomers, with reactions", newcomers, known, costs));
        lines.add(line(
                "older accounts, without reactions", users.only(Cohort.ESTABLISHED), AnalysisPlan.PREDICTORS, costs));
        lines.add(line("everybody, without reactions", users, Headline.EARLY, costs));
        lines.add(line("everybody, five features", users, ObservedFeature.HEADLINE, costs));
        outcomes.entrySet().stream().skip(1).forEach(each -> {
            // Other counts alone change nothing without reactions.
            if (!Arrays.equals(users.labels(), each.getValue().labels())) {
                lines.add(line(
                        "planned, but " + each.getKey(),
                        each.getValue().only(AnalysisPlan.POPULATION),
                        AnalysisPlan.PREDICTORS,
                        costs));
            }
            lines.add(line("five features, but " + each.getKey(), each.getValue(), ObservedFeature.HEADLINE, costs));
        });
        return new Sensitivity(lines);
    }

    private static Line line(String analysis, Users users, List<ObservedFeature> features, ExpectedCost costs) {
        return new Line(
                analysis,
                users.size(),
                users.retained(),
                JudgedModel.canJudge(users)
                        ? Optional.of(
                                JudgedModel.logistic(users, features, costs).auc())
                        : Optional.empty());
    }

    /** The AUC of each analysis that could be done, by its name. */
    public Map<String, Interval> aucs() {
        var aucs = new LinkedHashMap<String, Interval>();
        lines.forEach(line -> line.auc().ifPresent(auc -> aucs.put(line.analysis(), auc)));
        return aucs;
    }

    /** analysis | users | retained | AUC-ROC with its 95 % interval. */
    public Table table() {
        return Table.create(
                "The same question, asked otherwise [95 % intervals]",
                StringColumn.create("analysis", lines.stream().map(Line::analysis)),
                IntColumn.create("users", lines.stream().mapToInt(Line::users)),
                IntColumn.create("retained", lines.stream().mapToInt(Line::retained)),
                StringColumn.create("AUC-ROC", lines.stream().map(line -> line.auc()
                        .map(auc -> auc.shown(3))
                        .orElse("too few retained"))));
    }
}
