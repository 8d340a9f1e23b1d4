package retention.features;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import numerics.learning.FeatureMatrix;
import retention.posts.Post;
import retention.users.Period;

/**
 * Finds features that know the future by taking it away: what then changes has looked. It needs no knowledge of how a feature is
 * made. What is already inside the data, such as later reactions in a count that was crawled after them, it cannot find.
 */
public final class LeakGuard {

    private static final double TOLERANCE = 1e-9;

    private LeakGuard() {}

    /**
     * Names the features that know the future.
     *
     * @param posts all posts, those after the observed days included
     * @param period whose observed days may be seen
     * @param features makes features of the users of some posts, one row per user who is observed
     * @return the names of the columns that are other ones without the later posts; none if all is well
     */
    public static List<String> future(List<Post> posts, Period period, Function<List<Post>, FeatureMatrix> features) {
        var before = features.apply(posts);
        var without = features.apply(posts.stream()
                .filter(post -> period.observes(post.createTime()))
                .toList());
        return before.names().stream()
                .filter(name -> !without.names().contains(name) || !same(before.values(name), without.values(name)))
                .toList();
    }

    private static boolean same(double[] first, double[] second) {
        return first.length == second.length
                && IntStream.range(0, first.length)
                        .allMatch(i -> Math.abs(first[i] - second[i]) <= TOLERANCE * Math.max(1, Math.abs(first[i])));
    }
}
