package retention.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import numerics.learning.FeatureMatrix;
import numerics.learning.FirthLogistic;
import numerics.learning.LabelledMatrix;
import org.junit.jupiter.api.Test;

class CalibratedLogisticTest {

    /** Of 1,000 rows some 30 are retained; the first feature has an effect, the others have none. */
    private static LabelledMatrix rows(double effect, int features, long seed) {
        var random = new Random(seed);
        var values = new float[1000][features];
        var labels = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < features; j++) {
                values[i][j] = (float) random.nextGaussian();
            }
            labels[i] = random.nextDouble() < 1 / (1 + Math.exp(3.5 - effect * values[i][0]));
        }
        return new LabelledMatrix(FeatureMatrix.numbered("x", values), labels);
    }

    @Test
    void promisesExactlyAsManyRetainedAsThereWere() {
        for (long seed = 1; seed <= 5; seed++) {
            var rows = rows(0.7, 3, seed);
            var promised = Arrays.stream(CalibratedLogistic.fit(rows, 0).predict(rows.features()))
                    .sum();
            assertThat(promised).isCloseTo(rows.positives(), within(1e-9));
        }
    }

    @Test
    void shrinksByTheShareOfTheLikelihoodThatManyFeaturesWouldHaveGainedByChance() {
        var rows = rows(0.7, 3, 1);
        var p = new FirthLogistic().fit(rows, 0).predict(rows.features());
        double share = rows.positives() / 1000.0;
        double chiSquared = 0;
        for (int i = 0; i < p.length; i++) {
            chiSquared += 2 * (rows.label(i) ? Math.log(p[i] / share) : Math.log((1 - p[i]) / (1 - share)));
        }
        assertThat(CalibratedLogistic.fit(rows, 0).shrinkage())
                .isCloseTo((chiSquared - 3) / chiSquared, within(1e-9))
                .isBetween(0.5, 1.0);
    }

    @Test
    void shrinksMoreWhereFeaturesWithoutEffectAreAdded() {
        var ten = rows(0.7, 10, 1);
        var one = ten.withFeatures(ten.features().columns("x0"));
        assertThat(CalibratedLogistic.fit(ten, 0).shrinkage())
                .isLessThan(CalibratedLogistic.fit(one, 0).shrinkage());
    }

    @Test
    void givesEverybodyTheShareOfTheRetainedWhereNothingWasLearned() {
        var seed = IntStream.range(1, 20)
                .filter(i -> CalibratedLogistic.fit(rows(0, 3, i), 0).shrinkage() == 0)
                .findFirst()
                .orElseThrow();
        var rows = rows(0, 3, seed);
        assertThat(CalibratedLogistic.fit(rows, 0).predict(rows.features()))
                .usingComparatorWithPrecision(1e-12)
                .containsOnly(rows.positives() / 1000.0);
    }

    @Test
    void doesNotCountAFeatureThatNeverVaries() {
        var rows = rows(0.7, 2, 1);
        var constant = rows.withFeatures(
                rows.features().beside(FeatureMatrix.numbered("constant", new float[rows.rows()][1])));
        assertThat(CalibratedLogistic.fit(constant, 0).shrinkage())
                .isCloseTo(CalibratedLogistic.fit(rows, 0).shrinkage(), within(1e-12));
    }

    @Test
    void hasWaldsIntervalWithStudentsTAroundTheLogOddsBeforeTheyAreShrunk() {
        var rows = rows(0.7, 3, 1);
        var one = rows.features().select(17);
        var fitted = new FirthLogistic().fit(rows, 0);
        double probability = fitted.predict(one)[0];
        double logOdds = Math.log(probability / (1 - probability));
        // Of 31 retained: the 0.975 quantile of Student's t with 30 degrees of freedom, from a printed table.
        assertThat(rows.positives()).isEqualTo(31);
        double variance = 0;
        var row = new double[] {1, one.value(0, 0), one.value(0, 1), one.value(0, 2)};
        for (int i = 0; i < row.length; i++) {
            for (int j = 0; j < row.length; j++) {
                variance += row[i] * row[j] * fitted.covariance()[i][j];
            }
        }
        double half = 2.0423 * Math.sqrt(variance);
        var interval = CalibratedLogistic.fit(rows, 0).interval(CalibratedLogistic.rows(one)[0]);
        assertThat(interval.lower()).isCloseTo(1 / (1 + Math.exp(half - logOdds)), within(1e-5));
        assertThat(interval.upper()).isCloseTo(1 / (1 + Math.exp(-half - logOdds)), within(1e-5));
        assertThat(interval.level()).isEqualTo(0.95);
    }

    @Test
    void isWiderFartherFromWhereItHasLearned() {
        var model = CalibratedLogistic.fit(rows(0.7, 2, 1), 0);
        assertThat(width(model, 0, 0)).isLessThan(width(model, 0, 3)).isLessThan(width(model, 0, -3));
    }

    private static double width(CalibratedLogistic model, double... row) {
        var interval = model.interval(row);
        return logit(interval.upper()) - logit(interval.lower());
    }

    private static double logit(double p) {
        return Math.log(p / (1 - p));
    }

    @Test
    void refusesTooFewOfAClass() {
        var features = FeatureMatrix.of(List.of("x"), new float[][] {{1}, {2}, {3}, {4}});
        assertThatThrownBy(() -> CalibratedLogistic.fit(
                        new LabelledMatrix(features, new boolean[] {true, false, false, false}), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 of 4 users were retained: expected at least 2 who were, and 2 who were not.");
    }
}
