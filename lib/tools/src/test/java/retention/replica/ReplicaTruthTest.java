package retention.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicaTruthTest {

    @TempDir
    Path folder;

    @Test
    void saysFirstThatTheDataAreSynthetic() {
        var truth = ReplicaTruth.json(new Replica(ReplicaSettings.standard()));
        var first = truth.entrySet().iterator().next();
        assertThat(first.getKey()).isEqualTo("synthetic");
        assertThat(first.getValue().getAsString()).contains("not a finding");
    }

    @Test
    void namesDriversWithTheirCoefficientsAndFeaturesWithoutEffect() {
        var retention =
                ReplicaTruth.json(new Replica(ReplicaSettings.standard())).getAsJsonObject("retention");
        assertThat(retention.getAsJsonObject("coefficients").get("log1p_likes").getAsDouble())
                .isEqualTo(Retention.LIKES);
        assertThat(retention
                        .getAsJsonObject("coefficients_of_topic_shares_of_january_posts")
                        .keySet())
                .contains("pets", "ban")
                .doesNotContain("humour");
        assertThat(retention.getAsJsonArray("without_effect")).isNotEmpty();
    }

    @Test
    void trueSumsAreNotBelowThoseThatAreDisplayed() {
        var replica = new Replica(new ReplicaSettings(400, false, 1));
        long displayed = IntStream.of(replica.engagement.publishedSums(Count.LIKE))
                .asLongStream()
                .sum();
        var sums = ReplicaTruth.json(replica).getAsJsonObject("true_january_sums");
        assertThat(sums.keySet()).containsExactly("likes", "collects", "comments", "shares");
        assertThat(sums.get("likes").getAsLong()).isGreaterThan(displayed);
    }

    @Test
    void aNullModelHasNoDrivers() {
        var retention = ReplicaTruth.json(new Replica(new ReplicaSettings(400, true, 1)))
                .getAsJsonObject("retention");
        assertThat(retention.getAsJsonObject("coefficients").size()).isZero();
        assertThat(retention
                        .getAsJsonObject("coefficients_of_topic_shares_of_january_posts")
                        .size())
                .isZero();
    }

    @Test
    void aSmallReplicaSaysHowManyAreRetained() {
        var truth = ReplicaTruth.json(new Replica(new ReplicaSettings(400, false, 1)));
        assertThat(truth.getAsJsonObject("sizes").get("retained").getAsInt())
                .isEqualTo(ReplicaSettings.FEWEST_RETAINED);
        assertThat(truth.getAsJsonObject("calibrated").get("retained users").getAsString())
                .contains("at least " + ReplicaSettings.FEWEST_RETAINED);
    }

    @Test
    void topicsAreGivenForEachPostInTheOrderOfTheFile() throws IOException {
        var replica = new Replica(new ReplicaSettings(400, false, 1));
        var file = folder.resolve("r.json");
        Replica.write(replica.settings, folder.resolve("r.csv"), file);
        var truth = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        var topics = truth.getAsJsonObject("topics");
        assertThat(topics.entrySet())
                .extracting(topic -> tuple(topic.getKey(), topic.getValue().getAsString()))
                .containsExactlyElementsOf(replica.posts()
                        .map(post -> tuple(post.get("post_id"), post.topic().key()))
                        .toList());
        var counts = truth.getAsJsonObject("posts_by_topic");
        assertThat(counts.asMap().values().stream()
                        .mapToInt(JsonElement::getAsInt)
                        .sum())
                .isEqualTo(400);
    }
}
