package retention.validation;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import numerics.evaluation.SampleSize;
import numerics.learning.FirthLogistic;
import numerics.learning.LabelledMatrix;
import retention.replica.ReplicaSettings;
import tech.tablesaw.api.Table;

/** How many retained users each analysis takes, from the users of the committed replica and the models that are fitted to them. */
record SampleSizes(Map<Analysis, SampleSize> simulated) implements Trial {

    private static final double HALF_WIDTH = 0.05;
    private static final double ASSURANCE = 0.8;
    private static final int[] RETAINED = {20, 30, 40, 50, 65, 80, 100, 150, 200};

    static SampleSizes run(Effort effort) {
        var all = ReplicaUsers.of(ReplicaSettings.standard()).users();
        var simulated = new EnumMap<Analysis, SampleSize>(Analysis.class);
        for (var analysis : Analysis.values()) {
            var users = analysis.of(all);
            var data = LabelledMatrix.of(analysis.features(users), users.labels());
            var probabilities = new FirthLogistic().fit(data, 1).predict(data.features());
            simulated.put(
                    analysis,
                    SampleSize.simulate(
                            data.features(), probabilities, new FirthLogistic(), RETAINED, effort.sizes(), 1));
        }
        return new SampleSizes(simulated);
    }

    @Override
    public List<String> failures() {
        return List.of();
    }

    @Override
    public String heading() {
        return "How many retained users an interval takes";
    }

    @Override
    public String summary() {
        return "Users of the committed replica were drawn with replacement, their outcomes from the probabilities of the model that is fitted to it, and the interval of the AUC was computed as for the replica itself. "
                + simulated.entrySet().stream()
                        .map(each -> summary(each.getKey(), each.getValue()))
                        .collect(Collectors.joining(" "));
    }

    private static String summary(Analysis analysis, SampleSize size) {
        return String.format(
                Locale.ROOT,
                "For a half-width of %.2f, %s: half of all studies need %s, four of five need %s.",
                HALF_WIDTH,
                analysis,
                words(size.positivesFor(HALF_WIDTH, 0.5)),
                words(size.positivesFor(HALF_WIDTH, ASSURANCE)));
    }

    private static String words(OptionalInt retained) {
        return retained.isPresent()
                ? "%d retained users".formatted(retained.getAsInt())
                : "a number that was not simulated";
    }

    @Override
    public Map<String, Table> tables() {
        var tables = new LinkedHashMap<String, Table>();
        simulated.forEach((analysis, size) -> tables.put(
                "sample_size_" + analysis.name().toLowerCase(Locale.ROOT),
                size.table().setName("Sample size: %s".formatted(analysis))));
        return tables;
    }
}
