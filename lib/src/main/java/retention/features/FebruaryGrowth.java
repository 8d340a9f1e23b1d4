package retention.features;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import retention.model.FeatureMatrix;
import retention.posts.Post;
import retention.posts.TimestampedId;
import retention.users.Users;

/**
 * The growth from January to February that the published report describes. <b>It is a leak</b>: whoever has posts in February is
 * retained by definition. It is here to be described and to show what such a feature would pretend, and for no model.
 */
public final class FebruaryGrowth {

    private FebruaryGrowth() {}

    /**
     * {@code (February posts - January posts) / January posts} of each user, in the users' order, users x 1; -1 where there is no
     * post in February.
     *
     * @param posts all posts of the file, those of February included
     */
    public static FeatureMatrix of(List<Post> posts, Users users) {
        Map<TimestampedId, Integer> february = new HashMap<>();
        for (var post : posts) {
            if (users.protocol().retains(post.createTime())) {
                february.merge(post.userId(), 1, Integer::sum);
            }
        }
        var rows = new float[users.size()][1];
        for (int i = 0; i < rows.length; i++) {
            var user = users.list().get(i);
            rows[i][0] = (february.getOrDefault(user.id(), 0) - user.posts()) / (float) user.posts();
        }
        return FeatureMatrix.of(List.of("february_growth"), rows);
    }
}
