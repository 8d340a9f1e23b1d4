package retention.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CorrectedResampledTTest {

    private static final double[] DIFFERENCES = {0.02, 0.05, -0.01, 0.03, 0.04};

    @Test
    void agreesWithTheDefinitionWrittenInPython() {
        Golden.read("additions").json().getAsJsonArray("corrected_t").forEach(element -> {
            var row = element.getAsJsonArray();
            var test = CorrectedResampledT.of(
                    Golden.doubles(row.get(0).getAsJsonArray()),
                    row.get(1).getAsInt(),
                    row.get(2).getAsInt(),
                    row.get(3).getAsDouble());
            assertThat(test.t()).isCloseTo(row.get(4).getAsDouble(), within(1e-12));
            assertThat(test.pValue()).isCloseTo(row.get(5).getAsDouble(), within(1e-11));
            assertThat(test.difference().lower()).isCloseTo(row.get(6).getAsDouble(), within(1e-9));
            assertThat(test.difference().upper()).isCloseTo(row.get(7).getAsDouble(), within(1e-9));
        });
    }

    @Test
    void intervalExcludesZeroExactlyWhereTheTestRejects() {
        var random = new Random(3);
        for (int i = 0; i < 200; i++) {
            var differences = random.doubles(10, -0.3, 1).toArray();
            var test = CorrectedResampledT.of(differences, 80, 20, 0.95);
            assertThat(test.difference().contains(0)).isEqualTo(test.pValue() > 0.05);
        }
    }

    @Test
    void repeatingTheSameFoldsDoesNotMakeItCertain() {
        var once = CorrectedResampledT.of(DIFFERENCES, 80, 20, 0.95);
        var hundredTimes = CorrectedResampledT.of(
                IntStream.range(0, 500).mapToDouble(i -> DIFFERENCES[i % 5]).toArray(), 80, 20, 0.95);
        assertThat(hundredTimes.difference().width())
                .isGreaterThan(once.difference().width() / 3);
    }

    @Test
    void moreTestRowsForTheSameTrainingWidenIt() {
        assertThat(CorrectedResampledT.of(DIFFERENCES, 50, 50, 0.95)
                        .difference()
                        .width())
                .isGreaterThan(CorrectedResampledT.of(DIFFERENCES, 80, 20, 0.95)
                        .difference()
                        .width());
    }

    @Test
    void aModelAgainstItselfIsNoDifference() {
        assertThat(CorrectedResampledT.of(new double[10], 80, 20, 0.95))
                .isEqualTo(new CorrectedResampledT(new Interval(0, 0, 0, 0.95), 0, 9, 1));
    }

    @Test
    void theSameDifferenceInEachFoldLeavesNoDoubt() {
        var differences = new double[6];
        Arrays.fill(differences, -0.1);
        var test = CorrectedResampledT.of(differences, 80, 20, 0.95);
        assertThat(test.t()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(test.pValue()).isZero();
    }

    @Test
    void scoresAreComparedWithinEachFold() {
        var labels = Cases.labels(8, 32);
        var splits = new StratifiedFolds(4, 1).repeated(labels, 2);
        var first = List.of(Cases.normalScores(labels, 1, new Random(1)), Cases.normalScores(labels, 1, new Random(2)));
        var second =
                List.of(Cases.normalScores(labels, 0, new Random(3)), Cases.normalScores(labels, 0, new Random(4)));
        var differences = new double[8];
        for (int repeat = 0, i = 0; repeat < 2; repeat++) {
            for (var fold : splits.get(repeat)) {
                var tested = Rows.pick(labels, fold.test());
                differences[i++] = Metrics.aucRoc(tested, Rows.pick(first.get(repeat), fold.test()))
                        - Metrics.aucRoc(tested, Rows.pick(second.get(repeat), fold.test()));
            }
        }
        assertThat(CorrectedResampledT.of(labels, splits, first, second, Metrics::aucRoc, 0.95))
                .isEqualTo(CorrectedResampledT.of(differences, 30, 10, 0.95));
    }

    @Test
    void oneDifferenceIsTooFew() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorrectedResampledT.of(new double[] {0.1}, 80, 20, 0.95))
                .withMessageContaining("1 differences: expected 2 or more");
    }

    @Test
    void aDifferenceThatIsNotANumberIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorrectedResampledT.of(new double[] {0.1, Double.NaN}, 80, 20, 0.95))
                .withMessageContaining("difference at row 1 is NaN");
    }

    @Test
    void noTrainingRowsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorrectedResampledT.of(DIFFERENCES, 0, 20, 0.95))
                .withMessageContaining("Fitted on 0 rows");
    }

    @Test
    void scoresOfAnotherNumberOfRepeatsAreRefused() {
        var labels = Cases.labels(4, 8);
        var splits = new StratifiedFolds(2, 1).repeated(labels, 2);
        var scores = List.of(new double[12]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorrectedResampledT.of(labels, splits, scores, scores, Metrics::aucRoc, 0.95))
                .withMessageContaining("2 splits, but scores of 1 and 1 repeats");
    }
}
