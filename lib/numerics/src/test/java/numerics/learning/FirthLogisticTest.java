package numerics.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FirthLogisticTest {

    private static final Offset<Double> CLOSE = within(1e-6);

    static List<Golden.Firth> cases() {
        return List.of(Golden.read("firth.json", Golden.Firth[].class));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheCoefficientsOfFirthmodels(Golden.Firth golden) {
        var fitted = fit(golden);

        assertThat(fitted.coefficients()).containsExactly(golden.coefficients(), CLOSE);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheStandardErrorsOfTheInverseInformation(Golden.Firth golden) {
        var covariance = fit(golden).covariance();

        for (int j = 0; j < covariance.length; j++) {
            assertThat(Math.sqrt(covariance[j][j])).isCloseTo(golden.standard_errors()[j], CLOSE);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheProfileIntervalsOfFirthmodels(Golden.Firth golden) {
        var fitted = fit(golden);

        for (int j = 0; j < golden.lower().length; j++) {
            var limits = fitted.effect(fitted.names().get(j), golden.level())
                    .orElseThrow()
                    .coefficient();
            assertThat(limits.lower()).isCloseTo(golden.lower()[j], CLOSE);
            assertThat(limits.upper()).isCloseTo(golden.upper()[j], CLOSE);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheUnpenalisedInterceptOfStatsmodels(Golden.Firth golden) {
        var fitted = fit(golden);
        var first = golden.rows().features().select(IntStream.range(0, 20).toArray());

        assertThat(fitted.intercept()).isCloseTo(golden.intercept(), CLOSE);
        assertThat(fitted.predict(first)).containsExactly(golden.probabilities(), CLOSE);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void predictsThePrevalenceOnAverage(Golden.Firth golden) {
        var rows = golden.rows();

        double mean =
                DoubleStream.of(fit(golden).predict(rows.features())).average().orElseThrow();

        assertThat(mean).isCloseTo((double) rows.positives() / rows.rows(), within(1e-12));
    }

    @Test
    void isMaximumLikelihoodWhereThePenaltyGoesToZero() {
        var golden = Golden.read("logit.json", Golden.Logit.class);

        var fitted = new FirthLogistic(1e-9).fit(golden.rows(), 0);

        assertThat(fitted.coefficients()).containsExactly(golden.coefficients(), CLOSE);
        assertThat(fitted.intercept()).isCloseTo(golden.intercept(), CLOSE);
        for (int j = 0; j < 3; j++) {
            assertThat(Math.sqrt(fitted.covariance()[j][j])).isCloseTo(golden.standard_errors()[j], CLOSE);
        }
    }

    @Test
    void agreesWithTheClosedFormOfASingleTwoByTwoTable() {
        // With one binary feature Firth's estimate is the log odds ratio with 1/2 added to each cell.
        var values = new float[40][1];
        var labels = new boolean[40];
        for (int i = 0; i < 40; i++) {
            values[i][0] = i < 12 ? 1 : 0;
            labels[i] = i < 5 || i >= 36;
        }

        var fitted = new FirthLogistic().fit(rows(values, labels), 0);

        assertThat(fitted.coefficients()[0]).isCloseTo(Math.log(5.5 / 7.5 / (4.5 / 24.5)), CLOSE);
    }

    @Test
    void unitsOfAFeatureChangeNothingButItsCoefficient() {
        var data = RandomRows.learnable(120, 3, 1, 5);
        var scaled = data.features().toArray();
        for (var row : scaled) {
            row[1] = row[1] * 4096 + 65536;
        }
        var other = rows(scaled, data.labels());

        var fitted = new FirthLogistic().fit(data, 0);
        var rescaled = new FirthLogistic().fit(other, 0);

        assertThat(rescaled.coefficients()[1]).isCloseTo(fitted.coefficients()[1] / 4096, within(1e-7));
        assertThat(ofDeviation(rescaled)).containsExactly(ofDeviation(fitted), within(1e-3));
        assertThat(rescaled.predict(other.features())).containsExactly(fitted.predict(data.features()), within(1e-3));
    }

    @Test
    void aConstantFeatureGetsNoCoefficientAndChangesNothing() {
        var data = RandomRows.learnable(100, 2, 1, 6);
        var constant = new float[100][1];
        for (var row : constant) {
            row[0] = 0.1f;
        }
        var wider = data.withFeatures(
                FeatureMatrix.of(List.of("constant"), constant).beside(data.features()));

        var without = new FirthLogistic().fit(data, 0);
        var with = new FirthLogistic().fit(wider, 0);

        assertThat(with.coefficients()).containsExactly(0, without.coefficients()[0], without.coefficients()[1]);
        assertThat(with.predict(wider.features())).isEqualTo(without.predict(data.features()));
        assertThat(with.effect("constant", 0.95)).isEmpty();
        assertThat(with.covariance()[1]).containsOnly(0);
    }

    @Test
    void theLogOddsOfARowFollowFromInterceptAndCoefficients() {
        var data = RandomRows.learnable(150, 2, 1, 7);
        var fitted = new FirthLogistic().fit(data, 0);
        double a = data.features().value(3, 0);
        double b = data.features().value(3, 1);

        assertThat(fitted.predict(data.features())[3])
                .isCloseTo(
                        Logistic.probability(
                                fitted.intercept() + a * fitted.coefficients()[0] + b * fitted.coefficients()[1]),
                        within(1e-10));
    }

    @Test
    void itsEffectsHoldCoefficientsAndOddsRatiosWithTheirLimits() {
        var fitted = fit(cases().get(0));

        var effect = fitted.effects(0.9).get(2);

        assertThat(effect.feature()).isEqualTo("x2");
        assertThat(effect).isEqualTo(fitted.effect("x2", 0.9).orElseThrow());
        assertThat(effect.coefficient().value()).isCloseTo(fitted.coefficients()[2], within(1e-15));
        assertThat(effect.oddsRatio().value())
                .isEqualTo(Math.exp(effect.coefficient().value()));
        assertThat(effect.oddsRatio().upper())
                .isEqualTo(Math.exp(effect.coefficient().upper()));
        assertThat(effect.oddsRatioOfDeviation().lower())
                .isEqualTo(Math.exp(effect.coefficient().lower() * effect.deviation()));
    }

    @Test
    void aLimitThatWasFoundIsSaidToBeHoweverFarAway() {
        var far = new FittedLogistic.Effect("far", new FittedLogistic.Estimate(-800, -900, 900), 1);
        var unknown = new FittedLogistic.Effect(
                "unknown", new FittedLogistic.Estimate(0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY), 2);

        assertThat(far.oddsRatio()).hasToString("0.000 [0.000, 2e+308]");
        assertThat(unknown.coefficient()).hasToString("0.000 [not found, not found]");
        assertThat(unknown.oddsRatioOfDeviation()).hasToString("1.000 [not found, not found]");
    }

    @Test
    void itsTableHasARowAFeatureAndNothingOfAConstantOne() {
        var data = RandomRows.learnable(60, 2, 1, 12);
        var constant = FeatureMatrix.of(List.of("same"), new float[60][1]);
        var fitted = new FirthLogistic().fit(data.withFeatures(constant.beside(data.features())), 0);

        var table = fitted.table();

        assertThat(table.columnNames())
                .containsExactly("feature", "coefficient", "odds ratio of one unit", "of one standard deviation");
        assertThat(table.stringColumn("feature").asList()).containsExactly("same", "f0", "f1");
        assertThat(table.stringColumn("coefficient").get(0)).isEqualTo("left out");
        assertThat(table.stringColumn("coefficient").get(1)).matches("-?\\d+\\.\\d{3} \\[.*, .*]");
        assertThat(fitted.effects(0.9)).hasSize(2);
    }

    @Test
    void heavyTailsConverge() {
        var random = new Random(8);
        var values = new float[2600][5];
        var labels = new boolean[2600];
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < 5; j++) {
                values[i][j] = (float) Math.exp(4 * random.nextGaussian());
            }
            labels[i] = i < 16;
        }

        var fitted = new FirthLogistic().fit(rows(values, labels), 0);

        assertThat(fitted.converged()).isTrue();
        assertThat(fitted.effects(0.95)).hasSize(5).allSatisfy(effect -> assertThat(
                        effect.coefficient().toString())
                .doesNotContain("not found"));
    }

    @Test
    void valuesAtTheEdgeOfWhatFloatsHoldFit() {
        var data = RandomRows.learnable(80, 2, 1, 13);
        var values = data.features().toArray();
        for (var row : values) {
            row[0] = Math.signum(row[0]) * Float.MAX_VALUE;
            row[1] *= Float.MIN_NORMAL;
        }
        var extreme = rows(values, data.labels());

        assertThat(DoubleStream.of(new FirthLogistic().fit(extreme, 0).predict(extreme.features())))
                .allMatch(p -> p > 0 && p < 1);
    }

    @Test
    void withoutThePenaltySeparationHasNoEndAndItsTableSaysSo() {
        var fitted = FirthLogistic.withoutPenalty().fit(cases().get(2).rows(), 0);

        assertThat(fitted.converged()).isFalse();
        assertThat(fitted.table().name()).contains("did not converge");
        assertThat(fitted.table().stringColumn("coefficient").asList()).allMatch(text -> text.contains("not found"));
        assertThat(fitted.predict(cases().get(2).rows().features())).doesNotContain(Double.NaN);
    }

    /** Subsampled rows of a small study had such data: reach that hardly differs but in its tail. */
    @ParameterizedTest
    @CsvSource({
        "95, 5, 3",
        "100, 6, 5",
        "144, 10, 9",
        "250, 8, 11",
        "470, 5, 1",
        "470, 11, 3",
        "470, 11, 469",
        "12, 11, 2"
    })
    void fewEventsAndHeavyTailsHaveCoefficientsAndATable(int rows, int features, int events) {
        var random = new Random(3);
        for (int data = 0; data < 20; data++) {
            var values = new float[rows][features];
            var labels = new boolean[rows];
            for (int i = 0; i < rows; i++) {
                labels[i] = i < events;
                for (int j = 0; j < features; j++) {
                    double normal = random.nextGaussian();
                    values[i][j] = (float)
                            (j % 3 == 0 ? Math.exp(3 * normal) : j % 3 == 1 ? Math.max(0, normal - 1.5) : normal);
                }
                values[i][0] += labels[i] && data % 2 == 0 ? 30 : 0;
            }

            var fitted = new FirthLogistic().fit(rows(values, labels), 0);

            assertThat(fitted.coefficients()).hasSize(features).doesNotContain(Double.NaN);
            assertThat(DoubleStream.of(fitted.predict(rows(values, labels).features())))
                    .allMatch(p -> p >= 0 && p <= 1);
            assertThat(fitted.table().stringColumn("coefficient").asList()).noneMatch(text -> text.contains("NaN"));
        }
    }

    @Test
    void aLargeScaleIsNoHindrance() {
        var data = RandomRows.learnable(120, 3, 1, 5);
        var scaled = data.features().toArray();
        for (var row : scaled) {
            row[0] *= 1_000_000;
            row[1] /= 1_000_000;
        }

        var fitted = new FirthLogistic().fit(rows(scaled, data.labels()), 0);

        assertThat(fitted.converged()).isTrue();
        assertThat(ofDeviation(fitted)).containsExactly(ofDeviation(new FirthLogistic().fit(data, 0)), within(1e-4));
    }

    @Test
    void refusesASingleClass() {
        var rows = rows(new float[][] {{1}, {2}, {3}}, new boolean[3]);

        assertThatThrownBy(() -> new FirthLogistic().fit(rows, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("both classes, got 0 positive of 3");
    }

    @Test
    void leavesOutAFeatureThatFollowsFromThoseBeforeIt() {
        var data = RandomRows.learnable(50, 2, 1, 9);
        var values = data.features().toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = new float[] {values[i][0], values[i][0], values[i][1], 2 * values[i][0] - 3};
        }
        var copies = rows(values, data.labels());
        var without = new FirthLogistic().fit(data, 0);

        var fitted = new FirthLogistic().fit(copies, 0);

        assertThat(fitted.coefficients()).containsExactly(without.coefficients()[0], 0, without.coefficients()[1], 0);
        assertThat(fitted.predict(copies.features())).isEqualTo(without.predict(data.features()));
        assertThat(fitted.table().stringColumn("coefficient").get(1)).isEqualTo("left out");
    }

    @Test
    void leavesOutFeaturesBeyondTheNumberOfRows() {
        var data = RandomRows.learnable(8, 9, 1, 12);
        var labels = new boolean[8];
        labels[0] = true;

        var fitted = new FirthLogistic().fit(new LabelledMatrix(data.features(), labels), 0);

        assertThat(fitted.coefficients()[7]).isZero();
        assertThat(fitted.coefficients()[8]).isZero();
        assertThat(DoubleStream.of(fitted.predict(data.features()))).allMatch(p -> p >= 0 && p <= 1);
    }

    @Test
    void refusesOtherFeaturesAtPrediction() {
        var data = RandomRows.learnable(60, 2, 1, 10);
        var fitted = new FirthLogistic().fit(data, 0);
        var swapped = data.features().columns("f1", "f0");

        assertThatThrownBy(() -> fitted.predict(swapped))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("learned from 2 features [f0, f1], got 2: [f1, f0]");
    }

    @Test
    void refusesALevelOutsideOfZeroToOne() {
        var fitted = new FirthLogistic().fit(RandomRows.learnable(60, 2, 1, 11), 0);

        assertThatThrownBy(() -> fitted.effects(95)).hasMessageContaining("level 95.0");
    }

    private static double[] ofDeviation(FittedLogistic fitted) {
        return fitted.effects(0.95).stream()
                .mapToDouble(effect -> effect.coefficient().value() * effect.deviation())
                .toArray();
    }

    private static FittedLogistic fit(Golden.Firth golden) {
        return new FirthLogistic().fit(golden.rows(), 0);
    }

    private static LabelledMatrix rows(float[][] values, boolean[] labels) {
        return new LabelledMatrix(FeatureMatrix.numbered("x", values), labels);
    }
}
