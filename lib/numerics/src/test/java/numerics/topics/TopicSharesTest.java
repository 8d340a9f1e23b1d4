package numerics.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TopicSharesTest {
    private final TopicShares shares = new TopicShares(3, new double[][] {{1, 3, 0}, {0, 0, 0}, {2, 2, 1}});

    @Test
    void addUpToOneOrNothing() {
        assertThat(shares.toArray()).isDeepEqualTo(new double[][] {{0.25, 0.75, 0}, {0, 0, 0}, {0.4, 0.4, 0.2}});
    }

    @Test
    void nameTheLargestTopicTheLowerOfEqualsAndNoneOfNothing() {
        assertThat(shares.dominant()).containsExactly(1, TopicShares.NONE, 0);
    }

    @Test
    void averageOverDocuments() {
        assertThat(shares.mean()).containsExactly(new double[] {0.65 / 3, 1.15 / 3, 0.2 / 3}, within(1e-15));
    }

    @Test
    void ofNoDocumentsAreEmpty() {
        assertThat(new TopicShares(2, new double[0][]).mean()).containsExactly(0, 0);
    }

    @Test
    void refuseWhatIsNoWeight() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TopicShares(2, new double[][] {{1, 0}, {1, -1}}))
                .withMessage("Weights [1.0, -1.0] of document 1, expected 2 finite numbers of 0 or more");
        assertThatIllegalArgumentException().isThrownBy(() -> new TopicShares(2, new double[][] {{1}}));
    }
}
