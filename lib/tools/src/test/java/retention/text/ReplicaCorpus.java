package retention.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import numerics.topics.DocumentTermMatrix;
import retention.replica.Replica;
import retention.replica.ReplicaSettings;
import retention.replica.Topic;
import retention.text.Token.Kind;

/**
 * The replica's posts as words, without hashtags. Posts about nothing are left out: having no words, they are known without
 * any topic.
 */
public record ReplicaCorpus(List<List<String>> documents, List<Topic> planted) {

    public static ReplicaCorpus standard() {
        var posts = new Replica(ReplicaSettings.standard())
                .posts()
                .filter(post -> post.topic() != Topic.NONE)
                .toList();
        var segmenter = Segmenter.standard().withoutStopWords().keeping(Kind.HAN, Kind.LATIN);
        return new ReplicaCorpus(
                segmenter.documents(posts.stream()
                        .map(post -> post.get("title") + "\n" + post.get("content"))
                        .toList()),
                posts.stream().map(Replica.Post::topic).toList());
    }

    public DocumentTermMatrix counts() {
        return Vectorizer.counts().minDocuments(5).maxShare(0.3).fitTransform(documents);
    }

    public DocumentTermMatrix tfIdf() {
        return Vectorizer.tfIdf().minDocuments(5).maxShare(0.3).fitTransform(documents);
    }

    /** The same words dealt to posts of the same lengths by chance, so that no post is about anything. */
    public ReplicaCorpus withShuffledWords(long seed) {
        var words = new ArrayList<String>();
        documents.forEach(words::addAll);
        Collections.shuffle(words, new Random(seed));
        var shuffled = new ArrayList<List<String>>();
        int dealt = 0;
        for (var document : documents) {
            shuffled.add(List.copyOf(words.subList(dealt, dealt + document.size())));
            dealt += document.size();
        }
        return new ReplicaCorpus(shuffled, planted);
    }
}
