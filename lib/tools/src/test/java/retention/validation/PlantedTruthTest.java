package retention.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import numerics.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import retention.features.ObservedFeature;
import retention.validation.Validation.Effort;

/** Small editions of {@code make validate}; what they ask for holds for these seeds and with a wide margin for most others. */
class PlantedTruthTest {

    private static final int STUDY = ReplicaUsers.STUDY_POSTS;
    private static NullReplicas nothing;

    private static synchronized NullReplicas nothing() {
        if (nothing == null) {
            nothing = NullReplicas.run(new Effort(12, 19, 1, STUDY, 1, 2), Progress.NONE);
        }
        return nothing;
    }

    @ParameterizedTest
    @EnumSource(Analysis.class)
    void nothingIsFoundWhereThereIsNothing(Analysis analysis) {
        // Of twelve honest 95 % intervals, fewer than nine hold the truth in one of 3,000 tries.
        assertThat(nothing().covered(analysis).numerator()).isGreaterThanOrEqualTo(9);
        assertThat(nothing().meanAuc(analysis)).isBetween(0.42, 0.58);
        assertThat(nothing().rejected(analysis).numerator()).isLessThanOrEqualTo(4);
        assertThat(nothing().uniformity(analysis)).isGreaterThan(0.001);
    }

    @Test
    void theResultDoesNotDependOnTheOrderInWhichCoresFinish() {
        var effort = new Effort(2, 3, 1, STUDY, 1, 2);
        assertThat(NullReplicas.run(effort, Progress.NONE)).isEqualTo(NullReplicas.run(effort, Progress.NONE));
    }

    @Test
    void whatIsPlantedComesBackFromManyUsersAndLessOfItIfThemesMustBeFound() {
        var result = PlantedEffects.run(new Effort(2, 1, 1, 30_000, 1, 2), Progress.NONE);
        var run = result.runs().get(0);
        assertThat(run.users()).isGreaterThan(23_000);
        var effects = run.lines().stream().filter(line -> line.planted() != 0).toList();
        assertThat(effects).hasSize(12);
        assertThat(effects.stream().filter(PlantedEffects.Line::rightSign).count())
                .isGreaterThanOrEqualTo(11);
        assertThat(run.lines()).hasSize(24);
        assertThat(run.lines().stream().filter(PlantedEffects.Line::covers).count())
                .isGreaterThanOrEqualTo(20);
        var back = result.topicsBack();
        assertThat(back.get(0)).isCloseTo(1, within(0.3));
        assertThat(back.get(1)).isPositive().isLessThan(back.get(0));
        assertThat(back.get(3)).isZero();
    }

    @Test
    void driversAreFoundMoreOftenThanByChance() {
        var result = Power.run(new Effort(10, 1, 1, STUDY, 1, 2), Progress.NONE);
        long found = result.runs().stream()
                .flatMap(run -> run.findings().stream())
                .filter(finding -> finding.decides().equals(Power.ALONE) && finding.found())
                .count();
        // Of forty tests chance alone would find two, and eight or more once in two thousand times.
        assertThat(found).isGreaterThanOrEqualTo(8);
        assertThat(result.trial().tables().get("power").rowCount()).isEqualTo(10);
        assertThat(result.trial().failures()).isEmpty();
    }

    @Test
    void replicasOfTheStudysSizeAreDrawsFromThePlantedModel() {
        var replica = ReplicaUsers.of(STUDY, false, 3);
        assertThat(replica.users().size()).isBetween(3245, 3255);
        assertThat(replica.drivers().keySet())
                .containsExactly(
                        ObservedFeature.LIKES,
                        ObservedFeature.COMMENTS,
                        ObservedFeature.POSTS,
                        ObservedFeature.RECENCY);
        var probabilities = PlantedScores.probabilities(replica, 1);
        assertThat(Arrays.stream(probabilities).sum()).isCloseTo(replica.users().retained(), within(1e-6));
        assertThat(replica.themes()).hasSameSizeAs(replica.users().list());
    }
}
