package retention.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import retention.replica.Replica;
import retention.replica.ReplicaPost;
import retention.replica.Topic;
import retention.text.Token.Kind;

/** The replica's posts as counts and as TF-IDF of the same words, without hashtags, which would give the topics away. */
record ReplicaCorpus(DocumentTermMatrix counts, DocumentTermMatrix tfIdf, List<Topic> planted) {

    static ReplicaCorpus standard() {
        var posts = Replica.standard().posts().toList();
        var segmenter = Segmenter.standard().withoutStopWords().keeping(Kind.HAN, Kind.LATIN);
        var documents = segmenter.documents(
                posts.stream().map(post -> post.title() + "\n" + post.content()).toList());
        return new ReplicaCorpus(
                Vectorizer.counts().minDocuments(5).maxShare(0.3).fitTransform(documents),
                Vectorizer.tfIdf().minDocuments(5).maxShare(0.3).fitTransform(documents),
                posts.stream().map(ReplicaPost::topic).toList());
    }

    /** The planted topics in another order, so that they say nothing of the posts. */
    List<Topic> shuffled(long seed) {
        var shuffled = new ArrayList<>(planted);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }
}
