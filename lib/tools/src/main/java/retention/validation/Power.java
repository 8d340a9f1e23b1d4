package retention.validation;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import numerics.Progress;
import numerics.evaluation.Interval;
import numerics.evaluation.Ratio;
import numerics.learning.FeatureMatrix;
import numerics.learning.FirthLogistic;
import numerics.learning.LabelledMatrix;
import numerics.learning.Outcomes;
import retention.features.ObservedFeature;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What the study can find at its own size: how often a planted effect is significant in the model of five features, and how often the
 * planned test and the interval of the AUC tell the model from chance.
 *
 * <p>In a replica the outcome also depends on what posts are about and on the base rates of two groups of accounts, which the five
 * features do not hold; effects of theirs are then in the coefficients too. So the coefficients are also looked at for the same users
 * with outcomes that the four drivers alone decide.
 *
 * @param runs one per replica
 * @param planted the effects of the drivers on the log odds
 * @param permutations of each planned test
 */
record Power(List<Run> runs, Map<ObservedFeature, Double> planted, int permutations) implements Trial {

    private static final double THRESHOLD = 0.05;

    /** One a fold. */
    private static final int FEWEST_RETAINED = 5;

    Power {
        runs = List.copyOf(runs);
    }

    /**
     * What came out for one replica.
     *
     * @param asPlanted the coefficients where all that is planted decides
     * @param driversAlone the coefficients where the four drivers alone do
     * @param planned the p-value of the planned test
     * @param auc of the five features
     */
    record Run(
            int retained,
            Map<ObservedFeature, Coefficient> asPlanted,
            Map<ObservedFeature, Coefficient> driversAlone,
            double planned,
            Interval auc) {}

    /** A coefficient of the model of five features, with the p-value of its penalised likelihood ratio. */
    record Coefficient(double value, double pValue) {}

    /** Makes and analyses replicas of the study's size with planted effects. */
    static Power run(Effort effort, Progress progress) {
        var runs = Replicas.each(effort.replicas(), 1, progress, seed -> run(effort, seed));
        return new Power(runs, ReplicaUsers.of(Replicas.STUDY_POSTS, false, 1).drivers(), effort.permutations());
    }

    private static Run run(Effort effort, long seed) {
        var replica = ReplicaUsers.of(Replicas.STUDY_POSTS, false, seed);
        var users = replica.users();
        var features = ObservedFeature.of(users, ObservedFeature.HEADLINE);
        var drawn = Outcomes.draw(PlantedScores.probabilities(replica, 1), FEWEST_RETAINED, new Random(seed));
        return new Run(
                users.retained(),
                coefficients(replica, features, users.labels()),
                coefficients(replica, features, drawn),
                Analysis.PRIMARY.pValue(users, effort.permutations()),
                Analysis.FIVE_FEATURES.auc(users));
    }

    private static Map<ObservedFeature, Coefficient> coefficients(
            ReplicaUsers replica, FeatureMatrix features, boolean[] labels) {
        var fitted = new FirthLogistic().fit(LabelledMatrix.of(features, labels), 1);
        var coefficients = new EnumMap<ObservedFeature, Coefficient>(ObservedFeature.class);
        replica.drivers()
                .keySet()
                .forEach(driver -> coefficients.put(
                        driver,
                        new Coefficient(
                                fitted.coefficients()[features.column(driver.column())],
                                fitted.pValue(driver.column()))));
        return coefficients;
    }

    @Override
    public List<String> failures() {
        return List.of();
    }

    @Override
    public String heading() {
        return "Power at the study's own size";
    }

    @Override
    public String summary() {
        return String.format(
                Locale.ROOT,
                "In %,d replicas of the study's size, %.0f retained each, effects were planted. The table shows in how many replicas each is found. Where all that is planted decides, the model of five features lacks the topics and the base rates of two groups of accounts, and a driver that goes with them is found more often, or less, than by its own effect; where the four drivers alone decide, it lacks nothing. The planned test has %d shuffles here.",
                runs.size(),
                runs.stream().mapToInt(Run::retained).average().orElseThrow(),
                permutations);
    }

    @Override
    public Map<String, Table> tables() {
        var table = Table.create(
                heading(),
                StringColumn.create("what is to be found"),
                StringColumn.create("what decides who stays"),
                DoubleColumn.create("planted"),
                DoubleColumn.create("mean coefficient"),
                StringColumn.create("found in"));
        addDrivers(table, "all that is planted", Run::asPlanted);
        addDrivers(table, "the four drivers alone", Run::driversAlone);
        add(table, "primary analysis: p of the planned test of 0.05 or less", run -> run.planned <= THRESHOLD);
        add(table, "five features: interval of the AUC above one half", run -> run.auc.lower() > 0.5);
        return Map.of("power", table);
    }

    private void addDrivers(Table table, String decides, Function<Run, Map<ObservedFeature, Coefficient>> fitted) {
        planted.forEach((driver, effect) -> {
            add(table, "five features: p of %s below 0.05".formatted(driver.column()), decides, found(driver, fitted));
            int row = table.rowCount() - 1;
            table.doubleColumn("planted").set(row, effect);
            table.doubleColumn("mean coefficient")
                    .set(
                            row,
                            runs.stream()
                                    .mapToDouble(
                                            run -> fitted.apply(run).get(driver).value())
                                    .average()
                                    .orElseThrow());
        });
    }

    private Ratio found(ObservedFeature driver, Function<Run, Map<ObservedFeature, Coefficient>> fitted) {
        return count(run -> fitted.apply(run).get(driver).pValue() < THRESHOLD);
    }

    private void add(Table table, String what, Predicate<Run> found) {
        add(table, what, "all that is planted", count(found));
    }

    private static void add(Table table, String what, String decides, Ratio found) {
        table.stringColumn("what is to be found").append(what);
        table.stringColumn("what decides who stays").append(decides);
        Stream.of("planted", "mean coefficient")
                .forEach(name -> table.doubleColumn(name).appendMissing());
        table.stringColumn("found in").append(Promise.said(found));
    }

    private Ratio count(Predicate<Run> found) {
        return new Ratio(runs.stream().filter(found).count(), runs.size());
    }

    /** In how many replicas a driver's coefficient is significant where the four drivers alone decide. */
    Ratio foundAlone(ObservedFeature driver) {
        return found(driver, Run::driversAlone);
    }
}
