package retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import numerics.learning.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KerasCallbacksTest {

    private record Decisions(int epochsRun, int bestEpoch, List<Double> learningRates) {}

    static Stream<Golden.Sequence> sequences() {
        return Arrays.stream(Golden.read("callbacks.json", Golden.Sequence[].class));
    }

    @ParameterizedTest
    @MethodSource("sequences")
    void stopsRestoresAndSlowsDownInTheSameEpochsAsKeras(Golden.Sequence keras) {
        var ours = decide(keras.val_loss());

        assertThat(ours.epochsRun()).isEqualTo(keras.epochs_run());
        assertThat(ours.bestEpoch()).isEqualTo(keras.best_epoch());
        assertThat(ours.learningRates().stream().mapToDouble(rate -> rate).toArray())
                .containsExactly(keras.learning_rates(), within(1e-9));
    }

    @Test
    void onThePublishedLossesNineEpochsRunAndTheFourthIsKept() {
        var published = sequences()
                .filter(s -> s.name().equals("published"))
                .findFirst()
                .orElseThrow();

        var ours = decide(published.val_loss());

        assertThat(ours.epochsRun()).isEqualTo(9);
        assertThat(ours.bestEpoch()).isEqualTo(4);
        assertThat(ours.learningRates().get(7)).isEqualTo(0.0005);
    }

    private static Decisions decide(double[] losses) {
        var settings = TrainingSettings.AS_RUN;
        var callbacks = new NetworkTrainer.KerasCallbacks(settings);
        var rates = new ArrayList<Double>();
        int run = 0;
        int best = 0;
        while (run < losses.length && !callbacks.shouldStop()) {
            double loss = losses[run++];
            rates.add(callbacks.learningRate());
            if (callbacks.improved(loss)) {
                best = run;
            }
        }
        return new Decisions(run, best, rates);
    }
}
