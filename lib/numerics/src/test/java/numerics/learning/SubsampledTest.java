package numerics.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class SubsampledTest {

    private final LabelledMatrix data = RandomRows.learnable(200, 3, 0.3, 1);
    private final ArrayList<LabelledMatrix> seen = new ArrayList<>();
    private final Learner noting = (training, seed) -> {
        seen.add(training);
        return rows -> new double[rows.rows()];
    };

    @Test
    void showsThePartOfEachClass() {
        noting.subsampled(0.25).fit(data, 1).close();
        assertThat(seen.get(0).positives()).isEqualTo(data.positives() - Math.round(0.75 * data.positives()));
        int negatives = data.rows() - data.positives();
        assertThat(seen.get(0).rows() - seen.get(0).positives()).isEqualTo(negatives - Math.round(0.75 * negatives));
    }

    @Test
    void showsAllWhenAskedFor() {
        noting.subsampled(1).fit(data, 1).close();
        assertThat(seen.get(0).rows()).isEqualTo(200);
    }

    @Test
    void refusesNothingAndMoreThanAll() {
        assertThatThrownBy(() -> noting.subsampled(0)).hasMessageContaining("Fraction 0.0");
        assertThatThrownBy(() -> noting.subsampled(1.1)).isInstanceOf(IllegalArgumentException.class);
    }
}
