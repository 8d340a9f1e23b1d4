package retention.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import retention.study.StageCosts.Stage;

class StageCostsTest {

    @Test
    void anEncodersFlopGrowWithTheSquareOfTheLengthInAttentionOnly() {
        assertThat(StageCosts.encodingFlop(new int[] {1}, 1, 1)).isEqualTo(28);
        assertThat(StageCosts.encodingFlop(new int[] {10, 10}, 3, 2))
                .isEqualTo(2 * 3 * (24.0 * 10 * 4 + 4.0 * 100 * 2));
        assertThat(StageCosts.encodingFlop(new int[] {128}, 12, 768)).isCloseTo(22.3e9, within(0.1e9));
    }

    @Test
    void theLayersOfBertHaveTheirParameters() {
        assertThat(StageCosts.encoderParameters(12, 768)).isEqualTo(85_054_464);
    }

    @Test
    void trainingTakesSixFlopAParameterRowAndEpoch() {
        assertThat(StageCosts.trainingFlop(108_033, 2599, 1)).isEqualTo(6.0 * 108_033 * 2599);
    }

    @Test
    void secondsOfSeveralStagesAreAdded() {
        var seconds = Map.of("a", 1.25, "b", 2.0);
        assertThat(StageCosts.shown(seconds, "a", "b")).isEqualTo("3.3");
        assertThat(StageCosts.shown(seconds, "b", "c")).isEqualTo("2.0");
        assertThat(StageCosts.shown(seconds, "c")).isEqualTo("-");
    }

    @Test
    void theReadingSaysWhatTheEncoderTakes() {
        var encoding = new Stage("embeddings", "1.0", 3e9, 12e9, 85, "-");
        var costs = new StageCosts(List.of(encoding, new Stage("a network", "2.0", 1e9, 1e9, 10, "-")));
        assertThat(costs.reading()).contains("75.0 % of the FLOP", "4.0 times the FLOP");
        assertThat(costs.table().rowCount()).isEqualTo(2);
        assertThat(costs.table().stringColumn("GFLOP, as published").asList()).containsExactly("12", "1");
        assertThat(costs.table().stringColumn("parameters").asList()).containsExactly("85", "10");
    }
}
