package retention.users;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import retention.posts.Post;

/** How the texts of one user's posts become one text. */
public enum TextJoin {

    /**
     * In the order of a set, as the published code joins them: duplicates are gone, and the order has nothing to do with
     * time. The original's order changes from run to run; ours is by hash, so that it is as arbitrary, and
     * the same in every run.
     */
    SET_ORDER {
        @Override
        public String join(List<Post> posts) {
            return posts.stream()
                    .map(Post::text)
                    .distinct()
                    .sorted(Comparator.comparingInt(String::hashCode).thenComparing(Comparator.naturalOrder()))
                    .collect(Collectors.joining(SEPARATOR));
        }
    },

    /**
     * In the order in which each text first appeared, duplicates removed; blanks at the ends of a text and zero-width characters
     * make it no other text.
     */
    FIRST_APPEARANCE {
        @Override
        public String join(List<Post> posts) {
            var texts = new LinkedHashMap<String, String>();
            posts.stream()
                    .sorted(Comparator.comparing(Post::createTime).thenComparing(Post::identity))
                    .forEach(post -> texts.putIfAbsent(post.comparableText(), post.text()));
            return String.join(SEPARATOR, texts.values());
        }
    };

    private static final String SEPARATOR = "\n";

    /** One text from a user's posts, given in any order. */
    public abstract String join(List<Post> posts);
}
