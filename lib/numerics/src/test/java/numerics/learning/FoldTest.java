package numerics.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import numerics.evaluation.Cases;
import org.junit.jupiter.api.Test;

class FoldTest {

    @Test
    void comesBackFromTheNumbersOfItsRows() {
        var labels = Cases.labels(7, 30);
        var splits = new CrossValidation(5, 2, 3).split(labels);
        var predictions = new OutOfFold(labels, splits, List.of(new double[37], new double[37]));
        assertThat(predictions.foldNumbers().stream().map(Fold::numbered)).containsExactlyElementsOf(splits);
    }

    @Test
    void equalsOneOfTheSameRowsAndNoOther() {
        assertThat(Fold.numbered(1, 2, 1))
                .isEqualTo(Fold.numbered(1, 2, 1))
                .hasSameHashCodeAs(Fold.numbered(1, 2, 1))
                .isNotEqualTo(Fold.numbered(2, 1, 2))
                .isNotEqualTo(Fold.numbered(1, 2, 2));
    }

    @Test
    void isRefusedWhereANumberIsMissingOrThereAreNotTwo() {
        assertThatThrownBy(() -> Fold.numbered(1, 3, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("folds [1, 3]");
        assertThatThrownBy(() -> Fold.numbered(0, 1, 2)).hasMessageContaining("folds [0, 1, 2]");
        assertThatThrownBy(() -> Fold.numbered(1, 1)).hasMessageContaining("folds [1]");
        assertThatThrownBy(() -> Fold.numbered()).hasMessageContaining("folds []");
    }
}
