package retention.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import retention.evaluation.Interval;
import retention.project.Progress;
import retention.validation.NullReplicas.Run;

/** Small editions of {@code make validate}; what they ask for holds for these seeds and with a wide margin for most others. */
class PlantedTruthTest {

    @Test
    void nothingIsFoundWhereThereIsNothing() {
        var result = NullReplicas.run(12, 19, 1, Progress.NONE);
        // Of twelve honest 95 % intervals, fewer than nine hold the truth in one of 3,000 tries.
        assertThat(result.covered().numerator()).isGreaterThanOrEqualTo(9);
        assertThat(result.meanAuc()).isBetween(0.42, 0.58);
        assertThat(result.rejected(0.05).numerator()).isLessThanOrEqualTo(4);
        assertThat(result.uniformity()).isGreaterThan(0.001);
        assertThat(result.table().rowCount()).isEqualTo(12);
        assertThat(result.quantiles().doubleColumn("observed").asDoubleArray()).isSorted();
    }

    @Test
    void theResultDoesNotDependOnTheOrderInWhichCoresFinish() {
        assertThat(NullReplicas.run(3, 5, 7, Progress.NONE)).isEqualTo(NullReplicas.run(3, 5, 7, Progress.NONE));
    }

    @Test
    void whatIsPlantedComesBackFromManyUsers() {
        var result = PlantedEffects.run(64_000, 1);
        assertThat(result.users()).isGreaterThan(49_000);
        assertThat(result.effects()).hasSize(12).allMatch(PlantedEffects.Line::rightSign);
        assertThat(result.effects().stream().filter(PlantedEffects.Line::covers).count())
                .isGreaterThanOrEqualTo(11);
        assertThat(result.withoutEffect()).hasSize(12);
        assertThat(result.withoutEffect().stream()
                        .filter(PlantedEffects.Line::discovered)
                        .count())
                .isLessThanOrEqualTo(1);
        assertThat(result.lines()).allSatisfy(line -> assertThat(line.together().width())
                .isGreaterThan(line.estimate().width()));
        assertThat(result).asString().contains("of 12 planted effects 12 have their sign");
    }

    @Test
    void anIntervalCoversWhatItHolds() {
        assertThat(new Run(1, new Interval(0.6, 0.4, 0.7, 0.95), 0.5).covers()).isTrue();
        assertThat(new Run(1, new Interval(0.6, 0.51, 0.7, 0.95), 0.5).covers()).isFalse();
    }

    @Test
    void refusesToTryNothing() {
        assertThatThrownBy(() -> NullReplicas.run(1, 19, 1, Progress.NONE)).hasMessageContaining("1 replicas");
        assertThatThrownBy(() -> NullReplicas.run(2, 0, 1, Progress.NONE)).hasMessageContaining("0 permutations");
    }
}
