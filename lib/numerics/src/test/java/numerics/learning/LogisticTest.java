package numerics.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class LogisticTest {

    @Test
    void makesProbabilitiesAddUpToTheEvents() {
        var offset = new Random(1).doubles(500, -20, 20).toArray();
        for (int events : new int[] {1, 20, 250, 499}) {
            double intercept = Logistic.intercept(offset, events);
            assertThat(DoubleStream.of(offset)
                            .map(o -> Logistic.probability(intercept + o))
                            .sum())
                    .isCloseTo(events, within(1e-9));
        }
    }

    @Test
    void isTheLogOddsWhereNothingElseIsKnown() {
        assertThat(Logistic.intercept(new double[10], 2)).isCloseTo(Math.log(2 / 8.0), within(1e-12));
    }

    @Test
    void refusesNoEventsOrNothingElse() {
        assertThatThrownBy(() -> Logistic.intercept(new double[10], 0))
                .hasMessage("No intercept gives 0 positives in 10 rows: expected some and not all.");
        assertThatThrownBy(() -> Logistic.intercept(new double[10], 10))
                .hasMessageContaining("10 positives in 10 rows");
    }
}
