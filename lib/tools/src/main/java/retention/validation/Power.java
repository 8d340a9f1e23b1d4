package retention.validation;

import static retention.validation.Trial.say;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Function;
import numerics.evaluation.Interval;
import numerics.learning.Outcomes;
import numerics.evaluation.Ratio;
import numerics.evaluation.SampleSize;
import retention.features.ObservedFeature;
import numerics.learning.FeatureMatrix;
import numerics.learning.FirthLogistic;
import numerics.learning.LabelledMatrix;
import numerics.Progress;
import retention.study.Claim;
import retention.replica.ReplicaSettings;
import retention.validation.Trial.Rows;
import tech.tablesaw.api.Table;
import retention.validation.Validation.Effort;

/**
 * What the study can find at its own size: how often a planted effect is significant in the model of five features, and how often the
 * planned test and the interval of the AUC tell the model from chance.
 *
 * <p>In a replica the outcome also depends on what posts are about and on the base rates of two groups of accounts, which the five
 * features do not hold; effects of theirs are then in the coefficients too. So the coefficients are also looked at for the same users
 * with outcomes that the four drivers alone decide.
 *
 * @param runs one per replica
 * @param permutations of each planned test
 */
record Power(List<Run> runs, int permutations) {

    private static final double THRESHOLD = 0.05;

    /** One a fold. */
    private static final int FEWEST_RETAINED = 5;

    private static final double HALF_WIDTH = 0.05;
    private static final double ASSURANCE = 0.8;
    private static final int[] RETAINED = {20, 30, 40, 50, 65, 80, 100, 150, 200};

    Power {
        runs = List.copyOf(runs);
    }

    /**
     * What came out for one replica.
     *
     * @param planted the effects of the drivers on the log odds
     * @param asPlanted the coefficients where all that is planted decides
     * @param driversAlone the coefficients where the four drivers alone do
     * @param planned the p-value of the planned test
     * @param auc of the five features
     * @param claims the verdicts on the published claims
     */
    record Run(
            int retained,
            Map<ObservedFeature, Double> planted,
            Map<ObservedFeature, Coefficient> asPlanted,
            Map<ObservedFeature, Coefficient> driversAlone,
            double planned,
            Interval auc,
            List<Claim> claims) {}

    /** A coefficient of the model of five features, with the p-value of its penalised likelihood ratio. */
    record Coefficient(double value, double pValue) {}

    private record Row(String what, String decides, double planted, double coefficient, Ratio found) {}

    /** Makes and analyses replicas of the study's size with planted effects. */
    static Power run(Effort effort, Progress progress) {
        return new Power(
                ReplicaUsers.each(effort.replicas(), progress, seed -> run(effort, seed)), effort.permutations());
    }

    private static Run run(Effort effort, long seed) {
        var replica = ReplicaUsers.of(ReplicaUsers.STUDY_POSTS, false, seed);
        var users = replica.users();
        var features = ObservedFeature.of(users, ObservedFeature.HEADLINE);
        var drawn = Outcomes.draw(PlantedScores.probabilities(replica, 1), FEWEST_RETAINED, new Random(seed));
        return new Run(
                users.retained(),
                replica.drivers(),
                coefficients(replica, features, users.labels()),
                coefficients(replica, features, drawn),
                Analysis.PRIMARY.pValue(users, effort.permutations()),
                Analysis.FIVE_FEATURES.auc(users),
                ClaimRule.judge(replica));
    }

    private static Map<ObservedFeature, Coefficient> coefficients(
            ReplicaUsers replica, FeatureMatrix features, boolean[] labels) {
        var fitted = new FirthLogistic().fit(LabelledMatrix.of(features, labels), 1);
        var coefficients = new EnumMap<ObservedFeature, Coefficient>(ObservedFeature.class);
        for (var driver : replica.drivers().keySet()) {
            double value = fitted.coefficients()[features.column(driver.column())];
            coefficients.put(driver, new Coefficient(value, fitted.pValue(driver.column())));
        }
        return coefficients;
    }

