package retention.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicaSettingsTest {

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 299, 1_000_000_001})
    void aSizeOutOfRangeIsRefusedWithTheRange(int posts) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReplicaSettings(posts, false, 1))
                .withMessageContaining("from 300 to 1000000000 posts, not " + posts);
    }

    @ParameterizedTest
    @CsvSource({"1000000,1", "1000001,2", "10000000,10", "2500000,3"})
    void partsHaveAtMostAMillionPostsEachAndAllTogether(int posts, int parts) {
        var settings = new ReplicaSettings(posts, true, 7).parts();
        assertThat(settings).hasSize(parts).doesNotHaveDuplicates();
        assertThat(settings).allMatch(part -> part.nullModel() && Math.abs(part.posts() - posts / parts) <= 1);
        assertThat(settings.stream().mapToInt(ReplicaSettings::posts).sum()).isEqualTo(posts);
    }

    @Test
    void onePartIsTheReplicaItself() {
        assertThat(ReplicaSettings.standard().parts()).containsExactly(ReplicaSettings.standard());
    }

    @Test
    void theStandardIsThePublishedSizeWithPlantedEffects() {
        assertThat(ReplicaSettings.standard().posts()).isEqualTo(4117);
        assertThat(ReplicaSettings.standard().nullModel()).isFalse();
    }
}
