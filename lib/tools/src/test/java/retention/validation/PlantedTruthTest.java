package retention.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.LongStream;
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
            nothing = NullReplicas.run(new Effort(12, 19, 1, STUDY, 1), Progress.NONE);
        }
        return nothing;
    }

    @ParameterizedTest
    @EnumSource(Analysis.class)
    void nothingIsFoundWhereThereIsNothing(Analysis analysis) {
        // Of twelve honest 95 % intervals, fewer than nine hold the truth in one of 3,000 tries.
        var auc = nothing().of(analysis, NullReplicas.AUC);
        assertThat(auc.right().numerator()).isGreaterThanOrEqualTo(9);
        assertThat(auc.mean()).isBetween(0.42, 0.58);
        assertThat(nothing().of(analysis, NullReplicas.P_VALUE).right().numerator())
                .isLessThanOrEqualTo(4);
        assertThat(nothing().uniformity(analysis)).isGreaterThan(0.001);
    }

    @Test
    void anotherSeedGivesOtherShuffles() {
        var users = ReplicaUsers.of(STUDY, true, 1).users();
        var pValues = LongStream.rangeClosed(1, 5).mapToDouble(seed -> Analysis.PRIMARY.pValue(users, 19, seed));
        assertThat(pValues.distinct().count()).isGreaterThan(1);
    }

    @Test
    void theResultDoesNotDependOnTheOrderInWhichCoresFinish() {
        var effort = new Effort(2, 3, 1, STUDY, 1);
        assertThat(NullReplicas.run(effort, Progress.NONE)).isEqualTo(NullReplicas.run(effort, Progress.NONE));
    }

    @Test
    void whatIsPlantedComesBackFromManyUsersAndLessOfItIfThemesMustBeFound() {
        var found = PlantedEffects.run(new Effort(2, 1, 1, 30_000, 1), Progress.NONE);
        assertThat(found.what(PlantedEffects.USERS).mean()).isGreaterThan(23_000);
        var given = found.of(PlantedEffects.TRUE_TOPICS);
        var lines = given.only(line -> !line.what().equals(PlantedEffects.TOPICS));
        assertThat(lines.all()).hasSize(24);
        assertThat(lines.right().numerator()).isGreaterThanOrEqualTo(20);
        var effects = lines.only(line -> line.planted() != 0).all();
        assertThat(effects).hasSize(12);
        assertThat(effects.stream().filter(line -> line.planted() * line.found() > 0))
                .hasSizeGreaterThanOrEqualTo(11);
        double topicsBack = given.what(PlantedEffects.TOPICS).mean();
        assertThat(topicsBack).isCloseTo(1, within(0.3));
        assertThat(found.of(PlantedEffects.THEMES).what(PlantedEffects.TOPICS).mean())
                .isPositive()
                .isLessThan(topicsBack);
        assertThat(PlantedEffects.trial(found).tables().get("what_comes_back").rowCount())
                .isEqualTo(4);
    }

    @Test
    void driversAreFoundMoreOftenThanByChance() {
        var found = Power.run(new Effort(10, 1, 1, STUDY, 1), Progress.NONE);
        // Of forty tests chance alone would find two, and eight or more once in two thousand times.
        assertThat(found.of(Power.ALONE).right().numerator()).isGreaterThanOrEqualTo(8);
        var trial = Power.trial(found, 1);
        assertThat(trial.tables().get("power").rowCount()).isEqualTo(10);
        assertThat(trial.failures()).isEmpty();
    }

    @Test
    void replicasOfTheStudysSizeAreDrawsFromThePlantedModel() {
        var replica = ReplicaUsers.of(STUDY, false, 3);
        assertThat(replica.users().size()).isBetween(3245, 3255);
        assertThat(replica.truth().drivers().keySet())
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
