package retention.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import retention.evaluation.CrossValidatedAucDifference;
import retention.evaluation.EffectSizes;
import retention.evaluation.Interval;
import retention.features.ObservedFeature;
import retention.scoring.Coverage;
import retention.study.Factors;

class ValidationTest {

    private static final Interval HOLDS = new Interval(0.55, 0.4, 0.7, 0.95);
    private static final Interval MISSES = new Interval(0.65, 0.51, 0.8, 0.95);
    private static final NullReplicas SOUND = nullReplicas(190);
    private static final FactorCalls CALM = calls(false, 20, 0);

    @Test
    void allIsWellWhereEverythingHolds() {
        var validation = new Validation(
                SOUND,
                CALM,
                List.of(planted(0.3, 0.1, 0.5), planted(0.2, 0.1, 0.3)),
                List.of(calls(true, 5, 0)),
                List.of(scores(0.96)));
        assertThat(validation.failures()).isEmpty();
        assertThat(validation.verdict()).isEqualTo("All that the analysis promises held.");
    }

    @Test
    void intervalsThatMissTooOftenFail() {
        assertThat(nullReplicas(170).failures())
                .singleElement()
                .asString()
                .contains("hold an AUC of one half: 170 of 200, 85.0 %", "expected 93.0 % to 97.0 %");
        assertThat(nullReplicas(170)).asString().contains("170 of 200, 85.0 %");
    }

    @Test
    void pValuesThatCrowdFail() {
        var runs = LongStream.rangeClosed(1, 200)
                .mapToObj(seed -> new NullReplicas.Run(seed, seed <= 190 ? HOLDS : MISSES, 0.1))
                .toList();
        var crowded = new NullReplicas(runs, 99);
        assertThat(crowded.failures()).singleElement().asString().contains("p-values are not uniform");
        assertThat(crowded).asString().contains("uniform is contradicted");
        assertThat(SOUND).asString().contains("uniform is not contradicted");
    }

    @Test
    void factorsWhereThereAreNoneFail() {
        assertThat(calls(false, 20, 8).failures())
                .anyMatch(failure -> failure.contains("in which a feature is called a factor: 8 of 20"));
        assertThat(calls(false, 20, 8)).asString().contains("a feature is called a factor in 8 of 20, 40.0 %");
    }

    @Test
    void factorsWithoutAnEffectOfTheirOwnFailAndPlantedOnesDoNot() {
        assertThat(calls(true, 5, 5).falseFactors().numerator()).isZero();
        assertThat(calls(true, 5, 5, ObservedFeature.HOUR_SIN).falseFactors().numerator())
                .isEqualTo(5);
        assertThat(calls(true, 20, 20, ObservedFeature.HOUR_SIN, ObservedFeature.VIDEO, ObservedFeature.COLLECTS)
                        .failures())
                .singleElement()
                .asString()
                .contains("without an effect of their own that are called factors: 60 of 320, 18.8 %");
    }

    @Test
    void baseRatesAreNotJudged() {
        assertThat(calls(true, 5, 5, ObservedFeature.NEWCOMER, ObservedFeature.ACCOUNT_AGE)
                        .falseFactors()
                        .numerator())
                .isZero();
    }

    @Test
    void anEffectThatComesBackWithTheOtherSignFails() {
        var validation = new Validation(SOUND, CALM, List.of(planted(-0.1, -0.4, 0.3)), List.of(), List.of());
        assertThat(validation.failures())
                .singleElement()
                .asString()
                .contains("the effect of likes comes back with the other sign");
        assertThat(validation.verdict()).startsWith("What the analysis promises did not hold:\n- the effect of likes");
    }

    @Test
    void effectsOutsideOfTheirIntervalsFail() {
        var far = planted(0.9, 0.8, 1.0);
        assertThat(new Validation(SOUND, CALM, List.of(far, far, far, far), List.of(), List.of()).failures())
                .anyMatch(failure -> failure.contains("hold the planted effect: 4 of 8"));
    }

    @Test
    void intervalsOfScoresThatMissAnywhereFail() {
        assertThat(scores(0.96).failures()).isEmpty();
        assertThat(scores(0.58).failures())
                .singleElement()
                .asString()
                .contains("hold the truth, with the planted effects, in the tenth where they do least: 580 of 1,000");
        assertThat(new Validation(SOUND, CALM, List.of(), List.of(), List.of(scores(0.58))).failures())
                .hasSize(1);
    }

    /** Intervals that do as they should but in the tenth of the highest true probabilities. */
    private static PlantedScores scores(double ofTheHighest) {
        var tenths = new ArrayList<>(Collections.nCopies(9, new Coverage.Tenth(0.975, 0.01, 0.01)));
        tenths.add(new Coverage.Tenth(ofTheHighest, 0.03, 0.04));
        return new PlantedScores(
                3249, 23, List.of(new PlantedScores.Line("the planted effects", new Coverage(1000, tenths, tenths))));
    }

    /** 200 of them, with p-values evenly spread. */
    private static NullReplicas nullReplicas(int held) {
        return new NullReplicas(
                IntStream.rangeClosed(1, 200)
                        .mapToObj(seed -> new NullReplicas.Run(seed, seed <= held ? HOLDS : MISSES, seed / 200.0))
                        .toList(),
                199);
    }

    /** One effect, and one feature without that is found to have none. */
    private static PlantedEffects planted(double estimate, double lower, double upper) {
        var found = new Interval(estimate, lower, upper, 0.95);
        var nothing = new Interval(0, -0.1, 0.1, 0.95);
        return new PlantedEffects(
                50_000,
                300,
                List.of(
                        new PlantedEffects.Line("likes", 0.25, found, found, 0.001, 0.01),
                        new PlantedEffects.Line("collects", 0, nothing, nothing, 0.9, 0.9)));
    }

    /** In the first replicas these features are called factors, by default likes; nothing else is called anything. */
    private static FactorCalls calls(boolean planted, int replicas, int called, ObservedFeature... factors) {
        var which = factors.length == 0 ? List.of(ObservedFeature.LIKES) : List.of(factors);
        return new FactorCalls(
                planted,
                LongStream.rangeClosed(1, replicas)
                        .mapToObj(seed -> new FactorCalls.Run(
                                seed,
                                3249,
                                23,
                                new Factors(Stream.of(ObservedFeature.values())
                                        .map(feature -> line(feature, seed <= called && which.contains(feature)))
                                        .toList())))
                        .toList());
    }

    private static Factors.Line line(ObservedFeature feature, boolean factor) {
        double q = factor ? 0.01 : 0.9;
        var drop = new CrossValidatedAucDifference(new Interval(0.1, 0, 0.2, 0.95), 0.05, 0.01, 0.05);
        return new Factors.Line(
                new EffectSizes.Effect(feature.column(), new Interval(0.2, 0, 0.4, 0.95), q, q),
                Optional.of(new Factors.Together(new Interval(2, 1, 3, 0.95), q, q)),
                new Factors.Unseen(drop, q));
    }
}
