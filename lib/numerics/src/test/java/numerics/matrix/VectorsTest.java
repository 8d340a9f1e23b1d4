package numerics.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import numerics.matrix.Vectors.Neighbour;
import org.junit.jupiter.api.Test;

class VectorsTest {

    private static final float[][] EMBEDDINGS = {{1, 0}, {0, 2}, {3, 3}, {2, 0}, {0, 0}};

    @Test
    void comeInTheOrderOfTheirAngleItselfFirst() {
        assertThat(Vectors.nearest(EMBEDDINGS, 3, 3)).extracting(Neighbour::row).containsExactly(3, 0, 2);
    }

    @Test
    void carryTheCosine() {
        assertThat(Vectors.nearest(EMBEDDINGS, 0, 3).get(2).cosine()).isCloseTo(Math.sqrt(0.5), within(1e-12));
    }

    @Test
    void countATextWithoutDirectionAsUnlikeAll() {
        assertThat(Vectors.nearest(EMBEDDINGS, 4, 5))
                .allSatisfy(n -> assertThat(n.cosine()).isZero());
    }

    @Test
    void refuseARowThatDoesNotExist() {
        assertThatThrownBy(() -> Vectors.nearest(EMBEDDINGS, 5, 1)).hasMessageContaining("Row 5, expected 0 to 4");
        assertThatThrownBy(() -> Vectors.nearest(EMBEDDINGS, 0, -1)).hasMessage("-1 nearest rows, expected 1 or more.");
    }
}
