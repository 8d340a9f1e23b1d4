package retention.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicaSettingsTest {

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 299, 1_000_001})
    void aSizeOutOfRangeIsRefusedWithTheRange(int posts) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReplicaSettings(posts, false, 1))
                .withMessageContaining("from 300 to 1000000 posts, not " + posts);
    }

    @Test
    void theStandardIsThePublishedSizeWithPlantedEffects() {
        assertThat(ReplicaSettings.standard().posts()).isEqualTo(4117);
        assertThat(ReplicaSettings.standard().nullModel()).isFalse();
    }
}
