package retention.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplicaTruthTest {

    @Test
    void saysFirstThatTheDataAreSynthetic() {
        var truth = ReplicaTruth.json(Replica.standard());
        var first = truth.entrySet().iterator().next();
        assertThat(first.getKey()).isEqualTo("synthetic");
        assertThat(first.getValue().getAsString()).contains("not a finding");
    }

    @Test
    void namesDriversWithTheirCoefficientsAndFeaturesWithoutEffect() {
        var retention = ReplicaTruth.json(Replica.standard()).getAsJsonObject("retention");
        assertThat(retention.getAsJsonObject("coefficients").get("log1p_likes").getAsDouble())
                .isEqualTo(RetentionModel.LIKES);
        assertThat(retention
                        .getAsJsonObject("coefficients_of_topic_shares_of_january_posts")
                        .keySet())
                .contains("pets", "ban")
                .doesNotContain("humour");
        assertThat(retention.getAsJsonArray("without_effect")).isNotEmpty();
    }

    @Test
    void aNullModelHasNoDrivers() {
        var retention =
                ReplicaTruth.json(Replica.of(new ReplicaSettings(400, true, 1))).getAsJsonObject("retention");
        assertThat(retention.getAsJsonObject("coefficients").size()).isZero();
        assertThat(retention
                        .getAsJsonObject("coefficients_of_topic_shares_of_january_posts")
                        .size())
                .isZero();
    }

    @Test
    void aSmallReplicaSaysHowManyAreRetained() {
        var sizes = ReplicaTruth.json(Replica.of(new ReplicaSettings(400, false, 1)))
                .getAsJsonObject("sizes");
        assertThat(sizes.get("retained").getAsInt()).isEqualTo(Sizes.FEWEST_RETAINED);
        assertThat(sizes.get("retained_note").getAsString()).contains("at least " + Sizes.FEWEST_RETAINED);
    }

    @Test
    void eachPostHasATopic() {
        var replica = Replica.of(new ReplicaSettings(400, false, 1));
        var topics = ReplicaTruth.json(replica).getAsJsonObject("topics");
        assertThat(topics.keySet()).hasSize(400);
        replica.posts().forEach(post -> assertThat(topics.get(post.postId()).getAsString())
                .isEqualTo(post.topic().key()));
    }
}
