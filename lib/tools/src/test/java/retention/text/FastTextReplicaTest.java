package retention.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;
import retention.replica.Topic;

/** On the texts of the replica, cut crudely: Latin words, and Chinese in pairs of characters. */
class FastTextReplicaTest {

    private static final Pattern TOKEN = Pattern.compile("[a-z]+|[\\u3400-\\u9fff]{1,2}");
    private static final int LEAST_POSTS = 10;
    private static final double OWN = 0.7;
    private static final int NEAREST = 10;

    private static FastTextModel model;
    private static Map<String, Topic> topics;

    @BeforeAll
    static void train() {
        var documents = new ArrayList<List<String>>();
        var posts = new TreeMap<String, Map<Topic, Integer>>();
        new Replica(ReplicaSettings.standard()).posts().forEach(post -> {
            var words = words(post);
            documents.add(words);
            new TreeSet<>(words).forEach(word -> posts.computeIfAbsent(word, unseen -> new TreeMap<>())
                    .merge(post.topic(), 1, Integer::sum));
        });
        topics = new TreeMap<>();
        posts.forEach((word, counts) -> {
            int all = counts.values().stream().mapToInt(Integer::intValue).sum();
            counts.forEach((topic, count) -> {
                if (all >= LEAST_POSTS && count >= OWN * all) {
                    topics.put(word, topic);
                }
            });
        });
        model = FastTextModel.train(documents, new FastTextModel.Settings(64, 3, 2, 1e-4, 42));
    }

    private static List<String> words(Replica.Post post) {
        var text = (post.get("title") + "\n" + post.get("content")).toLowerCase(Locale.ROOT);
        return TOKEN.matcher(text).results().map(MatchResult::group).toList();
    }

    /**
     * The texts tell little of their topics, as real ones do; but of the nearest words of a word that mostly stands in one
     * topic, more are of that topic than there are among all such words.
     */
    @Test
    void placesWordsOfAPlantedTopicNearerThanByChance() {
        assertThat(topics).hasSizeGreaterThan(200);
        long same = 0;
        long all = 0;
        long byChance = 0;
        for (var word : topics.keySet()) {
            var nearest = model.neighbours(word).stream()
                    .map(near -> model.vocabulary().get(near.row()))
                    .filter(topics::containsKey)
                    .limit(NEAREST)
                    .toList();
            same += nearest.stream()
                    .filter(other -> topics.get(other) == topics.get(word))
                    .count();
            all += nearest.size();
            byChance += topics.values().stream()
                    .filter(topic -> topic == topics.get(word))
                    .count();
        }
        double share = (double) same / all;
        double chance = (double) byChance / topics.size() / topics.size();
        assertThat(share).isGreaterThan(1.5 * chance);
    }
}
