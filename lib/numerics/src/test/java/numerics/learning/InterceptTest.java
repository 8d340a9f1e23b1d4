package numerics.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class InterceptTest {

    @Test
    void makesProbabilitiesAddUpToTheEvents() {
        var offset = new Random(1).doubles(500, -20, 20).toArray();
        for (int events : new int[] {1, 20, 250, 499}) {
            double intercept = Intercept.matching(offset, events);
            assertThat(DoubleStream.of(offset)
                            .map(o -> 1 / (1 + Math.exp(-intercept - o)))
                            .sum())
                    .isCloseTo(events, within(1e-9));
        }
    }

    @Test
    void isTheLogOddsWhereNothingElseIsKnown() {
        assertThat(Intercept.matching(new double[10], 2)).isCloseTo(Math.log(2 / 8.0), within(1e-12));
    }

    @Test
    void refusesNoEventsOrNothingElse() {
        assertThatThrownBy(() -> Intercept.matching(new double[10], 0))
                .hasMessage("No intercept gives 0 events in 10 rows: expected some and not all.");
        assertThatThrownBy(() -> Intercept.matching(new double[10], 10)).hasMessageContaining("10 events in 10 rows");
    }
}
