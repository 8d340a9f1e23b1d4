package retention.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import retention.validation.Findings.Finding;

class ValidationTest {

    private static final String CLAIM = "They like more.";

    @Test
    void allIsWellWhereEverythingHolds() {
        var validation = new Validation(List.of(
                nullReplicas(190).trial(),
                PlantedEffects.trial(planted(0.3, true)),
                PlantedScores.trial(scores(0.96)),
                claims(150, 2, 5)));
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
        var crowded = IntStream.rangeClosed(1, 200)
                .boxed()
                .flatMap(seed -> found(seed <= 190, 0.1))
                .toList();
        assertThat(new NullReplicas(new Findings(crowded), 99).trial().failures())
                .hasSize(2)
                .allMatch(failure -> failure.contains("p-values are not uniform"));
    }

    @Test
    void anEffectThatComesBackWithTheOtherSignFails() {
        var validation = new Validation(List.of(PlantedEffects.trial(planted(-0.1, true))));
        assertThat(validation.failures())
                .singleElement()
                .asString()
                .contains("the effect of likes comes back with the other sign");
        assertThat(validation.verdict()).startsWith("What the analysis promises did not hold:\n- the effect of likes");
    }

    @Test
    void effectsOutsideOfTheirIntervalsFail() {
        var once = planted(0.9, false).all();
        var often = Collections.nCopies(4, once).stream().flatMap(List::stream).toList();
        assertThat(PlantedEffects.trial(new Findings(often)).failures())
                .singleElement()
                .asString()
                .contains("hold the planted effect, given the true topics: 4 of 8");
    }

    @Test
    void intervalsOfScoresThatMissAnywhereFail() {
        assertThat(PlantedScores.trial(scores(0.96)).failures()).isEmpty();
        assertThat(PlantedScores.trial(scores(0.58)).failures())
                .singleElement()
                .asString()
                .contains("hold the truth, with the planted effects, in the tenth where they do least: 580 of 1,000");
    }

    @Test
    void claimsThatAreSupportedThoughFalseOrNotThoughTrueFail() {
        assertThat(claims(150, 20, 5).failures())
                .singleElement()
                .asString()
                .contains("not supported though true: They like more.: 20 of 200");
        assertThat(claims(150, 2, 30).failures())
                .singleElement()
                .asString()
                .contains("supported though false: They like more.: 30 of 200");
    }

    @Test
    void pageHoldsEverything() {
        var page = new Validation(List.of(nullReplicas(190).trial(), PlantedScores.trial(scores(0.96)))).markdown();
        assertThat(page)
                .contains(
                        "All that the analysis promises held.",
                        "## Nothing to find: intervals and p-values",
                        "| newcomers, without reactions | 0.555 | 190 of 200, 95.0 % [91.0 %, 97.3 %] |",
                        "| the planted effects | 0.9735 |");
    }

    /** Intervals that do as they should but in the tenth of the highest true probabilities. */
    private static Findings scores(double ofTheHighest) {
        var effects = "the planted effects";
        var tenths = IntStream.range(0, 10)
                .mapToObj(tenth ->
                        Finding.number(effects, PlantedScores.TENTH + tenth, tenth == 9 ? ofTheHighest : 0.975));
        var others = Stream.of(
                Finding.number(effects, PlantedScores.HIGHEST, ofTheHighest),
                Finding.number(effects, PlantedScores.PROMISED, 0.03),
                Finding.number(effects, PlantedScores.TRUE, 0.04),
                Finding.number(effects, PlantedScores.USERS, 3249));
        var ofDataSet = Stream.concat(tenths, others).toList();
        return new Findings(Collections.nCopies(1000, ofDataSet).stream()
                .flatMap(List::stream)
                .toList());
    }

    /** 200 of them, with p-values evenly spread. */
    private static NullReplicas nullReplicas(int held) {
        return new NullReplicas(
                new Findings(IntStream.rangeClosed(1, 200)
                        .boxed()
                        .flatMap(seed -> found(seed <= held, seed / 200.0))
                        .toList()),
                199);
    }

    private static Stream<Finding> found(boolean holds, double pValue) {
        return Stream.of(Analysis.values())
                .map(Analysis::toString)
                .flatMap(analysis -> Stream.of(
                        new Finding(analysis, NullReplicas.AUC, 0.5, holds ? 0.55 : 0.65, holds),
                        new Finding(analysis, NullReplicas.P_VALUE, Double.NaN, pValue, pValue <= 0.05)));
    }

    /** One effect, and one feature without that is found to have none, whatever is known of topics. */
    private static Findings planted(double likes, boolean holds) {
        var given = Stream.of(
                        PlantedEffects.TRUE_TOPICS,
                        PlantedEffects.THEMES,
                        PlantedEffects.FACTORS,
                        PlantedEffects.NOTHING)
                .flatMap(known -> Stream.of(
                        new Finding(known, "likes", 0.25, likes, holds),
                        new Finding(known, "collects", 0, 0, true),
                        new Finding(known, PlantedEffects.TOPICS, 1, 0.5, true)));
        var replica = Stream.of(PlantedEffects.USERS, PlantedEffects.RETAINED, PlantedEffects.RIGHT)
                .map(what -> Finding.number(PlantedEffects.REPLICA, what, 300));
        return new Findings(Stream.concat(given, replica).toList());
    }

    /** One claim, true and false, with how often it was supported and not, and how often it was supported where it is false. */
    private static Trial claims(int supported, int notSupported, int falsely) {
        var large = new Findings(List.of(Finding.number(CLAIM, "delta", 0.5)));
        return ClaimRule.trial(
                List.of(
                        new ClaimRule.Row(CLAIM, true, Optional.of(large), judged(supported, notSupported)),
                        new ClaimRule.Row(CLAIM, true, Optional.empty(), judged(falsely, 4))),
                planted(0.25, true).what(PlantedEffects.USERS));
    }

    private static Findings judged(int supported, int notSupported) {
        return new Findings(IntStream.range(0, 200)
                .boxed()
                .flatMap(i -> Stream.of(
                        Finding.yesOrNo(CLAIM, ClaimRule.SUPPORTED, i < supported),
                        Finding.yesOrNo(CLAIM, ClaimRule.NOT_SUPPORTED, i < notSupported)))
                .toList());
    }
}
