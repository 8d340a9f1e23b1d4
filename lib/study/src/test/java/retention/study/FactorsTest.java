package retention.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import numerics.evaluation.Interval;
import org.junit.jupiter.api.Test;
import retention.study.Factors.Line;

class FactorsTest {

    private static final Line BOTH =
            new Line("likes", new Interval(0.5, 0.3, 0.7, 0.95), Optional.of(new Interval(2, 1.5, 3, 0.95)));
    private static final Line ALONE = new Line("videos", new Interval(0.1, -0.3, 0.3, 0.95), Optional.empty());

    @Test
    void theTableSaysEachFigureWithItsInterval() {
        var table = new Factors(List.of(BOTH, ALONE)).table();
        assertThat(table.columnNames()).containsExactly("feature", "alone: Cliff's delta", "together: odds ratio");
        assertThat(table.row(0).getString(1)).isEqualTo("0.50 [0.30, 0.70]");
        assertThat(table.row(0).getString(2)).isEqualTo("2.00 [1.50, 3.00]");
        assertThat(table.row(1).getString(2)).isEqualTo("-");
    }
}
