package retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import numerics.learning.FeatureMatrix;
import numerics.learning.LabelledMatrix;
import numerics.learning.Learner;
import numerics.learning.RandomRows;
import org.junit.jupiter.api.Test;
import retention.model.NetworkSummary.Layer;

class RecurrentTest {

    private static final int DAYS = 31;
    private static final TrainingSettings SETTINGS = new TrainingSettings(16, 25, 0.02, 25, 25, 0.5, true, true);

    /** Two channels: noise, and ten active days that lie late for those who are retained, and early for the others. */
    private static LabelledMatrix calendars(int rows, long seed) {
        var random = new Random(seed);
        var values = new float[rows][DAYS * 2];
        var labels = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = i % 3 == 0;
            var days = random.ints(0, 20).distinct().limit(10).toArray();
            for (int day : days) {
                values[i][(day + (labels[i] ? DAYS - 20 : 0)) * 2] = 1;
            }
            for (int day = 0; day < DAYS; day++) {
                values[i][day * 2 + 1] = (float) random.nextGaussian();
            }
        }
        return new LabelledMatrix(FeatureMatrix.numbered("day", values), labels);
    }

    @Test
    void learnsAnOrderThatSumsDoNotTell() {
        var training = calendars(300, 1);
        // More rows than one pass of prediction takes.
        var test = calendars(600, 2);
        for (int i = 0; i < 10; i++) {
            var row = test.features().row(i);
            assertThat(IntStream.range(0, DAYS).mapToDouble(day -> row[day * 2]).sum())
                    .isEqualTo(10);
        }

        try (var fitted = new NetworkLearner(Recurrent.of(DAYS, 2, 8), SETTINGS, 0).fit(training, 7)) {
            var probabilities = fitted.predict(test.features());
            long right = IntStream.range(0, test.rows())
                    .filter(i -> probabilities[i] > 0.5 == test.label(i))
                    .count();
            assertThat(right).isGreaterThan(540);
        }
    }

    @Test
    void givesTheSameBitsWithTheSameSeed() {
        var learner = new NetworkLearner(Recurrent.of(DAYS, 2, 4), SETTINGS.withEpochs(2), 0);

        assertThat(predict(learner, 7)).isEqualTo(predict(learner, 7));
        assertThat(predict(learner, 8)).isNotEqualTo(predict(learner, 7));
    }

    private static double[] predict(Learner learner, long seed) {
        var data = calendars(100, 3);
        try (var fitted = learner.fit(data, seed)) {
            return fitted.predict(data.features());
        }
    }

    @Test
    void predictsARowAloneAsAmongOthers() {
        var data = calendars(300, 4);
        try (var fitted = new NetworkLearner(Recurrent.of(DAYS, 2, 4), SETTINGS.withEpochs(2), 0).fit(data, 7)) {
            double alone = fitted.predict(data.features().select(280))[0];

            assertThat(fitted.predict(data.features())[280]).isCloseTo(alone, within(1e-6));
        }
    }

    @Test
    void itsSummaryListsTheLayers() {
        var summary = NetworkSummary.of(Recurrent.of(DAYS, 2, 8), DAYS * 2);

        // Four gates of 8 units over 2 inputs and 8 states, with PyTorch's two biases.
        assertThat(summary.layers())
                .containsExactly(
                        new Layer("Days", "(n, 31, 2)", 0, 0),
                        new Layer("LSTM", "(n, 31, 8)", 384, 384),
                        new Layer("LastDay", "(n, 8)", 0, 0),
                        new Layer("Linear", "(n, 1)", 9, 9));
    }

    @Test
    void refusesAnotherNumberOfFeatures() {
        var data = RandomRows.learnable(60, 40, 0.5, 6);

        assertThatThrownBy(() -> new NetworkLearner(Recurrent.of(DAYS, 2, 4), SETTINGS, 0).fit(data, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("31 days of 2 channels, 62 features, got 40");
    }
}
