package numerics.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelledMatrixTest {

    /** Row i has the value i, and every fifth row is positive. */
    private static LabelledMatrix rows(int count) {
        var values = new float[count][1];
        var labels = new boolean[count];
        for (int i = 0; i < count; i++) {
            values[i][0] = i;
            labels[i] = i % 5 == 0;
        }
        return new LabelledMatrix(FeatureMatrix.numbered("row", values), labels);
    }

    @Test
    void holdsOutTheLastFifthOfThePublishedUsersInTheirOrder() {
        var split = rows(3249).holdOutLast(0.2);

        assertThat(split.training().rows()).isEqualTo(2599);
        assertThat(split.validation().rows()).isEqualTo(650);
        assertThat(split.training().features().value(2598, 0)).isEqualTo(2598);
        assertThat(split.validation().features().value(0, 0)).isEqualTo(2599);
        assertThat(split.validation().label(1)).isTrue();
    }

    @Test
    void refusesAFractionThatLeavesNothing() {
        assertThatThrownBy(() -> rows(10).holdOutLast(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rows(10).holdOutLast(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void holdsOutTheSameShareOfBothClasses() {
        var split = rows(100).holdOutStratified(0.2, 1);

        assertThat(split.training().rows()).isEqualTo(80);
        assertThat(split.training().positives()).isEqualTo(16);
        assertThat(split.validation().rows()).isEqualTo(20);
        assertThat(split.validation().positives()).isEqualTo(4);
    }

    @Test
    void stratifiedPartsShareNoRowAndLoseNone() {
        var split = rows(50).holdOutStratified(0.3, 2);

        var together = IntStream.concat(numbers(split.training()), numbers(split.validation()));
        assertThat(together.sorted())
                .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());
    }

    @Test
    void drawsTheSameRowsForTheSameSeedAndOthersForAnother() {
        var first = numbers(rows(100).holdOutStratified(0.2, 3).validation()).toArray();

        assertThat(numbers(rows(100).holdOutStratified(0.2, 3).validation())).containsExactly(boxed(first));
        assertThat(numbers(rows(100).holdOutStratified(0.2, 4).validation()).toArray())
                .isNotEqualTo(first);
    }

    @Test
    void refusesToSplitAClassOfOne() {
        assertThatThrownBy(() -> rows(5).holdOutStratified(0.2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 rows labelled true");
    }

    @Test
    void refusesAnotherNumberOfLabels() {
        var features = rows(3).features();

        assertThatThrownBy(() -> new LabelledMatrix(features, new boolean[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 labels for 3 x 1 features");
    }

    private static IntStream numbers(LabelledMatrix matrix) {
        return IntStream.range(0, matrix.rows())
                .map(i -> (int) matrix.features().value(i, 0));
    }

    private static Integer[] boxed(int[] values) {
        return IntStream.of(values).boxed().toArray(Integer[]::new);
    }
}
