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
import retention.replica.ReplicaPost;
import retention.replica.Topic;

/** On the texts of the replica, cut crudely: Latin words, and Chinese in pairs of characters. */
class FastTextReplicaTest {

    private static final Pattern TOKEN = Pattern.compile("[a-z]+|[\\u3400-\\u9fff]{1,2}");
    private static final int LEAST_POSTS = 15;
    private static final double OWN = 0.8;
    private static final int NEAREST = 10;

    private static FastTextModel model;
    private static Map<String, Topic> topics;

    @BeforeAll
    static void train() {
        var documents = new ArrayList<List<String>>();
        var posts = new TreeMap<String, Map<Topic, Integer>>();
        Replica.standard().posts().forEach(post -> {
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
        model = FastTextModel.train(documents, FastTextSettings.SHORT_POSTS.withEpochs(3));
    }

    private static List<String> words(ReplicaPost post) {
        var text = (post.title() + "\n" + post.content()).toLowerCase(Locale.ROOT);
        return TOKEN.matcher(text).results().map(MatchResult::group).toList();
    }

    /** Thirteen topics: by chance, fewer than two of ten neighbours would be of a word's own topic. */
    @Test
    void placesWordsOfAPlantedTopicNearestToEachOther() {
        assertThat(topics).hasSizeGreaterThan(500);
        long same = 0;
        long all = 0;
        var words = List.copyOf(topics.keySet());
        for (int i = 0; i < words.size(); i += 5) {
            var word = words.get(i);
            var nearest = model.neighbours(word, Integer.MAX_VALUE).stream()
                    .map(FastTextModel.Neighbour::word)
                    .filter(topics::containsKey)
                    .limit(NEAREST)
                    .toList();
            same += nearest.stream()
                    .filter(other -> topics.get(other) == topics.get(word))
                    .count();
            all += nearest.size();
        }
        assertThat((double) same / all).isGreaterThan(0.7);
    }

    @Test
    void placesWordsOfTheSameTopicNearerThanOthersOnAverage() {
        double same = 0;
        double other = 0;
        long samePairs = 0;
        long otherPairs = 0;
        var words = List.copyOf(topics.keySet());
        for (int i = 0; i < words.size(); i += 3) {
            for (int j = 0; j < i; j += 3) {
                double cosine = model.similarity(words.get(i), words.get(j));
                if (topics.get(words.get(i)) == topics.get(words.get(j))) {
                    same += cosine;
                    samePairs++;
                } else {
                    other += cosine;
                    otherPairs++;
                }
            }
        }
        assertThat(same / samePairs).isGreaterThan(other / otherPairs + 0.2);
    }
}
