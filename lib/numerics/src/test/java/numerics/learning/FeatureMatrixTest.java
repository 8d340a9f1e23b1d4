package numerics.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureMatrixTest {

    private static final FeatureMatrix COUNTS =
            FeatureMatrix.of(List.of("likes", "shares"), new float[][] {{1, 2}, {3, 4}, {5, 6}});

    @Test
    void putsBehaviourAndEmbeddingBesideEachOther() {
        var behaviour = FeatureMatrix.numbered("count", new float[3249][4]);
        var embedding = FeatureMatrix.numbered("embedding", new float[3249][768]);

        assertThat(behaviour.beside(embedding)).hasToString("3249 x 772 features");
    }

    @Test
    void keepsNamesAndValuesInOrderWhenJoined() {
        var right = FeatureMatrix.of(List.of("age"), new float[][] {{7}, {8}, {9}});

        var joined = COUNTS.beside(right);

        assertThat(joined.names()).containsExactly("likes", "shares", "age");
        assertThat(joined.toArray()).isDeepEqualTo(new float[][] {{1, 2, 7}, {3, 4, 8}, {5, 6, 9}});
    }

    @Test
    void refusesToJoinOtherNumbersOfRows() {
        var right = FeatureMatrix.of(List.of("age"), new float[][] {{7}});

        assertThatThrownBy(() -> COUNTS.beside(right))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 x 1 features")
                .hasMessageContaining("3 x 2 features");
    }

    @Test
    void refusesAFeatureThatComesTwice() {
        assertThatThrownBy(() -> COUNTS.beside(COUNTS)).hasMessageContaining("'likes' comes twice");
    }

    @Test
    void selectsRowsInTheOrderGiven() {
        assertThat(COUNTS.select(2, 0, 2).toArray()).isDeepEqualTo(new float[][] {{5, 6}, {1, 2}, {5, 6}});
    }

    @Test
    void refusesToSelectNothing() {
        assertThatThrownBy(COUNTS::select)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("out of 3");
    }

    @Test
    void namesRowAndColumnOfAMissingValue() {
        assertThatThrownBy(() -> FeatureMatrix.of(List.of("likes", "shares"), new float[][] {{1, 2}, {3, Float.NaN}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Row 1 has NaN in column 'shares'");
    }

    @Test
    void namesTheRowOfAnotherLength() {
        assertThatThrownBy(() -> FeatureMatrix.of(List.of("likes", "shares"), new float[][] {{1, 2}, {3}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Row 1 has 1 values, expected 2");
    }

    @Test
    void refusesAnEmptyMatrix() {
        assertThatThrownBy(() -> FeatureMatrix.numbered("c", new float[0][]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 x 0");
    }

    @Test
    void doesNotFollowChangesOfTheArrayItCameFrom() {
        float[][] rows = {{1}};
        var matrix = FeatureMatrix.of(List.of("likes"), rows);

        rows[0][0] = 2;
        matrix.toArray()[0][0] = 3;

        assertThat(matrix.value(0, 0)).isEqualTo(1);
    }

    @Test
    void handsOutRowsAndRowsInARow() {
        assertThat(COUNTS.row(1)).containsExactly(3, 4);
        var values = FloatBuffer.allocate(4);
        COUNTS.put(values, 2, 0);
        assertThat(values.array()).containsExactly(5, 6, 1, 2);
    }

    @Test
    void namesTheFeaturesThatSomethingWasLearnedFromAndThoseThatItGot() {
        assertThatThrownBy(() -> COUNTS.requireNames(List.of("likes"), "The model"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The model has learned from 1 features [likes], got 2: [likes, shares]. "
                        + "They must be the same, in the same order.");
    }
}
