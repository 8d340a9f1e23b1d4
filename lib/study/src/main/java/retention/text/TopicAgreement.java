package retention.text;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import numerics.Numbers;
import numerics.topics.MutualInformation;
import numerics.topics.Nmf;
import numerics.topics.TopicModel;
import retention.posts.Post;

/**
 * How much the topics of NMF and LDA tell of what readers say that posts are about: adjusted mutual information, 1 for the same
 * groups and 0 for such as chance makes.
 *
 * @param posts with labels
 * @param topics that were looked for
 */
public record TopicAgreement(int posts, int topics, double nmf, double lda) {

    /** The resource that has {@link #standard}. */
    static final String FILE = "topic-agreement.json";

    /** That on the posts of {@code data/labels.csv}, the topics fitted to all posts of the file that they are of. */
    public static TopicAgreement standard() {
        return ThemeModel.kept(FILE, TopicAgreement.class);
    }

    /**
     * Fits both to the words of posts without stop words, and compares the main topic of those that have labels with their theme.
     *
     * @param vectorizer TF-IDF for NMF, of which LDA gets the counts
     * @param topics how many to look for
     * @return empty if no post has a label
     */
    public static Optional<TopicAgreement> measured(
            List<Post> posts, List<PostLabel> labels, Vectorizer vectorizer, int topics) {
        var labelled = PostLabel.join(posts, labels);
        if (labelled.isEmpty()) {
            return Optional.empty();
        }
        var documents = Segmenter.standard()
                .withoutStopWords()
                .documents(posts.stream().map(Post::text).toList());
        var nmf = Nmf.fit(vectorizer.fitTransform(documents).values(), topics);
        var lda = Lda.fit(vectorizer.asCounts().fitTransform(documents).values(), topics);
        return Optional.of(new TopicAgreement(
                labelled.size(), topics, agreement(nmf, posts, labelled), agreement(lda, posts, labelled)));
    }

    private static double agreement(TopicModel model, List<Post> posts, Map<Post, PostLabel> labelled) {
        var main = model.shares().dominant();
        return MutualInformation.adjusted(
                labelled.keySet().stream()
                        .map(post -> main.get(posts.indexOf(post)))
                        .toList(),
                labelled.values().stream()
                        .map(label -> Collections.min(label.themes()))
                        .toList());
    }

    /** In one sentence. */
    @Override
    public String toString() {
        return Numbers.text("Agreement with what readers say of %,d real posts: NMF %.2f, LDA %.2f.", posts, nmf, lda);
    }
}