    Trial trial() {
        var heading = "Power at the study's own size";
        var all = "all that is planted";
        var rows = new ArrayList<>(drivers(all, Run::asPlanted));
        rows.addAll(drivers("the four drivers alone", Run::driversAlone));
        var planned = Trial.count(runs, run -> run.planned <= THRESHOLD);
        rows.add(new Row(
                "primary analysis: p of the planned test of 0.05 or less", all, Double.NaN, Double.NaN, planned));
        var above = Trial.count(runs, run -> run.auc.lower() > 0.5);
        rows.add(new Row("five features: interval of the AUC above one half", all, Double.NaN, Double.NaN, above));
        var table = Rows.of(heading, rows)
                .text("what is to be found", Row::what)
                .text("what decides who stays", Row::decides)
                .number("planted", Row::planted)
                .number("mean coefficient", Row::coefficient)
                .share("found in", Row::found)
                .table();
        var summary = say(
                "In %,d replicas of the study's size, %.0f retained each, effects were planted. The table shows in how many replicas each is found. Where all that is planted decides, the model of five features lacks the topics and the base rates of two groups of accounts, and a driver that goes with them is found more often, or less, than by its own effect; where the four drivers alone decide, it lacks nothing. The planned test has %d shuffles here.",
                runs.size(),
                Trial.mean(runs, Run::retained),
                permutations);
        return new Trial(heading, summary, Map.of("power", table), List.of());
    }

    private List<Row> drivers(String decides, Function<Run, Map<ObservedFeature, Coefficient>> fitted) {
        return runs.get(0).planted.entrySet().stream()
                .map(planted -> {
                    var driver = planted.getKey();
                    return new Row(
                            "five features: p of %s below 0.05".formatted(driver.column()),
                            decides,
                            planted.getValue(),
                            Trial.mean(runs, run -> fitted.apply(run).get(driver).value),
                            found(driver, fitted));
                })
                .toList();
    }

    private Ratio found(ObservedFeature driver, Function<Run, Map<ObservedFeature, Coefficient>> fitted) {
        return Trial.count(runs, run -> fitted.apply(run).get(driver).pValue < THRESHOLD);
    }

    /** In how many replicas a driver's coefficient is significant where the four drivers alone decide. */
    Ratio foundAlone(ObservedFeature driver) {
        return found(driver, Run::driversAlone);
    }

    /** How many retained users each analysis takes, from the users of the committed replica and the models that are fitted to them. */
    static Trial sampleSizes(Effort effort) {
        var all = ReplicaUsers.of(ReplicaSettings.standard()).users();
        var tables = new LinkedHashMap<String, Table>();
        var summary = new StringBuilder(
                "Users of the committed replica were drawn with replacement, their outcomes from the probabilities of the model that is fitted to it, and the interval of the AUC was computed as for the replica itself.");
        for (var analysis : Analysis.values()) {
            var users = analysis.of(all);
            var data = LabelledMatrix.of(analysis.features(users), users.labels());
            var probabilities = new FirthLogistic().fit(data, 1).predict(data.features());
            var size = SampleSize.simulate(
                    data.features(), probabilities, new FirthLogistic(), RETAINED, effort.sizes(), 1);
            summary.append(say(
                    " For a half-width of %.2f, %s: half of all studies need %s, four of five need %s.",
                    HALF_WIDTH,
                    analysis,
                    needed(size.retainedFor(HALF_WIDTH)),
                    needed(size.retainedFor(HALF_WIDTH, ASSURANCE))));
            tables.put(
                    "sample_size_" + analysis.name().toLowerCase(Locale.ROOT),
                    size.table().setName("Sample size: %s".formatted(analysis)));
        }
        return new Trial("How many retained users an interval takes", summary.toString(), tables, List.of());
    }

    private static String needed(OptionalInt retained) {
        return retained.isPresent()
                ? "%d retained users".formatted(retained.getAsInt())
                : "a number that was not simulated";
    }
}
