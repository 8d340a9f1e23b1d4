package retention.text;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.List;
import retention.posts.Post;
import retention.posts.Posts;
import retention.project.Project;
import retention.text.ThemeModel.Example;

/** Real posts beside the checkout, which are not part of it, and what readers called them; tests are skipped where there are none. */
final class RealPosts {

    private RealPosts() {}

    /** The posts that have labels. */
    static List<PostLabel.Labelled> labelled() {
        return PostLabel.join(posts(), PostLabel.standard());
    }

    /** The same, to learn themes from. */
    static List<Example> examples() {
        return labelled().stream().map(PostLabel.Labelled::example).toList();
    }

    /** All posts. */
    static List<Post> posts() {
        var sample = Project.find().root().resolve("../shared/real/sample.csv").normalize();
        assumeTrue(Files.isRegularFile(sample), "no real posts in " + sample);
        return Posts.read(sample).posts();
    }
}
