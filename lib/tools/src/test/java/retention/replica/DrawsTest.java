package retention.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawsTest {

    private static final int DRAWS = 100_000;

    @Test
    void theSameSeedStageAndItemGiveTheSameDraws() {
        assertThat(Draws.of(1, "a", 2).bits()).isEqualTo(Draws.of(1, "a", 2).bits());
    }

    @Test
    void seedsStagesAndItemsAreApart() {
        assertThat(Draws.of(1, "a", 2).bits())
                .isNotEqualTo(Draws.of(2, "a", 2).bits())
                .isNotEqualTo(Draws.of(1, "b", 2).bits())
                .isNotEqualTo(Draws.of(1, "a", 3).bits());
    }

    @Test
    void gaussiansHaveMeanZeroAndVarianceOne() {
        var draws = Draws.of(1, "gaussian");
        var sample = DoubleStream.generate(draws::gaussian).limit(DRAWS).toArray();
        assertThat(DoubleStream.of(sample).average().orElseThrow()).isCloseTo(0, within(0.015));
        assertThat(DoubleStream.of(sample).map(x -> x * x).average().orElseThrow())
                .isCloseTo(1, within(0.02));
    }

    @Test
    void exponentialsHaveMeanOne() {
        var draws = Draws.of(1, "exponential");
        assertThat(DoubleStream.generate(draws::exponential)
                        .limit(DRAWS)
                        .average()
                        .orElseThrow())
                .isCloseTo(1, within(0.015));
    }

    @Test
    void shufflingKeepsEveryItem() {
        var items = IntStream.range(0, 100).toArray();
        Draws.of(1, "shuffle").shuffle(items);
        assertThat(items).isNotEqualTo(IntStream.range(0, 100).toArray());
        assertThat(items).containsExactlyInAnyOrder(IntStream.range(0, 100).toArray());
    }
}
