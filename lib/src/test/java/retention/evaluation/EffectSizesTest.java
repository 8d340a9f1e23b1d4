package retention.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EffectSizesTest {

    private static final boolean[] LABELS = Cases.labels(20, 200);
    private static final double LEVEL = 0.9;
    private static final long SEED = 1;
    private static final List<String> NAMES = List.of("signal", "noise", "inverse");
    private static final List<double[]> COLUMNS = List.of(
            Cases.normalScores(LABELS, 1.5, new Random(1)),
            Cases.normalScores(LABELS, 0, new Random(2)),
            Cases.normalScores(LABELS, -1.5, new Random(3)));
    private static final EffectSizes SIZES = EffectSizes.of(LABELS, NAMES, COLUMNS, LEVEL, SEED);

    @Test
    void pValuesAreThoseOfShuffledLabels() {
        var shuffled = MannWhitney.permutationPValues(LABELS, COLUMNS, 9999, SEED);
        for (int i = 0; i < 3; i++) {
            var effect = SIZES.effects().get(i);
            assertThat(effect.pValue()).isEqualTo(shuffled[i]);
            // Without ties the approximation is good.
            assertThat(effect.pValue())
                    .isCloseTo(MannWhitney.of(LABELS, COLUMNS.get(i)).pValue(), within(0.01));
        }
    }

    @Test
    void aFeatureDoesNotDependOnItsNeighbours() {
        var alone = EffectSizes.of(LABELS, NAMES.subList(1, 2), COLUMNS.subList(1, 2), LEVEL, SEED);
        assertThat(alone.effects().get(0).pValue())
                .isEqualTo(SIZES.effects().get(1).pValue());
    }

    @Test
    void cliffsDeltaIsThatOfTheRanks() {
        for (int i = 0; i < 3; i++) {
            assertThat(SIZES.effects().get(i).cliffsDelta().estimate())
                    .isCloseTo(MannWhitney.of(LABELS, COLUMNS.get(i)).cliffsDelta(), within(1e-15));
        }
    }

    @Test
    void limitsAreThoseOfTheAuc() {
        var auc = DeLong.auc(LABELS, COLUMNS.get(0), LEVEL);
        var delta = SIZES.effects().get(0).cliffsDelta();
        assertThat(delta)
                .isEqualTo(new Interval(2 * auc.estimate() - 1, 2 * auc.lower() - 1, 2 * auc.upper() - 1, LEVEL));
    }

    @Test
    void oneRetainedUserIsTooFew() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EffectSizes.cliffsDelta(Cases.labels(1, 5), new double[6], 0.95))
                .withMessageContaining("1 retained and 5 lost users: expected at least 2");
    }

    @Test
    void qValuesAreOverAllFeatures() {
        var effects = SIZES.effects();
        assertThat(effects.stream().mapToDouble(EffectSizes.Effect::qValue).toArray())
                .isEqualTo(BenjaminiHochberg.qValues(
                        effects.stream().mapToDouble(EffectSizes.Effect::pValue).toArray()));
    }

    @Test
    void directionIsThatOfTheRetained() {
        assertThat(SIZES.effects().get(0).cliffsDelta().lower()).isPositive();
        assertThat(SIZES.effects().get(1).cliffsDelta().contains(0)).isTrue();
        assertThat(SIZES.effects().get(2).cliffsDelta().upper()).isNegative();
    }

    @Test
    void aFeatureThatIsTheSameForAllSaysNothing() {
        var effect = EffectSizes.of(LABELS, List.of("constant"), List.of(new double[220]), LEVEL, SEED)
                .effects()
                .get(0);
        assertThat(effect.cliffsDelta()).isEqualTo(new Interval(0, 0, 0, 0.9));
        assertThat(effect.qValue()).isEqualTo(1);
    }

    @Test
    void namesThatDoNotMatchAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EffectSizes.of(LABELS, List.of("a", "a"), COLUMNS.subList(0, 2), LEVEL, SEED))
                .withMessageContaining("2 columns named [a, a]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EffectSizes.of(LABELS, List.of("a"), COLUMNS, LEVEL, SEED))
                .withMessageContaining("3 columns named [a]");
    }

    @Test
    void aMissingValueIsRefused() {
        var column = new double[220];
        column[7] = Double.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EffectSizes.of(LABELS, List.of("a"), List.of(column), LEVEL, SEED))
                .withMessageContaining("row 7 is NaN");
    }
}
