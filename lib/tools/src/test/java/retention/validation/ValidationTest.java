package retention.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import numerics.evaluation.Interval;
import numerics.evaluation.Ratio;
import org.junit.jupiter.api.Test;
import retention.scoring.Coverage;

class ValidationTest {

    private static final Interval HOLDS = new Interval(0.55, 0.4, 0.7, 0.95);
    private static final Interval MISSES = new Interval(0.65, 0.51, 0.8, 0.95);

    @Test
    void allIsWellWhereEverythingHolds() {
        var validation = new Validation(List.of(
                nullReplicas(190).trial(),
                planted(0.3, 0.1, 0.5).trial(),
                scores(0.96).trial(),
                claims(150, 2, 5).trial()));
        assertThat(validation.failures()).isEmpty();
        assertThat(validation.verdict()).isEqualTo("All that the analysis promises held.");
    }

    @Test
    void intervalsThatMissTooOftenFail() {
        assertThat(nullReplicas(170).trial().failures())
                .hasSize(2)
                .first()
                .asString()
                .contains(
                        "newcomers, without reactions: intervals that hold an AUC of one half: 170 of 200, 85.0 %",
                        "expected 93.0 % to 97.0 %");
    }

    @Test
    void pValuesThatCrowdFail() {
        var runs = LongStream.rangeClosed(1, 200)
                .mapToObj(seed -> run(seed, seed <= 190 ? HOLDS : MISSES, 0.1))
                .toList();
        assertThat(new NullReplicas(runs, 99).trial().failures())
                .hasSize(2)
                .allMatch(failure -> failure.contains("p-values are not uniform"));
    }

    @Test
    void anEffectThatComesBackWithTheOtherSignFails() {
        var validation = new Validation(List.of(planted(-0.1, -0.4, 0.3).trial()));
        assertThat(validation.failures())
                .singleElement()
                .asString()
                .contains("the effect of likes comes back with the other sign");
        assertThat(validation.verdict()).startsWith("What the analysis promises did not hold:\n- the effect of likes");
    }

    @Test
    void effectsOutsideOfTheirIntervalsFail() {
        var run = planted(0.9, 0.8, 1.0).runs().get(0);
        assertThat(new PlantedEffects(List.of(run, run, run, run)).trial().failures())
                .singleElement()
                .asString()
                .contains("hold the planted effect, given the true topics: 4 of 8");
    }

    @Test
    void intervalsOfScoresThatMissAnywhereFail() {
        assertThat(scores(0.96).trial().failures()).isEmpty();
        assertThat(scores(0.58).trial().failures())
                .singleElement()
                .asString()
                .contains("hold the truth, with the planted effects, in the tenth where they do least: 580 of 1,000");
    }

    @Test
    void claimsThatAreSupportedThoughFalseOrNotThoughTrueFail() {
        assertThat(claims(150, 20, 5).trial().failures())
                .singleElement()
                .asString()
                .contains("not supported though true: They like more.: 20 of 200");
        assertThat(claims(150, 2, 30).trial().failures())
                .singleElement()
                .asString()
                .contains("supported though false: They like more.: 30 of 200");
    }

    @Test
    void pageHoldsEverythingButTheLongestTables() {
        var page =
                new Validation(List.of(nullReplicas(190).trial(), scores(0.96).trial())).markdown();
        assertThat(page)
                .contains(
                        "All that the analysis promises held.",
                        "## Nothing to find: intervals and p-values",
                        "| newcomers, without reactions | 0.555 | 190 of 200, 95.0 % [91.0 %, 97.3 %] |",
                        "| the planted effects | 0.9735 |")
                .doesNotContain("Null replicas");
    }

    /** Intervals that do as they should but in the tenth of the highest true probabilities. */
    private static PlantedScores scores(double ofTheHighest) {
        double covered = (9 * 0.975 + ofTheHighest) / 10;
        var coverage = new Coverage(1000, covered, ofTheHighest, 0.975, new Coverage.Tenth(ofTheHighest, 0.03, 0.04));
        return new PlantedScores(3249, Map.of("the planted effects", coverage));
    }

    /** 200 of them, with p-values evenly spread. */
    private static NullReplicas nullReplicas(int held) {
        return new NullReplicas(
                IntStream.rangeClosed(1, 200)
                        .mapToObj(seed -> run(seed, seed <= held ? HOLDS : MISSES, seed / 200.0))
                        .toList(),
                199);
    }

    private static NullReplicas.Run run(long seed, Interval auc, double pValue) {
        return new NullReplicas.Run(
                Stream.of(Analysis.values())
                        .map(analysis -> new NullReplicas.Result(seed, analysis, auc, pValue))
                        .toList(),
                List.of());
    }

    /** One effect, and one feature without that is found to have none. */
    private static PlantedEffects planted(double estimate, double lower, double upper) {
        return new PlantedEffects(List.of(new PlantedEffects.Run(
                50_000,
                300,
                new Ratio(30_000, 50_000),
                List.of(
                        new PlantedEffects.Line("likes", 0.25, new Interval(estimate, lower, upper, 0.95), 0.2),
                        new PlantedEffects.Line("collects", 0, new Interval(0, -0.1, 0.1, 0.95), 0)),
                List.of(new PlantedEffects.Return("nothing of topics", 0, List.of(1.0))),
                List.of())));
    }

    /** One claim, true and false, with how often it was supported and not, and how often it was supported where it is false. */
    private static ClaimRule claims(int supported, int notSupported, int falsely) {
        var truth = Optional.of(new ClaimRule.Truth("delta", 0.5));
        return new ClaimRule(
                200,
                200_000,
                List.of(
                        new ClaimRule.Row(
                                "They like more.",
                                true,
                                truth,
                                new Ratio(supported, 200),
                                new Ratio(notSupported, 200)),
                        new ClaimRule.Row(
                                "They like more.",
                                true,
                                Optional.empty(),
                                new Ratio(falsely, 200),
                                new Ratio(4, 200))));
    }
}
